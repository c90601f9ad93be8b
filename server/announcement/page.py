"""An announcement as its page shows it: one part of the text with its spans, and the statements read from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyoxigraph import Literal

from graph.store import Release
from server.announcement.differences import Doubts, doubts_of
from server.announcement.entries import Entry, entry, spoken
from server.announcement.kinds import KINDS, Kind
from server.announcement.naming import Naming
from server.announcement.notes import Notes, notes_of
from server.announcement.segments import Passage, Segment, Span, nested, segments
from server.announcement.stated import Node, Stated, read_stated, spans_of
from server.announcement.things import Thing, by_span, things_of
from server.naming import Name
from server.passages import PART, part_of
from server.reading import short_name
from server.things.literals import formatted

SHOWN: Final = 1000
"""Spans of one part that are marked in the text."""
_SCHEMA: Final = "https://schema.org/"
_RIGHTS: Final = "http://purl.org/dc/terms/rights"


@dataclass(frozen=True)
class Announcement:
    """An announcement, its spans and its things, whatever the reader's language.

    Attributes:
        stated: all that it states.
        spans: in the order of the text.
        things: likewise.
        doubts: its conflicts, and what lies beyond its words.
    """

    stated: Stated
    spans: tuple[Span, ...]
    things: tuple[Thing, ...]
    doubts: Doubts

    @cached_property
    def length(self) -> int:
        """Of the text in code points, as far as it is known."""
        said = self.stated.text.get(f"{self.stated.terms}characterCount", ())
        number = said[0].value if said else ""
        return max(int(number) if number.isdecimal() else 0, *(each.end for each in self.spans), 0)

    @cached_property
    def parts(self) -> int:
        """How many pages its text takes."""
        return max(part_of(self.length - 1), 1) if self.length else 1

    @cached_property
    def named(self) -> Mapping[Span, tuple[Thing, ...]]:
        """Span -> its things, the kind that decides how it is marked first."""
        order = {each.name: place for place, each in enumerate(KINDS)}
        found = by_span(self.things)
        return {
            span: tuple(sorted(each, key=lambda thing: (span in thing.context, order[thing.kind.name], thing.number)))
            for span, each in found.items()
        }


@dataclass(frozen=True)
class Key:
    """A kind of thing as the legend explains it: its letter, its name, how many things of it there are."""

    kind: Kind
    letter: str
    name: str
    count: int


@dataclass(frozen=True)
class Page:
    """A part of an announcement in a reader's language.

    Attributes:
        announcement: the whole.
        naming: what things are called in the reader's language.
        name: its headline.
        part: from 1.
        text: the spans within one another, and what stands between them.
        entries: of the things that this part speaks of.
        notes: what to know first; on the first part alone.
        clashing: the things that another one contradicts.
        legend: the kinds of things in the whole text.
        anchors: of spans, which no segment repeats.
        shown: characters of this part.
        unquoted: those of them that nothing quotes.
        unmarked: spans of this part that are not marked, because there are too many.
        published: when, as far as the announcement says.
        address: of the text at its publisher; empty where that is not known.
        rights: what is said about them.
        language: of the text.
    """

    announcement: Announcement
    naming: Naming
    name: Name
    part: int
    text: tuple[Passage | Segment, ...]
    entries: tuple[Entry, ...]
    notes: Notes
    clashing: frozenset[str]
    legend: tuple[Key, ...]
    anchors: frozenset[str]
    shown: int
    unquoted: int
    unmarked: int
    published: str
    address: str
    rights: tuple[Name, ...]
    language: str


def read_announcement(release: Release, key: str) -> Announcement | None:
    """The announcement with a key; ``None`` where the release holds none."""
    stated = read_stated(release, key)
    if stated is None:
        return None
    spans = spans_of(stated)
    things = things_of(stated, spans, lambda iri: short_name(release, iri))
    return Announcement(stated, tuple(sorted(set(spans.values()))), things, doubts_of(stated, things))


def page_of(announcement: Announcement, naming: Naming, part: int) -> Page:
    """The page of a part of an announcement.

    Args:
        announcement: the whole.
        naming: the names in the reader's language.
        part: which part, from 1 to ``announcement.parts``.
    """
    stated, things = announcement.stated, announcement.things
    start, end = (part - 1) * PART, min(part * PART, announcement.length)
    within = [each for each in announcement.spans if each.start < end and each.end > start]
    full_text = next((node.value for node in stated.text.get(f"{stated.terms}fullText", ())), "")
    laid_out = segments(within[:SHOWN], start, end, further=announcement.spans, full_text=full_text)
    known = {each.iri: each for each in things}
    here = set(within[:SHOWN])
    spoken_of = (each for each in things if not here.isdisjoint(each.places))
    return Page(
        announcement,
        naming,
        naming.name(stated.iri),
        part,
        tuple(nested(laid_out)),
        tuple(entry(stated, naming, each, known) for each in spoken_of),
        notes_of(stated, announcement.doubts, naming, known) if part == 1 else Notes(),
        frozenset(each.iri for group in announcement.doubts.conflicts for each in group),
        _legend(things, naming),
        frozenset(each.anchor for each in here),
        end - start,
        sum(each.end - each.start for each in laid_out if not each.text),
        len(within[SHOWN:]),
        next((formatted(node) for node in _said(stated, "datePublished") if isinstance(node, Literal)), ""),
        next((node.value for node in _said(stated, "url") if node.value.startswith(("https://", "http://"))), ""),
        tuple(_rights(stated, naming.language)),
        next((node.value for node in _said(stated, "inLanguage")), "vi"),
    )


def _legend(things: tuple[Thing, ...], naming: Naming) -> tuple[Key, ...]:
    counts = {kind.name: sum(each.kind == kind for each in things) for kind in KINDS}
    return tuple(Key(kind, kind.letter, naming.kind(kind), counts[kind.name]) for kind in KINDS if counts[kind.name])


def _said(stated: Stated, name: str) -> tuple[Node, ...]:
    """The values of a property of schema.org that the announcement has."""
    return stated.of(stated.iri).get(_SCHEMA + name, ())


def _rights(stated: Stated, language: str) -> Iterator[Name]:
    """What is said about the rights, in the reader's language where it is said in that."""
    for node in spoken(stated.text.get(_RIGHTS, ()), language):
        tag = node.language if isinstance(node, Literal) else None
        yield Name(node.value, tag if tag and tag != language else "")
