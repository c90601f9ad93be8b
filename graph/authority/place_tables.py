"""The tables of places, row by row, with every check that needs more than one row.

The tables are described in ``data/authority/README.md``. Every function here raises ``AuthorityError``
with the file, the line, the field and the remedy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, groupby, pairwise
from pathlib import Path
from typing import Final

from graph.authority import fields
from graph.authority.tables import Row, read_table
from graph.authority.units import COUNTRY, Act, Change, ChangeKind, Level, PlaceVersion, UnitType

_CODES: Final = {Level.PROVINCE: "[0-9]{2}", Level.DISTRICT: "[0-9]{3}"}
_ACT: Final = ("key", "number", "title_vi", "title_en", "date")
_VERSION: Final = ("place", "number", "name", "label_vi", "label_en", "code", "within")
_SUCCESSION: Final = ("date", "predecessor", "successor", "kind", "legislation")


def read_acts(path: Path) -> tuple[Act, ...]:
    """The legal acts, in the order of the table."""
    rows = fields.unique(fields.read_verified(path, _ACT, _ACT), "key")
    return tuple(
        Act(
            key=fields.matching(row, "key", "[0-9A-Za-z]+(-[0-9A-Za-z]+)*", "letters, digits and single hyphens"),
            number=row["number"],
            title_vi=fields.composed(row, "title_vi"),
            title_en=row["title_en"],
            day=fields.required_day(row, "date"),
            sources=row.many("sources"),
        )
        for row in rows.values()
    )


def read_place_rows(path: Path) -> dict[str, Row]:
    """Key of a place to its row."""
    rows = fields.unique(read_table(path, ("key", "level", "variants", "variants_en"), ("key", "level")), "key")
    for row in rows.values():
        fields.matching(row, "key", "[a-z0-9]+(-[a-z0-9]+)*", "small letters, digits and single hyphens")
        fields.composed(row, "variants")
    return rows


def read_versions(path: Path, levels: Mapping[str, Level]) -> tuple[PlaceVersion, ...]:
    """The versions by place and number, not yet connected to their predecessors and successors."""
    rows: dict[str, Row] = {}
    versions: list[PlaceVersion] = []
    for row in fields.read_verified(path, (*_VERSION, "valid_from", "valid_through", "type"), _VERSION):
        version = _version(row, levels)
        if version.key in rows:
            raise fields.twice(row, "number", rows[version.key])
        rows[version.key] = row
        versions.append(version)
    for key, row in rows.items():
        fields.known(row, "within", {COUNTRY, *rows.keys() - {key}}, "versions.csv")
    versions.sort(key=lambda version: (version.place, version.number))
    _check_sequence(versions, rows)
    _check_codes(versions, rows, levels)
    return tuple(versions)


def read_changes(path: Path, versions: Iterable[PlaceVersion], acts: Set[str]) -> tuple[Change, ...]:
    """The changes, by day and then by the key of what they lead to."""
    by_key = {version.key: version for version in versions}
    pairs: dict[tuple[str, str], Row] = {}
    for row in fields.read_verified(path, _SUCCESSION, _SUCCESSION):
        _check_succession(row, by_key, acts)
        pair = (row["predecessor"], row["successor"])
        if pair in pairs:
            raise fields.twice(row, "predecessor", pairs[pair])
        pairs[pair] = row
    ordered = sorted(pairs.values(), key=lambda row: (row["date"], row["successor"], row["predecessor"]))
    groups = groupby(ordered, key=lambda row: row["successor"])
    return tuple(_change(successor, tuple(rows)) for successor, rows in groups)


def connect(versions: Iterable[PlaceVersion], changes: Iterable[Change]) -> tuple[PlaceVersion, ...]:
    """The versions with their predecessors and successors."""
    before: dict[str, tuple[str, ...]] = {}
    after: dict[str, tuple[str, ...]] = {}
    for change in changes:
        before[change.successor] = change.predecessors
        for predecessor in change.predecessors:
            after[predecessor] = (*after.get(predecessor, ()), change.successor)
    return tuple(
        replace(version, predecessors=before.get(version.key, ()), successors=after.get(version.key, ()))
        for version in versions
    )


def _version(row: Row, levels: Mapping[str, Level]) -> PlaceVersion:
    level = levels[fields.known(row, "place", levels, "places.csv")]
    start, end = fields.day(row, "valid_from"), fields.day(row, "valid_through")
    if start and end and end < start:
        raise fields.wrong(row, "valid_through", f"{end} lies before {start}", "Correct one of the dates.")
    return PlaceVersion(
        place=row["place"],
        number=int(fields.matching(row, "number", "[1-9][0-9]*", "a whole number from 1 on")),
        name=fields.composed(row, "name"),
        label_vi=fields.composed(row, "label_vi"),
        label_en=row["label_en"],
        code=fields.matching(row, "code", _CODES[level], f"the code of a {level} ({_CODES[level]})"),
        valid_from=start,
        valid_through=end,
        predecessors=(),
        successors=(),
        within=row["within"],
        sources=row.many("sources"),
        type=_type(row, level),
    )


def _type(row: Row, level: Level) -> UnitType | None:
    if level is Level.PROVINCE:
        return UnitType(fields.one_of(row, "type", tuple(UnitType)))
    if row["type"]:
        raise fields.wrong(row, "type", f"a {level} has none here", "Leave the field empty.")
    return None


def _check_sequence(versions: Iterable[PlaceVersion], rows: Mapping[str, Row]) -> None:
    """The numbers of a place run from 1 without a gap, and each version begins after the one before it."""
    for _, group in groupby(versions, key=lambda version: version.place):
        own = tuple(group)
        for expected, version in enumerate(own, 1):
            if version.number != expected:
                row = rows[version.key]
                raise fields.wrong(row, "number", f"version {expected} is missing", "Number them from 1 on.")
        for earlier, later in pairwise(own):
            if earlier.valid_through is None or (later.valid_from or date.min) <= earlier.valid_through:
                reason = f"it begins before '{earlier.key}' ends"
                raise fields.wrong(rows[later.key], "valid_from", reason, "Correct one of the two dates.")


def _check_codes(versions: Iterable[PlaceVersion], rows: Mapping[str, Row], levels: Mapping[str, Level]) -> None:
    """A code means one unit of a level on any one day, though another one at another time."""
    for one, other in combinations(versions, 2):
        if (one.code, levels[one.place]) != (other.code, levels[other.place]):
            continue
        starts, ends = (one.valid_from, other.valid_from), (one.valid_through, other.valid_through)
        if max(day or date.min for day in starts) <= min(day or date.max for day in ends):
            reason = f"'{one.key}' has the code {one.code} at the same time"
            raise fields.wrong(rows[other.key], "code", reason, "Correct the code or the dates.")


def _check_succession(row: Row, versions: Mapping[str, PlaceVersion], acts: Set[str]) -> None:
    before = versions[fields.known(row, "predecessor", versions, "versions.csv")]
    after = versions[fields.known(row, "successor", versions, "versions.csv")]
    fields.known(row, "legislation", acts, "legislation.csv")
    kind, day = fields.one_of(row, "kind", tuple(ChangeKind)), fields.required_day(row, "date")
    if after.valid_from != day:
        reason = f"'{after.key}' begins on {after.valid_from or 'an unknown day'}"
        raise fields.wrong(row, "date", reason, "The successor begins on the day of the change.")
    if before.valid_through != day - timedelta(days=1):
        reason = f"'{before.key}' ends on {before.valid_through or 'no day'}"
        raise fields.wrong(row, "date", reason, "The predecessor ends on the day before the change.")
    if kind == ChangeKind.CHANGE_OF_NAME and before.place != after.place:
        raise fields.wrong(row, "kind", "a renamed place stays the same place", "Use versions of one place.")


def _change(successor: str, rows: tuple[Row, ...]) -> Change:
    first = rows[0]
    for row in rows[1:]:
        for column in ("kind", "legislation"):
            if row[column] != first[column]:
                reason = f"line {first.line} says otherwise of the same change"
                raise fields.wrong(row, column, reason, "Say the same in every row of one change.")
    return Change(
        day=fields.required_day(first, "date"),
        kind=ChangeKind(first["kind"]),
        predecessors=tuple(row["predecessor"] for row in rows),
        successor=successor,
        act=first["legislation"],
        sources=tuple(dict.fromkeys(source for row in rows for source in row.many("sources"))),
    )
