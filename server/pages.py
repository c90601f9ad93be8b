"""The named graphs, whatever else has an address below the base, and ``/health``."""

from __future__ import annotations

from functools import partial
from typing import Final

from flask import Blueprint, Response, jsonify, render_template
from pyoxigraph import NamedNode

from graph.errors import Worded
from graph.formats import GRAPH_FORMATS, Format
from graph.store import Release, serialize_graph
from server.addresses import here, is_key
from server.collation import collation
from server.errors import Problem, ProblemError
from server.keeping import Made, kept
from server.negotiation import HTML, negotiate
from server.passages import text_beside
from server.resource import FORMATS, alternates, described, split_extension
from server.things import Things
from server.things.reader import Reader
from server.things.summaries import kind_of

LARGEST_GRAPH: Final = 100_000
"""Triples of a named graph that is read at its address."""
THINGS: Final = 1000
"""Things of a named graph that its page lists."""


def blueprint(things: Things) -> Blueprint:
    """The pages that are not about one thing."""
    routes = Blueprint("pages", __name__)
    release = things.release

    @routes.get("/health")
    def health() -> Response:
        response = jsonify(status="ok", release=release.id, version=release.manifest.version, index=release.index)
        response.headers["Cache-Control"] = "no-store"
        return response

    @routes.get("/graph/<path:name>")
    def graph(name: str) -> Response:
        name, fixed = _named(release, name)
        iri = str(release.names.graph(name))
        _check_size(release, iri)
        format = fixed or negotiate(FORMATS)
        make = partial(_graph_made, things, iri, format)
        return kept(things.kept, format, make, vary=() if fixed else ("Accept",))

    @routes.get("/dataset/<path:name>")
    def dataset(name: str) -> Response:
        return described(things, f"dataset/{name}")

    return routes


def _named(release: Release, name: str) -> tuple[str, Format | None]:
    """The name of a graph that we hold, and the format that the address asks for if any."""
    for known, fixed in ((name, None), split_extension(name)):
        if is_key(known) and str(release.names.graph(known)) in release.graphs:
            return known, fixed
    raise ProblemError(
        Problem(
            404, Worded("There is no such graph."), Worded("The graphs are: %(list)s", list=", ".join(release.graphs))
        )
    )


def _check_size(release: Release, iri: str) -> None:
    """End the request where a graph is too large to be read and written while others wait."""
    triples = next(each.triples for each in release.manifest.graphs if each.iri == iri)
    if triples > LARGEST_GRAPH:
        raise ProblemError(
            Problem(
                422,
                Worded(
                    "This graph has %(triples)s triples; the limit is %(limit)s.",
                    triples=triples,
                    limit=LARGEST_GRAPH,
                ),
                Worded(
                    "Ask for parts of it at /sparql, or fetch the files at %(address)s",
                    address=here(f"releases/{release.id}/"),
                ),
                {"limit": {"graph_triples": LARGEST_GRAPH}},
            )
        )


def _graph_made(things: Things, iri: str, format: Format) -> Made:
    release, path = things.release, iri.removeprefix(things.release.names.base)
    links = tuple(alternates(path, format))
    if format == HTML:
        return Made(_graph_page(things, iri, path).encode(), links)
    triples = (quad.triple for quad in release.within(iri))
    return Made(serialize_graph(triples, format, release.prefixes()), links)


def _graph_page(things: Things, iri: str, path: str) -> str:
    release, reader = things.release, things.reader()
    subjects = sorted({quad.subject.value for quad in release.within(iri) if isinstance(quad.subject, NamedNode)})
    held = [each for each in subjects if "#" not in each]
    kinds: dict[str, list[str]] = {}
    for each in held[:THINGS]:
        types = reader.iris(each, "rdf:type")
        kind = kind_of(map(reader.short, types), things.above)
        named = reader.iri(kind) if kind else next(iter(types), "")
        kinds.setdefault(reader.name(named).text if named else "", []).append(each)
    return render_template(
        "graph.html",
        iri=iri,
        name=reader.name(iri),
        text=text_beside(iri),
        triples=next(each.triples for each in release.manifest.graphs if each.iri == iri),
        kinds=[
            (kind, [reader.anchor(each) for each in _alphabetical(reader, kinds[kind])])
            for kind in sorted(kinds, key=collation)
        ],
        shown=min(len(held), THINGS),
        count=len(held),
        formats=[(each.label, here(f"{path}.{each.extension}")) for each in GRAPH_FORMATS],
    )


def _alphabetical(reader: Reader, iris: list[str]) -> list[str]:
    return sorted(iris, key=lambda each: (collation(reader.name(each).text), each))
