"""What crawlers and those who look for a person to write to ask for first: robots.txt, sitemap.xml, security.txt."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from flask import Blueprint, Response

from graph.errors import Worded
from graph.formats import Content, Format
from graph.store import Manifest, Release, list_releases
from server.addresses import absolute, here
from server.catalogues import LANGUAGES
from server.discovery.schema_org import is_data
from server.discovery.signposting import LINKSET, linkset, of_release
from server.errors import Problem, ProblemError
from server.figures import Figures
from server.negotiation import respond

_TEXT: Final = Format("txt", "text/plain", Content.DATASET, "", "", "Text")
_XML: Final = Format("xml", "application/xml", Content.DATASET, "", "", "XML")
_LINKSET: Final = Format("json", LINKSET, Content.DATASET, "", "", "Link set")
_MOST: Final = 50_000
"""Addresses in one file (https://www.sitemaps.org/protocol.html)."""
_FIXED: Final = ("", "sparql", "examples", "search", "map", "timeline", "def", "shapes", "report", "releases/",
                 "reconcile/about", "limits", "help", "help/sparql", "help/privacy", "help/accessibility")  # fmt: skip
_VALID: Final = timedelta(days=180)


def blueprint(release: Release, releases: Path, figures: Figures) -> Blueprint:
    """The addresses that crawlers and programs ask for.

    Args:
        release: what is served.
        releases: the folder with older releases.
        figures: name its announcements.
    """
    routes = Blueprint("crawling", __name__)

    @routes.get("/robots.txt")
    def robots() -> Response:
        # Queries and searches are computed for each request; what they would find is in the files of a release.
        lines = ["User-agent: *", "Disallow: /sparql?", "Disallow: /search?", "Disallow: /reconcile?",
                 "Disallow: /cite?", "", f"Sitemap: {absolute('sitemap.xml')}", ""]  # fmt: skip
        return _private(respond("\n".join(lines), _TEXT, vary=()))

    @routes.get("/sitemap.xml")
    def sitemap() -> Response:
        entries = "\n".join(_entries(islice(_paths(release.manifest, figures), _MOST), release.manifest.modified))
        return _private(respond(_SITEMAP.format(entries=entries), _XML, vary=()))

    @routes.get("/.well-known/security.txt")
    def security() -> Response:
        contact = release.manifest.contact
        to = f"mailto:{contact['email']}" if contact.get("email") else contact.get("page")
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


_SITEMAP: Final = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
{entries}
</urlset>
"""


def _paths(manifest: Manifest, figures: Figures) -> Iterator[str]:
    yield from _FIXED
    yield f"releases/{manifest.id}/"
    yield from (f"releases/{manifest.id}/{each.name}" for each in manifest.files if is_data(each))
    for announced in figures.announcements:
        yield f"read/{announced.key}"
        yield f"doc/announcement/{announced.key}"


def _entries(paths: Iterable[str], modified: str) -> Iterator[str]:
    """Each page with its languages, so that a search engine leads to the right one."""
    for path in paths:
        address = escape(absolute(path))
        page = "." not in path
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{each}" href="{address}?lang={each}"/>'
            for each in LANGUAGES
            if page
        )
        yield f"<url><loc>{address}</loc><lastmod>{modified}</lastmod>{others}</url>"


def _private(response: Response) -> Response:
    """The addresses in it are those of the host that the request names, so no shared cache may keep it."""
    response.headers["Cache-Control"] = "private, no-cache"
    return response
