"""Which representation a client gets, and the headers that go with it (RFC 9110, sections 8, 12 and 13)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final, NoReturn

from flask import Response, request
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from graph.errors import Worded
from graph.formats import Content, Format
from graph.store import Release
from server.catalogues import LANGUAGES
from server.errors import Problem, ProblemError

HTML: Final = Format("html", "text/html", Content.GRAPH, "", "", "HTML")
"""A page for people. The table of formats holds data only."""
SVG: Final = Format("svg", "image/svg+xml", Content.GRAPH, "", "", "SVG")
"""A picture for people."""
_NONE: Final = Worded("None of the formats in Accept is available here.")


@lru_cache(maxsize=1024)
def best(accept: str, formats: tuple[Format, ...]) -> Format | None:
    """The format that the value of an Accept header likes best, the earlier one at a draw; ``None`` if none will do."""
    if not accept:
        return formats[0]
    accepted = parse_accept_header(accept, MIMEAccept)
    # Another name of a format counts only where the client says it: a range such as */* means the registered one.
    # Parameters, such as a charset or a JSON-LD profile, do not make it another format.
    # Of several items that differ in parameters alone, the best liked one counts, which stands first.
    said: dict[str, str] = {}
    for item, _ in accepted:
        said.setdefault(item.partition(";")[0].strip().lower(), item)
    offers = {
        offer: each
        for each in formats
        for name in (each.media_type, *each.aliases)
        for offer in ((name,) if name == each.media_type else ()) + ((said[name],) if name in said else ())
    }
    found = accepted.best_match(offers)
    return offers[found] if found is not None else None


def acceptable(formats: Sequence[Format]) -> Format | None:
    """As ``best``, for the request that is being answered."""
    return best(request.headers.get("Accept", ""), tuple(formats))


def negotiate(formats: Sequence[Format]) -> Format:
    """As ``acceptable``, but the request ends with 406 and the list of formats where none will do."""
    found = acceptable(formats)
    if found is None:
        not_acceptable(formats)
    return found


def not_acceptable(formats: Sequence[Format], detail: str = _NONE) -> NoReturn:
    """End the request with 406, naming what there is."""
    raise ProblemError(not_acceptable_problem(formats, detail))


def not_acceptable_problem(formats: Sequence[Format], detail: str = _NONE, *, named: bool = False) -> Problem:
    """The problem of a request for which no format will do, with those that there are.

    Args:
        formats: that there are.
        detail: what is wrong.
        named: whether the request asked by the parameter ``format``, and not by ``Accept``.
    """
    kinds = [each.media_type for each in formats]
    remedy = (
        Worded("Ask for one of: %(list)s", list=", ".join(f"format={each.extension}" for each in formats))
        if named
        else ""
    )
    return Problem(406, detail, remedy or "Ask for one of: " + ", ".join(kinds), {"formats": kinds})


def issued(release: Release) -> datetime:
    """When the release was published, to the second: the time at which everything in it was last modified.

    The manifest itself names but the day, on which another release may have been published before.
    """
    written = (release.folder / "manifest.json").stat().st_mtime
    return datetime.fromtimestamp(int(written), UTC)


def language() -> str:
    """The language of a page: ``?lang=`` if given, else the best of Accept-Language, else Vietnamese."""
    asked = request.args.get("lang")
    return asked if asked in LANGUAGES else request.accept_languages.best_match(LANGUAGES, LANGUAGES[0])


def content_type(format: Format) -> str:
    """The registered media type, with its charset where the type has one."""
    return f"{format.media_type}; charset=utf-8" if format.charset else format.media_type


def respond(
    body: bytes | str,
    format: Format,
    *,
    vary: Iterable[str] = ("Accept",),
    links: Iterable[str] = (),
    status: int = 200,
    tag: str = "",
) -> Response:
    """A response in a format, with an entity tag made from its bytes.

    What else every response has, 304 among it, is added once it is complete (see ``server.finishing``).

    Args:
        body: the representation.
        format: what it is written in.
        vary: the request headers that it was chosen by.
        links: values of the Link header.
        status: of the response.
        tag: the entity tag, where it is known already.
    """
    data = body.encode() if isinstance(body, str) else body
    response = Response(data, status=status, content_type=content_type(format))
    fields = [*vary, "Accept-Language"] if format == HTML else list(vary)
    if fields:
        response.headers["Vary"] = ", ".join(fields)
    if links:
        response.headers["Link"] = ", ".join(links)
    if format == HTML:
        response.headers["Content-Language"] = language()
    response.headers["Cache-Control"] = "no-cache" if status == 200 else "no-store"
    if status == 200:
        response.set_etag(tag or hashlib.sha256(format.media_type.encode() + b"\n" + data).hexdigest()[:32])
    return response
