"""``/map``: who was commended, and what money was raised, in each province of a day; as a page, as SVG and as CSV."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request
from flask_babel import format_date
from flask_babel import gettext as _

from graph.errors import Worded
from graph.formats import CSV
from graph.store import Release
from server import days
from server.addresses import chosen, here, link, standing
from server.assets import scripted
from server.atlas.attributing import Successions, successions
from server.atlas.counting import Count, count
from server.atlas.facts import Facts, read_facts
from server.atlas.showing import LISTED, SORTS, Shown, drawing, file, heading, legend, shown, written
from server.atlas.tables import table
from server.atlas.words import Show
from server.drawing import drawn
from server.errors import Problem, ProblemError
from server.naming import name_of
from server.negotiation import HTML, SVG, language, respond
from server.provinces import covered_from, read_provinces
from server.takeaway import file_name, links

_PATH: Final = "map"
_COUNTS: Final = 64
_NAMES: Final = 10_000
"""Counts and names that are kept."""


class _Atlas:
    """What the pages of the map are made from, read from the release when it is first asked for."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.first = covered_from(release)
        self.successions = cache(self._successions)
        self.facts = cache(self._facts)
        self.count = lru_cache(_COUNTS)(self._count)
        self.showing = lru_cache(_COUNTS)(self._showing)
        self.name = lru_cache(_NAMES)(self._name)

    def _successions(self) -> Successions:
        return successions(self.release, read_provinces(self.release))

    def _facts(self) -> Facts:
        return read_facts(self.release, self.successions().provinces)

    def _count(self, day: date) -> Count:
        return count(self.facts(), self.successions(), day)

    def _showing(self, day: date, show: Show, sort: str, spoken: str, where: tuple[str, str]) -> Shown:
        """Made once; where the server runs and the language chosen are in its addresses."""
        return shown(
            self.count(day),
            show,
            sort,
            lambda iri: self.name(iri, spoken),
            lambda iri: link(self.release.names, iri),
        )

    def _name(self, iri: str, spoken: str) -> str:
        return name_of(self.release, iri, spoken).text

    def division(self, day: date, number: int) -> str:
        """How many provinces there were, and since when as far as that is known."""
        said = format_date(day, "long")
        if self.successions().begins(day):
            return str(_("from %(day)s: %(count)s provinces", count=number, day=said))
        return str(_("%(count)s provinces by the list of %(day)s", count=number, day=said))

    def shown(self, *, sort: str = "value") -> Shown:
        """What the request asks to be shown."""
        day = days.asked(self.first, days.today(), form=True)
        return self.showing(day, _asked_show(), sort, language(), standing())


def blueprint(release: Release) -> Blueprint:
    """The addresses of the map."""
    routes = Blueprint("atlas", __name__)
    atlas = _Atlas(release)

    def dated(response: Response) -> Response:
        response.last_modified = days.modified(release, days.today())
        return response

    @routes.get(f"/{_PATH}")
    def page() -> Response:
        found = atlas.shown(sort=_asked_sort())
        body = render_template(
            "map.html",
            shown=found,
            heading=heading(found),
            drawing=drawing(found),
            listed=LISTED,
            written=written,
            legend=legend(found),
            file=lambda extension: file_name(release, f"map-{found.count.day.isoformat()}", extension),
            sort=_asked_sort(),
            first=atlas.first,
            today=days.today(),
            divisions=[
                (day, atlas.division(day, number), _address(_PATH, found, date=day.isoformat()))
                for day, number in atlas.successions().divisions(atlas.first, days.today())
            ],
            sorted_by=lambda sort: _address(_PATH, found, sort=sort),
            svg=_address(f"{_PATH}.svg", found, lang=language()),
            csv=_address(f"{_PATH}.csv", found),
            places=f"{here('places.geojson')}?date={found.count.day.isoformat()}",
            place_name=lambda province: atlas.name(province.iri, language()),
        )
        others = [f'<{_address(f"{_PATH}.csv", found)}>; rel="alternate"; type="{CSV.media_type}"']
        return scripted(dated(respond(body, HTML, vary=(), links=others)), "map")

    @routes.get(f"/{_PATH}.{SVG.extension}")
    def as_svg() -> Response:
        return dated(drawn(file(release, atlas.shown()), links(release)))

    @routes.get(f"/{_PATH}.{CSV.extension}")
    def as_csv() -> Response:
        counted = atlas.count(days.asked(atlas.first, days.today(), form=True))
        return dated(respond(table(release, counted), CSV, vary=(), links=links(release)))

    return routes


def _asked_show() -> Show:
    """What the circles are to stand for.

    Raises:
        ProblemError: 400 there is no such thing.
    """
    said = request.args.get("show") or Show.RECIPIENTS.value
    if said not in {each.value for each in Show}:
        known = ", ".join(f"show={each.value}" for each in Show)
        raise ProblemError(
            Problem(
                400,
                Worded("The parameter 'show' names nothing that the map can show."),
                Worded("Use %(list)s.", list=known),
            )
        )
    return Show(said)


def _asked_sort() -> str:
    """What the table is to be sorted by.

    Raises:
        ProblemError: 400 there is no such column.
    """
    said = request.args.get("sort") or SORTS[0]
    if said not in SORTS:
        known = ", ".join(f"sort={each}" for each in SORTS)
        raise ProblemError(
            Problem(
                400, Worded("The parameter 'sort' names no column of the table."), Worded("Use %(list)s.", list=known)
            )
        )
    return said


def _address(path: str, shown: Shown, **changed: str) -> str:
    """An address of the same map, but for what is changed; the language stays where the reader has chosen one."""
    named = {"lang": chosen()} if chosen() else {}
    parameters = {"date": shown.count.day.isoformat(), "show": shown.show.value, **named, **changed}
    return f"{here(path)}?{urlencode(parameters)}"
