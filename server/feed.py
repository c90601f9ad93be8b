"""``/releases.atom``: the releases as a feed, so that readers learn of the next one.

The Atom Syndication Format (RFC 4287). Its addresses are those below the base, which are the same for everybody, so
that any cache may keep it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, render_template

from graph.formats import Content, Format
from graph.store import Release
from server.addresses import here
from server.negotiation import language, respond
from server.published import published

_ATOM: Final = Format("atom", "application/atom+xml", Content.DATASET, "", "", "Atom")
_PATH: Final = "releases.atom"
MOST: Final = 50
"""Releases that the feed names."""
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def blueprint(release: Release, releases: Path) -> Blueprint:
    """The address of the feed."""
    routes = Blueprint("feed", __name__)

    @routes.get(f"/{_PATH}")
    def feed() -> Response:
        body = render_template("releases.xml", known=published(release, releases)[:MOST])
        response = respond(_NOT_XML.sub("", body), _ATOM, vary=("Accept-Language",))
        response.headers["Content-Language"] = language()
        return response

    return routes


def link() -> str:
    """The value of a header ``Link`` that leads to it."""
    return f'<{here(_PATH)}>; rel="alternate"; type="{_ATOM.media_type}"'
