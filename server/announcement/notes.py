"""The doubts about an announcement in the reader's language, as its page shows them before the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from server.announcement.differences import Doubts
from server.announcement.entries import Entry, Value, entry
from server.announcement.naming import Naming
from server.announcement.stated import Stated
from server.announcement.things import Thing


@dataclass(frozen=True)
class Compared:
    """A result beside a target: what the text says of it, and how far the two measure the same thing."""

    entry: Entry
    target: Entry
    result: Entry
    outcome: str
    comparability: str


@dataclass(frozen=True)
class Note:
    """A property of which no words tell the value, and the things that have it."""

    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Notes:
    """What a reader should know first; see ``server.announcement.differences.Doubts``."""

    conflicts: tuple[tuple[Entry, ...], ...] = ()
    discrepancies: tuple[Entry, ...] = ()
    comparisons: tuple[Compared, ...] = ()
    unread: tuple[Entry, ...] = ()
    supplied: tuple[Note, ...] = ()
    unsaid: tuple[Note, ...] = ()

    @property
    def differ(self) -> bool:
        """Whether the text differs from itself, or from what could be read."""
        return bool(self.conflicts or self.discrepancies or self.comparisons or self.unread)


def notes_of(stated: Stated, doubts: Doubts, naming: Naming, known: Mapping[str, Thing]) -> Notes:
    """The doubts about an announcement; ``known`` holds its things by their IRIs."""

    def shown(thing: Thing) -> Entry:
        return entry(stated, naming, thing, known)

    def note(term: str, iris: Iterable[str]) -> Note:
        return Note(naming.label(term), tuple(Value(naming.name(iri), iri, known.get(iri)) for iri in iris))

    unsaid: dict[str, list[str]] = {}
    for iri, term in doubts.unsaid:
        unsaid.setdefault(term, []).append(iri)
    return Notes(
        tuple(tuple(shown(each) for each in group) for group in doubts.conflicts),
        tuple(shown(each) for each in doubts.discrepancies),
        tuple(
            Compared(
                shown(each.thing),
                shown(each.target),
                shown(each.result),
                naming.label(stated.value(each.thing.iri, "statedOutcome")),
                naming.label(stated.value(each.thing.iri, "comparability")),
            )
            for each in doubts.comparisons
        ),
        tuple(shown(each) for each in doubts.unread),
        tuple(note(stated.terms + term, iris) for term, iris in doubts.supplied.items()),
        tuple(note(term, iris) for term, iris in sorted(unsaid.items())),
    )
