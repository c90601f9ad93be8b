"""Asking Flask through the bridge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask import Flask

from server.asgi.bridge import Application, Bridge, environment
from server.asgi.messages import Scope
from tests.serving.exchanging import Client, run


def asked(application: Application, threads: ThreadPoolExecutor, of: Scope, body: bytes = b"") -> Client:
    client = Client()
    run(Bridge(application, threads).answer(environment(of, body), client.send, lambda: False))
    assert client.complete
    return client


def echoed(app: Flask, threads: ThreadPoolExecutor, of: Scope, body: bytes = b"") -> dict[str, Any]:
    client = asked(app, threads, of, body)
    assert client.status == 200
    found: dict[str, Any] = app.json.loads(client.received)
    return found


class Told:
    """A WSGI response that knows what became of it."""

    def __init__(self, parts: int, size: int = 300_000, error_at: int | None = None) -> None:
        self._parts, self._size, self._error_at = parts, size, error_at
        self.read = 0
        self.closed = 0

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Told:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return self

    def __iter__(self) -> Iterator[bytes]:
        for number in range(self._parts):
            if number == self._error_at:
                raise RuntimeError("the disk is on fire")
            self.read += 1
            yield b"x" * self._size

    def close(self) -> None:
        self.closed += 1
