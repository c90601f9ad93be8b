"""``/def``, ``/shapes``, ``/report`` and ``/.well-known/void``: the documents that a release brings along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from flask import Blueprint, Response, render_template
from flask_babel import LazyString, lazy_gettext
from pyoxigraph import DefaultGraph, Literal, NamedNode, Triple

from graph.formats import GRAPH_FORMATS, TURTLE, Format
from graph.store import Release, parse_graph, serialize_graph, value_of
from server.addresses import here
from server.negotiation import HTML, language, negotiate, respond
from server.reading import short_name
from server.resource import FORMATS, alternates

_RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABEL: Final = "http://www.w3.org/2000/01/rdf-schema#label"
_DEFINITIONS: Final = (
    "http://www.w3.org/2004/02/skos/core#definition",
    "http://www.w3.org/2000/01/rdf-schema#comment",
)


@dataclass(frozen=True)
class Term:
    """A term of the vocabulary: the name after ``#``, its kinds, its labels and definitions by language."""

    local: str
    kinds: tuple[str, ...]
    labels: dict[str, str]
    definitions: dict[str, str]


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
    for each in _PUBLISHED:
        negotiated, fixed = _views(release, each)
        routes.add_url_rule(f"/{each.path}", each.name, negotiated)
        routes.add_url_rule(f"/{each.path}.<any({','.join(_extensions())}):extension>", f"{each.name}_fixed", fixed)
    version = _version(release)
    if version:
        negotiated, _ = _views(release, _PUBLISHED[0])
        routes.add_url_rule(f"/{version}", "version", negotiated)
    return routes


def terms(release: Release, triples: tuple[Triple, ...]) -> tuple[Term, ...]:
    """The terms that an ontology defines, in alphabetical order."""
    namespace = str(release.names.term(""))
    kinds: dict[str, list[str]] = {}
    words: dict[tuple[str, str], dict[str, str]] = {}
    for subject, predicate, value in triples:
        if not isinstance(subject, NamedNode) or not subject.value.startswith(namespace):
            continue
        local, role = subject.value.removeprefix(namespace), predicate.value
        kinds.setdefault(local, [])
        if role == _RDF_TYPE and isinstance(value, NamedNode):
            kinds[local].append(short_name(release, value.value))
        elif isinstance(value, Literal) and role in (_LABEL, *_DEFINITIONS):
            key = "label" if role == _LABEL else "definition"
            words.setdefault((local, key), {})[value.language or ""] = value.value
    return tuple(
        Term(
            local,
            tuple(sorted(kinds[local])),
            words.get((local, "label"), {}),
            words.get((local, "definition"), {}),
        )
        for local in sorted(kinds, key=str.lower)
    )


def _extensions() -> list[str]:
    return [each.extension for each in FORMATS]


def _views(release: Release, published: _Published) -> tuple[Callable[[], Response], Callable[[str], Response]]:
    path = release.folder / published.file

    @cache
    def triples() -> tuple[Triple, ...]:
        return parse_graph(path)

    @cache
    def written(format: Format) -> bytes:
        # Turtle is the file itself, with the order and the comments of its author.
        return path.read_bytes() if format == TURTLE else serialize_graph(triples(), format, release.prefixes())

    def send(format: Format, vary: tuple[str, ...]) -> Response:
        body = _html(release, published, triples()) if format == HTML else written(format)
        return respond(body, format, vary=vary, links=alternates(published.path, format))

    def negotiated() -> Response:
        return send(negotiate(FORMATS), ("Accept",))

    def fixed(extension: str) -> Response:
        return send(next(each for each in FORMATS if each.extension == extension), ())

    return negotiated, fixed


def _html(release: Release, published: _Published, triples: tuple[Triple, ...]) -> str:
    formats = [(each.label, here(f"{published.path}.{each.extension}")) for each in GRAPH_FORMATS]
    if published.path == "def":
        found = terms(release, triples)
        return render_template("vocabulary.html", terms=found, formats=formats, namespace=release.names.term(""))
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
