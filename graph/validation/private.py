"""The private graph of a text: its characters, and what has to be accounted for. Never released."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
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


def quotation_quads(quads: Iterable[Quad], names: Names) -> Iterator[Quad]:
    """For each token among the quads, which quotations hold it (``quotedIn``) or overlap it (``touchedBy``).

    A join by intervals would take SPARQL a product of all tokens with all quotations for each token; here it
    is done once for each text. The positions are those that the data states.
    """
    start, end, source = (dict[URIRef, int](), dict[URIRef, int](), dict[URIRef, URIRef]())
    selectors: dict[URIRef, list[URIRef]] = defaultdict(list)
    tokens: list[tuple[URIRef, URIRef, URIRef]] = []
    spans: dict[URIRef, list[tuple[URIRef, int, int]]] = defaultdict(list)
    for subject, predicate, value, graph in quads:
        if predicate in (OA.start, OA.end) and str(value).isdecimal():
            (start if predicate == OA.start else end)[subject] = int(value)
        elif predicate == OA.hasSource and isinstance(value, URIRef):
            source[subject] = value
        elif predicate == OA.hasSelector and isinstance(value, URIRef):
            selectors[subject].append(value)
        elif predicate == names.term("inText") and isinstance(value, URIRef):
            tokens.append((subject, value, graph))
    for span, text in source.items():
        spans[text] += [(span, start[each], end[each]) for each in selectors[span] if each in start and each in end]
    for token, text, graph in tokens:
        for span, first, last in spans[text]:
            if first < end[token] and start[token] < last:
                yield token, names.term("touchedBy"), span, graph
                if first <= start[token] and end[token] <= last:
                    yield token, names.term("quotedIn"), span, graph


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
