"""A small data set of its own, with what is hard to write down in some format."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, Literal, URIRef

from graph.release import Contact, Contents, Dataset, Licence, PublishedRelease, Publisher, Wording, publish
from graph.source import SourceDocument, SourceMetadata
from graph.vocabulary import OA, SCHEMA, SEMAPV, SSSOM, Names, Quad

AWKWARD = (
    'said "trên 81 tỷ" \\ and more',
    "two\nlines",
    "a tab\tand a\r return",
    "no\u00a0break, line\u2028separator",
    "𝔘 outside the basic plane",
    "<tag> & ]]> entity",
    "  spaces at both ends  ",
    "",
)

DATASET = Dataset(
    title=Wording("Khen thử", "Khen on trial"),
    description=Wording("Dữ liệu thử.", "Data for a trial."),
    version="0.1.0",
    issued=date(2026, 1, 15),
    modified=date(2026, 2, 1),
    notes=Wording("Bản đầu.", "The first."),
    licence=Licence("https://creativecommons.org/licenses/by/4.0/", Wording("CC BY 4.0", "CC BY 4.0")),
    publisher=Publisher(Wording("Nhà xuất bản", "Publisher"), "https://example.org/publisher"),
    contact=Contact(Wording("Bộ phận dữ liệu", "Data desk"), "data@example.org"),
    keywords_vi=("khen thưởng",),
    keywords_en=("awards",),
)


def sample_quads(names: Names) -> list[Quad]:
    """One announcement with two conferrals, one area, the vocabulary, and links to one other data set."""
    graph, areas = names.graph("announcement/a1"), names.graph("ref/areas")
    announcement, area = names.thing("announcement", "a1"), names.thing("area", "ben-tre")
    published = Literal("2023-09-22T17:39:00+07:00", datatype=XSD.dateTime)
    span = URIRef(f"{announcement}/text#char=0,20")
    quads: list[Quad] = [
        (announcement, RDF.type, names.term("Announcement"), graph),
        (announcement, RDFS.label, Literal("Tặng bằng khen", lang="vi"), graph),
        (announcement, SCHEMA.datePublished, published, graph),
        (announcement, names.term("evidence"), span, graph),
        (announcement, DCTERMS.identifier, Literal("a1"), graph),
        (URIRef(f"{announcement}/text"), RDF.type, names.term("SourceText"), graph),
        (span, RDF.type, OA.SpecificResource, graph),
        (area, RDF.type, names.term("AdministrativeUnit"), areas),
        (area, SKOS.prefLabel, Literal("Bến Tre", lang="vi"), areas),
        (area, DCTERMS.source, Literal("a table of provinces"), areas),
        (names.ontology, RDF.type, OWL.Ontology, names.graph("vocab")),
        (names.ontology, RDFS.label, Literal("Khen, the vocabulary", lang="en"), names.graph("vocab")),
        (area, SKOS.closeMatch, URIRef("http://www.wikidata.org/entity/Q1"), names.graph("links/wikidata")),
        (announcement, SKOS.note, Literal("the same words"), areas),
        (announcement, SKOS.note, Literal("the same words"), graph),
    ]
    quads += link_evidence(names)
    for offset in (255, 256, 300):
        quads.append((span, OA.start, Literal(offset), graph))
    for number in (1, 2):
        conferral = names.thing("conferral", f"a1-{number}")
        quads += [
            (conferral, RDF.type, names.term("AwardConferral"), graph),
            (conferral, names.term("listPosition"), Literal(number), graph),
            (conferral, names.term("share"), Literal("3.5", datatype=XSD.decimal), graph),
            (conferral, names.term("startYear"), Literal("2019", datatype=XSD.gYear), graph),
            (conferral, names.term("currencyInferred"), Literal(True), graph),
        ]
    quads += [(announcement, names.term("caption"), Literal(text), graph) for text in AWKWARD]
    return quads


def link_evidence(names: Names) -> list[Quad]:
    """The evidence of the one link."""
    node, graph = names.thing("link", "wikidata-Q1"), names.graph("mappings")
    return [
        (node, RDF.type, OWL.Axiom, graph),
        (node, RDFS.label, Literal("Liên kết Bến Tre", lang="vi"), graph),
        (node, RDFS.label, Literal("Link of Ben Tre", lang="en"), graph),
        (node, OWL.annotatedSource, names.thing("area", "ben-tre"), graph),
        (node, OWL.annotatedProperty, SKOS.closeMatch, graph),
        (node, OWL.annotatedTarget, URIRef("http://www.wikidata.org/entity/Q1"), graph),
        (node, SSSOM.mapping_justification, SEMAPV.LexicalMatching, graph),
        (node, DCTERMS.created, Literal("2026-01-10", datatype=XSD.date), graph),
        (node, DCTERMS.source, Literal("a gazetteer"), graph),
        (node, DCTERMS.source, Literal('a list, called "the list"'), graph),
    ]


def make_contents(
    base: str = "https://data.example.org/khen/",
    more: tuple[Quad, ...] = (),
    dataset: Dataset = DATASET,
    conforms: bool = True,
) -> Contents:
    names = Names(base)
    document = SourceDocument("a1", "Tặng bằng khen ở Bến Tre", SourceMetadata(rights="theirs"))
    return Contents(
        names=names,
        quads=(*sample_quads(names), *more),
        ontology=f"<{names.ontology}> a <{OWL.Ontology}> .\n",
        shapes="# no shapes\n",
        report_turtle="# conforms\n",
        report_text="Conforms.\n" if conforms else "A person without membership.\n",
        conforms=conforms,
        documents=(document,),
        dataset=dataset,
    )


@pytest.fixture
def make() -> Callable[..., Contents]:
    """Builds contents; see ``make_contents``."""
    return make_contents


@pytest.fixture
def contents() -> Contents:
    return make_contents()


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    return tmp_path / "release"


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> PublishedRelease:
    """One release for the tests that only read it."""
    return publish(make_contents(), tmp_path_factory.mktemp("published"), inputs="fingerprint")


@pytest.fixture
def first(published: PublishedRelease, releases: Path) -> PublishedRelease:
    """That release as the current one of a folder of the test's own."""
    shutil.copytree(published.folder.parent, releases, symlinks=True)
    return replace(published, folder=releases / published.id)
