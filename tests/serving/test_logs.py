"""What is written down and counted agrees with what was asked, and those who ask too much are turned away."""

from __future__ import annotations

import json
import signal
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.engine.asking import ASK, ENDLESS, wait_until
from tests.serving.running import PATIENCE, Server, address, figures, serving

CLIENT = "203.0.113.77"
RATE = 60


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("logs")


@pytest.fixture(scope="module")
def server(releases: Path, logs: Path) -> Iterator[Server]:
    """It believes what the loopback says of its clients."""
    options = ["--access-log", str(logs / "access"), "--query-log", str(logs / "queries"), "--rate", str(RATE)]
    more = {"KHEN_TRUSTED_PROXY": "127.0.0.0/8 ::1", "KHEN_QUERY_TIMEOUT": "5"}
    with serving(releases, logs / "stderr", *options, **more) as server:
        yield server


def lines(file: Path) -> list[dict[str, Any]]:
    """Those that are whole: the last one may be just being written."""
    whole = file.read_text().rpartition("\n")[0] if file.exists() else ""
    return [json.loads(each) for each in whole.splitlines()]


def written(file: Path, more: int, after: int = 0) -> list[dict[str, Any]]:
    """The lines after so many, once there are so many more."""
    wait_until(lambda: len(lines(file)) >= after + more, PATIENCE)
    found = lines(file)[after:]
    assert len(found) == more
    return found


def test_a_line_for_each_request(server: Server, logs: Path) -> None:
    before = len(lines(logs / "access"))
    _, headers, body = server.ask(ASK, X_Forwarded_For=CLIENT, User_Agent="tests/1")
    server.request("/no/such?secret=1", "HEAD")
    server.request("/sparql", "POST", b"update=CLEAR+ALL", Content_Type="application/x-www-form-urlencoded")
    asked, missing, update = written(logs / "access", 3, before)
    assert (asked["method"], asked["path"], asked["status"], asked["bytes"]) == ("GET", "/sparql", 200, len(body))
    assert asked["query_id"] == headers["X-Query-Id"]
    assert asked["client"] == "203.0.113.0/24", "and no more of it"
    assert asked["agent"] == "tests/1"
    assert asked["release"] == "r1"
    assert asked["seconds"] > 0
    assert (missing["method"], missing["path"], missing["status"], missing["bytes"]) == ("HEAD", "/no/such", 404, 0)
    assert (update["status"], "query_id" in update) == (403, False)
    assert CLIENT not in (logs / "access").read_text()
    assert "secret" not in (logs / "access").read_text()


def test_a_line_for_each_query(server: Server, logs: Path) -> None:
    before = len(lines(logs / "queries"))
    query = "SELECT ('a text of its own' AS ?x) {}"
    first, again = (server.ask(query, Accept="text/csv") for _ in range(2))
    server.ask("nonsense")
    server.ask(ENDLESS, timeout="0.1")
    server.ask(ASK, Accept="text/html")
    evaluated, kept, syntax, late, page = written(logs / "queries", 5, before)
    assert [each["outcome"] for each in (evaluated, kept, syntax, late, page)] == [
        "ok",
        "ok",
        "syntax",
        "timeout",
        "ok",
    ]
    assert [each["query_id"] for each in (evaluated, kept)] == [each[1]["X-Query-Id"] for each in (first, again)]
    assert (evaluated["cached"], kept["cached"]) == (False, True)
    assert evaluated["sha256"] == kept["sha256"] != syntax["sha256"]
    assert evaluated["bytes"] == kept["bytes"] == len(first[2])
    assert evaluated["format"] == kept["format"] == "text/csv"
    assert [each.get("form") for each in (evaluated, kept, syntax, late, page)] == [
        "SELECT",
        "SELECT",
        None,
        "SELECT",
        "ASK",
    ]
    assert late["seconds"] >= 0.09  # the deadline is watched by another clock
    assert "a text of its own" not in (logs / "queries").read_text()


def test_logs_are_opened_anew_when_they_have_been_moved(server: Server, logs: Path) -> None:
    server.ask(ASK)
    moved = {}
    for name in ("access", "queries"):
        wait_until(lambda name=name: bool(lines(logs / name)), PATIENCE)  # type: ignore[misc]
        moved[name] = (logs / name).rename(logs / f"{name}.1")
    server.process.send_signal(signal.SIGHUP)

    def again() -> bool:
        server.ask(ASK)
        return all((logs / name).exists() and lines(logs / name) for name in moved)

    wait_until(again, PATIENCE)
    sizes = [each.stat().st_size for each in moved.values()]
    server.ask(ASK)
    wait_until(lambda: len(lines(logs / "access")) >= 2, PATIENCE)
    assert [each.stat().st_size for each in moved.values()] == sizes
    for each in moved.values():
        assert lines(each), "every line of the old ones is whole"


