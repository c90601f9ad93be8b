"""The SPARQL endpoint and the limits."""

from __future__ import annotations

from typing import Any, Final

from graph.formats import GRAPH_FORMATS, RESULT_FORMATS
from server.format_names import NAMES
from server.limits import JSON
from server.negotiation import HTML
from server.openapi.operations import TEXT, Area, Operation, Parameter
from server.parameters import FORM, QUERY

_IRI: Final = {"type": "string", "format": "iri"}
PARAMETERS: Final = (
    Parameter("query", "In SPARQL 1.1.", longest="query_length"),
    Parameter("default-graph-uri", "A graph of the default graph.", _IRI, repeated=True),
    Parameter("named-graph-uri", "A named graph.", _IRI, repeated=True),
    Parameter("timeout", "Seconds after which no answer is wanted.", {"type": "number", "exclusiveMinimum": 0}),
    Parameter("format", "Of the result, whatever Accept says.", {"type": "string", "enum": list(NAMES)}),
)
_FORM: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        each.name: {"type": "array", "items": each.schema} if each.repeated else dict(each.schema)
        for each in PARAMETERS
    },
    "required": ["query"],
}
_REFUSED: Final = (403, 422, 503, 504)
SPARQL: Final = (
    Operation(
        "sparql.sparql",
        "Evaluate a query; without one, the description of the service or the form",
        (*GRAPH_FORMATS, *RESULT_FORMATS, HTML),
        negotiated=True,
        parameters=PARAMETERS,
        problems=(400, *_REFUSED),
        text="The method QUERY (draft-ietf-httpbis-safe-method-w-body) does what POST does; OpenAPI 3.1 has no "
        "word for it. The response header Accept-Query names the media types of its body.",
    ),
    Operation(
        "sparql.sparql",
        "Evaluate a query",
        (*RESULT_FORMATS, *GRAPH_FORMATS, HTML),
        negotiated=True,
        parameters=PARAMETERS[1:],
        problems=(400, 413, 415, *_REFUSED),
        body={FORM: _FORM, QUERY: TEXT},
        method="post",
    ),
)
QUERYING: Final = Area(
    "SPARQL",
    "The query operation of the SPARQL 1.1 Protocol, with every limit stated.",
    (
        *SPARQL,
        Operation("limits.limits", "Every limit in force", (HTML, JSON), negotiated=True, schema="Limits"),
        Operation("limits.limits_as_json", "Every limit in force, as JSON", (JSON,), schema="Limits"),
        Operation("limits.limits_as_page", "Every limit in force, as a page", (HTML,)),
    ),
)
