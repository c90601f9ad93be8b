"""The tables of points, seats, reported changes and counts, described in ``data/authority/README.md``.

Every function here raises ``AuthorityError`` with the file, the line, the field and the remedy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final

from graph.authority import fields
from graph.authority.tables import Row, read_table
from graph.authority.territory import Point, ProvinceCount, ReportedChange, Seat, Territory
from graph.authority.units import PlaceVersion, UnitType

_DEGREES: Final = "[1-9][0-9]{0,2}([.][0-9]*[1-9])?"
"""Viet Nam lies north and east; zeros at the end would say a precision that the published number does not keep."""
_POINT: Final = ("version", "latitude", "longitude", "sources")
_SEAT: Final = ("version", "name_vi", "name_en", "within", "geonames", "sources")
_REPORT: Final = ("version", "date", "type", "act", "sources")
_COUNT: Final = ("date", "count")


def read_territory(folder: Path, versions: Iterable[PlaceVersion]) -> Territory:
    """The four tables of a folder.

    Args:
        folder: where they lie.
        versions: those of the table of versions, connected to one another.
    """
    known = {version.key: version for version in versions}
    return Territory(
        tuple(_points(folder / "points.csv", known)),
        tuple(_seats(folder / "seats.csv", known)),
        tuple(_reports(folder / "reported_changes.csv", known)),
        tuple(_counts(folder / "province_counts.csv")),
    )


def _by_version(path: Path, columns: tuple[str, ...], known: Mapping[str, PlaceVersion]) -> Iterator[Row]:
    """The rows of a table with one row for a version, in its order."""
    rows = fields.unique(read_table(path, columns, ("version", "sources")), "version")
    for row in rows.values():
        fields.known(row, "version", known, "versions.csv")
        yield row


def _points(path: Path, known: Mapping[str, PlaceVersion]) -> Iterator[Point]:
    for row in _by_version(path, _POINT, known):
        latitude, longitude = (
            Decimal(fields.matching(row, column, _DEGREES, "a number of degrees without zeros at its end"))
            for column in ("latitude", "longitude")
        )
        yield Point(row["version"], latitude, longitude, row.many("sources"))


def _seats(path: Path, known: Mapping[str, PlaceVersion]) -> Iterator[Seat]:
    for row in _by_version(path, _SEAT, known):
        town, within = fields.composed(row, "name_vi"), row["within"]
        if bool(town) == bool(within) or bool(town) != bool(row["name_en"]):
            raise fields.wrong(row, "name_vi", "it needs a town in both languages, or a former unit", "Give one.")
        if within and within not in known[row["version"]].predecessors:
            raise fields.wrong(row, "within", f"'{within}' did not become this version", "Name a predecessor.")
        fields.matching(row, "geonames", "([1-9][0-9]*)?", "an identifier of geonames")
        yield Seat(row["version"], town, row["name_en"], within, row["geonames"], row.many("sources"))


def _reports(path: Path, known: Mapping[str, PlaceVersion]) -> Iterator[ReportedChange]:
    for row in _by_version(path, _REPORT, known):
        version, day = known[row["version"]], fields.required_day(row, "date")
        new = UnitType(fields.one_of(row, "type", tuple(UnitType)))
        if version.valid_through is not None:
            raise fields.wrong(row, "version", f"it ended on {version.valid_through}", "Name the version in force.")
        if version.valid_from and day <= version.valid_from:
            raise fields.wrong(row, "date", f"the version began on {version.valid_from}", "Correct the date.")
        if new is version.type:
            raise fields.wrong(row, "type", "the version is of this type already", "Take the row out.")
        yield ReportedChange(row["version"], day, new, row["act"], row.many("sources"))


def _counts(path: Path) -> Iterator[ProvinceCount]:
    rows = fields.unique(fields.read_verified(path, _COUNT, _COUNT), "date")
    for row in rows.values():
        count = int(fields.matching(row, "count", "[1-9][0-9]*", "a whole number from 1 on"))
        yield ProvinceCount(fields.required_day(row, "date"), count, row.many("sources"))
