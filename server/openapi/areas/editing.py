"""The example questions, and what the query editor reads."""

from __future__ import annotations

from typing import Final

from server.limits import JSON
from server.openapi.operations import Area, Operation, Parameter
from server.resource import FORMATS

EDITING: Final = Area(
    "Example questions",
    "Questions with their queries, for people and as RDF (sh:SPARQLExecutable).",
    (
        Operation(
            "questions.examples",
            "The example questions",
            FORMATS,
            negotiated=True,
            parameters=(Parameter("q", "Words to look for; for the page."),),
        ),
        Operation(
            "questions.examples_as",
            "The example questions in the format that the address names",
            FORMATS,
            parameters=(Parameter("extension", "Of the format."),),
            problems=(404,),
        ),
        Operation("completing.terms_used", "Terms for the query editor", (JSON,), stable=False),
        Operation(
            "completing.names",
            "What the things of a result are called, for the query editor",
            (JSON,),
            parameters=(Parameter("lang", "Language of the names.", schema={"enum": ["vi", "en"]}),),
            body={
                "application/x-www-form-urlencoded": {
                    "type": "object",
                    "properties": {"iri": {"type": "array", "items": {"type": "string"}}},
                }
            },
            method="post",
            stable=False,
        ),
        Operation("completing.examples", "Example questions for the query editor", (JSON,), stable=False),
    ),
)
