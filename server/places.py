"""``/places.geojson`` and ``/places.csv``: the provinces that were valid on a day, for maps and tables.

GeoJSON is RFC 7946, CSV is RFC 4180. Both hold the same, so that a reader who knows no SPARQL can join either.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from typing import Any, Final

from flask import Blueprint, Response, request

from graph.formats import CSV, GEO_JSON, Format
from graph.store import Release
from server.addresses import here
from server.errors import Problem, ProblemError
from server.negotiation import issued, respond
from server.provinces import Province, became, covered_from, day_of, read_provinces

FORMATS: Final = (GEO_JSON, CSV)
_PATH: Final = "places"
_VIET_NAM: Final = timezone(timedelta(hours=7))
"""The clock by which a day begins there; it knows no summer time."""
_POINT: Final = ("longitude", "latitude")


@dataclass(frozen=True)
class Places:
    """The provinces that were valid on a day.

    Attributes:
        day: that day.
        rows: one for each province.
    """

    day: date
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Row:
    """A province with what it is today; more than one thing if it was divided."""

    province: Province
    now: tuple[Province, ...]


def blueprint(release: Release) -> Blueprint:
    """The addresses of the provinces as data for maps and tables."""
    routes = Blueprint("places", __name__)
    first = covered_from(release)

    @cache
    def known() -> Mapping[str, Province]:
        return {each.iri: each for each in read_provinces(release)}

    def shown(format: Format) -> Response:
        now = datetime.now(UTC)
        today = now.astimezone(_VIET_NAM).date()
        day = _asked(first, today)
        found = places(known(), day, today)
        body = written(found, release) if format == GEO_JSON else table(found)
        response = respond(body, format, vary=(), links=_links(release, format, day))
        response.headers["Content-Location"] = _address(format, day)
        # Which province there is today can change by the calendar alone, without a new release.
        midnight = datetime.combine(today, datetime.min.time(), _VIET_NAM)
        response.last_modified = max(issued(release), midnight.astimezone(UTC))
        return response

    @routes.get(f"/{_PATH}.{GEO_JSON.extension}")
    def geojson() -> Response:
        return shown(GEO_JSON)

    @routes.get(f"/{_PATH}.{CSV.extension}")
    def comma_separated() -> Response:
        return shown(CSV)

    return routes


def places(known: Mapping[str, Province], day: date, today: date) -> Places:
    """The provinces that were valid on a day, and what each is on a later one.

    Args:
        known: every version by its IRI, in the order of the rows.
        day: on which they were valid.
        today: not before that.
    """
    valid = (each for each in known.values() if each.valid_on(day))
    return Places(day, tuple(Row(each, became(each, known, today)) for each in valid))


def written(found: Places, release: Release) -> str:
    """A FeatureCollection with a point for each province; ``null`` where none is known (RFC 7946, section 3.2).

    The day, the release and its licence are foreign members (section 6.1).
    """
    document = {
        "type": "FeatureCollection",
        "date": found.day.isoformat(),
        "release": release.id,
        "licence": release.manifest.licence,
        "features": [_feature(each) for each in found.rows],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def table(found: Places) -> str:
    """A header and a row for each province, lines ending in CR LF; a cell is empty where nothing is known."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    rows = [{"date": found.day.isoformat(), **_properties(each), **_coordinates(each.province)} for each in found.rows]
    writer.writerow(("date", *_NAMES, *_POINT))
    writer.writerows(["" if value is None else value for value in row.values()] for row in rows)
    return text.getvalue()


def _feature(row: Row) -> dict[str, Any]:
    point = row.province.point
    geometry = {"type": "Point", "coordinates": list(point)} if point else None
    return {"type": "Feature", "id": row.province.iri, "geometry": geometry, "properties": _properties(row)}


_NAMES: Final = (
    "iri", "identity", "name_vi", "name_en", "code", "iso3166_2", "type", "valid_from", "valid_through",
    "today", "today_name_vi",
)  # fmt: skip
"""The properties of a province, and the columns of its row."""


def _properties(row: Row) -> dict[str, str | None]:
    province = row.province
    values = (
        province.iri,
        province.identity,
        province.names.get("vi"),
        province.names.get("en"),
        province.code or None,
        province.iso or None,
        province.kind or None,
        province.valid_from.isoformat() if province.valid_from else None,
        province.valid_through.isoformat() if province.valid_through else None,
        " ".join(each.iri for each in row.now) or None,
        ", ".join(each.names.get("vi", "") for each in row.now) or None,
    )
    return dict(zip(_NAMES, values, strict=True))


def _coordinates(province: Province) -> dict[str, float | None]:
    return dict(zip(_POINT, province.point or (None, None), strict=True))


def _asked(first: date | None, today: date) -> date:
    """The day that the request names, or today.

    Raises:
        ProblemError: 400 it is not one day, or one of which nothing is known.
    """
    said = request.args.getlist("date")
    if not said:
        return today
    day = day_of(said[0]) if len(said) == 1 else None
    since = f"from {first.isoformat()} to " if first else "until "
    remedy = f"Name a day {since}{today.isoformat()}, such as date={(first or today).isoformat()}."
    if day is None:
        detail = "The parameter 'date' is not one day of the calendar."
    elif day > today:
        detail = "That day is yet to come."
    elif first and day < first:
        detail = f"The release knows places from {first.isoformat()} on, the day of its earliest announcement."
    else:
        return day
    raise ProblemError(Problem(400, detail, remedy))


def _links(release: Release, format: Format, day: date) -> Iterator[str]:
    for each in FORMATS:
        if each != format:
            yield f'<{_address(each, day)}>; rel="alternate"; type="{each.media_type}"'
    yield f'<{here(".well-known/void")}>; rel="describedby"'
    yield f'<{release.manifest.licence}>; rel="license"'


def _address(format: Format, day: date) -> str:
    return f"{here(f'{_PATH}.{format.extension}')}?date={day.isoformat()}"
