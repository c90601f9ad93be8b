"""Every core constraint of every property shape catches a fault that is derived from the constraint itself.

For each pair of a property shape and a constraint component (sh:minCount, sh:class, ...) the data is changed so
that this one is violated: a value taken away, added, or put in the place of another. A path or a class that is
misspelt in a shape finds nothing to change in data that conforms, and fails here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from rdflib import RDF, SH, SKOS, XSD, Literal, URIRef
from rdflib.term import Node

from graph.validation import load_shapes
from graph.validation.run import run_shapes
from graph.vocabulary import Names

if TYPE_CHECKING:
    from tests.shapes.conftest import Loaded

NAMES = Names()
SHAPES = load_shapes(NAMES)
# What says nothing about values, or is part of another parameter.
NO_CONSTRAINT = {RDF.type, SH.path, SH.message, SH.severity, SH.qualifiedValueShape, NAMES.at("shapes#remedy")}
SH_IN, SH_CLASS, SH_OR = SH["in"], SH["class"], SH["or"]
OTHER = pyoxigraph.NamedNode(NAMES.thing("other", "1"))


def simple_path(shape: URIRef) -> tuple[URIRef, bool] | None:
    """The property, and whether it is followed backwards; ``None`` for paths that files in violates/ deal with."""
    path = SHAPES.value(shape, SH.path)
    if isinstance(path, URIRef):
        return path, False
    inverse = SHAPES.value(path, SH.inversePath)
    return (inverse, True) if isinstance(inverse, URIRef) else None


def property_shapes() -> set[URIRef]:
    return {URIRef(str(each)) for each in SHAPES.subjects(RDF.type, SH.PropertyShape)}


def pairs() -> Iterator[tuple[URIRef, URIRef]]:
    for shape in sorted(property_shapes()):
        for parameter, value in sorted(SHAPES.predicate_objects(shape)):
            never = parameter == SH.maxCount and value == Literal(0)
            if parameter not in NO_CONSTRAINT and simple_path(shape) and not never:
                yield shape, URIRef(str(parameter))


def focus_quads(store: pyoxigraph.Store, shape: URIRef) -> list[pyoxigraph.Quad]:
    """The quads by which one focus node has the property; of the first focus node that has it."""
    found = simple_path(shape)
    assert found
    path, inverse = found
    holder = SHAPES.value(None, SH.property, shape)
    classes = {pyoxigraph.NamedNode(str(each)) for each in SHAPES.objects(holder, SH.targetClass)}
    is_a = pyoxigraph.NamedNode(RDF.type)
    targets = {each.subject for each in store.quads_for_pattern(None, is_a, None, None) if each.object in classes}
    quads = sorted(store.quads_for_pattern(None, pyoxigraph.NamedNode(path), None, None), key=str)
    ends = [(each.object if inverse else each.subject, each) for each in quads]
    first = next((end for end, _ in ends if end in targets), None)
    return [each for end, each in ends if end == first and first is not None]


def wrong_values(
    parameter: URIRef, shape: URIRef, old: pyoxigraph.Quad
) -> list[pyoxigraph.NamedNode | pyoxigraph.Literal]:
    """What to put in the place of the old value so that the constraint is violated."""
    limit = SHAPES.value(shape, parameter)
    if parameter in (SH.minInclusive, SH.minExclusive):
        assert isinstance(limit, Literal)
        step = 1 if parameter == SH.minInclusive else 0
        return [pyoxigraph.Literal(int(limit) - step)]
    if parameter == SH.datatype:
        return [pyoxigraph.Literal(str(old.object), datatype=pyoxigraph.NamedNode(XSD.anyURI))]
    language = getattr(old.object, "language", None)
    kept = {"language": language} if language else {}
    constants: dict[Node, list[pyoxigraph.NamedNode | pyoxigraph.Literal]] = {
        SH.minCount: [],
        SH.maxCount: [OTHER],
        SH_CLASS: [OTHER],
        SH_IN: [OTHER],
        SH_OR: [OTHER],
        SH.nodeKind: [pyoxigraph.Literal("no address")],
        SH.uniqueLang: [pyoxigraph.Literal("một", language="vi"), pyoxigraph.Literal("hai", language="vi")],
        SH.languageIn: [pyoxigraph.Literal("autre", language="fr")],
        SH.minLength: [pyoxigraph.Literal("")],
        SH.pattern: [pyoxigraph.Literal("hai  cha\u0323", **kept)],  # spaces, and a mark not composed
        SH.qualifiedMinCount: [pyoxigraph.Literal("only English", language="en")],
    }
    return constants[parameter]


def changed(store: pyoxigraph.Store, shape: URIRef, parameter: URIRef) -> pyoxigraph.Store | None:
    quads = focus_quads(store, shape)
    found = simple_path(shape)
    assert found
    if not quads:
        return None
    first = quads[0]
    if parameter == SH.disjoint:
        labels = store.quads_for_pattern(first.subject, pyoxigraph.NamedNode(SKOS.prefLabel), None, None)
        store.extend(
            pyoxigraph.Quad(first.subject, first.predicate, each.object, each.graph_name) for each in list(labels)
        )
        return store
    for quad in quads if parameter != SH.maxCount else ():
        store.remove(quad)
    for value in wrong_values(parameter, shape, first):
        if found[1]:
            assert isinstance(value, pyoxigraph.NamedNode)
            store.add(pyoxigraph.Quad(value, first.predicate, first.object, first.graph_name))
        else:
            store.add(pyoxigraph.Quad(first.subject, first.predicate, value, first.graph_name))
    return store


@pytest.mark.parametrize(("shape", "parameter"), list(pairs()), ids=lambda each: str(each).rsplit("#", 1)[1])
def test_a_core_constraint_catches_its_fault(shape: URIRef, parameter: URIRef, loaded: Loaded) -> None:
    store = changed(loaded.copy(), shape, parameter)
    if store is None and loaded.data.name != "invented":
        pytest.skip("nothing of this kind in this data set")
    assert store is not None, "no focus node has this property: is the path or the class misspelt?"
    node_shape = SHAPES.value(None, SH.property, shape)
    assert isinstance(node_shape, URIRef)
    results = run_shapes(store, SHAPES, only=[node_shape])
    component = str(parameter)[len(str(SH)) :]
    expected = URIRef(f"{SH}{component[0].upper()}{component[1:]}ConstraintComponent")
    raised = {results.value(each, SH.sourceConstraintComponent) for each in results.subjects(SH.sourceShape, shape)}
    assert expected in raised


def test_paths_that_are_not_simple_have_files() -> None:
    from_files = {"EvidenceShape-cited", "EvidenceShape-quote", "EvidenceShape-position", "UnreadPassageShape-raised"}
    left = property_shapes() - {shape for shape, _ in pairs()}
    assert {str(each).rsplit("#", 1)[1] for each in left} == from_files
