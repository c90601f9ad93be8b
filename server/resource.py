"""Things and their documents: ``/id/...`` redirects to ``/doc/...``, which is a page or RDF.

https://www.w3.org/TR/cooluris/ section 4.1: a thing is not a document, so its address answers 303.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from flask import Blueprint, Response, redirect, render_template, request
from pyoxigraph import Triple
from werkzeug import Response as Redirect

from graph.errors import Worded
from graph.formats import GRAPH_FORMATS, Format
from graph.store import Release, Retired, serialize_graph
from server import document as documents
from server.addresses import FRONT, at, here, is_key
from server.discovery import Signpost, of_thing
from server.document import Document, about_document, document
from server.errors import Problem, ProblemError
from server.keeping import Made, kept
from server.lineage import lineage
from server.negotiation import HTML, negotiate
from server.passages import text_path
from server.reading import embedded_json_ld
from server.things import Things
from server.things.page import EMBEDDED, page_of
from server.things.referrers import Asked, asked_referrers, referrers_page

FORMATS: Final = (*GRAPH_FORMATS, HTML)
_EXTENSIONS: Final = {each.extension: each for each in FORMATS}


def blueprint(things: Things) -> Blueprint:
    """The addresses of things and of the documents about them."""
    routes = Blueprint("resource", __name__)
    release = things.release

    @routes.get("/id/<path:key>")
    def thing(key: str) -> Redirect:
        check_key(release, key)
        response = redirect(at(f"doc/{key}"), 303)
        response.headers["Vary"] = "Accept"
        return response

    @routes.get("/doc/<path:key>")
    def about_thing(key: str) -> Response:
        stem, fixed = split_extension(key)
        if fixed and is_key(stem) and release.knows(_iri(release, stem)):
            return represent(things, _iri(release, stem), f"doc/{stem}", fixed, fixed_format=True)
        check_key(release, key)
        return represent(things, _iri(release, key), f"doc/{key}", negotiate(_offered()))

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
    """End the request where there is nothing under a key: 404, 410, or 301 to the key that took its place.

    A key that is no longer used may have the extension of a format behind it.
    """
    if is_key(key) and release.knows(_iri(release, key)):
        return
    stem, fixed = split_extension(key)
    for known, extension in ((key, ""), (stem, f".{fixed.extension}" if fixed else "")):
        if retired := release.manifest.retirement(known):
            raise ProblemError(_moved(retired.to, extension) if retired.to else _withdrawn(retired))
    raise ProblemError(
        Problem(
            404,
            Worded("Nothing is known under this address."),
            Worded("Look the thing up by its name at /search, or with a query at /sparql."),
        )
    )


def _moved(to: str, extension: str) -> Problem:
    address = at(f"doc/{to}{extension}" if extension else f"id/{to}")
    merged, going = Worded("This key was merged into %(to)s.", to=to), Worded("Go to %(address)s", address=address)
    return Problem(301, merged, going, {}, {"Location": address})


def _withdrawn(retired: Retired) -> Problem:
    """What is told of a withdrawn thing: when and why, and nothing that leads to what it was."""
    members = {"withdrawn": retired.date, "reason": retired.reason}
    return Problem(
        410,
        Worded("What had this key was withdrawn."),
        Worded("How things are corrected and removed stands at /help/privacy."),
        {name: value for name, value in members.items() if value},
    )


def represent(things: Things, iri: str, path: str, format: Format, *, fixed_format: bool = False) -> Response:
    """The document about what the release knows, in a format, with links to the other formats.

    Args:
        things: of the release.
        iri: what the document is about.
        path: of the document below the base, without a format's extension.
        format: the one to write.
        fixed_format: whether the address names the format, so that no header of the request matters.

    Raises:
        ProblemError: 400 the parameters name no page of what refers to the thing, 404 nothing is stated about it.
    """
    vary = () if fixed_format else ("Accept",)
    asked = asked_referrers(format)
    make = (
        partial(_made, things, iri, path, format)
        if asked is None
        else partial(_page_of_referrers, things, iri, path, asked)
    )
    return kept(things.kept, format, make, vary=vary)


def _made(things: Things, iri: str, path: str, format: Format) -> Made:
    reader = things.reader()
    release = reader.release
    about = _found(release, iri, EMBEDDED if format == HTML else None)
    page = release.names.base + path if path != FRONT else iri
    triples = rdf(release, about, page)
    signposts = of_thing(release, iri, path)
    links = tuple(_links(iri, signposts, path, format))
    if format != HTML:
        return Made(serialize_graph(triples, format, release.prefixes()), links)
    body = render_template(
        "thing.html",
        page=page_of(reader, about, path, things.above, things.maps(reader, iri)),
        there=things.there(reader, iri),
        lineage=lineage(release, iri, reader.language),
        formats=[(each.label, here(f"{path}.{each.extension}")) for each in GRAPH_FORMATS],
        json_ld=embedded_json_ld(triples, release),
        signposts=signposts,
    )
    return Made(body.encode(), links)


def _page_of_referrers(things: Things, iri: str, path: str, asked: Asked) -> Made:
    """A page of the statements that refer to a thing by one property."""
    reader = things.reader()
    about = _found(reader.release, iri, 0)
    page = referrers_page(reader, about, path, asked)
    body = render_template("things/referrers.html", page=page)
    return Made(body.encode(), (*page.links, *_links(iri, of_thing(things.release, iri, path), path, None)))


def _links(iri: str, signposts: tuple[Signpost, ...], path: str, format: Format | None) -> Iterator[str]:
    yield from alternates(path, format) if format else ()
    if text := text_path(iri):
        yield f'<{here(text)}>; rel="alternate"; type="text/html"'
    yield f'<{here(".well-known/void")}>; rel="describedby"'
    yield f'<{here("shapes")}>; rel="describedby"'
    yield from map(str, signposts)


def described(things: Things, path: str) -> Response:
    """The document about an address below the base that is described in the data."""
    for known, fixed in ((path, None), split_extension(path)):
        iri = things.release.names.base + ("" if known == FRONT else known)
        if is_key(known) and things.release.knows(iri):
            return represent(things, iri, known, fixed or negotiate(_offered()), fixed_format=fixed is not None)
    raise ProblemError(
        Problem(404, Worded("Nothing is known under this address."), Worded("Start at %(address)s", address=here("")))
    )


def rdf(release: Release, about: Document, page: str) -> set[Triple]:
    """The triples of a document, with those about the document itself where that is another thing."""
    triples = {quad.triple for quad in about.quads()}
    if page != about.iri:
        triples.update(about_document(release, page, about))
    return triples


def _offered() -> tuple[Format, ...]:
    """The formats of what is asked for: what refers to a thing is divided into pages for people only."""
    return (HTML,) if "incoming" in request.args else FORMATS


def _iri(release: Release, key: str) -> str:
    return f"{release.names.base}id/{key}"


def _found(release: Release, iri: str, most: int | None) -> Document:
    """The document about a thing, with at most so many statements that refer to it."""
    found = document(release, iri, most if most is None else min(most, documents.INCOMING))
    if found is None:
        raise ProblemError(
            Problem(
                404, Worded("Nothing is known under this address."), Worded("Start at %(address)s", address=here(""))
            )
        )
    return found
