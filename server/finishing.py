"""What responses are given once they are complete: common headers, a compressed body, 304 where that will do."""

from __future__ import annotations

from datetime import datetime

from flask import Response, g, request

from server import coding
from server.conditions import NEWER, is_newer
from server.errors import answer
from server.headers import ALWAYS, PREFLIGHT

_COMPRESSED = ("text/", "application/json", "application/problem+json", "application/ld+json", "application/geo+json",
               "application/rdf+xml", "application/n-triples",
               "application/sparql-results", "image/svg+xml")  # fmt: skip


def finish(response: Response, modified: datetime) -> Response:
    """Complete a response to the current request.

    Args:
        response: of a view; files of a release, which are sent as they are, keep their bytes.
        modified: when what is served was last modified.
    """
    if _is_newer(response, modified):
        response.close()
        response = answer(NEWER)
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    if identifier := g.get("query_id"):
        response.headers["X-Query-Id"] = identifier
    if request.method == "OPTIONS" and (response.status_code == 200 or request.environ["PATH_INFO"] == "*"):
        _describe(response)
    elif not response.direct_passthrough and response.status_code != 304:
        _shrink(response)
        if response.status_code == 200 and request.method in ("GET", "HEAD") and response.get_etag()[0]:
            response.last_modified = response.last_modified or modified
            response.make_conditional(request)
    return response


def _describe(response: Response) -> None:
    """Answer OPTIONS: about a path that there is, or about the server itself (RFC 9110, section 9.3.7)."""
    if "Allow" in response.headers:
        response.headers.update({**PREFLIGHT, "Access-Control-Allow-Methods": response.headers["Allow"]})
    del response.headers["Content-Type"]
    response.status_code = 204
    response.set_data(b"")


def _is_newer(response: Response, modified: datetime) -> bool:
    """Whether the client wants no such response (RFC 9110, section 13.1.4); If-Match goes before the date."""
    wanted = request.headers.get("If-Unmodified-Since")
    if wanted is None or "If-Match" in request.headers or request.method not in ("GET", "HEAD"):
        return False
    if response.status_code not in (200, 206, 304) or not response.get_etag()[0]:
        return False
    return is_newer(response.last_modified or modified, wanted)


def _shrink(response: Response) -> None:
    """Compress the body if it is text of some length; the entity tag then names the coding as well."""
    if not (response.mimetype or "").startswith(_COMPRESSED) or "Content-Encoding" in response.headers:
        return
    response.vary.add("Accept-Encoding")
    accepted = request.headers.get("Accept-Encoding", "")
    smallest = coding.SMALLEST if coding.plain(accepted) else 0
    body, used = coding.pack(response.get_data(), coding.chosen(accepted), smallest)
    if used == coding.IDENTITY:
        return
    response.set_data(body)
    response.headers["Content-Encoding"] = used
    tag, weak = response.get_etag()
    if tag is not None:
        response.set_etag(f"{tag}-{used}", weak or False)
