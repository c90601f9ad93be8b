"""Which representation a client gets, and the headers that go with it (RFC 9110, sections 8, 12 and 13)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Final

from flask import Response, request

from graph.formats import Content, Format
from server.errors import Problem, ProblemError

HTML: Final = Format("html", "text/html", Content.GRAPH, "", "", "HTML")
"""A page for people. The table of formats holds data only."""
LANGUAGES: Final = ("vi", "en")


def acceptable(formats: Sequence[Format]) -> Format | None:
    """The format that the client likes best, the earlier one at a draw; ``None`` if none will do."""
    accept = request.accept_mimetypes
    if not accept:
        return formats[0]
    # Another name of a format counts only where the client says it: a range such as */* means the registered one.
    # Parameters, such as a charset or a JSON-LD profile, do not make it another format.
    said: dict[str, list[str]] = {}
    for item, _ in accept:
        said.setdefault(item.partition(";")[0].strip().lower(), []).append(item)
    offers = {
        offer: each
        for each in formats
        for name in (each.media_type, *each.aliases)
        for offer in ((name,) if name == each.media_type else ()) + tuple(said.get(name, ()))
    }
    best = accept.best_match(offers)
    return offers[best] if best is not None else None


def negotiate(formats: Sequence[Format]) -> Format:
    """As ``acceptable``, but the request ends with 406 and the list of formats where none will do."""
    return acceptable(formats) or not_acceptable(formats)


def not_acceptable(
    formats: Sequence[Format], detail: str = "None of the formats in Accept is available here."
) -> Format:
    """End the request with 406, naming what there is."""
    raise ProblemError(
        Problem(
            406,
            detail,
            "Ask for one of: " + ", ".join(each.media_type for each in formats),
            {"formats": [each.media_type for each in formats]},
        )
    )


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
) -> Response:
    """A response in a format, with an entity tag made from its bytes, and 304 where the client has them.

    Args:
        body: the representation.
        format: what it is written in.
        vary: the request headers that it was chosen by.
        links: values of the Link header.
        status: of the response; conditions are looked at only for 200.
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
        response.set_etag(hashlib.sha256(format.media_type.encode() + b"\n" + data).hexdigest()[:32])
        response.make_conditional(request)
    return response
