"""The links from what a scan found in a text to the quotations that hold it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rdflib import Literal, URIRef

from graph.validation.private import quotation_quads
from graph.vocabulary import OA, Names, Quad

NAMES = Names()
GRAPH = NAMES.graph("text/x")
TEXT, OTHER_TEXT = NAMES.thing("announcement", "x/text"), NAMES.thing("announcement", "y/text")
TOKEN, SPAN, POSITION = URIRef(f"{TEXT}#number-10-14"), URIRef(f"{TEXT}#span"), URIRef(f"{TEXT}#pos")


def data(start: int, end: int, text: URIRef = TEXT) -> Iterator[Quad]:
    """A token at 10 to 14 and a quotation at the given place."""
    yield TOKEN, NAMES.term("inText"), TEXT, GRAPH
    yield TOKEN, OA.start, Literal(10), GRAPH
    yield TOKEN, OA.end, Literal(14), GRAPH
    yield SPAN, OA.hasSource, text, GRAPH
    yield SPAN, OA.hasSelector, POSITION, GRAPH
    yield POSITION, OA.start, Literal(start), GRAPH
    yield POSITION, OA.end, Literal(end), GRAPH


@pytest.mark.parametrize(
    ("start", "end", "links"),
    [
        (10, 14, {"quotedIn", "touchedBy"}),
        (0, 30, {"quotedIn", "touchedBy"}),
        (11, 14, {"touchedBy"}),
        (10, 13, {"touchedBy"}),
        (13, 20, {"touchedBy"}),
        (14, 20, set()),
        (0, 10, set()),
    ],
)
def test_a_token_is_linked_to_what_holds_or_overlaps_it(start: int, end: int, links: set[str]) -> None:
    found = list(quotation_quads(data(start, end), NAMES))
    assert {str(predicate).rsplit("#", 1)[1] for _, predicate, _, _ in found} == links
    assert all(quad[0] == TOKEN and quad[2] == SPAN and quad[3] == GRAPH for quad in found)


def test_a_quotation_of_another_text_holds_nothing() -> None:
    assert list(quotation_quads(data(10, 14, OTHER_TEXT), NAMES)) == []


def test_a_place_that_is_no_number_holds_nothing() -> None:
    broken = [(s, p, Literal("ten") if (s, p) == (POSITION, OA.start) else o, g) for s, p, o, g in data(10, 14)]
    assert list(quotation_quads(broken, NAMES)) == []
