"""Pages and documents that are kept once they were made: those of one release, as far as there is room."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from flask import Response, request

from graph.formats import Format
from server import coding
from server.catalogues import LANGUAGES
from server.negotiation import HTML, language, respond
from server.results import Kept, Results

KNOWN: Final = ("incoming", "page")
"""Parameters that pages have, beside the language."""


@dataclass(frozen=True)
class Made:
    """A representation, and the values of the Link header that go with it."""

    body: bytes
    links: tuple[str, ...] = ()


def kept(
    results: Results,
    format: Format,
    make: Callable[[], Made],
    *,
    vary: Iterable[str] = ("Accept",),
) -> Response:
    """A response that is made once for all who ask for the same in the same language and content coding.

    Args:
        results: where it is kept; of one release.
        format: that it is written in.
        make: makes it; without an error, or nothing is kept.
        vary: the request headers that the format was chosen by.
    """
    accepted = request.headers.get("Accept-Encoding", "")
    used, plain = coding.chosen(accepted), coding.plain(accepted)
    # A page may repeat the parameters it was asked with: what none but this reader would ask for is not kept.
    asked = tuple((name, value) for name, value in request.args.items(multi=True) if name != "lang")
    usual = all(name in KNOWN for name, _ in asked)
    # Addresses on a page begin with where the server is, and end with the language if the reader has chosen one.
    spoken = (language(), request.args.get("lang") in LANGUAGES) if format == HTML else ()
    whole = (request.script_root, request.path, asked, format.extension, spoken, used, plain)
    found = results.get(whole) if usual else None
    if found is None:
        made = make()
        body, used = coding.pack(made.body, used, coding.SMALLEST if plain else 0)
        tag = respond(made.body, format).get_etag()[0] or ""
        found = Kept(format, len(made.body), used, body, tag, made.links)
        if usual:
            results.keep(whole, found, len(str(whole)) + sum(map(len, made.links)))
    response = respond(found.body, format, vary=vary, links=found.links, tag=found.tag)
    if found.coding != coding.IDENTITY:
        response.headers["Content-Encoding"] = found.coding
        response.vary.add("Accept-Encoding")
        response.set_etag(f"{found.tag}-{found.coding}")
    return response
