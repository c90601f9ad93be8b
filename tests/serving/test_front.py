"""Queries of programs are answered in front of Flask, with bounds on what is sent, and every fault is told."""

from __future__ import annotations

import gzip
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from graph.engine import EngineBusy, EngineCrashed, LocalEngine, QueryOutOfMemory, QueryTimeout
from graph.errors import KhenError
from graph.store import EvaluationError, QuerySyntaxError, Release
from server.asgi import messages
from server.asgi.messages import Message
from server.rate import RateLimiter
from tests.serving.exchanging import Client, fields, run, scope
from tests.serving.fronting import ASK, LIMIT, Served, posted


@pytest.mark.parametrize("path", ["/sparql", "/health", "/limits"])
def test_head_says_what_get_would(served: Served, path: str) -> None:
    served.engine.body = b'{"boolean": true}'
    query = ASK if path == "/sparql" else b""
    got, headed = (served.ask(scope(path, method=method, query=query)) for method in ("GET", "HEAD"))
    assert got.status == headed.status == 200
    assert headed.received == b""
    assert got.complete
    assert headed.complete
    assert headed.headers["content-length"] == got.headers["content-length"] == str(len(got.received))
    assert headed.headers["content-type"] == got.headers["content-type"]


def test_what_has_not_changed_has_no_body_and_no_length(served: Served) -> None:
    first = served.ask(scope(query=ASK))
    asked_before = len(served.engine.asked)
    again = served.ask(scope(query=ASK, headers=fields(if_none_match=first.headers["etag"])))
    assert (again.status, again.received) == (304, b"")
    assert "content-length" not in again.headers
    assert again.headers["etag"] == first.headers["etag"]
    assert len(served.engine.asked) == asked_before


def test_a_small_letter_method_is_none(served: Served) -> None:
    client = served.ask(scope(method="get", query=ASK))
    assert client.status == 501
    assert client.problem()["remedy"]
    assert client.headers["connection"] == "close"


@pytest.mark.parametrize("path", ["/sparql", "/health"])
def test_a_request_without_host_is_refused_everywhere(served: Served, path: str) -> None:
    assert served.ask(scope(path, host=None)).status == 400
    assert served.ask(scope(path, host=None, version="1.0", query=ASK if path == "/sparql" else b"")).status == 200


@pytest.mark.parametrize("path", ["/sparql", "/health", "/no/such"])
def test_a_body_beyond_the_limit_ends_the_connection(served: Served, path: str) -> None:
    client = Client(body=[b"x" * (LIMIT + 1), b"x" * messages.LEFT, b"more"])
    of = {**posted(), "path": path}
    served.ask(of, client)
    assert client.status == 413
    assert client.headers["connection"] == "close"
    assert client.problem()["limit"] == {"request_bytes": LIMIT}
    assert client.body == [b"more"], "there is an end to what is dropped"


def test_a_body_that_grows_beyond_the_limit_is_refused(served: Served) -> None:
    client = served.ask(posted(content_encoding="gzip"), Client(body=[gzip.compress(b" " * (LIMIT + 1))]))
    assert client.status == 413


def test_a_body_that_is_late_is_refused(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "BODY_TIME", 0.05)
    client = served.ask(posted(), Client())
    assert client.status == 408
    assert client.headers["connection"] == "close"


def test_a_body_that_is_cut_off_is_refused_and_not_evaluated(served: Served) -> None:
    assert served.ask(posted(), Client(body=[b"ASK"], stays=False)).status == 400
    assert served.engine.asked == []


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (QuerySyntaxError("the query", "is none", "", 3, 4), 400),
        (QueryTimeout.after(1), 504),
        (QueryOutOfMemory.beyond(1), 422),
        (EngineBusy.waited(1, 1), 503),
        (EngineCrashed.because("failed"), 500),
        (EvaluationError("the query", "failed", "None."), 500),
    ],
)
def test_errors_of_the_engine_are_problems(served: Served, error: KhenError, status: int) -> None:
    served.engine.error = error
    client = served.ask(scope(query=ASK))
    assert client.status == status
    problem = client.problem()
    assert problem["query_id"] == client.headers["x-query-id"]
    assert client.headers["cache-control"] == "no-store"
    assert ("retry-after" in client.headers) == (status == 503)


