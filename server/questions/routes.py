"""``/examples``: the example questions as a page, by topic or by words, and as RDF."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final

from flask import Blueprint, Response, render_template, request

from graph.formats import GRAPH_FORMATS, TURTLE, Format
from graph.store import Release, serialize_graph
from server.addresses import here
from server.negotiation import HTML, negotiate, respond
from server.questions.question import TOPICS, Question, matching, topics_of
from server.questions.turtle import FILE, PATH, graph
from server.resource import FORMATS, alternates

LONGEST: Final = 200
"""Characters of what is looked for; the rest is not read."""
_EXTENSIONS: Final = {each.extension: each for each in FORMATS}


def blueprint(release: Release, questions: tuple[Question, ...]) -> Blueprint:
    """The address of the example questions.

    Args:
        release: that they are asked of.
        questions: as :func:`server.questions.load` reads them.
    """
    routes = Blueprint("questions", __name__)
    written = _writer(release)

    def send(format: Format, vary: tuple[str, ...]) -> Response:
        body = _page(questions) if format == HTML else written(format)
        return respond(body, format, vary=vary, links=alternates(PATH, format))

    @routes.get(f"/{PATH}")
    def examples() -> Response:
        return send(negotiate(FORMATS), ("Accept",))

    @routes.get(f"/{PATH}.<any({','.join(_EXTENSIONS)}):extension>")
    def examples_as(extension: str) -> Response:
        return send(_EXTENSIONS[extension], ())

    return routes


def _writer(release: Release) -> Callable[[Format], bytes]:
    @cache
    def written(format: Format) -> bytes:
        if format == TURTLE:  # the file itself, with queries that can be read
            return release.names.rebase(FILE.read_text(encoding="utf-8")).encode()
        return serialize_graph(graph(release.names), format, release.prefixes())

    return written


def _page(questions: tuple[Question, ...]) -> str:
    sought = request.args.get("q", "")[:LONGEST].strip()
    found = matching(questions, sought) if sought else questions
    return render_template(
        "examples.html",
        sought=sought,
        found=found,
        by_topic={} if sought else topics_of(questions),
        topics=TOPICS,
        formats=[(each.label, here(f"{PATH}.{each.extension}")) for each in GRAPH_FORMATS],
    )
