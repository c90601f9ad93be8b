"""``/help`` and the pages below it."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, render_template

from graph.errors import Worded
from graph.store import Release
from server.answering import Asking
from server.errors import Problem, ProblemError
from server.headings import HEADINGS
from server.helping.tutorial import STEPS
from server.naming import cell_of
from server.negotiation import HTML, language, negotiate, respond

PAGES: Final = ("sparql", "privacy", "accessibility")
"""The pages below ``/help``."""


def blueprint(release: Release, asking: Asking) -> Blueprint:
    """The pages that help a reader.

    Args:
        release: what is served.
        asking: answers the queries of the tutorial.
    """
    routes = Blueprint("helping", __name__)

    def shown(name: str) -> Response:
        negotiate((HTML,))
        lang = language()
        steps = [(each, asking.answered(each.query)) for each in STEPS] if name == "sparql" else []
        page = render_template(
            f"help/{name}.html", steps=steps, headings=HEADINGS, cell=lambda term: cell_of(release, term, lang)
        )
        return respond(page, HTML)

    @routes.get("/help")
    def help_index() -> Response:
        return shown("index")

    @routes.get("/help/<name>")
    def help_page(name: str) -> Response:
        if name not in PAGES:
            raise ProblemError(Problem(404, Worded("There is no such help."), Worded("Start at /help")))
        return shown(name)

    return routes
