"""The award: who gives it, to whom, how many are announced, for which programme, at which event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.statement.agents import Evidence, OrganisationMention, PersonMention, Stated


class RecipientKind(StrEnum):
    """How a source lists a recipient."""

    COLLECTIVE = "collective"
    INDIVIDUAL = "individual"


@dataclass(frozen=True)
class Conferral:
    """One recipient in the list, at its position (from 1) among those of its kind."""

    kind: RecipientKind
    position: int
    recipient: PersonMention | OrganisationMention
    evidence: Evidence


@dataclass(frozen=True)
class AnnouncedCount:
    """How many recipients of one kind the text announces, with every place that says so."""

    kind: RecipientKind
    value: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class CountDifference:
    """A stated difference between an announced count and the list."""

    kind: RecipientKind
    announced: int
    listed: int
    note: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class PeriodStatement:
    """A period in years, both inclusive, with every place that states it."""

    start: int
    end: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Programme:
    """A scheme, project or campaign, named as printed first, with all periods the text gives it."""

    name: str
    evidence: tuple[Evidence, ...]
    periods: tuple[PeriodStatement, ...]


@dataclass(frozen=True)
class Decision:
    """The act of giving an award. ``number`` and ``day`` are ``None`` where the text does not state them."""

    awarding_body: OrganisationMention
    award: Stated
    ground: Stated | None
    counts: tuple[AnnouncedCount, ...]
    evidence: tuple[Evidence, ...]
    number: Stated | None = None
    day: tuple[date, Evidence] | None = None


@dataclass(frozen=True)
class Event:
    """A conference or a presentation of awards.

    Attributes:
        kind: ``conference`` or ``presentation``.
        name: the words that name it.
        day: its date, where stated; a year left out is that of the publication.
        year_assumed: the text leaves the year out; that of the publication is taken.
        part_of_day: ``sáng``, ``chiều`` or ``tối`` as printed.
    """

    kind: str
    name: str
    evidence: tuple[Evidence, ...]
    day: date | None = None
    part_of_day: str | None = None
    organiser: OrganisationMention | None = None
    presenter: PersonMention | None = None
    year_assumed: bool = False
