"""``/timeline``: what has a date, from announcements to changes of provinces; as a page, as SVG and as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request

from graph.errors import Worded
from graph.formats import CSV
from graph.store import Release
from server.addresses import chosen, here, standing
from server.assets import scripted
from server.chronicle.entries import Entries, Entry, Kind, read_entries
from server.chronicle.showing import Line, drawing, file, kinds, legend, line, table
from server.drawing import drawn
from server.drawing.times import NARROW
from server.errors import Problem, ProblemError
from server.naming import name_of
from server.negotiation import HTML, SVG, language, respond
from server.takeaway import file_name, links

PER_PAGE: Final = 100
"""Entries of a page and of its picture; the CSV holds all."""
_PATH: Final = "timeline"
_NAMES: Final = 10_000
_PAGES: Final = 64
"""Names, and pages, that are kept."""


@dataclass(frozen=True)
class Asked:
    """What a request asks for: kinds of entries, all where none is named, and which page of them."""

    kinds: tuple[Kind, ...]
    page: int

    def of(self, entries: Entries) -> tuple[Entry, ...]:
        """The entries of these kinds."""
        return tuple(each for each in entries.all if not self.kinds or each.kind in self.kinds)

    def cut(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """The entries of the page."""
        return entries[(self.page - 1) * PER_PAGE : self.page * PER_PAGE]

    def address(self, extension: str = "", *, page: int = 0, spoken: str = "") -> str:
        """The address of the same, or of another page or another form of it."""
        named = spoken or chosen()
        parameters = [("kind", each.value) for each in self.kinds]
        parameters += [("page", str(page or self.page))] if (page or self.page) > 1 else []
        parameters += [("lang", named)] if named else []
        path = here(f"{_PATH}{extension}")
        return f"{path}?{urlencode(parameters)}" if parameters else path


def blueprint(release: Release) -> Blueprint:
    """The addresses of the timeline."""
    routes = Blueprint("chronicle", __name__)
    entries = cache(lambda: read_entries(release))
    times = cache(lambda: {each.iri: each for each in entries().all})

    @lru_cache(_NAMES)
    def name(iri: str, spoken: str) -> str:
        return name_of(release, iri, spoken).text

    @lru_cache(_PAGES)
    def read(asked: Asked, spoken: str, where: tuple[str, str]) -> tuple[Line, ...]:
        """The entries of a page, read once; where the server runs and the language chosen are in their addresses."""
        found = asked.cut(asked.of(entries()))
        return tuple(line(release, each, times(), lambda iri: name(iri, spoken)) for each in found)

    def lines(asked: Asked) -> tuple[Line, ...]:
        return read(asked, language(), standing())

    @routes.get(f"/{_PATH}")
    def page() -> Response:
        asked = _asked()
        count = len(asked.of(entries()))
        shown = lines(asked)
        body = render_template(
            "timeline.html",
            asked=asked,
            lines=shown,
            drawing=drawing(shown),
            narrow=drawing(shown, NARROW),
            legend=legend(),
            file=lambda extension: file_name(release, "timeline", extension),
            kinds=kinds(),
            count=count,
            pages=max(1, -(-count // PER_PAGE)),
            undated={kind: number for kind, number in entries().undated.items() if number},
            svg=asked.address(".svg", spoken=language()),
            csv=asked.address(".csv"),
        )
        return scripted(respond(body, HTML, vary=()), "timeline")

    @routes.get(f"/{_PATH}.{SVG.extension}")
    def as_svg() -> Response:
        return drawn(file(release, lines(_asked())), links(release))

    @routes.get(f"/{_PATH}.{CSV.extension}")
    def as_csv() -> Response:
        return respond(table(release, _asked().of(entries())), CSV, vary=(), links=links(release))

    return routes


def _asked() -> Asked:
    """What the request asks for.

    Raises:
        ProblemError: 400 a kind is none, or the page is no number.
    """
    said = [each for each in request.args.getlist("kind") if each]
    known = {each.value: each for each in Kind}
    if not set(said) <= set(known):
        remedy = Worded("Use %(list)s.", list=", ".join(f"kind={each}" for each in known))
        raise ProblemError(Problem(400, Worded("The parameter 'kind' names nothing that the timeline holds."), remedy))
    page = request.args.get("page") or "1"
    if not (page.isascii() and page.isdigit() and 0 < len(page) < 7 and int(page)):
        raise ProblemError(
            Problem(400, Worded("The parameter 'page' is not the number of a page."), Worded("Begin with page=1."))
        )
    return Asked(tuple(each for each in Kind if each.value in said), int(page))
