"""What crawlers and those who look for a person to write to ask for first: robots.txt, sitemap.xml, security.txt."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from flask import Blueprint, Response

from graph.errors import Worded
from graph.formats import Content, Format
from graph.store import Release, list_releases
from server.addresses import absolute, here
from server.catalogues import LANGUAGES
from server.discovery import sitemap as maps
from server.discovery.signposting import LINKSET, linkset, of_release
from server.errors import Problem, ProblemError
from server.figures import Figures
from server.negotiation import respond

_TEXT: Final = Format("txt", "text/plain", Content.DATASET, "", "", "Text")
_XML: Final = Format("xml", "application/xml", Content.DATASET, "", "", "XML")
_LINKSET: Final = Format("json", LINKSET, Content.DATASET, "", "", "Link set")
_COMPUTED: Final = ("sparql", "search", "examples", "cite", "map", "timeline")
"""Pages whose parameters ask for something that is computed."""
_ENDLESS: Final = ("releases/*/sparql", "releases/*/changes", "explore/", "doc/*?*incoming=", "search.", "cite.",
                   "map.", "timeline.", "reconcile?", "reconcile/flyout", "reconcile/preview", "reconcile/properties",
                   "reconcile/suggest")  # fmt: skip
"""Addresses that are asked for by programs, or of which there are more than there is to be found."""
_VALID: Final = timedelta(days=180)


def blueprint(release: Release, releases: Path, figures: Figures, most: int | None = None) -> Blueprint:
    """The addresses that crawlers and programs ask for.

    Args:
        release: what is served.
        releases: the folder with older releases.
        figures: name its announcements.
        most: addresses in one file of the sitemap; as many as its protocol allows by default.
    """
    routes = Blueprint("crawling", __name__)
    modified = release.manifest.modified
    addresses = cache(lambda: maps.listed(release, figures))
    most = most or maps.MOST

    @routes.get("/robots.txt")
    def robots() -> Response:
        lines = ["User-agent: *", *_rules(), "", f"Sitemap: {absolute('sitemap.xml')}", ""]
        return _private(respond("\n".join(lines), _TEXT, vary=()))

    @routes.get("/sitemap.xml")
    def sitemap() -> Response:
        count = maps.files(len(addresses()), most)
        body = maps.index(count, modified) if count > 1 else maps.page(addresses(), 1, most, modified)
        return _private(respond(body, _XML, vary=()))

    @routes.get("/sitemap-<int(min=1):number>.xml")
    def part_of_sitemap(number: int) -> Response:
        if number > maps.files(len(addresses()), most):
            raise ProblemError(Problem(404, f"The sitemap has no part {number}.", f"Start at {here('sitemap.xml')}"))
        return _private(respond(maps.page(addresses(), number, most, modified), _XML, vary=()))

    @routes.get("/.well-known/security.txt")
    def security() -> Response:
        to = release.manifest.reachable_at
        if not to:  # RFC 9116, section 2.5.3: there must be one
            raise ProblemError(
                Problem(
                    404, Worded("Whoever publishes these data has not stated an address."), Worded("See /help/privacy")
                )
            )
        expires = (datetime.now(UTC) + _VALID).replace(hour=0, minute=0, second=0, microsecond=0)
        lines = [
            f"Contact: {to}",
            f"Expires: {expires.isoformat()}",
            f"Preferred-Languages: {', '.join(LANGUAGES)}",
            "",
        ]
        return respond("\n".join(lines), _TEXT, vary=())

    @routes.get("/releases/<identifier>/linkset.json")
    def links(identifier: str) -> Response:
        known = {each.id: each for each in (*list_releases(releases), release.manifest)}
        if identifier not in known:
            raise ProblemError(
                Problem(
                    404,
                    Worded("There is no such release."),
                    Worded("See the list at %(address)s", address=here("releases/")),
                )
            )
        signposts = of_release(release, known[identifier])
        content = linkset(here(f"releases/{identifier}/"), signposts)
        return respond(json.dumps(content, ensure_ascii=False, indent=1) + "\n", _LINKSET, vary=())

    return routes


def _rules() -> Iterator[str]:
    """What is computed for each request, and would find only what is in the files of a release (RFC 9309).

    Pages themselves stay open in each language: of two rules that fit, the longer one counts.
    """
    for path in _COMPUTED:
        yield f"Disallow: {here(path)}?"
        yield from (f"Allow: {here(path)}?lang={code}$" for code in LANGUAGES)
    yield from (f"Disallow: {here('')}{each}" for each in _ENDLESS)


def _private(response: Response) -> Response:
    """The addresses in it are those of the host that the request names, so no shared cache may keep it."""
    response.headers["Cache-Control"] = "private, no-cache"
    return response
