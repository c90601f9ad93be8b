"""What has a date: announcements, decisions, events, periods of programmes, figures, and changes of provinces.

A date is as exact as it is stated: a day, or a year. Two periods that are declared to conflict are two entries, each
of which names the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from graph.store import Release, value_of
from server.lookup import stated_at_most, subjects, value, values

_SCHEMA: Final = "https://schema.org/"
_VL: Final = "https://version.link/"
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


class Kind(Enum):
    """Of what an entry is."""

    ANNOUNCEMENT = "announcement"
    DECISION = "decision"
    EVENT = "event"
    PROGRAMME = "programme"
    FIGURE = "figure"
    PROVINCE = "province"


class Basis(Enum):
    """What a date rests on."""

    STATED = "stated"
    """An announcement says so."""
    KNOWN = "known"
    """A reviewed table says so."""
    REPORTED = "reported"
    """Others report it, and it is not verified."""


@dataclass(frozen=True)
class Entry:
    """A thing with its time.

    Attributes:
        kind: of what it is.
        iri: of the node that has the time.
        thing: what has it: the programme of a period; else the node itself.
        start: a day or a year, as it is written.
        end: the same; ``None`` where the time is open, and equal to ``start`` where it is one.
        basis: what it rests on.
        graph: the named graph that says so.
        conflicts: the nodes that say otherwise.
        told: the day of the announcement that tells of it as done, where the time is open: nothing is known after it.
    """

    kind: Kind
    iri: str
    thing: str
    start: str
    end: str | None
    basis: Basis
    graph: str
    conflicts: tuple[str, ...] = ()
    told: str | None = None

    @property
    def first(self) -> int:
        """The year in which it begins."""
        return int(self.start[:4])

    @property
    def last(self) -> int:
        """The last year that is known of it."""
        return int((self.end or self.told or self.start)[:4])


@dataclass(frozen=True)
class Entries:
    """All entries of a release, by their beginnings, and how many things of a kind have no date."""

    all: tuple[Entry, ...]
    undated: dict[Kind, int]


def read_entries(release: Release) -> Entries:
    """The entries of a release.

    Raises:
        ProblemError: 422 it holds more than are read for a page.
    """
    term = _terms(release)
    found = [
        *_dated(release, Kind.ANNOUNCEMENT, f"{_SCHEMA}datePublished", term("Announcement")),
        *_dated(release, Kind.DECISION, f"{_SCHEMA}legislationDate", term("AwardDecision")),
        *_dated(release, Kind.EVENT, f"{_SCHEMA}startDate", f"{_SCHEMA}Event"),
        *_dated(release, Kind.PROVINCE, f"{_SCHEMA}validFrom", f"{_VL}ChangeEvent"),
        *_dated(release, Kind.PROVINCE, term("reportedDay"), term("ReportedChange")),
        *_dated(release, Kind.FIGURE, term("referenceTime"), f"{_SCHEMA}Observation"),
        *_since(release),
        *_periods(release),
        *_official(release),
    ]
    dated = {each.iri for each in found}
    undated = {
        Kind.DECISION: set(subjects(release, _TYPE, term("AwardDecision"))) - dated,
        Kind.FIGURE: set(subjects(release, _TYPE, f"{_SCHEMA}Observation")) - dated,
    }
    order = sorted(set(found), key=lambda each: (each.start, each.end or "9999", each.kind.value, each.iri))
    return Entries(tuple(order), {kind: len(missing) for kind, missing in undated.items()})


def _terms(release: Release) -> Callable[[str], str]:
    return lambda local: str(release.names.term(local))


def _dated(release: Release, kind: Kind, predicate: str, wanted: str) -> Iterator[Entry]:
    """The things of a type that have one date."""
    for quad in stated_at_most(release, predicate):
        iri, graph = value_of(quad.subject), value_of(quad.graph_name)
        day = value_of(quad.object)[:10]
        if wanted in values(release, iri, _TYPE):
            basis = Basis.REPORTED if predicate.endswith("#reportedDay") else _basis(release, graph)
            yield Entry(kind, iri, iri, day, day, basis, graph)


def _since(release: Release) -> Iterator[Entry]:
    """The figures that are stated for the time since a year: what is reached by the day of the text, or aimed at."""
    target = str(release.names.term("Target"))
    for quad in stated_at_most(release, str(release.names.term("referenceStart"))):
        iri, graph = value_of(quad.subject), value_of(quad.graph_name)
        told = None if target in values(release, iri, _TYPE) else _published(release, graph)
        yield Entry(Kind.FIGURE, iri, iri, value_of(quad.object), None, Basis.STATED, graph, told=told)


def _published(release: Release, graph: str) -> str | None:
    """The day of the announcement whose graph it is; ``None`` where that is not known."""
    names = release.names
    announcement = str(names.thing("announcement", graph.removeprefix(str(names.graph("announcement/")))))
    return value(release, announcement, f"{_SCHEMA}datePublished")[:10] or None


def _periods(release: Release) -> Iterator[Entry]:
    """The periods that announcements give for programmes."""
    term = _terms(release)
    for quad in stated_at_most(release, term("periodStatement")):
        iri = value_of(quad.object)
        start, end = value(release, iri, term("startYear")), value(release, iri, term("endYear"))
        conflicts = tuple(values(release, iri, term("conflictsWith")))
        if start:
            graph = value_of(quad.graph_name)
            programme = value_of(quad.subject)
            yield Entry(Kind.PROGRAMME, iri, programme, start, end or None, Basis.STATED, graph, conflicts)


def _official(release: Release) -> Iterator[Entry]:
    """The periods that acts give for programmes (docs/decisions/0010)."""
    for quad in stated_at_most(release, f"{_SCHEMA}temporalCoverage"):
        iri, graph = value_of(quad.subject), value_of(quad.graph_name)
        start, _, end = value_of(quad.object).partition("/")
        if str(release.names.term("Programme")) in values(release, iri, _TYPE) and start[:4].isdigit():
            yield Entry(Kind.PROGRAMME, iri, iri, start, end if end[:4].isdigit() else None, Basis.KNOWN, graph)


def _basis(release: Release, graph: str) -> Basis:
    return Basis.STATED if graph.startswith(str(release.names.graph("announcement/"))) else Basis.KNOWN
