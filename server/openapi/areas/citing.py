"""Queries pinned to a release, citations of their results, and what changed between releases."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from graph.formats import CSV
from server.citing.cff import CFF
from server.citing.written import WRITERS
from server.negotiation import HTML
from server.openapi.areas.querying import PARAMETERS, SPARQL
from server.openapi.operations import TEXT, Area, Operation, Parameter, file_format

_RELEASE: Final = Parameter("identifier", "Of the release.", sample="release")
_GONE: Final = (404, 410)
_OF: Final = Parameter("release", "Its identifier; the one that is served where it is missing.", TEXT)
_DIGESTS: Final = tuple(
    Parameter(name, text, {"type": "string", "pattern": "^[0-9a-fA-F]{64}$"})
    for name, text in (
        ("digest", "SHA-256 of the result that was cited."),
        ("rows", "SHA-256 of its rows, whatever their order."),
    )
)
_CITED: Final = (400, 403, 404, 410, 422, 503, 504)
_COMPARED: Final = (404, 410, 501)
CITING: Final = Area(
    "Citing",
    "A query pinned to a release gives the same result for as long as the release is kept.",
    (
        *(
            replace(
                each,
                endpoint="citing.pinned",
                summary=f"{each.summary} on a named release",
                parameters=(_RELEASE, *each.parameters),
                problems=tuple(sorted({*each.problems, *_GONE})),
            )
            for each in SPARQL
        ),
        *(
            Operation(
                "citing.current",
                "Go to the queries on the release that is served",
                redirects=(307,),
                method=method,
            )
            for method in ("get", "post")
        ),
        Operation(
            "citing.cite",
            "The citation of a release, or of the result of a query on it",
            (HTML,),
            parameters=(*PARAMETERS, _OF, *_DIGESTS),
            problems=(*_CITED, 406),
        ),
        Operation(
            "citing.written",
            "A citation for programs that manage references",
            tuple(WRITERS),
            parameters=(Parameter("extension", "Of the format."), *PARAMETERS, _OF, *_DIGESTS),
            problems=(*_CITED, 406),
        ),
        Operation(
            "citing.citation_file", "CITATION.cff of a release", (CFF,), parameters=(_OF,), problems=(*_GONE, 503)
        ),
        Operation(
            "changed.page",
            "What changed from the release before",
            (HTML,),
            parameters=(_RELEASE,),
            problems=_COMPARED,
        ),
        Operation(
            "changed.patch",
            "What changed from the release before, as RDF Patch",
            (file_format("rdfp", "application/rdf-patch", "RDF Patch"),),
            parameters=(_RELEASE,),
            problems=_COMPARED,
        ),
        Operation(
            "changed.table",
            "What changed from the release before, as a table",
            (CSV,),
            parameters=(_RELEASE,),
            problems=_COMPARED,
        ),
        Operation(
            "feed.feed", "The releases as a feed (RFC 4287)", (file_format("atom", "application/atom+xml", "Atom"),)
        ),
    ),
)
