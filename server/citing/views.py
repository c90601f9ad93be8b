"""The addresses of citations, and of queries on a named release."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from flask import Blueprint, Response, g, redirect, render_template, request
from flask_babel import force_locale
from werkzeug import Response as Redirect

from graph.errors import Worded
from graph.formats import GRAPH_FORMATS
from graph.store import QueryDataset, Release, StoreError, serialize_graph
from server.addresses import here
from server.archive import Archive, Opened
from server.catalogues import LANGUAGES
from server.citing.cff import CFF, cff
from server.citing.citation import Citation, of_release, of_result
from server.citing.digests import Digests, depends_on_order, is_digest
from server.citing.pins import Pin
from server.citing.results import Result, result_of, verdict
from server.citing.written import WRITERS
from server.endpoint import METHODS
from server.errors import Problem, ProblemError, problem_of
from server.format_names import FORMATS
from server.negotiation import HTML, language, negotiate, respond
from server.parameters import Asked, read
from server.service_description import description
from server.sparql import LONGEST, beginning, operation

SHOWN = 20
"""Rows of a result that the page of its citation shows."""
_VARY = ("Accept-Language",)


def _today() -> date:
    return datetime.now(UTC).date()


@dataclass(frozen=True)
class _Views:
    """The releases that can be cited.

    Attributes:
        served: the one that is served.
        archive: the older ones.
        today: the day of the moment.
    """

    served: Opened
    archive: Archive
    today: Callable[[], date]

    @contextmanager
    def opened(self, identifier: str) -> Iterator[Opened]:
        """A release by its identifier; the one that is served by the same engine as ever."""
        if identifier in ("", "current", self.served.release.id):
            yield self.served
            return
        with self.archive.asked(identifier) as opened:
            yield opened

    def whole(self, release: Release, code: str) -> Citation:
        """The citation of a release in a language."""
        return of_release(release.manifest, self.today(), code)

    def page(self, opened: Opened, asked: Asked) -> Response:
        """The result of a query as a page, with its citation; an error is shown above the form."""
        pin = Pin(opened.release.id, asked.query or "", asked.dataset)
        cited = _cited()
        try:
            result = result_of(opened, asked)
        except StoreError as error:
            problem = problem_of(error)
            response = respond(_render(opened, pin, problem=problem), HTML, status=problem.status)
            response.headers.update(problem.headers)
            return response
        shown = beginning(opened.release, result.parsed, SHOWN)
        if result.digests is not None:
            shown |= self._citation(opened, pin, result, cited, result.digests)
        response = respond(_render(opened, pin, result=result, asked_for=cited, **shown), HTML)
        response.headers["Server-Timing"] = f"evaluation;dur={1000 * result.seconds:.3f}"
        return response

    def _citation(self, opened: Opened, pin: Pin, result: Result, cited: Digests, found: Digests) -> dict[str, Any]:
        said = pin.cited(result.format, found)
        if len(said) > LONGEST:
            return {"too_long": True}
        return {
            "citations": [self.of(opened.release, pin, result, found, code) for code in LANGUAGES],
            "verdict": verdict(cited, result),
            "said": said,
            "written": [(each, f"{here(f'cite.{each.extension}')}?{said}") for each in WRITERS],
        }

    def of(self, release: Release, pin: Pin, result: Result, digests: Digests, code: str) -> tuple[Citation, str]:
        """The citation of a result in a language, and the same in words."""
        with force_locale(code):
            said = pin.cited(result.format, digests)
            citation = of_result(self.whole(release, code), release.manifest, pin, said, digests, result.format.label)
            return citation, citation.in_words()

    def data(self, opened: Opened) -> Response:
        """The page about citing a release as a whole."""
        citations = []
        for code in LANGUAGES:
            with force_locale(code):
                whole = self.whole(opened.release, code)
                citations.append((whole, whole.in_words()))
        written = [(each, f"{here(f'cite.{each.extension}')}?release={opened.release.id}") for each in WRITERS]
        pin = Pin(opened.release.id, "", QueryDataset())
        return respond(_render(opened, pin, citations=citations, written=written), HTML, vary=())


def blueprint(served: Opened, archive: Archive, today: Callable[[], date] = _today) -> Blueprint:
    """The addresses of citations, and of queries on a named release.

    Args:
        served: the release that is served.
        archive: the older ones.
        today: the day on which something is cited.
    """
    routes = Blueprint("citing", __name__)
    views = _Views(served, archive, today)

    @routes.route("/releases/current/sparql", methods=METHODS)
    def current() -> Redirect:
        asked = request.query_string.decode("latin-1")
        return redirect(here(f"releases/{served.release.id}/sparql") + (f"?{asked}" if asked else ""), 307)

    @routes.route("/releases/<identifier>/sparql", methods=METHODS)
    def pinned(identifier: str) -> Response:
        with views.opened(identifier) as opened:
            return operation(
                opened.endpoint,
                opened.engine,
                lambda asked: views.page(opened, asked),
                lambda asked: _described(views, opened),
            )

    @routes.get("/cite")
    def cite() -> Response:
        asked = read("GET", request.query_string, "", b"")
        with views.opened(request.args.get("release", "")) as opened:
            if asked.query is None:
                return views.data(opened)
            g.query_id = opened.endpoint.name()
            return views.page(opened, asked)

    @routes.get("/cite.<any(bib,json,ris):extension>")
    def written(extension: str) -> Response:
        format = next(each for each in WRITERS if each.extension == extension)
        asked = read("GET", request.query_string, "", b"")
        with views.opened(request.args.get("release", "")) as opened:
            citation = _of_request(views, opened, asked)
        response = respond(WRITERS[format](citation), format, vary=_VARY)
        response.headers["Content-Disposition"] = f'attachment; filename="{citation.key}.{extension}"'
        return response

    @routes.get("/CITATION.cff")
    def citation_file() -> Response:
        with views.opened(request.args.get("release", "")) as opened:
            manifest = opened.release.manifest
            return respond(cff(manifest, views.whole(opened.release, language())), CFF, vary=_VARY)

    return routes


def _of_request(views: _Views, opened: Opened, asked: Asked) -> Citation:
    """The citation that a request asks for, made from what the release answers now.

    Raises:
        ProblemError: 422 what cannot be cited.
    """
    if asked.query is None:
        return views.whole(opened.release, language())
    g.query_id = opened.endpoint.name()
    result = result_of(opened, asked)
    if result.digests is None:
        detail = Worded("The result of this query cannot be cited: it would not be the same if it were asked again.")
        remedy = Worded("Ask without NOW, RAND, UUID, STRUUID and BNODE, without escapes, and without blank nodes.")
        raise ProblemError(Problem(422, detail, remedy))
    pin = Pin(opened.release.id, asked.query, asked.dataset)
    return views.of(opened.release, pin, result, result.digests, language())[0]


def _described(views: _Views, opened: Opened) -> Response:
    """The service description of the endpoint on one release, or the form for people."""
    format = negotiate((*GRAPH_FORMATS, HTML))
    if format == HTML:
        return views.data(opened)
    path = Pin(opened.release.id, "", QueryDataset()).path
    described = set(description(opened.release, path))
    return respond(serialize_graph(described, format, opened.release.prefixes()), format)


def _cited() -> Digests:
    """The digests of the result that was cited, which the address names.

    Raises:
        ProblemError: 400 what it names is no digest.
    """
    named = {name: request.args.get(name, "").strip().lower() for name in ("digest", "rows")}
    for name, value in named.items():
        if value and not is_digest(value):
            detail = Worded("The parameter '%(name)s' is not a SHA-256.", name=name)
            raise ProblemError(Problem(400, detail, Worded("Write its 64 hexadecimal digits, or leave it out.")))
    return Digests(named["digest"], named["rows"])


def _render(opened: Opened, pin: Pin, *, result: Result | None = None, **shown: Any) -> str:
    offered = FORMATS[result.parsed.form] if result else ()
    files = [(each, f"{here(pin.path)}?{pin.data(each)}") for each in offered]
    return render_template(
        "cite.html",
        cited=opened.release,
        pin=pin,
        result=result,
        files=[each for each in files if len(each[1]) <= LONGEST],
        here_address=f"{here(pin.path)}?{pin.data()}",
        loose=depends_on_order(pin.query),
        **shown,
    )
