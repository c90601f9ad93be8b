"""``/explore/...``: the graph around a thing, as a page, as SVG, as CSV, and as JSON for the scripts of the page."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Final

from flask import Blueprint, Response, render_template
from pyoxigraph import DefaultGraph, NamedNode

from graph.formats import CSV, Format
from graph.store import Release, value_of
from server.addresses import here, is_key, standing
from server.assets import scripted
from server.collation import collation
from server.drawing import drawn, provenance
from server.exploring.neighbours import NODES, around
from server.exploring.showing import Shown, document, drawing, file, legend, shown, table
from server.limits import JSON
from server.naming import name_of
from server.negotiation import HTML, SVG, language, respond
from server.resource import check_key
from server.takeaway import file_name, links, source

_PATH: Final = "explore"
_KEPT: Final = 256
"""Things whose surroundings are kept."""
_FILES: Final = {each.extension: each for each in (SVG, CSV, JSON)}
_EXAMPLE_RESOURCE: Final = NamedNode("http://rdfs.org/ns/void#exampleResource")
__all__ = ["NODES", "blueprint"]


def blueprint(release: Release) -> Blueprint:
    """The addresses of the graphs around things."""
    routes = Blueprint("exploring", __name__)

    @routes.get(f"/{_PATH}")
    def start() -> Response:
        examples = release.store.quads_for_pattern(None, _EXAMPLE_RESOURCE, None, DefaultGraph())
        things = sorted(value_of(quad.object) for quad in examples)
        base = f"{release.names.base}id/"
        known = [
            (name_of(release, each, language()).text, each.removeprefix(base))
            for each in things
            if each.startswith(base)
        ]
        known.sort(key=lambda each: collation(each[0]))
        return respond(render_template("explore_start.html", things=known), HTML, vary=())

    @lru_cache(_KEPT)
    def read(key: str, spoken: str, where: tuple[str, str]) -> Shown:
        """Read once; where the server runs and the language chosen are in its addresses."""
        return shown(release, around(release, f"{release.names.base}id/{key}"), spoken)

    @routes.get(f"/{_PATH}/<path:key>")
    def page(key: str) -> Response:
        stem, format = _split(release, key)
        check_key(release, stem)
        found = read(stem, language(), standing())
        if format == SVG:
            return drawn(file(release, found), links(release))
        if format in (CSV, JSON):
            body = table(release, found) if format == CSV else json.dumps(document(found), ensure_ascii=False) + "\n"
            response = respond(body, format, vary=("Accept-Language",), links=links(release))
            response.headers["Content-Language"] = language()
            return response
        return scripted(respond(_page(release, found, stem), HTML, vary=()), "explore")

    return routes


def _page(release: Release, found: Shown, key: str) -> str:
    files = {name: f"{here(f'{_PATH}/{key}.{name}')}?lang={language()}" for name in _FILES}
    return render_template(
        "explore.html",
        shown=found,
        drawing=drawing(found),
        files=files,
        key=key,
        notes=[legend(), *provenance(release)],
        source=source(release),
        file=lambda extension: file_name(release, f"graph-{key.replace('/', '-')}", extension),
    )


def _split(release: Release, key: str) -> tuple[str, Format | None]:
    """A key and the format that the address names, if any; a key that ends in an extension is a key first."""
    stem, _, extension = key.rpartition(".")
    if extension in _FILES and stem and not (is_key(key) and release.knows(f"{release.names.base}id/{key}")):
        return stem, _FILES[extension]
    return key, None
