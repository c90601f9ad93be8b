"""Clients that take their time, that come all at once, and that leave in the middle: others do not notice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException

import pytest

from tests.engine.asking import ASK, ENDLESS, wait_until
from tests.hostile.crowds import crowd, drip, sip, wait_for_bytes
from tests.hostile.honesty import problem
from tests.hostile.processes import MIB
from tests.hostile.pulse import unharmed
from tests.hostile.serving import Server
from tests.hostile.talking import Answer, request

_MANY = 200
_READERS = 50
_ROWS = " ".join(map(str, range(200)))
_LARGE = f"SELECT * {{ VALUES ?a {{ {_ROWS} }} VALUES ?b {{ {_ROWS} }} }}"
"""Its result is some megabytes long, and soon there."""
_POST = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"


@pytest.mark.parametrize("start", [b"", b"GET /sparql?query=",
b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost\r\nX-Slow: "],
                         ids=["nothing", "target", "header"])  # fmt: skip
def test_slow_headers_keep_nobody_waiting(server: Server, start: bytes) -> None:
    def attack() -> None:
        with crowd(server.port, _MANY) as connections:
            drip(connections, lambda _, step: start if step == 0 else b"a" if start else b"", steps=12, pause=0.2)

    unharmed(server, attack)


@pytest.mark.parametrize(
    "fields", [b"Content-Length: 1000\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n"], ids=["length", "chunks"]
)
def test_slow_bodies_keep_nobody_waiting(server: Server, fields: bytes) -> None:
    bit = b"1\r\n \r\n" if b"chunked" in fields else b" "

    def attack() -> None:
        with crowd(server.port, _MANY) as connections:
            drip(connections, lambda _, step: _POST + fields if step == 0 else bit, steps=12, pause=0.2)

    unharmed(server, attack)


def test_slow_readers_keep_nobody_waiting(server: Server) -> None:
    """Each has asked for something else, so that no two can share what is kept for them."""
    size, before = len(server.post(_LARGE).body), server.tree().resident()
    assert size > 4 * MIB, "more than the system takes off the server's hands"
    with crowd(server.port, _READERS, receive=4096) as connections:
        for number, connection in enumerate(connections):
            connection.send(server.question(f"{_LARGE} #{number}"))
            assert wait_for_bytes([connection], 20) == 1
        for read in unharmed(server, lambda: sip(connections, steps=15, pause=0.2)):
            assert len(read) >= 15
        held = server.tree().resident() - before
    assert held < 1.5 * _READERS * size, f"{held / MIB:.0f} MiB for {_READERS} results of {size / MIB:.0f} MiB"


def test_slow_readers_of_what_needs_no_worker_keep_nobody_waiting(server: Server) -> None:
    def attack() -> list[bytes]:
        with crowd(server.port, _READERS, receive=4096) as connections:
            for number, connection in enumerate(connections):
                target = ("/releases/r1/khen.nq", "/", "/graph/vocab", "/sparql")[number % 4]
                connection.send(f"GET {target} HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n".encode() * 20)
            assert wait_for_bytes(connections, 20) == _READERS
            return sip(connections, steps=13, pause=0.1)

    assert set(unharmed(server, attack)) == {b"HTTP/1.1 200 "[:13]}


def test_two_hundred_idle_connections_keep_nobody_waiting(server: Server) -> None:
    def attack() -> int:
        with crowd(server.port, _MANY) as connections:
            drip(connections, lambda *_: server.question(ASK), steps=1, pause=0)
            answered = wait_for_bytes(connections, 10)
            drip(connections, lambda *_: b"", steps=5, pause=0.2)
            return answered

    assert unharmed(server, attack) == _MANY


def _asked(server: Server, number: int) -> Answer:
    return request(server.port, f"/sparql?query=ASK%7B%7D&n={number}")


def test_two_hundred_clients_at_once_are_all_answered(server: Server) -> None:
    server.rest()
    with ThreadPoolExecutor(_MANY) as threads:
        answers = list(threads.map(lambda number: _asked(server, number), range(_MANY)))
    for answer in answers:
        if answer.status != 200:
            problem(answer, 503)
    assert sum(answer.status == 200 for answer in answers) >= _MANY // 2


def test_clients_that_leave_in_the_middle_of_a_request_leave_nothing_behind(server: Server) -> None:
    whole = _POST + b"Content-Length: 6\r\n\r\nASK {}"

    def attack() -> None:
        for number in range(100):
            with crowd(server.port, 1) as (connection,):
                connection.send(whole[: number * len(whole) // 100])

    unharmed(server, attack)


def test_clients_that_leave_in_the_middle_of_an_answer_leave_nothing_behind(server: Server) -> None:
    def waves(number: int) -> None:
        for _ in range(number):
            with crowd(server.port, 4, receive=4096) as connections:
                drip(connections, lambda number, _: server.question(f"{_LARGE} #{number}"), steps=1, pause=0)
                wait_for_bytes(connections, 10)
                sip(connections, steps=1, pause=0)

    waves(1)
    server.rest()
    before = server.tree().descriptors()
    unharmed(server, lambda: waves(25))
    wait_until(lambda: server.tree().descriptors() <= before + 4)


def test_an_unread_answer_is_whole_when_it_is_read_at_last(server: Server) -> None:
    """Slowness costs no byte: what comes late is still all of it."""
    expected = server.post(_LARGE).body
    with crowd(server.port, 1, receive=4096) as (connection,):
        connection.send(server.question(_LARGE, Connection="close"))
        assert wait_for_bytes([connection], 10) == 1
        sip([connection], steps=10, pause=0.1)
        connection.settimeout(20)
        with connection.makefile("rb") as stream:
            assert stream.read().endswith(expected)


def test_pipelined_bombs_take_one_worker_at_a_time(server: Server) -> None:
    def attack() -> None:
        with crowd(server.port, 2) as connections:
            drip(connections, lambda *_: server.question(ENDLESS) * 20, steps=1, pause=1)

    unharmed(server, attack)
    try:
        server.rest(server.timeout + 3)
    except AssertionError:
        raise HTTPException("queries of a client that has left go on") from None
