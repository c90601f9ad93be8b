"""The annotated texts of announcements."""

from __future__ import annotations

from typing import Final

from graph.formats import JSON_LD
from server.negotiation import HTML
from server.openapi.operations import Area, Operation, Parameter

_KEY: Final = Parameter("key", "Of the announcement.", sample="announcement")
READING: Final = Area(
    "Announcements",
    "The text of an announcement as far as it is quoted, each quotation beside what was read from it.",
    (
        Operation(
            "announcement.text",
            "An annotated text: a page, or Web Annotations",
            (HTML, JSON_LD),
            negotiated=True,
            parameters=(_KEY,),
            problems=(404, 422),
        ),
        Operation(
            "announcement.part_of_text",
            "A further part of an annotated text",
            (HTML,),
            parameters=(_KEY, Parameter("part", "Its number.")),
            problems=(404, 422),
        ),
        Operation(
            "announcement.as_annotations",
            "The Web Annotations of a text",
            (JSON_LD,),
            parameters=(_KEY,),
            problems=(404, 422),
        ),
    ),
)