@pytest.mark.parametrize("path", ["/sparql", "/broken", "/outside"])
def test_a_fault_of_ours_is_logged_and_told_without_its_inside(
    served: Served, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Left alone, the HTTP server would answer and keep it to itself."""
    served.engine.error = RuntimeError("a secret")
    client = served.ask(scope(path, query=ASK))
    assert client.status == client.problem()["status"] == 500
    assert b"secret" not in client.received
    assert "a secret" in caplog.text
    assert path in caplog.text
    assert 'status="5xx"' in served.figures()


def test_a_fault_of_ours_after_the_beginning_cuts_the_connection(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client()

    async def send(message: Message) -> None:
        await client.send(message)
        raise RuntimeError("a secret")

    async def exchange() -> None:
        with pytest.raises(RuntimeError):
            await served.front(scope(query=ASK), client.receive, send)

    run(exchange())
    assert len(client.messages) == 1
    assert "a secret" in caplog.text


def test_an_engine_without_an_event_loop_is_asked_in_a_thread(release: Release, threads: ThreadPoolExecutor) -> None:
    served = Served(release, threads, LocalEngine(release))
    client = served.ask(scope(query=ASK, headers=fields(accept="application/sparql-results+json")))
    assert json.loads(client.received)["boolean"] is True


def test_pages_and_descriptions_are_left_to_flask(served: Served) -> None:
    page = served.ask(scope(query=ASK, headers=fields(accept="text/html")))
    assert page.headers["content-type"].startswith("text/html")
    description = served.ask(scope(headers=fields(accept="text/turtle")))
    assert description.headers["content-type"].startswith("text/turtle")
    options = served.ask(scope(method="OPTIONS"))
    assert options.status == 204


def test_every_response_has_its_common_headers_once(served: Served) -> None:
    for of in (scope(query=ASK), scope("/"), scope("/no/such"), scope(method="get"), scope(host=None)):
        headers = served.ask(of).headers  # none comes twice
        assert headers["access-control-allow-origin"] == "*"
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]


def test_what_is_no_http_is_left_alone(served: Served) -> None:
    client = Client()
    run(served.front({"type": "lifespan"}, client.receive, client.send))
    assert client.messages == []


def test_repeated_headers_are_one_list(served: Served) -> None:
    headers = [(b"accept", b"text/csv;q=0.1"), (b"accept", b"application/sparql-results+xml")]
    client = served.ask(scope(query=ASK, headers=headers))
    assert client.headers["content-type"].startswith("application/sparql-results+")


def test_too_many_requests_are_refused_before_their_body_is_read(served: Served) -> None:
    served.limiter = RateLimiter(60, 2)

    async def many() -> list[int]:
        return [(await served.exchange(scope(query=ASK))).status for _ in range(4)]

    assert run(many()) == [200, 200, 429, 429]
    client = served.ask(posted(), Client(body=[b"ASK {}"]))
    assert client.status == 429
    assert client.body == [b"ASK {}"]
    assert int(client.headers["retry-after"]) >= 1
    assert "khen_rate_limited_requests_total 3.0" in served.figures()


def test_those_who_watch_over_the_server_are_let_in_and_use_nothing_up(served: Served) -> None:
    served.limiter = RateLimiter(60, 2)

    async def many() -> list[int]:
        statuses = [(await served.exchange(scope("/health"))).status for _ in range(5)]
        return statuses + [(await served.exchange(scope(query=ASK))).status for _ in range(3)]

    assert run(many()) == [200] * 5 + [200, 200, 429]


def test_clients_are_limited_apart(served: Served) -> None:
    served.limiter = RateLimiter(60, 1)

    async def many() -> list[int]:
        clients = ("192.0.2.1", "192.0.2.2", "192.0.2.1", "127.0.0.1", "127.0.0.1")
        return [(await served.exchange(scope(query=ASK, client=each))).status for each in clients]

    assert run(many()) == [200, 200, 429, 200, 200]
