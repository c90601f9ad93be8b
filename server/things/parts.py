"""The parts of a thing, named by fragments of its IRI: passages that are quoted, and all others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Quad

from server.collation import collation
from server.document import Quote
from server.things.evidence import Evidence
from server.things.facts import Facts, Property


@dataclass(frozen=True)
class Part:
    """A part of the thing, addressed by a fragment."""

    anchor: str
    properties: tuple[Property, ...]


@dataclass(frozen=True)
class Parts:
    """The parts of one kind; ``kind`` is the name of their class."""

    kind: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Passage:
    """A part of a text that statements quote.

    Attributes:
        anchor: its fragment.
        also: the fragments that say which words these are, and where they stand.
        quote: the words.
        before: the words before them.
        after: the words after them.
    """

    anchor: str
    also: tuple[str, ...]
    quote: Quote
    before: str
    after: str


def passages_of(evidence: Evidence, by_subject: Mapping[str, list[Quad]]) -> Iterator[Passage]:
    """The parts that are quoted, in the order of the text, each with its selectors."""
    reader = evidence.reader
    selecting = reader.iri("oa:hasSelector")
    marked = (each for each, quads in by_subject.items() if any(q.predicate.value == selecting for q in quads))
    found = [(quote, each) for each in marked if (quote := evidence.quote(each))]
    for quote, iri in sorted(found, key=lambda each: (each[0].start, each[0].end, each[1])):
        selectors = [each for each in reader.iris(iri, "oa:hasSelector") if each in by_subject]
        before, after = (
            next((said for each in selectors if (said := reader.one(each, short))), "")
            for short in ("oa:prefix", "oa:suffix")
        )
        yield Passage(_fragment(iri), tuple(map(_fragment, selectors)), quote, before, after)


def parts_of(facts: Facts, by_subject: Mapping[str, list[Quad]], passages: tuple[Passage, ...]) -> Iterator[Parts]:
    """All parts but the passages, by kind."""
    told = {anchor for each in passages for anchor in (each.anchor, *each.also)}
    found: dict[str, list[Part]] = {}
    for subject, quads in sorted(by_subject.items()):
        if _fragment(subject) not in told:
            kinds = facts.reader.iris(subject, "rdf:type")
            kind = facts.reader.name(kinds[0]).text if kinds else ""
            found.setdefault(kind, []).append(Part(_fragment(subject), facts.properties(subject, quads)))
    return (Parts(kind, tuple(parts)) for kind, parts in sorted(found.items(), key=lambda each: collation(each[0])))


def _fragment(iri: str) -> str:
    return iri.partition("#")[2]
