"""The search by names, and the provinces of a day."""

from __future__ import annotations

from typing import Final

from graph.formats import CSV, GEO_JSON
from graph.search import FINDABLE
from server.limits import JSON
from server.negotiation import HTML
from server.openapi.operations import Area, Operation, Parameter

_ASKED: Final = (
    Parameter("q", "The name to look for; needed for JSON.", longest="search_characters"),
    Parameter("type", "Only things of this class.", {"type": "string", "enum": list(FINDABLE)}, repeated=True),
    Parameter("limit", "How many hits there are at most.", {"type": "integer", "minimum": 1}, most="search_hits"),
)
_DAY: Final = (Parameter("date", "A day; today where it is missing.", {"type": "string", "format": "date"}),)
_CALENDAR: Final = "A day before the first that the release knows, or after today, is 400."
FINDING: Final = Area(
    "Search and tables",
    "Things by their names, and the provinces of any day for maps and tables.",
    (
        Operation(
            "finding.search",
            "Things by their names",
            (HTML, JSON),
            negotiated=True,
            parameters=(
                *_ASKED,
                Parameter("format", "Goes before Accept.", {"type": "string", "enum": ["html", "json"]}),
            ),
            problems=(400, 503),
            schema="Search",
        ),
        Operation(
            "finding.search_as",
            "Things by their names, in the format that the address names",
            (HTML, JSON),
            parameters=(Parameter("extension", "Of the format."), *_ASKED),
            problems=(400, 404, 503),
            schema="Search",
        ),
        Operation(
            "places.geojson",
            "The provinces of a day, as GeoJSON",
            (GEO_JSON,),
            parameters=_DAY,
            problems=(400,),
            schema="Places",
            text=_CALENDAR,
        ),
        Operation(
            "places.comma_separated",
            "The provinces of a day, as CSV",
            (CSV,),
            parameters=_DAY,
            problems=(400,),
            text=_CALENDAR,
        ),
    ),
)