def test_a_client_that_asks_too_often_is_turned_away(server: Server) -> None:
    """As many as it may ask at once are answered, and others are not held up."""
    statuses = [server.ask(ASK, X_Forwarded_For="198.51.100.1")[0] for _ in range(RATE // 2 + 15)]
    assert set(statuses[: RATE // 2]) == {200}
    assert 429 in statuses
    status, headers, body = server.ask(ASK, X_Forwarded_For="198.51.100.1, 127.0.0.1")
    if status == 429:  # else a second has passed since
        assert 1 <= int(headers["Retry-After"]) <= 60
        problem = json.loads(body)
        assert (problem["status"], headers["Content-Type"]) == (429, "application/problem+json")
        assert "releases" in problem["remedy"]
        assert headers["Access-Control-Allow-Origin"] == "*"
    assert server.ask(ASK, X_Forwarded_For="198.51.100.2")[0] == 200
    assert server.request("/ready", "GET", None, X_Forwarded_For="198.51.100.1")[0] == 200
    assert figures(server)["khen_rate_limited_requests_total"] >= statuses.count(429)


def test_nobody_can_ask_in_the_name_of_another(server: Server) -> None:
    """What stands further left than the proxy's own entry may be anybody's invention."""
    many = RATE // 2 + 15
    statuses = [server.ask(ASK, X_Forwarded_For=f"10.1.{number}.1, 198.51.100.9")[0] for number in range(many)]
    assert 429 in statuses
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(server.ask, ASK, X_Forwarded_For="10.1.1.1").result()[0] == 200


def test_clients_on_this_machine_ask_as_often_as_they_like(server: Server) -> None:
    assert {server.ask(ASK)[0] for _ in range(RATE + 20)} == {200}


def test_a_client_further_away_may_not_read_the_figures(server: Server) -> None:
    assert server.request("/metrics")[0] == 200
    assert server.request("/metrics", "GET", None, X_Forwarded_For="198.51.100.3")[0] == 403
    assert server.request("/metrics", "GET", None, X_Forwarded_For="10.0.0.1")[0] == 200


def test_no_header_passes_for_the_one_of_the_proxy(server: Server) -> None:
    """A proxy that does not know it leaves it as it is."""
    head = "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Forwarded-For: 198.51.100.3\r\n"
    for name in ("X_Forwarded_For", "X_Forwarded-For"):
        with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
            connection.sendall(f"{head}{name}: 10.0.0.1\r\n\r\n".encode())
            assert connection.recv(100).startswith(b"HTTP/1.1 403 ")


def test_the_figures_agree_with_what_was_sent(server: Server) -> None:
    before = figures(server)
    query = "SELECT ('counted' AS ?x) {}"
    for _ in range(3):
        server.ask(query)
    server.ask("SELECT (NOW() AS ?x) {}")
    server.ask("nonsense")
    server.ask(ENDLESS, timeout="0.1")
    server.request("/no/such")
    server.request(address(ASK), "HEAD")
    server.request("/sparql", "get")
    wait_until(lambda: figures(server)["khen_workers_idle"] == 2, PATIENCE)
    after = figures(server)

    def more(name: str) -> float:
        return after.get(name, 0) - before.get(name, 0)

    assert more("khen_queries_started_total") == 7
    assert more('khen_queries_finished_total{outcome="ok"}') == 5
    assert more('khen_queries_finished_total{outcome="syntax"}') == 1
    assert more('khen_queries_finished_total{outcome="timeout"}') == 1
    assert more('khen_queries_killed_total{cause="timeout"}') == 1
    assert more("khen_worker_restarts_total") == 1
    assert 2 <= more("khen_cache_hits_total") <= 3  # ASK may be there already
    assert more('khen_http_requests_total{method="GET",route="page",status="4xx"}') == 1
    assert more('khen_http_requests_total{method="GET",route="sparql",status="2xx"}') == 4
    assert more('khen_http_requests_total{method="HEAD",route="sparql",status="2xx"}') == 1
    assert after["khen_queries_running"] == 0
    assert after["khen_workers_alive"] == 2
    assert after['khen_release_info{release="r1"}'] == 1


def test_the_text_of_queries_is_written_where_that_was_asked_for(releases: Path, tmp_path: Path) -> None:
    log = tmp_path / "queries"
    with serving(releases, tmp_path / "stderr", "--query-log", str(log), "--query-log-text") as server:
        server.ask("SELECT ('ấy\n' AS ?x) {}")
        server.ask("ASK {} # " + "x" * 5000)
        short, long = written(log, 2)
    assert short["text"] == "SELECT ('ấy\n' AS ?x) {}"
    assert (len(long["text"]), long["cut"]) == (4096, True)


def test_a_log_may_go_to_standard_error(releases: Path, tmp_path: Path) -> None:
    with serving(releases, tmp_path / "stderr", "--access-log", "-") as server:
        server.ask(ASK)
        wait_until(lambda: '"path":"/sparql"' in server.said(), PATIENCE)
