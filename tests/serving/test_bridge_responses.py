"""Responses of Flask on their way to a client: read no faster than they are sent, and closed in any case."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from server.asgi import messages
from server.asgi.bridge import Bridge, environment
from server.asgi.messages import Disconnected, Message
from tests.serving.bridging import Told, asked
from tests.serving.exchanging import Client, run, scope


@pytest.mark.parametrize(("parts", "size"), [(0, 0), (1, 10), (1, 300_000), (2, 10), (5, 300_000), (3, 0)])
def test_a_response_is_closed_once(threads: ThreadPoolExecutor, parts: int, size: int) -> None:
    response = Told(parts, size)
    client = asked(response, threads, scope())
    assert len(client.received) == parts * size
    assert response.closed == 1


def test_no_more_is_read_than_is_sent(threads: ThreadPoolExecutor) -> None:
    """A slow reader holds a part or two in memory, and no thread."""
    response = Told(1000)
    taken = 0

    async def send(message: Message) -> None:
        nonlocal taken
        assert len(message.get("body", b"")) <= 256 * 1024
        taken += len(message.get("body", b""))
        assert response.read * 300_000 - taken <= 3 * 300_000
        await asyncio.sleep(0)

    run(Bridge(response, threads).answer(environment(scope(), b""), send, lambda: False))
    assert taken == 300_000_000


def test_slow_readers_hold_no_thread(threads: ThreadPoolExecutor, app: Flask) -> None:
    """There are two threads, and many that take their time."""

    async def crowd() -> None:
        waiting = asyncio.Event()

        async def slow(message: Message) -> None:
            await waiting.wait()

        bridge = Bridge(Told(10), threads)
        readers = [
            asyncio.ensure_future(bridge.answer(environment(scope(), b""), slow, lambda: False)) for _ in range(20)
        ]
        await asyncio.sleep(0.05)
        client = Client()
        await Bridge(app, threads).answer(environment(scope("/echo/a"), b""), client.send, lambda: False)
        assert client.status == 200
        assert not any(each.done() for each in readers)
        waiting.set()
        await asyncio.gather(*readers)

    run(crowd())


def test_a_client_that_has_gone_is_sent_no_more(threads: ThreadPoolExecutor) -> None:
    """The HTTP server takes whatever it is given for it, so that a file would be read to its end for nobody."""
    response = Told(1000)
    client = Client()
    with pytest.raises(Disconnected):
        run(Bridge(response, threads).answer(environment(scope(), b""), client.send, lambda: len(client.messages) > 5))
    assert response.closed == 1
    assert response.read < 10


def test_a_client_that_takes_nothing_is_given_up(threads: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "CHUNK_TIME", 0.05)
    response = Told(1000)

    async def send(message: Message) -> None:
        if message["type"] == "http.response.body":
            await asyncio.Event().wait()

    with pytest.raises(Disconnected):
        run(Bridge(response, threads).answer(environment(scope(), b""), send, lambda: False))
    assert response.closed == 1


@pytest.mark.parametrize("at", [0, 1, 3])
def test_a_response_that_fails_is_closed(threads: ThreadPoolExecutor, at: int) -> None:
    """Before anything was sent the error can be told; later the connection is cut, which the length gives away."""
    response = Told(5, error_at=at)
    client = Client()
    with pytest.raises(RuntimeError, match="on fire"):
        run(Bridge(response, threads).answer(environment(scope(), b""), client.send, lambda: False))
    assert response.closed == 1
    assert bool(client.messages) == (at > 0)
    assert not client.messages or not client.complete


def test_the_application_works_in_threads_of_its_own(threads: ThreadPoolExecutor) -> None:
    seen: list[int] = []

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        seen.append(threading.get_ident())
        start_response("200 OK", [])
        return [b"ok"]

    assert asked(application, threads, scope()).received == b"ok"
    assert seen != [threading.get_ident()]


def test_the_last_headers_count(threads: ThreadPoolExecutor) -> None:
    """As PEP 3333 has it for an error that is noticed late."""

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        start_response("200 OK", [("X-A", "1")])
        start_response("500 Internal Server Error", [("X-B", "2")], sys.exc_info())
        return [b"sorry"]

    client = asked(application, threads, scope())
    assert client.status == 500
    assert "x-a" not in client.headers
    assert client.headers["x-b"] == "2"
