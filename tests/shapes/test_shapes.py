"""The shapes themselves: well formed, documented, and each with something to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyshacl
import pytest
from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.term import Node

from graph.validation import load_ontology, load_shapes, validate
from graph.validation.run import run_shapes
from graph.vocabulary import Names

if TYPE_CHECKING:
    from tests.shapes.conftest import Loaded

NAMES = Names()
REMEDY = NAMES.at("shapes#remedy")
TARGETS = (SH.targetClass, SH.targetSubjectsOf)


def languages(graph: Graph, subject: Node, predicate: URIRef) -> list[str]:
    return sorted(str(each.language) for each in graph.objects(subject, predicate) if isinstance(each, Literal))


def test_v05_conforming_data_conforms(loaded: Loaded) -> None:
    assert [each for each in loaded.findings if each.severity == "violation"] == [], loaded.report.text
    assert loaded.report.conforms


def test_v05_every_shape_has_focus_nodes(loaded: Loaded, shapes: Graph) -> None:
    classes = {quad.object.value for quad in loaded.copy() if quad.predicate.value == str(RDF.type)}
    predicates = {quad.predicate.value for quad in loaded.quads}
    empty = [
        shape
        for shape in shapes.subjects(RDF.type, SH.NodeShape)
        if not any(str(each) in classes for each in shapes.objects(shape, SH.targetClass))
        and not any(str(each) in predicates for each in shapes.objects(shape, SH.targetSubjectsOf))
    ]
    # Data without unread passages, mentions, discrepancies or withdrawn people is no worse for it.
    seldom = {"UnreadPassageShape", "DiscrepancyShape", "MentionShape", "WithheldShape"}
    optional = seldom if loaded.data.name != "invented" else set()
    assert {str(each).rsplit("#", 1)[1] for each in empty} <= optional


def test_every_target_class_occurs_in_the_invented_data(loaded: Loaded, shapes: Graph) -> None:
    if loaded.data.name != "invented":
        pytest.skip("other data may lack a class")
    classes = {quad.object.value for quad in loaded.quads if quad.predicate.value == str(RDF.type)}  # type: ignore[union-attr]
    assert {str(each) for each in shapes.objects(None, SH.targetClass)} <= classes


def test_v05_the_shapes_are_well_formed(shapes: Graph) -> None:
    copy = Graph()
    copy += shapes
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=copy, meta_shacl=True)
    assert conforms, text


def test_every_shape_and_constraint_has_an_address_messages_and_a_remedy(shapes: Graph) -> None:
    constraints = {*shapes.objects(None, SH.sparql), *shapes.subjects(RDF.type, SH.PropertyShape)}
    node_shapes = set(shapes.subjects(RDF.type, SH.NodeShape))
    assert all(isinstance(each, URIRef) for each in constraints | node_shapes)
    for each in constraints:
        assert languages(shapes, each, SH.message) == ["en", "vi"], each
        assert languages(shapes, each, REMEDY) in ([], ["en", "vi"]), each
    for each in node_shapes:
        assert languages(shapes, each, RDFS.label) == ["en", "vi"], each
        assert languages(shapes, each, REMEDY) == ["en", "vi"], each
        assert any((each, target, None) in shapes for target in TARGETS), each


def test_every_constraint_belongs_to_one_shape_and_is_named_after_it(shapes: Graph) -> None:
    for predicate in (SH.property, SH.sparql):
        for shape, constraint in shapes.subject_objects(predicate):
            assert str(constraint).startswith(f"{shape}-"), constraint
    held = [*shapes.objects(None, SH.property), *shapes.objects(None, SH.sparql)]
    assert len(held) == len(set(held))
    declared = {*shapes.subjects(RDF.type, SH.PropertyShape), *shapes.subjects(SH.select, None)}
    assert declared == set(held)


def test_no_query_projects_text_or_uses_what_pyshacl_forbids(shapes: Graph) -> None:
    for constraint, query in shapes.subject_objects(SH.select):
        text = str(query)
        head = text[: text.index("WHERE")]
        assert not {"?exact", "?text", "?name", "?words", "?token"} & set(head.split()), constraint
        assert not any(word in text.split() for word in ("MINUS", "VALUES", "SERVICE")), constraint
        assert "xsd:date(" not in text, constraint


def test_messages_name_only_variables_that_their_query_projects(shapes: Graph) -> None:
    for constraint, query in shapes.subject_objects(SH.select):
        head = str(query)[: str(query).index("WHERE")]
        for message in shapes.objects(constraint, SH.message):
            for variable in str(message).split("{")[1:]:
                name = variable.split("}")[0]
                assert name in head.replace(")", " ").split(), f"{constraint}: {name}"


def rebased(term: Node, names: Names) -> Node:
    if isinstance(term, Literal):
        return Literal(str(term), lang=term.language, datatype=names.rebase(term.datatype or "") or None)
    return URIRef(names.rebase(str(term)))


def test_another_base_changes_only_the_base(loaded: Loaded) -> None:
    other = Names("https://data.example.org/x/")
    quads = [tuple(rebased(each, other) for each in quad) for quad in loaded.data.quads]
    report = validate(quads, loaded.data.documents, other, load_shapes(other))  # type: ignore[arg-type]
    assert report.text == other.rebase(loaded.report.text)
    assert not [each for each in (*load_shapes(other), *load_ontology(other)) if NAMES.base in "".join(each)]


def test_no_query_searches_all_quotations_for_a_place() -> None:
    """A join by offsets takes minutes for a corpus of fifty: the links quotedIn and touchedBy hold it ready."""
    for constraint, query in load_shapes(NAMES).subject_objects(SH.select):
        assert "?start <= ?" not in str(query), constraint


def test_the_shapes_graph_is_left_as_it_was(loaded: Loaded, shapes: Graph) -> None:
    before = set(shapes)
    run_shapes(loaded.copy(), shapes)
    assert set(shapes) == before
