"""Queries that no machine could finish: each is stopped in time, says why, and does not slow others down."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest

from tests.engine.asking import ENDLESS, GREEDY
from tests.hostile.bombs import BOMBS, EIGHT, STOPPED
from tests.hostile.honesty import PROBLEM, problem
from tests.hostile.processes import MIB
from tests.hostile.pulse import unharmed
from tests.hostile.serving import BROWSER, FORM, Server
from tests.hostile.talking import Answer

_GROWTH = 256 * MIB
"""Bytes in memory of the server itself that a few large pages may take for a while."""
_HUNDRED = " ".join(map(str, range(100)))
_ROWS = f"VALUES ?a {{ {' '.join(map(str, range(6000)))} }}"
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


@pytest.mark.parametrize("method", ["GET", "HEAD", "QUERY"])
def test_a_bomb_is_stopped_by_whatever_method_it_comes(server: Server, method: str) -> None:
    """The same as by POST, to which ``HEAD`` is no way round: it is answered as GET would be, without the body."""
    form = urlencode({"query": ENDLESS, "timeout": _DEADLINE})

    def attack() -> Answer:
        if method == "QUERY":
            return server.send(method, "/sparql", form.encode(), **{"Content-Type": FORM})
        return server.send(method, f"/sparql?{form}")

    answer = unharmed(server, attack)
    assert (answer.status, answer.type) == (504, PROBLEM)
    assert answer.seconds < _DEADLINE + _LITTLE


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


def test_large_pages_of_results_harm_nobody(patient: Server) -> None:
    """What a page shows is taken from a result that is as large as any; that must cost the server no more."""
    rows = " ".join(map(str, range(1000)))
    query = f"SELECT * {{ VALUES ?a {{ {rows} }} VALUES ?b {{ {rows} }} }} LIMIT 300000"
    before = patient.watch.lasting = patient.tree().resident()
    for answer in unharmed(patient, lambda: _together(patient, [f"{query} # {n}" for n in range(4)], BROWSER)):
        assert answer.status in (200, 422, 504)
        assert len(answer.body) < 2 * MIB
    grown = patient.watch.lasting - before
    assert grown < _GROWTH, f"{grown / MIB:.0f} MiB"


@pytest.mark.parametrize(
    ("query", "limit"),
    [
        (f"SELECT * {{ {_ROWS} VALUES ?b {{ {_HUNDRED} }} BIND('{'x' * 60_000}' AS ?long) }}", "result_bytes"),
        (f"CONSTRUCT {{ [] <a:p> ?a, ?b }} WHERE {{ {_ROWS} VALUES ?b {{ {_HUNDRED} }} }}", "result_triples"),
        (GREEDY["sort"], "memory"),
    ],
    ids=["bytes", "triples", "memory"],
)  # fmt: skip
def test_every_limit_that_stops_a_query_is_named_with_its_value(patient: Server, query: str, limit: str) -> None:
    in_force = json.loads(patient.fetch("/limits", Accept="application/json").body)["limits"]
    told = problem(patient.post(query), 422)
    assert told["limit"] == {limit: in_force[limit]["value"]}
