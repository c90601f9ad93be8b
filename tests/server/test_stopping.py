"""``khen serve`` under queries that go beyond their bounds, over HTTP: each gets an honest status, others go on."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.engine.asking import ASK, ENDLESS, GREEDY, alive, at_work, busy, children, wait_until

pytestmark = pytest.mark.alone

_START = "from server.command import serve; serve(standalone_mode=False)"
_TIMEOUT, _MEMORY = 4, 96


@dataclass(frozen=True)
class Server:
    """A running ``khen serve``."""

    process: subprocess.Popen[str]
    port: int

    def workers(self) -> list[int]:
        (listening,) = children(self.process.pid)
        (nursery,) = children(listening)
        return children(nursery)

    def full(self) -> bool:
        return len(self.workers()) == 2 and not any(busy(each) for each in self.workers())

    def get(self, query: str, accept: str = "*/*", **more: Any) -> tuple[int, HTTPMessage, bytes]:
        return self.fetch("/sparql?" + urlencode({"query": query, **more}), accept)

    def fetch(self, path: str, accept: str = "*/*") -> tuple[int, HTTPMessage, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", path, headers={"Accept": accept})
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()


Serving = Callable[..., AbstractContextManager[Server]]


@pytest.fixture(scope="module")
def serving(releases: Path) -> Serving:
    """Starts ``khen serve`` with these options, and stops it."""
    return contextmanager(partial(_serve, releases))


@pytest.fixture(scope="module")
def server(serving: Serving) -> Iterator[Server]:
    with serving("--workers", "2", "--query-memory", str(_MEMORY)) as server:
        yield server


def _serve(releases: Path, *options: str) -> Iterator[Server]:
    environment = {**os.environ, "KHEN_RELEASES": str(releases), "PORT": "0", "KHEN_QUERY_TIMEOUT": str(_TIMEOUT)}
    command = [sys.executable, "-u", "-c", _START, *options]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if match := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
                break
        assert match
        try:
            yield Server(process, int(match[1]))
        finally:
            family = _family(process.pid)
            process.terminate()
            assert process.wait(timeout=10) == 0
            wait_until(lambda: not any(alive(each) for each in family))


def _family(process: int) -> list[int]:
    return [process, *(each for child in children(process) for each in _family(child))]


def _problem(answer: tuple[int, HTTPMessage, bytes]) -> dict[str, Any]:
    status, headers, body = answer
    assert headers["Content-Type"] == "application/problem+json"
    problem: dict[str, Any] = json.loads(body)
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    assert problem["remedy"]
    assert re.fullmatch("[0-9a-f]{16}", problem["query_id"])
    assert headers["X-Query-Id"] == problem["query_id"]
    assert headers["Cache-Control"] == "no-store"
    return problem


def test_too_slow_is_504_with_the_limit_in_force(server: Server) -> None:
    problem = _problem(server.get(ENDLESS, timeout="0.3"))
    assert (problem["status"], problem["limit"]) == (504, {"timeout": 0.3})
    assert "0.3 s" in problem["detail"]
    assert "LIMIT" in problem["remedy"]


def test_the_deadline_cannot_be_raised(server: Server) -> None:
    start = time.monotonic()
    problem = _problem(server.get(ENDLESS, timeout="1000"))
    assert (problem["status"], problem["limit"]) == (504, {"timeout": _TIMEOUT})
    assert time.monotonic() - start < _TIMEOUT + 1


@pytest.mark.parametrize("timeout", ["", "0", "0.0", "-1", "nan", "inf", "1e3", "1s", "٣", "1" * 12])
def test_a_timeout_that_is_no_number_of_seconds_is_400(server: Server, timeout: str) -> None:
    status, _, body = server.get(ASK, timeout=timeout)
    assert status == 400
    assert "timeout" in json.loads(body)["detail"]


def test_too_much_memory_is_422_with_the_limit_in_force(server: Server) -> None:
    problem = _problem(server.get(GREEDY["sort"]))
    assert (problem["status"], problem["limit"]) == (422, {"memory": _MEMORY * 1024 * 1024})


def test_all_busy_is_503_and_says_when_to_come_again(server: Server) -> None:
    wait_until(server.full)
    with ThreadPoolExecutor(2) as threads:
        long = [threads.submit(server.get, ENDLESS, timeout="2") for _ in range(2)]
        wait_until(lambda: all(busy(each) for each in server.workers()))
        answer = server.get(ASK)
        problem = _problem(answer)
        assert (problem["status"], problem["limit"]) == (503, {"wait": 0.5, "workers": 2})
        assert int(answer[1]["Retry-After"]) > 0
        assert server.fetch("/health")[0] == 200
        assert {each.result()[0] for each in long} == {504}


def test_a_crash_is_500_and_healed(server: Server) -> None:
    wait_until(server.full)
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(server.get, ENDLESS)
        os.kill(at_work(server.workers), signal.SIGSEGV)
        problem = _problem(asked.result())
    assert problem["status"] == 500
    assert "signal 11" in problem["detail"]
    wait_until(server.full)
    assert server.get(ASK)[0] == 200


def test_a_browser_gets_the_same_as_a_page(server: Server) -> None:
    status, headers, body = server.get(ENDLESS, "text/html", timeout="0.2")
    assert (status, headers["Content-Type"]) == (504, "text/html; charset=utf-8")
    assert "0,2 giây" in body.decode()
    assert headers["X-Query-Id"]


def test_every_query_has_an_identifier_of_its_own(server: Server) -> None:
    first, second = (server.get(ASK)[1]["X-Query-Id"] for _ in range(2))
    assert first != second
    assert server.fetch("/health")[1]["X-Query-Id"] is None


def test_a_query_whose_client_hangs_up_is_stopped(server: Server) -> None:
    wait_until(server.full)
    before = server.workers()
    path = "/sparql?" + urlencode({"query": ENDLESS})
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        wait_until(lambda: any(busy(each) for each in server.workers()))
    start = time.monotonic()
    wait_until(server.full)
    assert time.monotonic() - start < 1.5
    assert len(set(before) & set(server.workers())) == 1


@pytest.mark.parametrize("kind", ["time", "sort", "concat"])
def test_others_are_answered_within_a_second_meanwhile(server: Server, kind: str) -> None:
    wait_until(server.full)
    with ThreadPoolExecutor(1) as threads:
        attack = threads.submit(server.get, {"time": ENDLESS, **GREEDY}[kind], timeout="1")
        while not attack.done():
            start = time.monotonic()
            assert server.get(ASK)[0] == 200
            assert time.monotonic() - start < 1
        assert attack.result()[0] in (422, 504)


def test_limits_states_those_in_force(server: Server) -> None:
    status, headers, body = server.fetch("/limits", "application/json")
    assert (status, headers["Content-Type"]) == (200, "application/json")
    limits = json.loads(body)["limits"]
    assert limits["timeout"]["value"] == _TIMEOUT
    assert (limits["timeout"]["unit"], limits["timeout"]["status"]) == ("s", 504)
    assert limits["memory"]["value"] == _MEMORY * 1024 * 1024
    assert limits["workers"]["value"] == 2
    assert {"query_length", "nesting", "joined_patterns", "operators", "result_bytes", "request_bytes"} <= limits.keys()
    assert all(each["meaning"]["vi"] and each["meaning"]["en"] for each in limits.values())
    page = server.fetch("/limits?lang=en", "text/html")[2].decode()
    assert f"{_MEMORY * 1024 * 1024:,} B" in page
    assert f"{_TIMEOUT:,} s" in page


def test_small_queries_are_answered_while_eight_runaways_go_on(serving: Serving) -> None:
    with serving() as server, ThreadPoolExecutor(8) as crowd:
        runaways = [crowd.submit(server.get, ENDLESS) for _ in range(8)]
        time.sleep(1)
        waited = []
        for _ in range(5):
            begun = time.monotonic()
            assert server.get(ASK)[0] == 200
            waited.append(time.monotonic() - begun)
        assert not any(each.done() for each in runaways), "they were under way all the while"
        assert {each.result()[0] for each in runaways} == {504}
    assert max(waited) < _TIMEOUT
