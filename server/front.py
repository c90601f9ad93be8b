"""The front page: what this is, how much there is, and three questions with their answers."""

from __future__ import annotations

from datetime import date
from typing import Final

from flask import Blueprint, Response, render_template

from graph.formats import GRAPH_FORMATS
from server import profiles
from server.addresses import FRONT
from server.answering import Asking
from server.assets import scripted
from server.discovery import dataset, of_release
from server.examples import opening
from server.figures import Figures
from server.headings import HEADINGS
from server.naming import cell_of
from server.negotiation import HTML, language, negotiate, respond
from server.openapi import service
from server.provinces import covered_from
from server.resource import alternates, described
from server.things import Things

NEWEST: Final = 5
"""Announcements that the page lists."""


def blueprint(things: Things, figures: Figures, asking: Asking) -> Blueprint:
    """The front page of a release.

    Args:
        things: of the release that is served.
        figures: how much it holds.
        asking: answers the questions of the page.
    """
    routes = Blueprint("front", __name__)
    release = things.release
    first_day = covered_from(release)

    @routes.get("/")
    def home() -> Response:
        format = negotiate((HTML, *GRAPH_FORMATS))
        if format != HTML:
            return described(things, FRONT)
        signposts = of_release(release, release.manifest)
        page = render_template(
            "home.html",
            figures=figures,
            newest=figures.announcements[:NEWEST],
            answers=[(each, asking.answered(each.query)) for each in opening()],
            cell=lambda term: cell_of(release, term, language()),
            headings=HEADINGS,
            first_day=first_day,
            json_ld=dataset(release, release.manifest, language()),
            signposts=signposts,
            modified=date.fromisoformat(release.manifest.modified),
        )
        return scripted(
            respond(
                page,
                HTML,
                links=[*alternates(FRONT, HTML), *profiles.links(release.id), *map(str, signposts), service()],
            ),
            "suggest",
        )

    @routes.get(f"/{FRONT}.<extension>")
    def home_as(extension: str) -> Response:
        return described(things, f"{FRONT}.{extension}")

    return routes
