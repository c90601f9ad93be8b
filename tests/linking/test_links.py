"""Links to other data sets: what is linked, how closely, and that each link has its evidence."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, XSD

from graph.authority import read_authority
from graph.authority.places import Places
from graph.linking import link_quads, organisation_quads
from graph.vocabulary import LINK_TARGETS, SEMAPV, SSSOM, Names, Quad

TABLES = Path(__file__).parents[2] / "data" / "authority"
NAMES = Names()
UNCHANGED = {
    "ha-noi", "cao-bang", "dien-bien", "lai-chau", "son-la", "lang-son", "thanh-hoa", "nghe-an", "ha-tinh",
}  # fmt: skip
"""The provinces of which nothing is known to have changed: neither combined in 2025, nor renamed, nor of a new type."""


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    authority = read_authority(TABLES)
    every = [*link_quads(authority.places, NAMES), *organisation_quads(authority, NAMES)]
    return [quad for quad in every if quad[3] != NAMES.graph("ref/orgs")]


@pytest.fixture(scope="module")
def links(quads: list[Quad]) -> set[tuple[URIRef, URIRef, URIRef | Literal]]:
    return {quad[:3] for quad in quads if quad[3].startswith(NAMES.graph("links/"))}


@pytest.fixture(scope="module")
def evidence(quads: list[Quad]) -> Graph:
    graph = Graph()
    for subject, predicate, value, name in quads:
        if name == NAMES.graph("mappings"):
            graph.add((subject, predicate, value))
    return graph


def area(key: str) -> URIRef:
    return NAMES.thing("area", key)


def test_numbers_of_links_by_target_and_kind(quads: list[Quad]) -> None:
    space = NAMES.graph("links/")
    found = Counter(
        (graph.removeprefix(space), predicate.rpartition("#")[2])
        for _, predicate, _, graph in quads
        if graph.startswith(space)
    )
    assert found == {
        ("wikidata", "exactMatch"): 9 + 1,  # and the country
        ("wikidata", "closeMatch"): 54 + 1,  # and the academy
        ("geonames", "exactMatch"): 9,
        ("geonames", "closeMatch"): 54 + 2,  # and the country and Ba Tri
        ("whosonfirst", "exactMatch"): 9,
        ("whosonfirst", "closeMatch"): 54 + 1,  # and Ba Tri
        ("openstreetmap", "closeMatch"): 2,
        ("dbpedia", "closeMatch"): 1,
        ("ror", "exactMatch"): 1,
    }


def test_what_changed_is_matched_closely_and_nothing_is_the_same(
    links: set[tuple[URIRef, URIRef, URIRef | Literal]],
) -> None:
    assert {predicate for _, predicate, _ in links} == {SKOS.exactMatch, SKOS.closeMatch}
    exact = {subject for subject, predicate, _ in links if predicate == SKOS.exactMatch}
    assert exact == {area("viet-nam"), NAMES.thing("org", "vwa"), *map(area, UNCHANGED)}


def test_links_lead_from_identities_to_addresses_of_the_data_set(
    links: set[tuple[URIRef, URIRef, URIRef | Literal]],
) -> None:
    assert not [subject for subject, *_ in links if "/v/" in subject]
    for triple in (
        (area("ben-tre"), SKOS.closeMatch, "http://www.wikidata.org/entity/Q33366"),
        (area("ben-tre"), SKOS.closeMatch, "https://sws.geonames.org/1587974/"),
        (area("ben-tre"), SKOS.closeMatch, "https://data.whosonfirst.org/856/808/25/85680825.geojson"),
        (area("ha-noi"), SKOS.closeMatch, "https://www.openstreetmap.org/relation/1903516"),
        (area("district-836-ba-tri"), SKOS.closeMatch, "https://sws.geonames.org/1904850/"),
        (area("viet-nam"), SKOS.closeMatch, "http://dbpedia.org/resource/Vietnam"),
        (NAMES.thing("org", "vwa"), SKOS.exactMatch, "https://ror.org/04sftj265"),
    ):
        assert (*triple[:2], URIRef(triple[2])) in links


def test_every_link_has_its_evidence_and_no_evidence_is_without_its_link(
    links: set[tuple[URIRef, URIRef, URIRef | Literal]], evidence: Graph
) -> None:
    nodes = set(evidence.subjects(RDF.type, OWL.Axiom))
    stated = [
        tuple(
            evidence.value(node, each, any=False)
            for each in (OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget)
        )
        for node in nodes
    ]
    assert len(stated) == len(links)
    assert set(stated) == links
    assert set(evidence.subjects()) == nodes
    for node in nodes:
        assert str(evidence.value(node, SSSOM.mapping_justification, any=False)).startswith(SEMAPV)
        day = evidence.value(node, DCTERMS.created, any=False)
        assert isinstance(day, Literal)
        assert day.datatype == XSD.date
        assert evidence.value(node, DCTERMS.source) is not None
        target, source = (evidence.value(node, each) for each in (OWL.annotatedTarget, SSSOM.object_source))
        assert str(target).startswith(str(source))
        labels = {getattr(each, "language", None) for each in evidence.objects(node, RDFS.label)}
        assert labels == {"vi", "en"}


def test_the_evidence_of_one_link(evidence: Graph) -> None:
    node = NAMES.thing("link", "ror-04sftj265")
    assert evidence.value(node, SSSOM.mapping_justification) == SEMAPV.ManualMappingCuration
    assert evidence.value(node, DCTERMS.created) == Literal("2026-11-23", datatype=XSD.date)
    assert evidence.value(node, DCTERMS.source) == Literal("ROR record 04sftj265 (release 1.50)")
    assert evidence.value(node, SSSOM.object_source) == URIRef("https://ror.org/")


def test_every_target_has_a_namespace(quads: list[Quad]) -> None:
    space = NAMES.graph("links/")
    for _, _, value, graph in quads:
        if graph.startswith(space):
            assert value.startswith(LINK_TARGETS[graph.removeprefix(space)])


def test_no_link_without_identifier() -> None:
    places = read_authority(TABLES).places
    bare = Places((replace(places.place("ben-tre"), identifiers=()),))
    assert list(link_quads(bare, NAMES)) == []
