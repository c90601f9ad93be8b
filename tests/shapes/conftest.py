"""The data sets on which every constraint is proved."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import RDF, XSD, Graph, Literal, URIRef

from graph import pipeline
from graph.source import SourceDocument, freeze
from graph.validation import Finding, Report, load_ontology, load_shapes, validate
from graph.validation.run import fill_store
from graph.vocabulary import OA, Names, Quad
from tests.conftest import DATA

HERE = Path(__file__).parent
NAMES = Names()
QUOTING = (NAMES.term("evidence"), NAMES.term("contextEvidence"), OA.hasTarget)


@dataclass(frozen=True)
class DataSet:
    """Public quads that conform, with the ontology among them, and the texts they were read from."""

    name: str
    quads: tuple[Quad, ...]
    documents: tuple[SourceDocument, ...]
    names: Names = NAMES


def datasets() -> dict[str, Callable[[], DataSet]]:
    """Every data set that has to conform, and in which every planted fault has to be caught."""
    return {"announcement": announcement, "invented": invented}


def announcement() -> DataSet:
    """The graph that the pipeline builds from the corpus."""
    corpus = pipeline.read_data(DATA)
    return DataSet("announcement", pipeline.build_graph(corpus, NAMES)[1], corpus.documents)


def invented() -> DataSet:
    document = SourceDocument("sach-ve-lang", freeze((HERE / "conforms/sach-ve-lang.txt").read_bytes()))
    written = pyoxigraph.parse(path=HERE / "conforms/sach-ve-lang.trig")
    quads = {quad for row in written for quad in _expand(_rdflib(row), document)}
    vocab = NAMES.graph("vocab")
    quads.update((s, p, o, vocab) for s, p, o in load_ontology(NAMES))  # type: ignore[misc]
    return DataSet("invented", tuple(sorted(quads)), (document,))


def _rdflib(quad: pyoxigraph.Quad) -> Quad:
    """The same quad in rdflib's terms; a blank node has no place in the files and fails here."""
    assert isinstance(quad.subject, pyoxigraph.NamedNode)
    assert isinstance(quad.object, pyoxigraph.NamedNode | pyoxigraph.Literal)
    assert isinstance(quad.graph_name, pyoxigraph.NamedNode)
    value: URIRef | Literal
    if isinstance(quad.object, pyoxigraph.NamedNode):
        value = URIRef(quad.object.value)
    elif quad.object.language:
        value = Literal(quad.object.value, lang=quad.object.language)
    else:
        plain = quad.object.datatype.value == str(XSD.string)
        value = Literal(quad.object.value, datatype=None if plain else URIRef(quad.object.datatype.value))
    return URIRef(quad.subject.value), URIRef(quad.predicate.value), value, URIRef(quad.graph_name.value)


def _expand(row: Quad, document: SourceDocument) -> Iterator[Quad]:
    """A quad of the file; quoted words as evidence become a span, and the text gets its digest and length."""
    subject, predicate, value, graph = row
    if predicate == NAMES.term("sha256"):
        value = Literal(document.sha256)
    if predicate == NAMES.term("characterCount"):
        value = Literal(len(document.text))
    if predicate in QUOTING and isinstance(value, Literal):
        start, end = _find(str(value), document.text)
        value = yield from _span(start, end, document, graph)
    yield subject, predicate, value, graph


def _find(words: str, text: str) -> tuple[int, int]:
    exact, occurrence = words, 1
    if match := re.fullmatch("(.*)«([0-9]+)»", words):
        exact, occurrence = match[1], int(match[2])
    places = [match.start() for match in re.finditer(re.escape(exact), text)]
    assert len(places) >= occurrence, f"{words!r} is not in the text"
    return places[occurrence - 1], places[occurrence - 1] + len(exact)


def _span(start: int, end: int, document: SourceDocument, graph: URIRef) -> Generator[Quad, None, URIRef]:
    """The quads of a span; returns its address."""
    text = NAMES.thing("announcement", f"{document.id}/text")
    span, quote, position = (
        URIRef(f"{text}#{each}") for each in (f"char={start},{end}", f"quote-{start}-{end}", f"pos-{start}-{end}")
    )
    yield span, RDF.type, OA.SpecificResource, graph
    yield span, OA.hasSource, text, graph
    for selector in (quote, position):
        yield span, OA.hasSelector, selector, graph
    yield quote, RDF.type, OA.TextQuoteSelector, graph
    yield quote, OA.exact, Literal(document.text[start:end]), graph
    yield quote, OA.prefix, Literal(document.text[max(0, start - 20) : start]), graph
    yield quote, OA.suffix, Literal(document.text[end : end + 20]), graph
    yield position, RDF.type, OA.TextPositionSelector, graph
    yield position, OA.start, Literal(start), graph
    yield position, OA.end, Literal(end), graph
    return span


@dataclass(frozen=True)
class Loaded:
    """A data set in a store that tests copy before they change it."""

    data: DataSet
    quads: tuple[pyoxigraph.Quad, ...]
    all: frozenset[pyoxigraph.Quad]
    report: Report

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is raised before anything is changed: warnings at most."""
        return self.report.findings

    def copy(self) -> pyoxigraph.Store:
        store = pyoxigraph.Store()
        store.bulk_extend(self.quads)
        return store


@pytest.fixture(scope="session", params=sorted(datasets()))
def loaded(request: pytest.FixtureRequest, shapes: Graph) -> Loaded:
    data = datasets()[request.param]()
    store = fill_store(data.quads, data.documents, data.names)
    quads = tuple(store)
    return Loaded(data, quads, frozenset(quads), validate(data.quads, data.documents, data.names, shapes))


@pytest.fixture(scope="session")
def shapes() -> Graph:
    return load_shapes(NAMES)
