"""What crawlers, watchers of the server and readers of pages ask for."""

from __future__ import annotations

from typing import Final

from server.helping.pages import PAGES
from server.limits import JSON
from server.negotiation import HTML
from server.openapi.operations import Area, Operation, Parameter, file_format

_TEXT: Final = file_format("txt", "text/plain", "Text")
_STATIC: Final = (
    file_format("css", "text/css", "Style sheet"),
    file_format("js", "text/javascript", "Script"),
    file_format("svg", "image/svg+xml", "Picture"),
    file_format("json", "application/json", "JSON"),
)
OPERATING: Final = Area(
    "Server",
    "Whether the server is well, and what is only there for pages and crawlers.",
    (
        Operation("pages.health", "Whether the server is alive", (JSON,), schema="Health"),
        Operation("health.ready", "Whether queries can be answered", (JSON,), problems=(503,), schema="Readiness"),
        Operation(
            "health.shown",
            "Metrics for Prometheus, to clients in the networks that the operator has named",
            (_TEXT, file_format("om", "application/openmetrics-text", "OpenMetrics")),
            problems=(403,),
        ),
        Operation("openapi.document", "This document", (JSON,)),
        Operation("helping.help_index", "Help", (HTML,), negotiated=True),
        Operation(
            "helping.help_page",
            "A page of help",
            (HTML,),
            negotiated=True,
            parameters=(Parameter("name", "Of the page.", {"type": "string", "enum": list(PAGES)}),),
            problems=(404,),
        ),
        Operation("crawling.robots", "What crawlers should leave alone", (_TEXT,)),
        Operation(
            "crawling.sitemap",
            "The pages to be indexed",
            (file_format("xml", "application/xml", "XML"),),
            problems=(400,),
        ),
        Operation(
            "crawling.part_of_sitemap",
            "A part of them, where there are too many for one file",
            (file_format("xml", "application/xml", "XML"),),
            parameters=(Parameter("number", "Of the part."),),
            problems=(400, 404),
        ),
        Operation("crawling.security", "Whom to tell about a weakness (RFC 9116)", (_TEXT,), problems=(404,)),
        Operation(
            "static",
            "Style sheets, scripts and pictures of the pages",
            _STATIC,
            parameters=(Parameter("filename", "Of the file."),),
            problems=(404,),
            stable=False,
        ),
    ),
)
