"""The reconciliation service: joining tables to things."""

from __future__ import annotations

from typing import Final

from server.limits import JSON
from server.negotiation import HTML
from server.openapi.operations import TEXT, Area, Operation, Parameter
from server.parameters import FORM
from server.reconciliation.kinds import KINDS

_WHAT: Final = Parameter("what", "Things, their types, or their properties.")
_ID: Final = Parameter("id", "Of a thing, a type or a property, as this service gave it.", required=True)
_JSON_TEXT: Final = {"type": "string", "contentMediaType": "application/json"}
_ASKED: Final = (
    Parameter("queries", "A batch of queries.", _JSON_TEXT),
    Parameter("extend", "A data extension query.", _JSON_TEXT),
)
_FORM: Final = {"type": "object", "properties": {each.name: dict(each.schema) for each in _ASKED}}
RECONCILING: Final = Area(
    "Reconciliation",
    "Reconciliation Service API 0.2 of the W3C Entity Reconciliation Community Group, for OpenRefine and others: "
    "https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/",
    (
        Operation(
            "reconciliation.service",
            "The manifest of the service; with a parameter, its results",
            (JSON,),
            parameters=_ASKED,
            problems=(400, 413, 503),
            schema="Reconciliation",
        ),
        Operation(
            "reconciliation.service",
            "Match a batch of queries, or extend data",
            (JSON,),
            problems=(400, 413, 415, 503),
            body={FORM: _FORM, "multipart/form-data": _FORM},
            schema="Reconciliation",
            method="post",
        ),
        Operation("reconciliation.about", "How to join a table", (HTML,)),
        Operation(
            "reconciliation.suggest",
            "Suggestions while somebody types",
            (JSON,),
            parameters=(
                _WHAT,
                Parameter("prefix", "What was typed.", longest="reconcile_text"),
                Parameter("cursor", "Suggestions to skip.", {"type": "integer", "minimum": 0}, most="suggest_cursor"),
                Parameter("type", "Only things of this type; unknown ones are passed over.", TEXT, repeated=True),
            ),
            problems=(400, 404, 503),
            schema="Suggestions",
        ),
        Operation(
            "reconciliation.flyout",
            "What is shown beside a suggestion",
            (JSON,),
            parameters=(_WHAT, _ID),
            problems=(400, 404),
            schema="Flyout",
        ),
        Operation(
            "reconciliation.framed",
            "A small page about a thing, to stand in a frame",
            (HTML,),
            parameters=(_ID,),
            problems=(400, 404),
        ),
        Operation(
            "reconciliation.properties",
            "The properties to propose for things of a type",
            (JSON,),
            parameters=(
                Parameter("type", "Any where it is missing.", {"type": "string", "enum": list(KINDS)}),
                Parameter("limit", "Properties at most.", {"type": "integer", "minimum": 1, "maximum": 1000}),
            ),
            problems=(400,),
            schema="Properties",
        ),
    ),
)
