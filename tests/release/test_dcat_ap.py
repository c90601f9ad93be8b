"""The catalogue against DCAT-AP 3: shapes of our own, and the official ones where a copy of them is named.

The official shapes are not in this repository. ``KHEN_DCAT_AP_SHAPES`` names a file or a folder that holds a copy, such
as ``releases/3.0.1/shacl`` of SEMICeu/DCAT-AP.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from rdflib import DCTERMS, FOAF, RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

from graph.release import PublishedRelease
from graph.vocabulary import DCAT
from tests.release.dcat_ap import OWN, found, shapes

OFFICIAL: Final = "KHEN_DCAT_AP_SHAPES"
WARNINGS: Final = 20
"""As many as a portal should see at most."""
LEFT_OUT: Final = {
    (FOAF.Agent, DCTERMS.type): "what kind of body publishes is up to whoever publishes",
    (DCTERMS.LicenseDocument, DCTERMS.type): "the licence itself says more",
    (DCTERMS.Location, DCAT.bbox): "of Viet Nam, which is known by its code",
    (DCTERMS.Location, DCAT.centroid): "of Viet Nam, which is known by its code",
    (DCAT.Dataset, DCTERMS.temporal): "of the links, which are true today",
}
"""What is recommended, and not stated: the class, the property and the reason."""


@pytest.fixture(scope="module")
def void(published: PublishedRelease) -> Graph:
    return Graph().parse(published.folder / "void.ttl", format="turtle")


def test_m06_what_dcat_ap_demands_is_there_and_what_it_recommends_but_for_what_is_listed(void: Graph) -> None:
    results = found(void, shapes(OWN))
    assert [each for each in results if each.severity != SH.Warning] == []
    kinds = {kind for kind, _ in LEFT_OUT}
    missing = [(kind, each.path) for each in results for kind in void.objects(each.focus, RDF.type) if kind in kinds]
    assert sorted(missing) == sorted(LEFT_OUT)
    assert len(results) == len(LEFT_OUT) <= WARNINGS


WRONG: Final[dict[str, tuple[URIRef | Literal, ...]]] = {
    "class": (URIRef("urn:khen:of-no-class"),),
    "datatype": (Literal("of no datatype"),),
    "node": (Literal("yesterday"),),
    "maxCount": (URIRef("urn:khen:one"), URIRef("urn:khen:more")),
    "nodeKind Literal": (URIRef("urn:khen:no-literal"),),
    "nodeKind IRI": (Literal("no IRI"),),
}
"""Values that break each kind of constraint. One on the least number is broken by there being none."""


class Constraint(NamedTuple):
    """A constraint of ours: the class, the property, what is demanded of it, and how severe a fault is."""

    target: Node
    path: Node
    parameter: str
    severity: Node


def constraints(kind: str) -> Iterator[Constraint]:
    graph = shapes(OWN)
    for shape, target in graph.subject_objects(SH.targetClass):
        for each in graph.objects(shape, SH.property):
            path, parameter = graph.value(each, SH.path), graph.value(each, SH[kind])
            if parameter is not None and path is not None:
                severity = graph.value(each, SH.severity) or SH.Violation
                yield Constraint(target, path, str(parameter).removeprefix(str(SH)), severity)


@pytest.mark.parametrize("kind", ["minCount", "maxCount", "class", "datatype", "node", "nodeKind"])
def test_every_constraint_of_ours_finds_a_planted_fault(void: Graph, kind: str) -> None:
    broken, planted = Graph() + void, []
    for each in constraints(kind):
        focus = sorted(map(str, void.subjects(RDF.type, each.target)))[0]
        planted.append((focus, each.path, each.severity))
        if kind == "minCount":
            broken.remove((None, each.path, None))
            continue
        for value in WRONG[f"nodeKind {each.parameter}" if kind == "nodeKind" else kind]:
            broken.add((URIRef(focus), each.path, value))
    assert len(planted) > 1
    component = URIRef(f"{SH}{kind[0].upper()}{kind[1:]}ConstraintComponent")
    results = {(str(each.focus), each.path, each.severity)
               for each in found(broken, shapes(OWN)) if each.component == component}  # fmt: skip
    assert [each for each in planted if each not in results] == []


@pytest.mark.skipif(OFFICIAL not in os.environ, reason=f"{OFFICIAL} names no copy of the official shapes")
def test_m06_the_official_shapes_find_no_violation_and_few_warnings(void: Graph) -> None:
    named = Path(os.environ[OFFICIAL])
    files = sorted(named.glob("*.ttl")) if named.is_dir() else [named]
    assert files, f"no Turtle file in {named}"
    official = shapes(*files)
    assert (None, SH.targetClass, DCAT.Dataset) in official
    results = found(void, official)
    assert [each for each in results if each.severity != SH.Warning] == []
    assert len(results) <= WARNINGS
