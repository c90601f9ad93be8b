"""``/openapi.json``: every address of the server for programs (https://spec.openapis.org/oas/v3.1.1.html)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from flask import Blueprint, Response, current_app, request
from pyoxigraph import DefaultGraph, NamedNode

from graph.store import Release, value_of
from server.addresses import here
from server.limits import JSON, Limit
from server.negotiation import respond
from server.openapi.areas import AREAS
from server.openapi.building import build
from server.openapi.operations import Samples

PATH: Final = "openapi.json"
_EXAMPLE: Final = NamedNode("http://rdfs.org/ns/void#exampleResource")
__all__ = ["AREAS", "PATH", "blueprint", "service"]


def blueprint(release: Release, limits: Iterable[Limit]) -> Blueprint:
    """The address of the OpenAPI document.

    Args:
        release: what is served, from which the examples are taken.
        limits: in force.
    """
    routes = Blueprint("openapi", __name__)
    numbers = {each.name: each.value for each in limits}
    samples = _samples(release)

    @lru_cache(maxsize=4)
    def written(root: str) -> str:
        licence = release.manifest.licence
        # The table of routes is complete when the first request comes.
        routed = current_app.url_map
        content = build(routed, AREAS, limits=numbers, samples=samples, root=root, licence=licence)
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"

    @routes.get(f"/{PATH}")
    def document() -> Response:
        return respond(written(request.script_root), JSON, vary=())

    return routes


def service() -> str:
    """The link to the document, for the header ``Link`` (RFC 8631, section 4)."""
    return f'<{here(PATH)}>; rel="service-desc"; type="{JSON.media_type}"'


def _samples(release: Release) -> Samples:
    """Things that the description of the release names as examples, and what every release has."""
    base, names = f"{release.names.base}id/", release.names
    examples = sorted(
        value_of(each.object) for each in release.store.quads_for_pattern(None, _EXAMPLE, None, DefaultGraph())
    )
    things = [each.removeprefix(base) for each in examples if each.startswith(base)]
    graphs = [each.removeprefix(str(names.graph(""))) for each in sorted(release.graphs)]
    return Samples(
        thing=next(iter(things), ""),
        announcement=next((each.rpartition("/")[2] for each in graphs if each.startswith("announcement/")), ""),
        graph=next(iter(graphs), ""),
        dataset="announcements",
        release=release.id,
        file="manifest.json",
    )
