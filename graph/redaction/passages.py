"""Which words of which text are withheld, and which evidence they are in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rdflib import URIRef

from graph.redaction.people import Leaving
from graph.source import SourceDocument
from graph.vocabulary import OA, Names, Quad
from graph.withheld import MARK, apart, bare, places


@dataclass(frozen=True)
class Place:
    """Where a piece of evidence stands: in which text, from where to where, and by which selectors that is said."""

    text: URIRef
    start: int
    end: int
    selectors: tuple[URIRef, ...]


@dataclass(frozen=True)
class Passages:
    """The withheld passages of the texts.

    Attributes:
        spans: each piece of evidence with its place.
        quoting: each selector with the place that it is of.
        ranges: of each text that has any, sorted and apart.
        masked: these texts, with a mark for each character that is withheld.
        words: what is withheld of them, in one line, the longest first; by the graph of the announcement.
    """

    spans: dict[URIRef, Place]
    quoting: dict[URIRef, Place]
    ranges: dict[URIRef, list[tuple[int, int]]]
    masked: dict[URIRef, str]
    words: dict[URIRef, tuple[str, ...]]

    def hold(self, span: URIRef) -> bool:
        """Whether a piece of evidence lies within a passage."""
        place = self.spans[span]
        return any(start <= place.start and place.end <= end for start, end in self.ranges.get(place.text, ()))


def find_passages(
    quads: Sequence[Quad], documents: Sequence[SourceDocument], leaving: Leaving, names: Names
) -> Passages:
    """The passages about the people who leave: what states them, their offices and awards, and their names."""
    spans = _spans(quads)
    about = leaving.nodes | leaving.conferrals
    stating = {quad[2] for quad in quads if quad[0] in about and quad[1] == names.term("evidence")}
    found = Passages(spans, {each: place for place in spans.values() for each in place.selectors}, {}, {}, {})
    for document in documents:
        text = names.thing("announcement", f"{document.id}/text")
        stated = [(place.start, place.end) for span, place in spans.items() if place.text == text and span in stating]
        ranges = _joined(document.text, apart([*stated, *places(document.text, leaving.names)]))
        if ranges:
            found.ranges[text] = ranges
            found.masked[text] = _masked(document.text, ranges)
            parts = {" ".join(document.text[start:end].split()) for start, end in (*stated, *ranges)}
            graph = names.graph(f"announcement/{document.id}")
            found.words[graph] = tuple(sorted(parts, key=lambda each: (-len(each), each)))
    return found


def _spans(quads: Sequence[Quad]) -> dict[URIRef, Place]:
    start, end = dict[URIRef, int](), dict[URIRef, int]()
    text: dict[URIRef, URIRef] = {}
    selectors: dict[URIRef, list[URIRef]] = defaultdict(list)
    for subject, predicate, value, _ in quads:
        if predicate in (OA.start, OA.end):
            (start if predicate == OA.start else end)[subject] = int(value)
        elif predicate == OA.hasSource and isinstance(value, URIRef):
            text[subject] = value
        elif predicate == OA.hasSelector and isinstance(value, URIRef):
            selectors[subject].append(value)
    return {
        span: Place(source, start[position], end[position], tuple(selectors[span]))
        for span, source in text.items()
        for position in selectors[span]
        if position in start
    }


def _joined(text: str, ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges, those made one that only spaces and commas part: a gap would tell how long a name is."""
    found: list[tuple[int, int]] = []
    for start, end in ranges:
        if found and not bare(text[found[-1][1] : start]).strip() and "\n" not in text[found[-1][1] : start]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _masked(text: str, ranges: Sequence[tuple[int, int]]) -> str:
    for start, end in ranges:
        text = text[:start] + MARK * (end - start) + text[end:]
    return text
