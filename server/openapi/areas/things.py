"""Things, their documents, and the named graphs."""

from __future__ import annotations

from typing import Final

from graph.formats import GRAPH_FORMATS
from server.negotiation import HTML
from server.openapi.operations import Area, Operation, Parameter
from server.resource import FORMATS

_KEY: Final = "Where the thing is below /id/; it holds slashes, which stay as they are"
THINGS: Final = Area(
    "Things",
    "Every thing has an address that never changes, and a document about it as a page and as RDF.",
    (
        Operation(
            "resource.thing",
            "Go from a thing to the document about it",
            parameters=(Parameter("key", _KEY + ".", sample="thing"),),
            redirects=(303, 301),
            problems=(404, 410),
            text="303, since a thing is no document; 301 where the key was merged into another one, 410 where it was "
            "withdrawn.",
        ),
        Operation(
            "resource.about_thing",
            "The document about a thing",
            FORMATS,
            negotiated=True,
            parameters=(Parameter("key", _KEY + "; an extension such as .ttl goes before Accept.", sample="thing"),),
            redirects=(301,),
            problems=(404, 410),
        ),
        Operation(
            "pages.graph",
            "The statements of a named graph",
            FORMATS,
            negotiated=True,
            parameters=(Parameter("name", "Of the graph; an extension goes before Accept.", sample="graph"),),
            problems=(404, 422),
            text="A graph above the limit graph_triples is 422; it is in the files of the release.",
        ),
        Operation(
            "pages.dataset",
            "The document about a data set",
            FORMATS,
            negotiated=True,
            parameters=(Parameter("name", "Of the data set; an extension goes before Accept.", sample="dataset"),),
            problems=(404,),
        ),
        Operation("front.home", "The front page; as RDF, the catalogue", (HTML, *GRAPH_FORMATS), negotiated=True),
        Operation(
            "front.home_as",
            "The front page in the format that the address names",
            FORMATS,
            parameters=(
                Parameter(
                    "extension", "Of a format.", {"type": "string", "enum": [each.extension for each in FORMATS]}
                ),
            ),
            problems=(404,),
        ),
    ),
)
