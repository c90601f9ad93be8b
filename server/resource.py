"""Things and their documents: ``/id/...`` redirects to ``/doc/...``, which is a page or RDF.

https://www.w3.org/TR/cooluris/ section 4.1: a thing is not a document, so its address answers 303.
"""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, redirect, render_template
from pyoxigraph import Triple
from werkzeug import Response as Redirect

from graph.formats import GRAPH_FORMATS, Format
from graph.store import Release, serialize_graph
from server.addresses import here, is_key
from server.document import Document, about_document, document
from server.errors import Problem, ProblemError
from server.lineage import lineage
from server.negotiation import HTML, language, negotiate, respond
from server.passages import text_path
from server.reading import embedded_json_ld, page_of

FORMATS: Final = (*GRAPH_FORMATS, HTML)
FRONT: Final = "index"
"""The path of the front page where a format is named after it."""
_EXTENSIONS: Final = {each.extension: each for each in FORMATS}


def blueprint(release: Release) -> Blueprint:
    """The addresses of things and of the documents about them."""
    routes = Blueprint("resource", __name__)

    @routes.get("/id/<path:key>")
    def thing(key: str) -> Redirect:
        check_key(release, key)
        response = redirect(here(f"doc/{key}"), 303)
        response.headers["Vary"] = "Accept"
        return response

    @routes.get("/doc/<path:key>")
    def about_thing(key: str) -> Response:
        stem, fixed = split_extension(key)
        if fixed and is_key(stem) and release.knows(_iri(release, stem)):
            return represent(release, _found(release, stem), f"doc/{stem}", fixed, fixed_format=True)
        found = _found(release, key)
        return represent(release, found, f"doc/{key}", negotiate(FORMATS))

    return routes


def split_extension(path: str) -> tuple[str, Format | None]:
    """A path without the extension of a format, and that format; ``None`` where it ends in no such extension.

    >>> split_extension("graph/vocab.ttl")[0], split_extension("a.b")
    ('graph/vocab', ('a.b', None))
    """
    stem, _, extension = path.rpartition(".")
    fixed = _EXTENSIONS.get(extension)
    return (stem, fixed) if fixed else (path, None)


def alternates(path: str, format: Format) -> list[str]:
    """Link header values for the other formats of what is at a path."""
    return [
        f'<{here(f"{path}.{each.extension}")}>; rel="alternate"; type="{each.media_type}"'
        for each in FORMATS
        if each != format
    ]


def check_key(release: Release, key: str) -> None:
    """End the request where there is nothing under a key: 404, 410, or 301 to the key that took its place."""
    if is_key(key) and release.knows(_iri(release, key)):
        return
    retired = release.manifest.retired.get(key)
    if retired and retired.status == "merged" and retired.to:
        address = here(f"id/{retired.to}")
        raise ProblemError(
            Problem(301, f"This key was merged into {retired.to}.", f"Go to {address}", {}, {"Location": address})
        )
    if retired:
        raise ProblemError(Problem(410, "This key was withdrawn.", "Older releases may still hold it."))
    raise ProblemError(
        Problem(
            404,
            "Nothing is known under this address.",
            "Look the thing up by its name with a query at /sparql.",
        )
    )


def represent(release: Release, about: Document, path: str, format: Format, *, fixed_format: bool = False) -> Response:
    """A document in a format, with links to the other formats.

    Args:
        release: where the document was read.
        about: what it holds.
        path: of the document below the base, without a format's extension.
        format: the one to write.
        fixed_format: whether the address names the format, so that no header of the request matters.
    """
    links = [
        *alternates(path, format),
        f'<{here(".well-known/void")}>; rel="describedby"',
        f'<{here("shapes")}>; rel="describedby"',
        f'<{release.manifest.licence}>; rel="license"',
    ]
    text = text_path(about.iri)
    if text:
        links.append(f'<{here(text)}>; rel="alternate"; type="text/html"')
    vary = () if fixed_format else ("Accept",)
    page = release.names.base + path if path != FRONT else about.iri
    triples = rdf(release, about, page)
    if format != HTML:
        return respond(serialize_graph(triples, format, release.prefixes()), format, vary=vary, links=links)
    body = render_template(
        "resource.html",
        page=page_of(release, about, language()),
        lineage=lineage(release, about.iri, language()),
        text=text,
        formats=[(each.label, here(f"{path}.{each.extension}")) for each in GRAPH_FORMATS],
        json_ld=embedded_json_ld(triples, release),
    )
    return respond(body, HTML, vary=vary, links=links)


def described(release: Release, path: str) -> Response:
    """The document about an address below the base that is described in the data."""
    for known, fixed in ((path, None), split_extension(path)):
        iri = release.names.base + ("" if known == FRONT else known)
        if is_key(known) and (found := document(release, iri)):
            return represent(release, found, known, fixed or negotiate(FORMATS), fixed_format=fixed is not None)
    raise ProblemError(Problem(404, "Nothing is known under this address.", f"Start at {here('')}"))


def rdf(release: Release, about: Document, page: str) -> set[Triple]:
    """The triples of a document, with those about the document itself where that is another thing."""
    triples = {quad.triple for quad in about.quads()}
    if page != about.iri:
        triples.update(about_document(release, page, about))
    return triples


def _iri(release: Release, key: str) -> str:
    return f"{release.names.base}id/{key}"


def _found(release: Release, key: str) -> Document:
    check_key(release, key)
    found = document(release, _iri(release, key))
    if found is None:  # known a moment ago, and releases never change
        raise ProblemError(Problem(404, "Nothing is known under this address."))
    return found
