"""The map, the graphs around things, and the timeline."""

from __future__ import annotations

from typing import Final

from graph.formats import CSV
from server.atlas.showing import SORTS
from server.atlas.words import Show
from server.chronicle.entries import Kind
from server.limits import JSON
from server.negotiation import HTML, SVG
from server.openapi.operations import Area, Operation, Parameter

_MAP: Final = (
    Parameter("date", "A day; today where it is missing.", {"type": "string", "format": "date"}),
    Parameter("show", "What the circles stand for.", {"type": "string", "enum": [each.value for each in Show]}),
)
_TIMELINE: Final = (
    Parameter("kind", "Only these.", {"type": "string", "enum": [each.value for each in Kind]}, repeated=True),
    Parameter("page", "Of the entries.", {"type": "integer", "minimum": 1, "maximum": 999_999}),
)
EXPLORING: Final = Area(
    "Exploring",
    "Pictures of the data, each with the same facts as a table.",
    (
        Operation(
            "atlas.page",
            "The map of a day",
            (HTML,),
            parameters=(*_MAP, Parameter("sort", "The table by.", {"type": "string", "enum": list(SORTS)})),
            problems=(400,),
        ),
        Operation("atlas.as_svg", "The map of a day as a picture", (SVG,), parameters=_MAP, problems=(400,)),
        Operation("atlas.as_csv", "The map of a day as a table", (CSV,), parameters=_MAP[:1], problems=(400,)),
        Operation("exploring.start", "Where to begin with the graphs around things", (HTML,)),
        Operation(
            "exploring.page",
            "The graph around a thing; .svg, .csv and .json ask for one format",
            (HTML, SVG, CSV, JSON),
            parameters=(Parameter("key", "Where the thing is below /id/.", sample="thing"),),
            redirects=(301,),
            problems=(404, 410),
            stable=False,
            text="The JSON serves the script of the page.",
        ),
        Operation("chronicle.page", "The timeline", (HTML,), parameters=_TIMELINE, problems=(400,)),
        Operation("chronicle.as_svg", "The timeline as a picture", (SVG,), parameters=_TIMELINE, problems=(400,)),
        Operation("chronicle.as_csv", "The timeline as a table", (CSV,), parameters=_TIMELINE, problems=(400,)),
    ),
)
