"""Flask behind the event loop: requests as WSGI has them, responses sent without holding a thread."""

from __future__ import annotations

import asyncio
import io
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from server.asgi.bridge import Bridge, environment, until_gone
from server.asgi.messages import Message
from tests.engine.asking import wait_until
from tests.serving.bridging import Told, asked, echoed
from tests.serving.exchanging import Client, run, scope


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
