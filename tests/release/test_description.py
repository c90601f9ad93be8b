"""The description counts what is there, itself included, and describes every IRI it mentions."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import DCTERMS, PROV, RDF, RDFS, XSD, Graph, Literal, URIRef

from graph.release import Contents, PublishedRelease, describe, identify, publish
from graph.release.counting import Held
from graph.release.statements import union
from graph.vocabulary import DCAT, SD, SPDX, VOID, Names

NAMES = Names("https://data.example.org/khen/")
DATA = NAMES.at("dataset/announcements")
COUNTS = {
    VOID.triples: "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    VOID.entities: "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a [] }",
    VOID.classes: "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }",
    VOID.properties: "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
    VOID.distinctSubjects: "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    VOID.distinctObjects: "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
}


class Data:
    """The store of a release: its default graph is the union of all graphs."""

    def __init__(self, release: PublishedRelease) -> None:
        self.store = pyoxigraph.Store.read_only(str(release.folder / "store"))

    def number(self, query: str) -> int:
        found = self.store.query(query)
        assert isinstance(found, pyoxigraph.QuerySolutions)
        ((value,),) = found
        assert isinstance(value, pyoxigraph.Literal)
        return int(value.value)

    def numbers(self, query: str) -> dict[str, int]:
        found = self.store.query(query)
        assert isinstance(found, pyoxigraph.QuerySolutions)
        return {one.value: int(number.value) for one, number in found}


@pytest.fixture(scope="module")
def data(published: PublishedRelease) -> Data:
    return Data(published)


@pytest.fixture(scope="module")
def void(published: PublishedRelease) -> Graph:
    return Graph().parse(published.folder / "void.ttl", format="turtle")


@pytest.mark.parametrize("property_", COUNTS, ids=lambda each: each.rpartition("#")[2])
def test_m03_counts_equal_sparql(data: Data, void: Graph, property_: URIRef) -> None:
    assert void.value(DATA, property_) == Literal(data.number(COUNTS[property_]))


def test_the_entities_of_a_uri_space_are_those_that_begin_with_it(data: Data, void: Graph) -> None:
    """VoID, section 4.4; the whole describes others besides, so that a subset counts them."""
    (part,) = set(void.subjects(VOID.uriSpace)) - {DATA}
    assert (DATA, VOID.subset, part) in void
    space = NAMES.at("id/")
    assert void.value(part, VOID.uriSpace) == Literal(space)
    asked = f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a [] FILTER (STRSTARTS(STR(?s), '{space}')) }}"
    assert void.value(part, VOID.entities) == Literal(data.number(asked))
    assert data.number(asked) < data.number(COUNTS[VOID.entities])


def test_m03_every_partition_equals_sparql(data: Data) -> None:
    stated = data.numbers(
        "PREFIX void: <http://rdfs.org/ns/void#>"
        "SELECT ?c ?n { ?d void:classPartition ?x . ?x void:class ?c ; void:entities ?n }"
    )
    assert stated == data.numbers("SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c")
    stated = data.numbers(
        "PREFIX void: <http://rdfs.org/ns/void#>"
        "SELECT ?p ?n { ?d void:propertyPartition ?x . ?x void:property ?p ; void:triples ?n }"
    )
    assert stated == data.numbers("SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p")


def test_every_named_graph_is_described_with_its_size_and_origin(published: PublishedRelease, void: Graph) -> None:
    listed = {each["iri"]: each for each in published.manifest["graphs"]}
    assert set(listed) == {str(each) for each in void.subjects(RDF.type, SD.NamedGraph)}
    sizes = Data(published).numbers("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    assert set(sizes) == set(listed)
    for iri in map(URIRef, listed):
        size = sizes[str(iri)]
        assert void.value(iri, VOID.triples) == Literal(size)
        assert listed[str(iri)]["triples"] == size
        assert void.value(iri, DCTERMS.license)
        assert (iri, RDF.type, PROV.Entity) in void
        assert (DATA, VOID.subset, iri) in void
    announcement, areas = NAMES.graph("announcement/a1"), NAMES.graph("ref/areas")
    assert void.value(announcement, PROV.wasDerivedFrom) == NAMES.thing("announcement", "a1/text")
    assert listed[str(areas)]["derived_from"] == ["a table of provinces"]
    others = sorted(set(listed) - {str(NAMES.graph("meta"))})
    assert listed[str(NAMES.graph("meta"))]["derived_from"] == others


def test_linksets_are_counted(void: Graph) -> None:
    (linkset,) = void.subjects(RDF.type, VOID.Linkset)
    assert str(linkset).endswith("#links-wikidata-www-wikidata-org-closeMatch")
    assert void.value(linkset, VOID.triples) == Literal(1)
    assert set(void.objects(linkset, VOID.target)) == {DATA, URIRef("http://www.wikidata.org/")}


def test_every_own_iri_that_is_mentioned_has_a_type_and_a_name_in_both_languages(
    published: PublishedRelease,
) -> None:
    graph = Graph().parse(published.folder / "khen.nt", format="nt")
    meta = {
        URIRef(quad.object.value)
        for quad in pyoxigraph.parse(path=str(published.folder / "khen.nq"))
        if str(quad.graph_name) == f"<{NAMES.graph('meta')}>"
        and isinstance(quad.object, pyoxigraph.NamedNode)
        and quad.object.value.startswith(NAMES.base)
        and not quad.object.value.startswith(
            (NAMES.term(""), NAMES.at("id/announcement"), NAMES.at("id/c"), NAMES.at("id/area"))
        )
    }
    assert {DATA, NAMES.thing("agent", "publisher"), NAMES.at("sparql"), NAMES.graph("meta")} <= meta
    for iri in meta:
        assert graph.value(iri, RDF.type), iri
        languages = sorted(str(each.language) for each in graph.objects(iri, RDFS.label) if isinstance(each, Literal))
        assert languages == ["en", "vi"], iri


def test_a_name_that_the_data_give_is_not_given_again(published: PublishedRelease) -> None:
    graph = Graph().parse(published.folder / "khen.nt", format="nt")
    labels = {str(each) for each in graph.objects(NAMES.ontology, RDFS.label)}
    assert labels == {"Khen, the vocabulary", "Từ vựng Khen"}


def test_m08_downloads_are_measured_in_void_ttl_only(published: PublishedRelease, void: Graph) -> None:
    measured = 0
    for distribution, address in void.subject_objects(DCAT.downloadURL):
        file = published.folder / str(address).rpartition("/")[2]
        content = file.read_bytes()
        assert void.value(distribution, DCAT.byteSize) == Literal(str(len(content)), datatype=XSD.nonNegativeInteger)
        checksum = void.value(distribution, SPDX.checksum)
        digest = void.value(checksum, SPDX.checksumValue)
        assert str(digest).lower() == hashlib.sha256(content).hexdigest()
        measured += 1
    assert measured == 12 + 4  # the data in six formats, the links in two, each as it is and packed
    dump = (published.folder / "khen.nt").read_text(encoding="utf-8")
    assert "<http://www.w3.org/ns/dcat#byteSize>" not in dump.replace("<http://rdfs.org/ns/void#property>", "")


def test_dates_and_period_come_from_the_input(void: Graph, contents: Contents) -> None:
    assert void.value(DATA, DCTERMS.modified) == Literal("2026-02-01", datatype=XSD.date)
    period = void.value(DATA, DCTERMS.temporal)
    assert void.value(period, DCAT.startDate) == Literal("2023-09-22", datatype=XSD.date)
    assert void.value(period, DCAT.endDate) == Literal("2023-09-22", datatype=XSD.date)


def test_a_count_that_has_no_solution_is_shifted_by_a_note(make: Callable[..., Contents], releases: Path) -> None:
    """Without a note the count would have to be n or n + 1, but n + 1 is in the data and n is not."""
    statement, graph = NAMES.thing("statement", "s"), NAMES.graph("announcement/a1")

    def with_numbers(*numbers: int) -> Contents:
        return make(more=tuple((statement, NAMES.term("n"), Literal(number), graph) for number in numbers))

    contents = with_numbers(10**6)
    plain = describe(contents, identify(contents))
    stated = int(next(str(o) for s, p, o, _ in plain if p == VOID.distinctObjects))
    # As many objects as before, but one of them is now the number that would be stated.
    contents = with_numbers(stated)
    shifted = describe(contents, identify(contents))
    triples = union((*contents.quads, *shifted))
    count = next(o for s, p, o, _ in shifted if p == VOID.distinctObjects)
    assert any(p == RDFS.comment for _, p, _, _ in shifted)
    assert not any(p == RDFS.comment for _, p, _, _ in plain)
    assert int(str(count)) == Held.of(triples).counts().objects == len({o for _, _, o in triples})
    assert Data(publish(contents, releases)).number(COUNTS[VOID.distinctObjects]) == int(str(count))


def test_a_data_set_without_announcements_can_be_described(contents: Contents, releases: Path) -> None:
    from dataclasses import replace

    names = contents.names
    vocabulary = tuple(each for each in contents.quads if each[3] == names.graph("vocab"))
    release = publish(replace(contents, quads=vocabulary, documents=()), releases)
    assert release.manifest["counts"]["announcements"] == 0
    void = Graph().parse(release.folder / "void.ttl", format="turtle")
    assert void.value(DATA, DCTERMS.temporal) is None
