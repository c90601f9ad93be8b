"""Responses of the service, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from flask import Response, request

from graph.errors import Worded
from server.errors import Problem, ProblemError
from server.limits import JSON
from server.negotiation import language, respond
from server.reconciliation.deciding import Candidate
from server.reconciliation.describing import description
from server.reconciliation.kinds import named
from server.reconciliation.things import Things


def as_json(value: Any, *, kept: bool = True) -> Response:
    """A response as JSON; what depends on more than its address and the language must not be kept by others."""
    response = respond(json.dumps(value, ensure_ascii=False) + "\n", JSON, vary=("Accept-Language",))
    if not kept or request.method == "POST":
        response.headers["Cache-Control"] = "no-store"
    return response


def result(things: Things, candidates: Iterable[Candidate]) -> dict[str, Any]:
    """Candidates as the specification has them (section "Reconciliation Query Responses")."""
    lang = language()
    written = [
        {
            "id": each.thing.id,
            "name": each.thing.name(lang),
            "description": description(things, each.thing, lang),
            "type": [named(kind, lang) for kind in each.thing.kinds],
            "score": each.score,
            "features": [{"id": name, "value": value} for name, value in each.features.items()],
            "match": each.match,
        }
        for each in candidates
    ]
    return {"result": written}


def unknown() -> ProblemError:
    """The problem of an identifier that stands for nothing."""
    return ProblemError(Problem(404, Worded("There is nothing with this id."), Worded("Look for it by its name.")))
