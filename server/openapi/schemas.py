"""The JSON that the server writes, as JSON Schema 2020-12, by the names of the OpenAPI document's components."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from server.openapi.operations import TEXT, Schema

_NUMBER: Final[Schema] = {"type": "number"}
_IRI: Final[Schema] = {"type": "string", "format": "iri"}
_TEXTS: Final[Schema] = {
    "type": "object",
    "description": "The same in several languages, by their codes.",
    "additionalProperties": TEXT,
}


def _object(required: Mapping[str, Any], optional: Mapping[str, Any] | None = None) -> Schema:
    return {"type": "object", "properties": {**required, **(optional or {})}, "required": list(required)}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


_NAMED: Final = _object({"id": TEXT, "name": TEXT})
SCHEMAS: Final[Mapping[str, Schema]] = {
    "Problem": {
        **_object(
            {"type": TEXT, "title": TEXT, "status": {"type": "integer"}, "detail": TEXT},
            {
                "remedy": {**TEXT, "description": "The way out."},
                "limit": {"type": "object", "additionalProperties": _NUMBER},
                "line": {"type": "integer", "description": "Of the query, where its syntax is at fault."},
                "column": {"type": "integer"},
                "query_id": {**TEXT, "description": "Names the query in the logs of the server."},
                "english": {**_list(TEXT), "description": "Parts of the texts that are English in every language."},
            },
        ),
        "description": "A problem document (RFC 9457) with the way out and further members.",
    },
    "Search": _object(
        {
            "release": TEXT,
            "query": TEXT,
            "results": _list(
                _object(
                    {
                        "iri": _IRI,
                        "address": {**TEXT, "description": "Where it is read on this server."},
                        "types": _list(TEXT),
                        "labels": _TEXTS,
                        "matched": {**TEXT, "description": "The name that was found."},
                        "score": {
                            **_NUMBER,
                            "description": "By which they are ordered, 0 to 100: how alike the name is, and how "
                            "much is said of the thing; 100 for a name that was typed in full.",
                        },
                    }
                )
            ),
        }
    ),
    "Limits": _object(
        {
            "limits": {
                "type": "object",
                "additionalProperties": _object(
                    {
                        "value": _NUMBER,
                        "unit": TEXT,
                        "status": {"type": "integer", "description": "Of the refusal; 0 where there is none."},
                        "meaning": _TEXTS,
                    }
                ),
            }
        }
    ),
    "Places": {
        **_object(
            {
                "type": {"const": "FeatureCollection"},
                "date": {"type": "string", "format": "date"},
                "release": TEXT,
                "licence": _IRI,
                "features": _list(
                    _object(
                        {
                            "type": {"const": "Feature"},
                            "id": _IRI,
                            "geometry": {"type": ["object", "null"]},
                            "properties": {"type": "object", "additionalProperties": {"type": ["string", "null"]}},
                        }
                    )
                ),
            }
        ),
        "description": "RFC 7946.",
    },
    "Linkset": {
        **_object({"linkset": _list(_object({"anchor": TEXT}))}),
        "description": "RFC 9264, section 4.2.",
    },
    "Health": _object({"status": {"const": "ok"}, "release": TEXT, "version": TEXT}, {"index": TEXT}),
    "Readiness": _object(
        {
            "status": {"enum": ["ready", "not ready"]},
            "release": {"type": ["string", "null"]},
            "workers": {"type": "integer"},
        },
        {"reason": TEXT},
    ),
    "Reconciliation": {
        "type": "object",
        "description": "A manifest, results by the names of their queries, or data extension: Reconciliation Service "
        "API 0.2.",
    },
    "Suggestions": _object({"result": _list(_NAMED)}),
    "Flyout": _object({"id": TEXT, "html": TEXT}),
    "Properties": _object({"properties": _list(_NAMED), "type": TEXT}),
}
