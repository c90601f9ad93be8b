"""The example questions, and what the query editor reads."""

from __future__ import annotations

from typing import Final

from server.limits import JSON
from server.openapi.operations import LANGUAGE, Area, Operation, Parameter
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
            "labelling.names",
            "Names of IRIs for the query editor",
            (JSON,),
            parameters=(
                Parameter(
                    "iri",
                    "Of what is named, at most `named_iris` of /limits.",
                    {"type": "string", "format": "iri"},
                    repeated=True,
                ),
                LANGUAGE,
            ),
            problems=(400,),
            stable=False,
            text="What has no name is left out. Programs ask for names in their query, by rdfs:label.",
        ),
        Operation("completing.examples", "Example questions for the query editor", (JSON,), stable=False),
    ),
)
