"""The front page: what this is, how much there is, and three questions with their answers."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from flask import Blueprint, Response, render_template
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, QuerySolutions, Triple, parse_query_results

from graph.engine import Engine
from graph.formats import GRAPH_FORMATS, TSV, TURTLE, Format
from graph.store import Form, Release, StoreError
from server.addresses import link
from server.endpoint import Endpoint
from server.errors import problem_of
from server.examples import Example, examples
from server.figures import read_figures
from server.headers import EXPLORING
from server.negotiation import HTML, language, negotiate, respond
from server.provinces import covered_from
from server.reading import short_name
from server.resource import FRONT, alternates, described

ROWS: Final = 5
"""Rows of an answer that the page shows."""
NEWEST: Final = 5
"""Announcements that the page lists."""
_FORMATS: Final[Mapping[Form, Format | None]] = {Form.SOLUTIONS: TSV, Form.GRAPH: TURTLE}
_Term = NamedNode | BlankNode | Literal | Triple | None


@dataclass(frozen=True)
class Cell:
    """A term as a table shows it: what it is called, in which language, and where it leads."""

    text: str
    language: str = ""
    href: str | None = None


@dataclass(frozen=True)
class Answered:
    """A question beside its answer.

    Attributes:
        example: the question and its query.
        variables: of the result.
        rows: the first of them.
        count: of all rows.
        problem: why there is no answer; empty where there is one.
    """

    example: Example
    variables: tuple[str, ...] = ()
    rows: tuple[tuple[_Term, ...], ...] = ()
    count: int = 0
    problem: str = ""


def blueprint(release: Release, engine: Engine, endpoint: Endpoint) -> Blueprint:
    """The front page of a release.

    Args:
        release: what is served.
        engine: answers the questions of the page, within the limits of every query.
        endpoint: is told of those queries.
    """
    routes = Blueprint("front", __name__)
    figures = read_figures(release)
    first_day = covered_from(release)
    asking = _Asking(engine, endpoint)

    @routes.get("/")
    def home() -> Response:
        format = negotiate((HTML, *GRAPH_FORMATS))
        if format != HTML:
            return described(release, FRONT)
        page = render_template(
            "home.html",
            figures=figures,
            newest=figures.announcements[:NEWEST],
            answers=[asking.answered(each) for each in examples()[:3]],
            cell=lambda term: cell_of(release, term, language()),
            first_day=first_day,
            issued=date.fromisoformat(release.manifest.issued),
        )
        response = respond(page, HTML, links=alternates(FRONT, HTML))
        response.headers["Content-Security-Policy"] = EXPLORING
        return response

    @routes.get(f"/{FRONT}.<extension>")
    def home_as(extension: str) -> Response:
        return described(release, f"{FRONT}.{extension}")

    return routes


def cell_of(release: Release, term: _Term, lang: str) -> Cell:
    """A term in the language of the page: a thing by its name, where it has one."""
    if isinstance(term, NamedNode):
        names = release.labels(term.value)
        known = next((each for each in (lang, "vi", "en") if each in names), None)
        text = names[known] if known else short_name(release, term.value)
        return Cell(text, known or "", link(release.names, term.value))
    if isinstance(term, Literal):
        return Cell(term.value, term.language or "")
    return Cell("" if term is None else str(term))


class _Asking:
    """Asks each question once, since a release never changes; one that failed is asked again next time."""

    def __init__(self, engine: Engine, endpoint: Endpoint) -> None:
        self._engine = engine
        self._endpoint = endpoint
        self._known: dict[str, Answered] = {}
        self._lock = threading.Lock()

    def answered(self, example: Example) -> Answered:
        with self._lock:  # several readers at once wait for one evaluation
            found = self._known.get(example.query)
            if found is None:
                found = self._asked(example)
                if not found.problem:
                    self._known[example.query] = found
            return found

    def _asked(self, example: Example) -> Answered:
        observing = self._endpoint.observing
        try:
            with observing.evaluation(self._endpoint.name(), example.query) as evaluation:
                evaluation.answer = answer = self._engine.evaluate(example.query, formats=_FORMATS)
        except StoreError as error:
            return Answered(example, problem=problem_of(error).detail)
        results = parse_query_results(input=answer.body, format=QueryResultsFormat.TSV)
        assert isinstance(results, QuerySolutions)
        names = [each.value for each in results.variables]
        rows = tuple(tuple(solution[name] for name in names) for solution in islice(results, ROWS))
        return Answered(example, tuple(names), rows, answer.body.count(b"\n") - 1)
