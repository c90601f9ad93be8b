"""The private graph of a text: its characters, and what has to be accounted for. Never released."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from rdflib import RDF, XSD, Literal, URIRef

from graph.source import SourceDocument
from graph.validation.scan import Kind, Token, scan
from graph.vocabulary import OA, Names, Quad

_CLASSES: Final = {Kind.NUMBER: "TextNumber", Kind.PERIOD: "TextPeriod", Kind.ITEM: "TextListItem"}


def private_quads(document: SourceDocument, names: Names) -> Iterator[Quad]:
    """The full text of a document and a node for each number, period and list line that a scan finds in it.

    All in the graph ``text/{id}``, which no release holds.
    """
    graph = names.graph(f"text/{document.id}")
    text = names.thing("announcement", f"{document.id}/text")
    yield text, names.term("fullText"), Literal(document.text), graph
    for token in scan(document.text):
        node = URIRef(f"{text}#{token.kind}-{token.start}-{token.end}")
        for predicate, value in _describe(token, text, names):
            yield node, predicate, value, graph


def _describe(token: Token, text: URIRef, names: Names) -> Iterator[tuple[URIRef, URIRef | Literal]]:
    yield RDF.type, names.term(_CLASSES[token.kind])
    yield names.term("inText"), text
    yield OA.start, Literal(token.start)
    yield OA.end, Literal(token.end)
    yield OA.exact, Literal(token.exact)
    if token.value is not None:
        yield names.term("readValue"), _number(token.value)
    if token.qualifier is not None:
        yield names.term("readQualifier"), names.term(token.qualifier)
    if token.currency is not None:
        yield names.term("readCurrency"), Literal(token.currency)


def _number(value: Decimal) -> Literal:
    """Whole numbers as xsd:integer and others as xsd:decimal, so that equal values are equal terms."""
    if value == value.to_integral():
        return Literal(int(value))
    return Literal(format(value, "f"), datatype=XSD.decimal)
