"""Numbers with what they count, when they hold, and how far they can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from graph.statement.agents import Evidence, OrganisationMention, PlaceMention


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
