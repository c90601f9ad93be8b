"""``/places.geojson`` and ``/places.csv``: the provinces that were valid on a day, for maps and tables.

GeoJSON is RFC 7946, CSV is RFC 4180. Both hold the same, so that a reader who knows no SPARQL can join either.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, Final

from flask import Blueprint, Response

from graph.formats import CSV, GEO_JSON, Format
from graph.store import Release
from server import days
from server.addresses import here
from server.negotiation import respond
from server.provinces import Province, covered_from, read_provinces

FORMATS: Final = (GEO_JSON, CSV)
_PATH: Final = "places"
_NAMES: Final = (
    "iri", "identity", "name_vi", "name_en", "code", "iso3166_2", "type", "reported_type", "reported_from",
    "valid_from", "valid_through", "today", "today_name_vi",
)  # fmt: skip
"""The properties of a province, and the columns of its row."""
_POINT: Final = ("longitude", "latitude")

Row = tuple[Province, Mapping[str, str | None]]
"""A province and its properties by name; ``None`` where nothing is known."""


def blueprint(release: Release) -> Blueprint:
    """The addresses of the provinces as data for maps and tables."""
    routes = Blueprint("places", __name__)
    first = covered_from(release)

    @cache
    def known() -> Mapping[str, Province]:
        return {each.iri: each for each in read_provinces(release)}

    def shown(format: Format) -> Response:
        today = days.today()
        day = days.asked(first, today)
        rows = _rows(known(), day)
        body = written(rows, day, release) if format == GEO_JSON else table(rows, day)
        response = respond(body, format, vary=(), links=_links(release, format, day))
        response.headers["Content-Location"] = _address(format, day)
        response.last_modified = days.modified(release, today)
        return response

    @routes.get(f"/{_PATH}.{GEO_JSON.extension}")
    def geojson() -> Response:
        return shown(GEO_JSON)

    @routes.get(f"/{_PATH}.{CSV.extension}")
    def comma_separated() -> Response:
        return shown(CSV)

    return routes


def written(rows: Iterable[Row], day: date, release: Release) -> str:
    """A FeatureCollection with a point for each province; ``null`` where none is known (RFC 7946, section 3.2).

    The day, the release and its licence are foreign members (section 6.1).
    """
    document = {
        "type": "FeatureCollection",
        "date": day.isoformat(),
        "release": release.id,
        "licence": release.manifest.licence,
        "features": [_feature(province, properties) for province, properties in rows],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def table(rows: Iterable[Row], day: date) -> str:
    """A header and a row for each province, lines ending in CR LF; a cell is empty where nothing is known."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, ("date", *_NAMES, *_POINT), lineterminator="\r\n")
    writer.writeheader()
    for province, properties in rows:
        point = dict(zip(_POINT, province.point or (None, None), strict=True))
        writer.writerow({"date": day.isoformat(), **properties, **point})
    return text.getvalue()


def _rows(known: Mapping[str, Province], day: date) -> Iterator[Row]:
    """The provinces that were valid on a day, in the order of what is known, each with its properties."""
    for province in known.values():
        if province.valid_on(day):
            yield province, dict(zip(_NAMES, _values(province, known, day), strict=True))


def _values(province: Province, known: Mapping[str, Province], day: date) -> Iterator[str | None]:
    yield province.iri
    yield province.identity
    yield province.names.get("vi")
    yield province.names.get("en")
    yield province.code or None
    yield province.iso or None
    yield province.kind or None
    reported = province.reported if province.reported and province.reported.day <= day else None
    yield reported.kind if reported else None
    yield reported.day.isoformat() if reported else None
    yield province.valid_from.isoformat() if province.valid_from else None
    yield province.valid_through.isoformat() if province.valid_through else None
    yield " ".join(province.today) or None
    yield ", ".join(known[iri].names.get("vi", "") for iri in province.today if iri in known) or None


def _feature(province: Province, properties: Mapping[str, str | None]) -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": list(province.point)} if province.point else None
    return {"type": "Feature", "id": province.iri, "geometry": geometry, "properties": properties}


def _links(release: Release, format: Format, day: date) -> Iterator[str]:
    for each in FORMATS:
        if each != format:
            yield f'<{_address(each, day)}>; rel="alternate"; type="{each.media_type}"'
    yield f'<{here(".well-known/void")}>; rel="describedby"'
    yield f'<{release.manifest.licence}>; rel="license"'


def _address(format: Format, day: date) -> str:
    return f"{here(f'{_PATH}.{format.extension}')}?date={day.isoformat()}"
