"""``/reconcile``: joining tables to the things of a release, with OpenRefine or any other client.

Reconciliation Service API 0.2 of the W3C Entity Reconciliation Community Group,
https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Final

from flask import Blueprint, Response, render_template

from graph.errors import Worded
from graph.search import SearchError, SearchIndex, TextTooLong
from graph.store import Release
from server.addresses import absolute
from server.errors import Problem, ProblemError, answer
from server.negotiation import HTML, language, respond
from server.reconciliation import aids, asking, bounds
from server.reconciliation.extension import extended
from server.reconciliation.kinds import KINDS
from server.reconciliation.manifest import manifest
from server.reconciliation.matching import Matcher
from server.reconciliation.properties import PROPERTIES
from server.reconciliation.queries import read_batch, read_extension
from server.reconciliation.things import Things
from server.reconciliation.writing import as_json, result

LIMITS: Mapping[str, float] = bounds.SHOWN
"""The bounds of the service, by their names at ``/limits``."""

_log = logging.getLogger(__name__)
_NO_NAMES: Final = Problem(
    503,
    Worded("The release that is served here has no index of names."),
    Worded("Its publisher can build it again with: khen build"),
)


def blueprint(release: Release, index: SearchIndex | None) -> Blueprint:
    """The addresses of the service.

    Args:
        release: what is served.
        index: the names of its things; without one the service answers 503.
    """
    routes = Blueprint("reconciliation", __name__)
    things = Things(release)

    def names() -> SearchIndex:
        if index is None:
            raise ProblemError(_NO_NAMES)
        return index

    @routes.route("/reconcile", methods=["GET", "POST"])
    def service() -> Response:
        asked = asking.asked()
        if asked.extend is not None:
            return as_json(extended(things, read_extension(asked.extend), language()))
        if asked.queries is None:
            return as_json(manifest(things, language()), kept=False)
        batch, matcher = read_batch(asked.queries), Matcher(things, names())
        return as_json({name: result(things, matcher.candidates(each)) for name, each in batch.items()})

    @routes.get("/reconcile/about")
    def about() -> Response:
        shown = {"kinds": KINDS.values(), "properties": PROPERTIES.values(), "address": absolute("reconcile")}
        response = respond(render_template("reconcile.html", **shown), HTML, vary=())
        response.headers["Cache-Control"] = "no-store"  # its addresses are those of the host that was asked
        return response

    aids.add(routes, things, names)
    routes.register_error_handler(TextTooLong, lambda error: answer(_too_long(error)))
    routes.register_error_handler(SearchError, _unreadable)
    return routes


def _unreadable(error: SearchError) -> Response:
    _log.error("%s", error)
    return answer(_NO_NAMES)


def _too_long(error: TextTooLong) -> Problem:
    return Problem(
        400, Worded("The text %(reason)s.", reason=error.reason), error.remedy, {"limit": dict([error.limit])}
    )
