"""Queries that no machine could finish: each is stopped in time, says why, and does not slow others down."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest

from tests.engine.asking import ENDLESS
from tests.hostile.bombs import BOMBS, EIGHT, STOPPED
from tests.hostile.honesty import problem
from tests.hostile.pulse import unharmed
from tests.hostile.serving import BROWSER, FORM, Server
from tests.hostile.talking import Answer

_DEADLINE = 1.0
"""Seconds that a client asks for where it sends one bomb alone; those sent together have all that there is."""
_LITTLE = 3.0
"""Seconds beyond the deadline that an answer may take on a machine that is busy."""


def _check_stopped(answer: Answer, statuses: frozenset[int], deadline: float) -> None:
    assert answer.seconds < deadline + _LITTLE
    if answer.status == 200:
        assert 200 in statuses, answer.body[:200]
        return
    told = problem(answer, *statuses)
    assert told["query_id"] == answer.headers["X-Query-Id"]
    if answer.status == 504:
        assert told["limit"] == {"timeout": deadline}
    if answer.status == 422:
        assert set(told["limit"]) <= {"memory", "result_bytes", "result_triples"}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_stopped_in_time_and_harms_nobody(server: Server, name: str) -> None:
    query, statuses = BOMBS[name]
    body = urlencode({"query": query, "timeout": _DEADLINE})
    _check_stopped(unharmed(server, lambda: server.post(body, kind=FORM)), statuses, _DEADLINE)


def _together(server: Server, queries: list[str], accept: str = "*/*") -> list[Answer]:
    with ThreadPoolExecutor(len(queries)) as crowd:
        return list(crowd.map(lambda query: server.post(query, accept), queries))


@pytest.mark.parametrize("name", EIGHT)
def test_eight_bombs_at_once_harm_nobody(server: Server, name: str) -> None:
    query, statuses = BOMBS[name]
    queries = [f"{query} # {number}" for number in range(8)]
    for answer in unharmed(server, lambda: _together(server, queries)):
        _check_stopped(answer, statuses, server.timeout)


def test_eight_bombs_of_different_kinds_at_once_harm_nobody(server: Server) -> None:
    queries = [BOMBS[name][0] for name in (*EIGHT, "paths of everything, joined", "group by")]
    for answer in unharmed(server, lambda: _together(server, queries)):
        _check_stopped(answer, STOPPED, server.timeout)


def test_eight_bombs_by_browser_harm_nobody(server: Server) -> None:
    queries = [f"{ENDLESS} # {number}" for number in range(8)]
    answers = unharmed(server, lambda: _together(server, queries, BROWSER))
    assert {answer.status for answer in answers} == {504}


def test_a_crowd_of_bombs_is_sent_away_and_the_server_stays_alive(server: Server) -> None:
    """More at once than there are workers: some are stopped, the others told at once to come again."""
    queries = [f"{ENDLESS} # {number}" for number in range(60)]
    answers = unharmed(server, lambda: _together(server, queries), "/health")
    for answer in answers:
        problem(answer, 503, 504)
        assert answer.seconds < 2 * server.timeout + _LITTLE
    assert {answer.status for answer in answers} == {503, 504}
    start = time.monotonic()
    server.rest()
    assert server.answers()
    assert time.monotonic() - start < server.timeout + _LITTLE


def test_a_large_page_of_results_is_bounded(server: Server) -> None:
    """Each row of a page costs the server, not the worker: a large result must not do it harm there."""
    rows = " ".join(map(str, range(1000)))
    query = f"SELECT * {{ VALUES ?a {{ {rows} }} VALUES ?b {{ {rows} }} }} LIMIT 400000"
    answer = unharmed(server, lambda: server.get(query, BROWSER))
    assert answer.status in (200, 422, 504)
    assert len(answer.body) < 2 * 1024 * 1024
