"""Queries of programs are answered in front of Flask, with bounds on what is sent, and every fault is told."""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from graph.engine import EngineBusy, EngineCrashed, LocalEngine, QueryOutOfMemory, QueryTimeout
from graph.errors import KhenError
from graph.store import EvaluationError, QuerySyntaxError, Release
from server import create_app
from server.asgi import messages
from server.asgi.front import Front
from server.asgi.gate import Gate
from server.asgi.messages import Message, Scope
from server.asgi.sites import Site, Sites, points_to
from server.endpoint import Endpoint
from server.metrics import Metrics
from server.observing import Observing
from server.rate import RateLimiter
from server.results import Results
from tests.serving.exchanging import Client, Engine, fields, run, scope

ASK = b"query=" + quote("ASK {}").encode()
LIMIT = 10_000
SENDING = 2_000_000


class Served:
    """An application on a release, whose engine is made up."""

    def __init__(self, release: Release, threads: ThreadPoolExecutor, engine: Any = None, kept: int = 0) -> None:
        self.engine = Engine() if engine is None else engine
        self.metrics = Metrics()
        self.limiter = RateLimiter(0, 10)
        observing = Observing(self.metrics)
        endpoint = Endpoint(release, Results(kept), observing)
        app = create_app(release, engine=self.engine, endpoint=endpoint)

        @app.get("/broken")
        def broken() -> str:
            raise RuntimeError("a secret")

        def outside(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
            if environ["PATH_INFO"] == "/outside":
                raise RuntimeError("a secret")
            return inside(environ, start_response)

        inside, app.wsgi_app = app.wsgi_app, outside  # type: ignore[method-assign]
        self._site = Site(release, self.engine, endpoint, app, points_to(release.folder.parent))
        self._threads = threads
        self._observing = observing
        self._front: Front | None = None

    @property
    def front(self) -> Front:
        if self._front is None:
            sites = Sites(self._site, Path(), lambda: self._site)
            gate = Gate(self._observing, self.limiter)
            self._front = Front(sites, self._threads, gate, body_limit=LIMIT, sending_limit=SENDING)
        return self._front

    async def exchange(self, of: Scope, client: Client | None = None) -> Client:
        client = client or Client()
        await self.front(of, client.receive, client.send)
        assert self._site.users == 0 or self.engine.asked
        return client

    def ask(self, of: Scope, client: Client | None = None) -> Client:
        async def asked() -> Client:
            self._front = None
            return await self.exchange(of, client)

        client = run(asked())
        assert self._site.users == 0
        return client

    def figures(self) -> str:
        return self.metrics.exposition()[0].decode()


@pytest.fixture(scope="module")
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as threads:
        yield threads


@pytest.fixture
def served(release: Release, threads: ThreadPoolExecutor) -> Served:
    return Served(release, threads)


def posted(**more: str) -> Scope:
    return scope(method="POST", headers=fields(content_type="application/sparql-query", content_length="6", **more))


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
    client = Client(body=[b"x" * (LIMIT + 1), b"more"])
    of = {**posted(), "path": path}
    served.ask(of, client)
    assert client.status == 413
    assert client.headers["connection"] == "close"
    assert client.problem()["limit"] == {"request_bytes": LIMIT}
    assert client.body == [b"more"]


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


def test_large_results_to_slow_readers_are_bounded(served: Served) -> None:
    """Those that do not fit are refused with a time to come again; small ones are sent all the while."""
    served.engine.body = b"x" * 900_000

    async def crowd() -> None:
        taking = asyncio.Event()
        slow = [Client() for _ in range(2)]

        async def held(client: Client, message: Message) -> None:
            await client.send(message)
            await taking.wait()

        readers = [
            asyncio.ensure_future(served.front(scope(query=ASK), each.receive, lambda m, each=each: held(each, m)))  # type: ignore[misc]
            for each in slow
        ]
        while len([each for each in slow if each.messages]) < 2:
            await asyncio.sleep(0.01)
        refused = await served.exchange(scope(query=ASK))
        assert refused.status == 503
        assert int(refused.headers["retry-after"]) > 0
        assert "slow" in refused.problem()["detail"]
        headed = await served.exchange(scope(method="HEAD", query=ASK))
        assert headed.status == 200, "it takes no room"
        served.engine.body = b"x" * 200_000
        assert (await served.exchange(scope(query=ASK))).status == 200
        served.engine.body = b"x" * 900_000
        taking.set()
        await asyncio.gather(*readers)
        assert all(each.complete and len(each.received) == 900_000 for each in slow)
        for _ in range(5):
            assert (await served.exchange(scope(query=ASK))).status == 200, "the room is free again"

    run(crowd())


def test_a_reader_that_is_given_up_leaves_its_room(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "CHUNK_TIME", 0.02)
    served.engine.body = b"x" * 1_900_000

    async def crowd() -> None:
        for _ in range(3):
            client = Client()

            async def stuck(message: Message, client: Client = client) -> None:
                await client.send(message)
                if message["type"] == "http.response.body":
                    await asyncio.Event().wait()

            await served.front(scope(query=ASK), client.receive, stuck)
            assert client.status == 200
            assert not client.complete
        assert (await served.exchange(scope(query=ASK))).status == 200

    run(crowd())


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_compressing_a_large_result_holds_up_nobody(
    served: Served, monkeypatch: pytest.MonkeyPatch, coding: str
) -> None:
    """Which takes seconds for the largest."""
    served.engine.body = b"x" * 1_000_000

    def slow(body: bytes, coding: str) -> tuple[bytes, str]:
        time.sleep(0.5)
        return body[:1000], coding

    monkeypatch.setattr("server.coding.pack", slow)

    async def both() -> None:
        large = asyncio.ensure_future(served.exchange(scope(query=ASK, headers=fields(accept_encoding=coding))))
        beats = 0
        while not large.done():
            await asyncio.sleep(0.01)
            beats += 1
        assert beats > 10
        assert (await large).headers["content-encoding"] == coding

    run(both())


def test_a_query_whose_client_hangs_up_leaves_the_site(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    """An old release is closed when its last request is over, however that ends."""

    async def gone() -> None:
        served.engine.hold = asyncio.Event()
        asked = asyncio.ensure_future(served.front(scope(query=ASK), Client().receive, Client().send))
        await asyncio.sleep(0.01)
        assert served._site.users == 1
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        assert served._site.users == 0

    run(gone())
    assert 'khen_queries_finished_total{outcome="abandoned"} 1.0' in served.figures()
    assert not [each for each in caplog.records if each.levelno >= logging.ERROR]


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
