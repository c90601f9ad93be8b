"""The messages of an HTTP exchange in ASGI, with bounds on their size and time.

https://asgi.readthedocs.io/en/latest/specs/www.html
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from graph.errors import Worded
from server import coding
from server.errors import Problem, ProblemError
from server.headers import ALWAYS

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_ALWAYS: Final = [(name.lower().encode(), value.encode()) for name, value in ALWAYS.items()]
_ALWAYS_NAMED: Final = frozenset(name for name, _ in _ALWAYS)
_LISTS: Final = frozenset({b"accept", b"accept-charset", b"accept-encoding", b"accept-language", b"if-match",
                          b"if-none-match", b"cookie", b"range", b"x-forwarded-for"})  # fmt: skip
"""Headers whose value is a list that is looked through."""
LONGEST_LIST: Final = 4096
"""Bytes of such a list."""
_HOST: Final = re.compile(rb"[A-Za-z0-9._~%:\[\]-]+")
_CHUNK: Final = 128 * 1024
"""Bytes that are handed to the connection at once."""
CHUNK_TIME: Final = 20.0
"""Seconds in which a client has to take a chunk."""
BODY_TIME: Final = 15.0
"""Seconds in which the body of a request has to come."""
LINGER: Final = 2.0
"""Seconds in which the rest of a body that is not wanted may come, so that the client comes to read the response."""
NO_HEADERS: Final[Mapping[str, str]] = MappingProxyType({})
LEFT: Final = 4 * 1024 * 1024
"""Bytes that such a rest may have."""


class Disconnected(Exception):
    """The client has hung up before the exchange was complete."""


def check(scope: Scope) -> None:
    """Refuse what the HTTP server lets through, but no HTTP request is.

    Raises:
        ProblemError: 400 without exactly one ``Host`` (RFC 9112, section 3.2), 431 a list that is too long, 501 a
            method in small letters.
    """
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    if scope["http_version"] == "1.1" and (len(hosts) != 1 or not _HOST.fullmatch(hosts[0])):
        raise ProblemError(Problem(400, Worded("The request does not name one host."), Worded("Send one header Host.")))
    for name, value in scope["headers"]:
        if len(value) > LONGEST_LIST and name in _LISTS:
            detail = Worded(
                "The header %(name)s is longer than %(limit)s bytes.",
                name=name.decode(),
                limit=LONGEST_LIST,
            )
            raise ProblemError(Problem(431, detail, Worded("Name fewer things in it.")))
    if not scope["method"].isupper():
        raise ProblemError(
            Problem(501, Worded("There is no such method."), Worded("Methods are written in capital letters."))
        )


def announced(headers: Mapping[str, str]) -> bool:
    """Whether a request with these headers has a body (RFC 9112, section 6.3)."""
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers


async def body(receive: Receive, limit: int, headers: Mapping[str, str] = NO_HEADERS) -> bytes:
    """The whole body of a request.

    Args:
        receive: of the exchange.
        limit: bytes that it may have; what comes beyond is not kept.
        headers: of the request.

    Raises:
        ProblemError: 400 not in full, 408 too slow, 413 larger than the limit.
    """
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length) > limit:
        await drop(receive, headers)
        raise coding.too_large(limit)
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(BODY_TIME):
            while True:
                message = await receive()
                if message["type"] != "http.request":  # it has gone, or what it sends is no body
                    raise ProblemError(
                        Problem(400, Worded("The body of the request is not whole."), Worded("Send it again."))
                    )
                part: bytes = message.get("body", b"")
                parts.append(part)
                size += len(part)
                last = not message.get("more_body", False)
                if size > limit:
                    break
                if last:
                    return b"".join(parts)
    except TimeoutError as error:
        detail = Worded("The body of the request did not come within %(seconds)s s.", seconds=BODY_TIME)
        raise ProblemError(Problem(408, detail, Worded("Send it faster, or less of it."))) from error
    if not last:
        await drop(receive, headers)
    raise coding.too_large(limit)


async def drop(receive: Receive, headers: Mapping[str, str]) -> None:
    """Receive what is left of a body that is not wanted, up to :data:`LEFT` bytes and for :data:`LINGER` seconds.

    A connection that is closed with bytes unread is reset, and the client may lose the response (RFC 9112, section
    9.6). A client that waits to be asked for the body (RFC 9110, section 10.1.1) is not.

    Args:
        receive: of the exchange.
        headers: of the request.
    """
    length = headers.get("content-length", "")
    if "expect" in headers or (length.isdecimal() and int(length) > LEFT):
        return
    left = LEFT
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(LINGER):
            while left > 0:
                message = await receive()
                if message["type"] != "http.request" or not message.get("more_body", False):
                    return
                left -= len(message.get("body", b""))


@lru_cache(maxsize=256)
def _name(name: str) -> bytes:
    return name.lower().encode("latin-1")


def fields(headers: Iterable[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    """Headers as they are sent, and those that every response has, unless it has others by the same names."""
    named = [(_name(name), value.encode("latin-1")) for name, value in headers]
    own = _ALWAYS_NAMED.intersection(name for name, _ in named)
    named += [each for each in _ALWAYS if each[0] not in own] if own else _ALWAYS
    return named


async def start(send: Send, status: int, headers: Iterable[tuple[str, str]]) -> None:
    """Send the status and the headers, and those that every response has."""
    await send({"type": "http.response.start", "status": status, "headers": fields(headers)})


async def chunk(send: Send, data: bytes, *, more: bool) -> None:
    """Send a part of a body.

    Raises:
        Disconnected: the client does not take it in time.
    """
    view = memoryview(data)
    while True:
        part, view = view[:_CHUNK], view[_CHUNK:]
        rest = more or len(view) > 0
        try:
            async with asyncio.timeout(CHUNK_TIME):
                await send({"type": "http.response.body", "body": bytes(part), "more_body": rest})
        except TimeoutError as error:
            raise Disconnected from error
        if not view:
            return


async def whole(send: Send, status: int, headers: Iterable[tuple[str, str]], data: bytes) -> None:
    """Send a response whose body is there already.

    Raises:
        Disconnected: the client does not take it in time.
    """
    await start(send, status, headers)
    if len(data) <= _CHUNK:
        await send({"type": "http.response.body", "body": data, "more_body": False})
    else:
        await chunk(send, data, more=False)
