"""``/def``, ``/shapes``, ``/report`` and ``/.well-known/void``: the documents that a release brings along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from flask import Blueprint, Response
from pyoxigraph import DefaultGraph, NamedNode, Triple

from graph.formats import GRAPH_FORMATS, TURTLE, Format
from graph.store import Release, parse_graph, serialize_graph, value_of
from server import checked, summary
from server.addresses import here
from server.describing import Description
from server.negotiation import HTML, SVG, language, negotiate, respond
from server.resource import FORMATS, alternates


@dataclass(frozen=True)
class _Published:
    """A Turtle file of the release and the address where it is read in any format."""

    path: str
    file: str
    name: str


Formats = list[tuple[str, str]]
_PUBLISHED: Final = (
    _Published("def", "ontology.ttl", "vocabulary"),
    _Published("shapes", "shapes.ttl", "shapes"),
    _Published("report", "report.ttl", "report"),
    _Published(".well-known/void", "void.ttl", "description"),
)


def blueprint(release: Release) -> Blueprint:
    """The addresses of the ontology, the shapes, the validation report and the description of the data."""
    routes = Blueprint("vocabulary", __name__)
    described = Description(
        release,
        lambda: parse_graph(release.folder / "ontology.ttl"),
        lambda: parse_graph(release.folder / "shapes.ttl"),
    )
    pages: dict[str, Callable[[Formats], str]] = {
        "def": described.ontology_page,
        "shapes": described.shapes_page,
        "report": checked.pages(release),
        ".well-known/void": summary.pages(release),
    }
    for each in _PUBLISHED:
        negotiated, fixed = _views(release, each, pages[each.path])
        routes.add_url_rule(f"/{each.path}", each.name, negotiated)
        routes.add_url_rule(f"/{each.path}.<any({','.join(_extensions())}):extension>", f"{each.name}_fixed", fixed)
    routes.add_url_rule("/model.svg", "model", lambda: _model(described, 4))
    routes.add_url_rule("/model-narrow.svg", "model_narrow", lambda: _model(described, 1))
    version = _version(release)
    if version:
        negotiated, _ = _views(release, _PUBLISHED[0], described.ontology_page)
        routes.add_url_rule(f"/{version}", "version", negotiated)
    return routes


def _model(described: Description, columns: int) -> Response:
    response = respond(described.picture(columns), SVG, vary=("Accept-Language",))
    response.headers["Content-Language"] = language()
    return response


def _extensions() -> list[str]:
    return [each.extension for each in FORMATS]


def _views(
    release: Release, published: _Published, page: Callable[[Formats], str]
) -> tuple[Callable[[], Response], Callable[[str], Response]]:
    path = release.folder / published.file

    @cache
    def triples() -> tuple[Triple, ...]:
        return parse_graph(path)

    @cache
    def written(format: Format) -> bytes:
        # Turtle is the file itself, with the order and the comments of its author.
        return path.read_bytes() if format == TURTLE else serialize_graph(triples(), format, release.prefixes())

    def send(format: Format, vary: tuple[str, ...]) -> Response:
        alternatives = [(each.label, here(f"{published.path}.{each.extension}")) for each in GRAPH_FORMATS]
        body = page(alternatives) if format == HTML else written(format)
        return respond(body, format, vary=vary, links=alternates(published.path, format))

    def negotiated() -> Response:
        return send(negotiate(FORMATS), ("Accept",))

    def fixed(extension: str) -> Response:
        return send(next(each for each in FORMATS if each.extension == extension), ())

    return negotiated, fixed


def _version(release: Release) -> str | None:
    """The path of the ontology's version IRI, so that it resolves too."""
    iri = NamedNode("http://www.w3.org/2002/07/owl#versionIRI")
    for quad in release.store.quads_for_pattern(NamedNode(str(release.names.ontology)), iri, None, DefaultGraph()):
        version = value_of(quad.object)
        if version.startswith(release.names.base + "def/"):
            return version.removeprefix(release.names.base)
    return None
