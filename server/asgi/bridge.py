"""Flask behind ASGI: a request as WSGI has it, answered in a thread, its response sent from the event loop.

The adapters that exist hold a thread for as long as a client takes to read; here a thread is held only while Flask
works, so that slow readers keep nobody waiting. PEP 3333.
"""

from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Executor
from typing import IO, Any, Final

from werkzeug.wsgi import FileWrapper

from server.asgi.messages import Disconnected, Message, Receive, Scope, Send, chunk, start, whole
from server.asgi.sending import CROWDED, SMALL, Sending
from server.endpoint import refused
from server.headers import ALWAYS

_DIRECT: Final = 256 * 1024
"""Bytes that are read from Flask's response at once."""

Fields = list[tuple[str, str]]
Parts = Generator[bytes, None, None]
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def environment(scope: Scope, body: bytes) -> dict[str, Any]:
    """The WSGI environment of a request."""
    host, port = scope.get("server") or ("localhost", 80)
    client = scope.get("client") or ("", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8", "replace").decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": str(host),
        "SERVER_PORT": str(port),
        "REMOTE_ADDR": client[0],
        "REMOTE_PORT": str(client[1]),
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": _file,
    }
    for name, value in scope["headers"]:
        if b"_" in name:  # CGI has one name for it and for the one with hyphens, which a proxy may vouch for
            continue
        key = name.decode("latin-1").upper().replace("-", "_")
        text = value.decode("latin-1")
        if key == "CONTENT_TYPE":
            environ[key] = text
        elif key not in ("CONTENT_LENGTH", "TRANSFER_ENCODING"):  # the body is whole already
            key = f"HTTP_{key}"
            environ[key] = f"{environ[key]}, {text}" if key in environ else text
    return environ


def _file(file: IO[bytes], size: int = 0) -> FileWrapper:
    return FileWrapper(file, max(size, _DIRECT))


class Bridge:
    """Answers requests with a WSGI application.

    Args:
        application: it may be called by several threads at once.
        threads: where it is called.
        sending: room for large responses; as much as there is, unless said otherwise.
    """

    def __init__(self, application: Application, threads: Executor, sending: Sending | None = None) -> None:
        self._application = application
        self._threads = threads
        self._sending = sending or Sending(sys.maxsize)

    async def answer(self, environ: dict[str, Any], send: Send, gone: Callable[[], bool]) -> int:
        """Answer a request; the status of the response.

        Args:
            environ: the request.
            send: the HTTP server takes whatever is sent to a client that has hung up.
            gone: tells whether it has.

        Raises:
            Disconnected: the client does not take the response.
        """
        loop = asyncio.get_running_loop()
        status, fields, parts, held = await loop.run_in_executor(self._threads, self._called, environ)
        if not self._sending.begin(held):
            if not isinstance(parts, bytes):
                await loop.run_in_executor(self._threads, parts.close)
            crowded = refused(CROWDED)
            await whole(send, crowded.status, crowded.headers.items(), crowded.body)
            return crowded.status
        try:
            return await self._sent(status, fields, parts, send, gone)
        finally:
            self._sending.end(held)

    async def _sent(
        self, status: int, fields: Fields, parts: bytes | Parts, send: Send, gone: Callable[[], bool]
    ) -> int:
        loop = asyncio.get_running_loop()
        headers = [(name, value) for name, value in fields if ALWAYS.get(name) != value]  # those are added again
        if isinstance(parts, bytes):
            await whole(send, status, headers, parts)
            return status
        try:
            await start(send, status, headers)
            while data := await loop.run_in_executor(self._threads, next, parts, b""):
                if gone():
                    raise Disconnected
                await chunk(send, data, more=True)
            await chunk(send, b"", more=False)
        finally:
            await loop.run_in_executor(self._threads, parts.close)
        return status

    def _called(self, environ: dict[str, Any]) -> tuple[int, Fields, bytes | Parts, int]:
        """The response, its body at once where that is small, else in parts; and the bytes held of a large one."""
        begun: list[tuple[int, Fields]] = []

        def start_response(status: str, headers: list[tuple[str, str]], problem: object = None) -> Callable[..., Any]:
            begun[:] = [(int(status.split(" ", 1)[0]), headers)]
            return lambda data: None

        parts = _parts(self._application(environ, start_response))
        first = next(parts, b"")
        status, headers = begun[0]
        second = next(parts, b"") if len(first) < _DIRECT else None
        if second == b"":
            return status, headers, first, 0
        return status, headers, _again((first, second or b""), parts), len(first) if len(first) > SMALL else 0


def _parts(response: Iterable[bytes]) -> Parts:
    """The parts of a response that hold anything."""
    try:
        yield from (each for each in response if each)
    finally:
        if hasattr(response, "close"):
            response.close()


def _again(read: Iterable[bytes], parts: Parts) -> Parts:
    try:
        yield from (each for each in read if each)
        yield from parts
    finally:
        parts.close()


async def until_gone(receive: Receive) -> None:
    """Return when the client has hung up; the body has been received before."""
    message: Message = {"type": ""}
    while message["type"] != "http.disconnect":
        message = await receive()
