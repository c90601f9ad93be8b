"""``/sparql/names.json``: what the IRIs of a result are called, for the page of the query editor.

The formats of results say what the query asked for and nothing else, so the names have an address of their own.
"""

from __future__ import annotations

import json
from typing import Final

from flask import Blueprint, Response, request

from graph.errors import Worded
from graph.store import Release
from server.addresses import is_iri
from server.errors import Problem, ProblemError
from server.limits import JSON
from server.naming import name_of
from server.negotiation import language, respond
from server.reading import short_name

MOST: Final = 100
"""IRIs that are named at once: as many as an address can hold."""


def blueprint(release: Release) -> Blueprint:
    """The names of what a release describes; what has none is not in the answer."""
    routes = Blueprint("labelling", __name__)

    @routes.get("/sparql/names.json")
    def names() -> Response:
        asked = tuple(dict.fromkeys(request.args.getlist("iri")))
        if len(asked) > MOST:
            raise ProblemError(
                Problem(
                    400,
                    Worded("The request asks for the names of too many IRIs."),
                    Worded("Ask for at most %(most)s at once.", most=MOST),
                    {"limit": {"named_iris": MOST}},
                )
            )
        found = {iri: name_of(release, iri, language()) for iri in asked if is_iri(iri)}
        named = {
            iri: {"name": each.text, "language": each.language or language()}
            for iri, each in found.items()
            if each.text != short_name(release, iri)
        }
        table = {"release": release.id, "names": named}
        return respond(json.dumps(table, ensure_ascii=False) + "\n", JSON, vary=("Accept-Language",))

    return routes
