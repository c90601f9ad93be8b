"""The front page, the named graphs, whatever else has an address below the base, and ``/health``."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, jsonify, render_template
from pyoxigraph import NamedNode

from graph.formats import GRAPH_FORMATS
from graph.store import Release, serialize_graph, value_of
from server.addresses import here, is_key, link
from server.document import document
from server.errors import Problem, ProblemError
from server.examples import examples
from server.negotiation import HTML, language, negotiate, respond
from server.resource import represent

_FORMATS: Final = (*GRAPH_FORMATS, HTML)
_THINGS: Final = 1000
"""Things of a named graph that its page lists."""
_EXAMPLE_RESOURCE: Final = NamedNode("http://rdfs.org/ns/void#exampleResource")


def blueprint(release: Release) -> Blueprint:
    """The pages that are not about one thing."""
    routes = Blueprint("pages", __name__)

    @routes.get("/")
    def home() -> Response:
        format = negotiate((HTML, *GRAPH_FORMATS))
        if format != HTML:
            return _described(release, "")
        start = [
            (value_of(quad.object), link(release.names, value_of(quad.object)))
            for quad in release.store.quads_for_pattern(None, _EXAMPLE_RESOURCE, None, None)
        ]
        return respond(render_template("home.html", examples=examples(), start=sorted(start)), HTML)

    @routes.get("/health")
    def health() -> Response:
        response = jsonify(status="ok", release=release.id, version=release.manifest.version, index=release.index)
        response.headers["Cache-Control"] = "no-store"
        return response

    @routes.get("/graph/<path:name>")
    def graph(name: str) -> Response:
        iri = str(release.names.graph(name))
        if iri not in release.graphs:
            raise ProblemError(Problem(404, "There is no such graph.", "The graphs are: " + ", ".join(release.graphs)))
        format = negotiate(_FORMATS)
        if format != HTML:
            triples = (quad.triple for quad in release.within(iri))
            return respond(serialize_graph(triples, format, release.prefixes()), format)
        return respond(_graph_page(release, iri), HTML)

    @routes.get("/dataset/<path:name>")
    def dataset(name: str) -> Response:
        return _described(release, f"dataset/{name}")

    return routes


def _described(release: Release, path: str) -> Response:
    """The document about an address below the base that is described in the data."""
    found = document(release, release.names.base + path) if not path or is_key(path) else None
    if found is None:
        raise ProblemError(Problem(404, "Nothing is known under this address.", f"Start at {here('')}"))
    return represent(release, found, path, negotiate(_FORMATS))


def _graph_page(release: Release, iri: str) -> str:
    subjects = sorted({quad.subject.value for quad in release.within(iri) if isinstance(quad.subject, NamedNode)})
    things = [each for each in subjects if "#" not in each]
    listed = []
    for each in things[:_THINGS]:
        names = release.labels(each)
        name = names.get(language()) or names.get("vi") or each.removeprefix(release.names.base)
        listed.append((name, link(release.names, each)))
    triples = next(each.triples for each in release.manifest.graphs if each.iri == iri)
    return render_template("graph.html", iri=iri, triples=triples, things=listed, count=len(things))
