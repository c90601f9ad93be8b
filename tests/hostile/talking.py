"""HTTP as an attacker speaks it: bytes are sent as they are, and what comes back is read strictly."""

from __future__ import annotations

import io
import re
import select
import socket
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException, HTTPResponse
from typing import Any

HOST = "127.0.0.1"
_STATUS_LINE = re.compile(rb"(?:^|(?<=[\n}]))HTTP/1\.[01] ([0-9]{3})")
_MOST = 256 * 1024 * 1024
"""Bytes that a client takes in. No test asks for more, so that more is a fault of the server's or the test's."""


@dataclass(frozen=True)
class Answer:
    """A response that has come in whole."""

    status: int
    headers: Message
    body: bytes
    seconds: float = 0.0

    @property
    def type(self) -> str:
        """The media type without parameters."""
        return self.headers.get_content_type()

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@dataclass(frozen=True)
class Exchange:
    """What came back on a connection.

    Attributes:
        data: all bytes.
        closed: whether the server closed, or cut, the connection.
        seconds: until it did, or until it had been quiet for as long as the client waits.
    """

    data: bytes
    closed: bool
    seconds: float = field(compare=False, default=0.0)

    def answers(self) -> list[Answer]:
        """The responses.

        Raises:
            HTTPException: what came is no HTTP/1, or is less than its Content-Length says.
        """
        return list(_answers(self.data))

    def statuses(self) -> list[int]:
        """The status of each response, of those too that came in part only because the client had left."""
        return [int(each) for each in _STATUS_LINE.findall(self.data)]


class _Stream(io.BytesIO):
    """Bytes that several responses are read from; the first must not close them for the next."""

    def close(self) -> None:
        """Not yet."""


class _Source:
    """What ``HTTPResponse`` takes for a socket."""

    def __init__(self, data: bytes) -> None:
        self.stream = _Stream(data)

    def makefile(self, *_: Any, **__: Any) -> _Stream:
        return self.stream


def _answers(data: bytes, method: str = "GET") -> Iterator[Answer]:
    source = _Source(data)
    while source.stream.tell() < len(data):
        response = HTTPResponse(source, method=method)  # type: ignore[arg-type] # only makefile is asked for
        response.begin()
        body = response.read()
        yield Answer(response.status, response.headers, body)


def request(
    port: int,
    target: str | bytes,
    *,
    method: str = "GET",
    body: bytes = b"",
    headers: Mapping[str, str | bytes] | None = None,
    seconds: float = 20,
) -> Answer:
    """Send one request, well-formed as far as its parts are, and read the one response.

    Raises:
        HTTPException: there is none, or not a whole one, within so many seconds.
    """
    start = time.monotonic()
    fields = {"Host": f"localhost:{port}", "Connection": "close", **(headers or {})}
    if body or method in ("POST", "PUT", "PATCH"):
        fields = {"Content-Length": str(len(body)), **fields}
    data = head(method, target, fields) + body
    found = exchange(port, data, seconds=seconds, quiet=seconds)
    answers = list(_answers(found.data, method))
    if len(answers) != 1:
        raise HTTPException(f"{len(answers)} responses in {found.seconds:.1f} s, closed: {found.closed}")
    return Answer(answers[0].status, answers[0].headers, answers[0].body, time.monotonic() - start)


def head(method: str, target: str | bytes, fields: Mapping[str, str | bytes], version: str = "1.1") -> bytes:
    """The head of a request, with the bytes that it is given."""
    lines = [b" ".join((method.encode(), _bytes(target), f"HTTP/{version}".encode()))]
    lines += [name.encode() + b": " + _bytes(value) for name, value in fields.items()]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def exchange(port: int, data: bytes, *, seconds: float = 10, quiet: float = 1, half_close: bool = False) -> Exchange:
    """Send bytes and read what comes, at the same time, until the server closes or has been quiet for a while.

    Args:
        port: where the server listens on loopback.
        data: what is sent. Once the server closes, the rest of it is not.
        seconds: after which the client leaves in any case.
        quiet: seconds without a byte either way after which it leaves.
        half_close: whether the client says at the end that it will send no more.
    """
    start = time.monotonic()
    with socket.create_connection((HOST, port), timeout=seconds) as connection:
        connection.setblocking(False)
        received, closed = _both_ways(connection, data, start + seconds, quiet, half_close)
    return Exchange(received, closed, time.monotonic() - start)


def _both_ways(
    connection: socket.socket, data: bytes, deadline: float, quiet: float, half_close: bool
) -> tuple[bytes, bool]:
    parts: list[bytes] = []
    unsent, total = memoryview(data), 0
    while (left := deadline - time.monotonic()) > 0:
        readable, writable, _ = select.select([connection], [connection] if unsent else [], [], min(left, quiet))
        if not readable and not writable:
            break
        if readable:
            try:
                part = connection.recv(1 << 18)
            except ConnectionError:
                part = b""
            if not part:
                return b"".join(parts), True
            parts.append(part)
            total += len(part)
            assert total <= _MOST, "more than any test asks for"
        if writable:
            try:
                unsent = unsent[connection.send(unsent[: 1 << 18]) :]
                if not unsent and half_close:
                    connection.shutdown(socket.SHUT_WR)
            except OSError:  # what the server said before it cut the connection is still to be read
                unsent = memoryview(b"")
    return b"".join(parts), False
