"""``/def``, ``/shapes``, ``/report`` and ``/.well-known/void``: the documents that a release brings along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from flask import Blueprint, Response, render_template
from flask_babel import LazyString, lazy_gettext
from pyoxigraph import DefaultGraph, NamedNode, Triple

from graph.formats import GRAPH_FORMATS, TURTLE, Format
from graph.store import Release, parse_graph, serialize_graph, value_of
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
    title: LazyString


_PUBLISHED: Final = (
    _Published("def", "ontology.ttl", "vocabulary", lazy_gettext("Vocabulary")),
    _Published("shapes", "shapes.ttl", "shapes", lazy_gettext("SHACL shapes")),
    _Published("report", "report.ttl", "report", lazy_gettext("Validation report")),
    _Published(".well-known/void", "void.ttl", "description", lazy_gettext("Description of the data")),
)


def blueprint(release: Release) -> Blueprint:
    """The addresses of the ontology, the shapes, the validation report and the description of the data."""
    routes = Blueprint("vocabulary", __name__)
    described = Description(
        release,
        lambda: parse_graph(release.folder / "ontology.ttl"),
        lambda: parse_graph(release.folder / "shapes.ttl"),
    )
    for each in _PUBLISHED:
        negotiated, fixed = _views(release, each, described)
        routes.add_url_rule(f"/{each.path}", each.name, negotiated)
        routes.add_url_rule(f"/{each.path}.<any({','.join(_extensions())}):extension>", f"{each.name}_fixed", fixed)
    routes.add_url_rule("/model.svg", "model", lambda: respond(described.picture(), SVG, vary=("Accept-Language",)))
    version = _version(release)
    if version:
        negotiated, _ = _views(release, _PUBLISHED[0], described)
        routes.add_url_rule(f"/{version}", "version", negotiated)
    return routes


def _extensions() -> list[str]:
    return [each.extension for each in FORMATS]


def _views(
    release: Release, published: _Published, described: Description
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
        body = _html(release, published, described) if format == HTML else written(format)
        return respond(body, format, vary=vary, links=alternates(published.path, format))

    def negotiated() -> Response:
        return send(negotiate(FORMATS), ("Accept",))

    def fixed(extension: str) -> Response:
        return send(next(each for each in FORMATS if each.extension == extension), ())

    return negotiated, fixed


def _html(release: Release, published: _Published, described: Description) -> str:
    formats = [(each.label, here(f"{published.path}.{each.extension}")) for each in GRAPH_FORMATS]
    if published.path == "def":
        return described.ontology_page(formats)
    if published.path == "shapes":
        return described.shapes_page(formats)
    name = "report.txt" if published.path == "report" else published.file
    text = (release.folder / name).read_text(encoding="utf-8")
    return render_template("text.html", heading=published.title, text=text, formats=formats, language=language())


def _version(release: Release) -> str | None:
    """The path of the ontology's version IRI, so that it resolves too."""
    iri = NamedNode("http://www.w3.org/2002/07/owl#versionIRI")
    for quad in release.store.quads_for_pattern(NamedNode(str(release.names.ontology)), iri, None, DefaultGraph()):
        version = value_of(quad.object)
        if version.startswith(release.names.base + "def/"):
            return version.removeprefix(release.names.base)
    return None
