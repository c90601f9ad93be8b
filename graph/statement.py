"""What an announcement states: frozen records, each with the words it was read from.

These records are the agreement between the stage that reads and the stage that writes RDF. A record holds
what the text says in the text's own words; which known person, organisation or place is meant is decided
later, from the authority tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, order=True)
class Evidence:
    """A quotation: ``exact`` stands at ``[start, end)`` of the frozen text of ``source``.

    Offsets are 0-based, end-exclusive Unicode code points (RFC 5147, Web Annotation TextPositionSelector).
    """

    source: str
    start: int
    end: int
    exact: str


class RecipientKind(StrEnum):
    """How a source lists a recipient."""

    COLLECTIVE = "collective"
    INDIVIDUAL = "individual"


class Qualifier(StrEnum):
    """The word of degree before a number."""

    EXACT = "exact"
    MORE_THAN = "more than"
    NEARLY = "nearly"
    ABOUT = "about"


class FigureRole(StrEnum):
    """Whether a number is stated as reached or as aimed at."""

    RESULT = "result"
    TARGET = "target"


class Comparability(StrEnum):
    """Whether a result and a target measure the same thing of the same population."""

    COMPARABLE = "comparable"
    PARTLY = "partly comparable"


@dataclass(frozen=True)
class Stated:
    """A value read from a text, with all places that state it."""

    value: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class PlaceMention:
    """A place as written: its name without the level word, the level word, and what contains it."""

    name: str
    level: str | None
    evidence: Evidence
    within: PlaceMention | None = None


@dataclass(frozen=True)
class OrganisationMention:
    """An organisation as written.

    Attributes:
        name: its own name as printed, without the bodies that contain it.
        is_unit: a part of another body (Ban, Trung tâm, Phòng ...), not a body by itself.
        place: the territory that the name states.
        parent: the containing body that the text names.
        evidence: the words of the whole chain, as printed.
        own_evidence: the words of the own name alone; equal to ``evidence`` where no parent is named.
    """

    name: str
    is_unit: bool
    evidence: Evidence
    own_evidence: Evidence
    place: PlaceMention | None = None
    parent: OrganisationMention | None = None


@dataclass(frozen=True)
class Office:
    """A position in an organisation, as attested by the text on its day."""

    position: str
    organisation: OrganisationMention
    evidence: Evidence


@dataclass(frozen=True)
class PersonMention:
    """A person named with at least one office. The honorific is kept as printed and means nothing more."""

    name: str
    honorific: str | None
    offices: tuple[Office, ...]
    evidence: Evidence


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


@dataclass(frozen=True)
class ReferenceTime:
    """When a number holds: the words, and what can be resolved from them.

    Attributes:
        words: the expression as printed (``Tính đến hết năm 2021``).
        year: a year, where the words name one.
        day: the day, where the words fix one (``hết năm 2021`` is 31 December 2021).
        since: the first year, where the words open a span (``Từ năm 2019 đến nay``).
    """

    words: str
    evidence: Evidence
    year: int | None = None
    day: date | None = None
    since: int | None = None


@dataclass(frozen=True)
class Figure:
    """A number with its unit and what it counts.

    Attributes:
        value: the number, scaled (``3.7 tỷ`` is 3700000000).
        unit: ``number``, ``percent``, ``year`` or an ISO 4217 code.
        counted: the noun phrase counted, as printed.
        measure: the words that say what was done or reached (``đạt chuẩn chức danh``), as printed.
        evidence: the number with what it counts.
        context: the words elsewhere in the sentence that fix its time or its measure.
        subject: the body that the clause is about; ``None`` means the programme.
        currency_inferred: the text names no currency.
    """

    role: FigureRole
    value: Decimal
    unit: str
    counted: str
    measure: str
    qualifier: Qualifier
    evidence: tuple[Evidence, ...]
    context: tuple[Evidence, ...] = ()
    time: ReferenceTime | None = None
    subject: OrganisationMention | None = None
    currency_inferred: bool = False


@dataclass(frozen=True)
class FundMobilisation:
    """A place or body that raised money."""

    mobiliser: PlaceMention | OrganisationMention
    value: Decimal
    currency: str
    currency_inferred: bool
    qualifier: Qualifier
    evidence: Evidence


@dataclass(frozen=True)
class Comparison:
    """A result set against a target, as far as the text lets them be compared.

    ``target`` and ``result`` are positions in :attr:`Facts.figures`.
    """

    target: int
    result: int
    comparability: Comparability
    outcome: str | None
    evidence: Evidence


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
