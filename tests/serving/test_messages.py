"""What comes in and goes out of an exchange is bounded in size and in time."""

from __future__ import annotations

import asyncio

import pytest

from server.asgi import messages
from server.asgi.messages import Disconnected, Message, announced, body, check, chunk, start, whole
from server.errors import ProblemError
from server.headers import ALWAYS
from tests.serving.exchanging import Client, run, scope


def refused(client: Client, limit: int = 100) -> tuple[int, dict[str, object]]:
    with pytest.raises(ProblemError) as caught:
        run(body(client.receive, limit))
    return caught.value.problem.status, dict(caught.value.problem.members)


@pytest.mark.parametrize("parts", [[b""], [b"ASK {}"], [b"ASK", b"", b" {}"], [b"x" * 99, b"y"]])
def test_a_body_is_put_together(parts: list[bytes]) -> None:
    assert run(body(Client(body=list(parts)).receive, 100)) == b"".join(parts)


@pytest.mark.parametrize("parts", [[b"x" * 101], [b"x" * 100, b"y"], [b"x" * 60, b"x" * 60, b"x" * 60]])
def test_a_body_beyond_the_limit_is_not_read_to_its_end(parts: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "LEFT", 60)
    client = Client(body=[*parts, *([b"x" * 60] * 5)])
    assert refused(client) == (413, {"limit": {"request_bytes": 100}})
    assert len(client.body) >= 4


@pytest.mark.parametrize("length", ["", "101"])
def test_what_is_left_of_a_body_is_dropped_so_that_the_client_reads_why(length: str) -> None:
    """A connection that is closed with bytes unread is reset, and takes the response with it."""
    client = Client(body=[b"x" * 60] * 5)
    with pytest.raises(ProblemError):
        run(body(client.receive, 100, {"content-length": length}))
    assert client.body == []
    client = Client(body=[b"x" * 101])
    assert refused(client)[0] == 413, "nothing is waited for once it has come to its end"


@pytest.mark.parametrize(("name", "value"), [("expect", "100-continue"), ("content-length", f"{messages.LEFT + 1}")])
def test_what_is_left_of_a_body_is_not_asked_for(name: str, value: str) -> None:
    client = Client(body=[b"x" * 60] * 5)
    with pytest.raises(ProblemError):
        run(body(client.receive, 100, {"content-length": "101", name: value}))
    assert len(client.body) == 5


def test_nobody_waits_for_what_is_left_of_a_body(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "LINGER", 0.1)
    monkeypatch.setattr(messages, "BODY_TIME", 30)
    client = Client(body=[b"x" * 101, *[b"x"] * 1000], slow=0.02)
    assert refused(client)[0] == 413
    assert len(client.body) > 900


def test_a_body_that_is_cut_off_is_refused() -> None:
    assert refused(Client(body=[b"ASK"], stays=False))[0] == 400
    assert refused(Client(stays=False))[0] == 400


def test_a_body_that_comes_too_slowly_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "BODY_TIME", 0.1)
    assert refused(Client(body=[b"x"] * 50, slow=0.02))[0] == 408
    assert refused(Client())[0] == 408
    assert run(body(Client(body=[b"x"] * 3, slow=0.001).receive, 100)) == b"xxx"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, False),
        ({"content-length": "0"}, False),
        ({"content-length": "1"}, True),
        ({"transfer-encoding": "chunked"}, True),
        ({"content-length": "0", "transfer-encoding": "chunked"}, True),
    ],
)
def test_a_body_is_there_if_it_is_announced(headers: dict[str, str], expected: bool) -> None:
    assert announced(headers) == expected


@pytest.mark.parametrize("host", [b"localhost", b"example.org:80", b"[::1]:8000", b"xn--a.example", b"a_b"])
def test_a_request_names_its_host(host: bytes) -> None:
    check(scope(host=host))


def test_http_1_0_knows_no_host() -> None:
    check(scope(host=None, version="1.0"))


@pytest.mark.parametrize("host", [None, b"", b"a b", b"a/b", b"user@a", b"a,b", b"a\t", b"<b>", b"\xff", b"a\r\nx: y"])
def test_a_request_without_a_host_is_refused(host: bytes | None) -> None:
    with pytest.raises(ProblemError) as caught:
        check(scope(host=host))
    assert caught.value.problem.status == 400


def test_a_request_with_two_hosts_is_refused() -> None:
    with pytest.raises(ProblemError) as caught:
        check(scope(headers=[(b"host", b"localhost")]))
    assert caught.value.problem.status == 400


@pytest.mark.parametrize("method", ["get", "Get", "", "123"])
def test_a_method_in_small_letters_is_none(method: str) -> None:
    with pytest.raises(ProblemError) as caught:
        check(scope(method=method))
    assert caught.value.problem.status == 501


def test_every_response_has_what_every_response_has() -> None:
    client = Client()
    run(start(client.send, 200, [("Content-Type", "text/csv")]))
    assert client.status == 200
    assert client.headers == {"content-type": "text/csv", **{name.lower(): value for name, value in ALWAYS.items()}}


@pytest.mark.parametrize("size", [0, 1, 128 * 1024, 128 * 1024 + 1, 1_000_000])
def test_a_body_is_sent_in_parts_of_bounded_size(size: int) -> None:
    client = Client()
    data = bytes(range(256)) * (size // 256) + bytes(size % 256)
    run(whole(client.send, 200, [], data))
    assert client.received == data
    assert client.complete
    assert max(len(each["body"]) for each in client.messages[1:]) <= 128 * 1024


@pytest.mark.parametrize("size", [0, 5, 300_000])
def test_a_part_is_followed_by_another(size: int) -> None:
    client = Client()

    async def sent() -> None:
        await start(client.send, 200, [])
        await chunk(client.send, bytes(size), more=True)
        assert not client.complete
        await chunk(client.send, b"end", more=False)

    run(sent())
    assert client.complete
    assert client.received == bytes(size) + b"end"


def test_a_client_that_takes_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "CHUNK_TIME", 0.05)

    async def send(message: Message) -> None:
        if message["type"] == "http.response.body":
            await asyncio.Event().wait()

    with pytest.raises(Disconnected):
        run(whole(send, 200, [], bytes(200_000)))


def test_a_client_has_its_time_for_each_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "CHUNK_TIME", 0.5)
    client = Client(slow=0.06)
    run(whole(client.send, 200, [], bytes(10 * 128 * 1024)))
    assert client.complete
