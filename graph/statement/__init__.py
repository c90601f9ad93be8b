"""What an announcement states: frozen records, each with the words it was read from.

These records are the agreement between the stage that reads and the stage that writes RDF. A record holds
what the text says in the text's own words; which known person, organisation or place is meant is decided
later, from the authority tables.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.statement.agents import (
    Evidence,
    Office,
    OrganisationMention,
    PersonMention,
    PlaceMention,
    Stated,
)
from graph.statement.awards import (
    AnnouncedCount,
    Conferral,
    CountDifference,
    Decision,
    Event,
    PeriodStatement,
    Programme,
    RecipientKind,
)
from graph.statement.figures import (
    Comparability,
    Comparison,
    Figure,
    FigureRole,
    FundMobilisation,
    Qualifier,
    ReferenceTime,
)

__all__ = [
    "AnnouncedCount",
    "Announcement",
    "Comparability",
    "Comparison",
    "Conferral",
    "CountDifference",
    "Decision",
    "Event",
    "Evidence",
    "Facts",
    "Figure",
    "FigureRole",
    "FundMobilisation",
    "Office",
    "OrganisationMention",
    "PeriodStatement",
    "PersonMention",
    "PlaceMention",
    "Programme",
    "Qualifier",
    "RecipientKind",
    "ReferenceTime",
    "Stated",
    "Unread",
]


@dataclass(frozen=True)
class Unread:
    """A passage that looks like a statement and that the grammar could not read."""

    reason: str
    evidence: Evidence
    line: int


@dataclass(frozen=True)
class Announcement:
    """The piece itself; what is ``None`` is not stated.

    Attributes:
        published: local time as printed (ISO 8601), or the day that ``source.toml`` gives.
        published_evidence: the words of the stamp; ``None`` where only ``source.toml`` has a date.
        zone_stated: the stamp names its time zone.
    """

    headline: Stated
    byline: Stated | None
    published: str | None
    published_evidence: Evidence | None
    caption: Stated | None
    zone_stated: bool = False


@dataclass(frozen=True)
class Facts:
    """Everything that one document states."""

    source: str
    announcement: Announcement
    decision: Decision | None
    programmes: tuple[Programme, ...]
    conferrals: tuple[Conferral, ...]
    events: tuple[Event, ...]
    figures: tuple[Figure, ...]
    mobilisations: tuple[FundMobilisation, ...]
    comparisons: tuple[Comparison, ...]
    mentions: tuple[PlaceMention, ...]
    differences: tuple[CountDifference, ...]
    unread: tuple[Unread, ...]
