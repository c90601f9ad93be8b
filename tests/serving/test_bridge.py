"""Flask behind the event loop: requests as WSGI has them, responses sent without holding a thread."""

from __future__ import annotations

import asyncio
import io
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response, request, send_file

from server.asgi import messages
from server.asgi.bridge import Application, Bridge, environment, until_gone
from server.asgi.messages import Disconnected, Message, Scope
from tests.engine.asking import wait_until
from tests.serving.exchanging import Client, run, scope


@pytest.fixture(scope="module")
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as threads:
        yield threads


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of 5 MiB and a bit."""
    file = tmp_path_factory.mktemp("files") / "large.nt"
    file.write_bytes(bytes(range(251)) * 21_000)
    return file


@pytest.fixture(scope="module")
def app(large: Path) -> Flask:
    app = Flask(__name__)

    @app.route("/echo/<path:name>", methods=["GET", "POST", "QUERY"])
    def echo(name: str) -> Response:
        table = {
            "name": name,
            "method": request.method,
            "query": request.query_string.decode("latin-1"),
            "headers": dict(request.headers.items()),
            "body": request.get_data().decode("latin-1"),
            "client": request.remote_addr,
            "address": request.url,
        }
        return Response(app.json.dumps(table), mimetype="application/json")

    @app.get("/large")
    def file() -> Response:
        return send_file(large, mimetype="application/n-triples", conditional=True, etag="large")

    @app.get("/parts")
    def parts() -> Response:
        return Response(b"x" * 1000 for _ in range(3000))

    @app.get("/empty")
    def empty() -> Response:
        return Response(status=204)

    return app


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


def test_headers_come_through_once_each(app: Flask, threads: ThreadPoolExecutor) -> None:
    headers = [
        (b"accept", b"text/html"),
        (b"accept", b"text/csv;q=0.5"),
        (b"x-name", "đ".encode()),
        (b"content-type", b"text/plain"),
        (b"content-length", b"999"),
        (b"transfer-encoding", b"chunked"),
    ]
    found = echoed(app, threads, scope("/echo/a", method="POST", headers=headers), b"12345")["headers"]
    assert found["Accept"] == "text/html, text/csv;q=0.5"
    assert found["X-Name"].encode("latin-1") == "đ".encode()
    assert found["Content-Type"] == "text/plain"
    assert found["Content-Length"] == "5", "that of the body, which is whole"
    assert "Transfer-Encoding" not in found


@pytest.mark.parametrize("name", [b"x_forwarded_for", b"content_type", b"content_length", b"x-forwarded_for"])
def test_no_header_passes_for_another_one(app: Flask, threads: ThreadPoolExecutor, name: bytes) -> None:
    """In WSGI both would have the same name."""
    headers = [(b"x-forwarded-for", b"192.0.2.1"), (name, b"10.0.0.1")]
    environ = environment(scope(headers=headers), b"")
    assert environ["HTTP_X_FORWARDED_FOR"] == "192.0.2.1"
    assert "10.0.0.1" not in environ.values()


def test_a_path_is_unicode_again(app: Flask, threads: ThreadPoolExecutor) -> None:
    assert echoed(app, threads, scope("/echo/thừa thiên/huế%"))["name"] == "thừa thiên/huế%"


@pytest.mark.parametrize("path", ["/echo/\ufffd", "/echo/\x00", "/echo/\r\n"])
def test_a_path_that_is_no_text_fails_nowhere(app: Flask, threads: ThreadPoolExecutor, path: str) -> None:
    assert asked(app, threads, scope(path)).status in (200, 404)


def test_the_query_string_comes_as_bytes(app: Flask, threads: ThreadPoolExecutor) -> None:
    sent = b"a=%FF&b=%C4%91&c=\xc4\x91&d=+"
    assert echoed(app, threads, scope("/echo/a", query=sent))["query"].encode("latin-1") == sent


@pytest.mark.parametrize("method", ["POST", "QUERY"])
def test_the_body_comes_as_it_was_sent(app: Flask, threads: ThreadPoolExecutor, method: str) -> None:
    body = bytes(range(256)) * 1000
    found = echoed(app, threads, scope("/echo/a", method=method), body)
    assert (found["method"], found["body"].encode("latin-1")) == (method, body)


def test_where_it_came_from_and_went_to(app: Flask, threads: ThreadPoolExecutor) -> None:
    found = echoed(app, threads, scope("/echo/a", host=b"example.org:8080"))
    assert (found["client"], found["address"]) == ("192.0.2.7", "http://example.org:8080/echo/a")


def test_a_request_without_host_client_or_server_is_answered(app: Flask, threads: ThreadPoolExecutor) -> None:
    bare = {**scope("/echo/a", host=None, version="1.0"), "client": None, "server": None}
    assert asked(app, threads, bare).status == 200


def test_a_response_to_head_has_no_body(app: Flask, threads: ThreadPoolExecutor, large: Path) -> None:
    client = asked(app, threads, scope("/large", method="HEAD"))
    assert client.received == b""
    assert client.headers["content-length"] == str(large.stat().st_size)


def test_an_empty_response(app: Flask, threads: ThreadPoolExecutor) -> None:
    client = asked(app, threads, scope("/empty"))
    assert (client.status, client.received) == (204, b"")


def test_a_file_is_sent_in_parts(app: Flask, threads: ThreadPoolExecutor, large: Path) -> None:
    client = asked(app, threads, scope("/large"))
    assert client.received == large.read_bytes()
    assert client.headers["content-length"] == str(large.stat().st_size)
    assert max(len(each["body"]) for each in client.messages[1:]) <= 256 * 1024


@pytest.mark.parametrize(
    ("header", "start", "end"),
    [
        (b"bytes=0-0", 0, 1),
        (b"bytes=100-", 100, None),
        (b"bytes=-10", -10, None),
        (b"bytes=1000000-3000000", 1_000_000, 3_000_001),
    ],
)
def test_a_range_of_a_file(
    app: Flask, threads: ThreadPoolExecutor, large: Path, header: bytes, start: int, end: int | None
) -> None:
    client = asked(app, threads, scope("/large", headers=[(b"range", header)]))
    assert client.status == 206
    assert client.received == large.read_bytes()[start:end]
    assert client.headers["content-length"] == str(len(client.received))


def test_a_range_that_is_not_there(app: Flask, threads: ThreadPoolExecutor) -> None:
    assert asked(app, threads, scope("/large", headers=[(b"range", b"bytes=99999999-")])).status == 416


def test_a_file_that_the_client_has_is_not_sent(app: Flask, threads: ThreadPoolExecutor) -> None:
    client = asked(app, threads, scope("/large", headers=[(b"if-none-match", b'"large"')]))
    assert (client.status, client.received) == (304, b"")


def test_many_small_parts_are_put_together(app: Flask, threads: ThreadPoolExecutor) -> None:
    assert asked(app, threads, scope("/parts")).received == b"x" * 3_000_000


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


def test_files_are_read_in_parts_of_some_size() -> None:
    wrapper = environment(scope(), b"")["wsgi.file_wrapper"]
    assert [len(each) for each in wrapper(io.BytesIO(bytes(600_000)))] == [262_144, 262_144, 75_712]


def test_a_client_is_watched_until_it_has_gone() -> None:
    async def watched() -> None:
        client = Client(body=[b""])
        watching = asyncio.ensure_future(until_gone(client.receive))
        await asyncio.sleep(0.02)
        assert not watching.done()
        client.hung_up.set()
        # It says so once.
        client.stays = False
        await asyncio.wait_for(watching, 5)

    run(watched())


def test_closing_waits_for_no_reader(threads: ThreadPoolExecutor) -> None:
    """A task that is cancelled lets go of the response."""

    async def cancelled() -> Told:
        response = Told(1000)
        waiting = asyncio.Event()

        async def send(message: Message) -> None:
            waiting.set()
            await asyncio.Event().wait()

        answering = asyncio.ensure_future(
            Bridge(response, threads).answer(environment(scope(), b""), send, lambda: False)
        )
        await waiting.wait()
        answering.cancel()
        with pytest.raises(asyncio.CancelledError):
            await answering
        return response

    start = time.monotonic()
    response = run(cancelled())
    wait_until(lambda: response.closed == 1)
    assert time.monotonic() - start < 5
