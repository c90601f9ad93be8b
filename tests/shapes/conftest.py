"""The data sets on which every constraint is proved."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import RDF, Dataset, Graph, Literal, URIRef

from graph.source import SourceDocument, freeze
from graph.validation import load_ontology, load_shapes
from graph.validation.run import fill_store
from graph.vocabulary import OA, Names, Quad

HERE = Path(__file__).parent
NAMES = Names()


@dataclass(frozen=True)
class DataSet:
    """Public quads that conform, with the ontology among them, and the texts they were read from."""

    name: str
    quads: tuple[Quad, ...]
    documents: tuple[SourceDocument, ...]
    names: Names = NAMES


def datasets() -> tuple[DataSet, ...]:
    """Every data set that has to conform, and in which every planted fault has to be caught."""
    return (invented(),)


def invented() -> DataSet:
    document = SourceDocument("sach-ve-lang", freeze((HERE / "conforms/sach-ve-lang.txt").read_bytes()))
    written = Dataset().parse(HERE / "conforms/sach-ve-lang.trig", format="trig")
    quads = {quad for row in written.quads() for quad in _expand(row, document)}
    vocab = NAMES.graph("vocab")
    quads.update((s, p, o, vocab) for s, p, o in load_ontology(NAMES))  # type: ignore[misc]
    return DataSet("invented", tuple(sorted(quads)), (document,))


def _expand(row: tuple[object, ...], document: SourceDocument) -> Iterator[Quad]:
    """A quad of the file; quoted words as evidence become a span, and the text gets its digest and length."""
    subject, predicate, value, graph = row
    assert isinstance(subject, URIRef)
    assert isinstance(predicate, URIRef)
    assert isinstance(value, URIRef | Literal)
    assert isinstance(graph, URIRef)
    if predicate == NAMES.term("sha256"):
        value = Literal(document.sha256)
    if predicate == NAMES.term("characterCount"):
        value = Literal(len(document.text))
    if predicate in (NAMES.term("evidence"), OA.hasTarget) and isinstance(value, Literal):
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
        URIRef(f"{text}#{each}")
        for each in (f"char={start},{end}", f"quote-{start}-{end}", f"pos-{start}-{end}")
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


@pytest.fixture(scope="session")
def shapes() -> Graph:
    return load_shapes(NAMES)
