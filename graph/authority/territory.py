"""What is known of the versions of places beyond names and codes: where each lies, where it is governed from,
which changes are reported of it, and how many provinces there are.

Most of it rests on fewer sources than the tables of names do, so each fact is a thing of its own that carries its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from graph.authority.units import UnitType


@dataclass(frozen=True)
class Point:
    """A point that stands for the territory of a version on a map: no centre, and it says nothing of borders.

    Attributes:
        version: key of the version.
        latitude: degrees north of the equator, WGS 84.
        longitude: degrees east of Greenwich, WGS 84.
        sources: where it was read, in short form.
    """

    version: str
    latitude: Decimal
    longitude: Decimal
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Seat:
    """Where a version is governed from: a town by its name, or only the former unit in which it lies.

    Attributes:
        version: key of the version that is governed from there.
        name_vi: the town; empty where only the former unit is known.
        name_en: the same in English.
        within: key of the former version in which the seat was planned; empty where the town is known.
        geonames: the town's GeoNames identifier; empty where its name there is another.
        sources: where it was read, in short form.
    """

    version: str
    name_vi: str
    name_en: str
    within: str
    geonames: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class ReportedChange:
    """A change of type that other data sets report, and that is not verified.

    Attributes:
        version: key of the version in force of which it is reported.
        day: the first day of the new type, as reported.
        type: the new type, as reported.
        act: number of the act, as reported.
        sources: who reports it, in short form.
    """

    version: str
    day: date
    type: UnitType
    act: str
    sources: tuple[str, ...]

    @property
    def key(self) -> str:
        """Such as ``2026-04-30-dong-nai``."""
        return f"{self.day.isoformat()}-{self.version.partition('/')[0]}"


@dataclass(frozen=True)
class ProvinceCount:
    """How many units of the level of provinces there are from a day on, by a source that counts them."""

    day: date
    count: int
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Territory:
    """The four tables together."""

    points: tuple[Point, ...] = ()
    seats: tuple[Seat, ...] = ()
    reports: tuple[ReportedChange, ...] = ()
    counts: tuple[ProvinceCount, ...] = ()
