"""How long, how often and by how many endpoints are waited for; nobody else waits with them."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from urllib.parse import quote

import pytest

from graph.engine import ProcessEngine, QueryAbandoned, QueryTimeout, Settings
from graph.store import Release
from server.asgi.messages import Scope
from server.errors import problem_of
from server.federation.calling import Caller
from server.federation.engine import FederatedEngine
from server.federation.errors import ServiceBusy, ServiceLate
from server.federation.settings import Services
from tests.engine.asking import wait_until
from tests.federation.standing_in import FORMATS, LOOPBACK, Asking, Endpoint, asking
from tests.remote.faking import unanswered
from tests.serving.exchanging import Client, run, scope
from tests.serving.fronting import Served


@pytest.fixture
def query(endpoint: Endpoint) -> str:
    return f"SELECT * {{ SERVICE SILENT {endpoint.iri} {{ <a:a> <a:b> ?o }} }}"


@contextmanager
def _hanging(endpoint: Endpoint) -> Iterator[tuple[threading.Event, threading.Event]]:
    """The endpoint says nothing: when a request has come, and when the other side has closed the connection."""
    begun, ended = threading.Event(), threading.Event()
    endpoint.behaviour = unanswered(begun, ended)
    yield begun, ended
    assert ended.wait(5)


def test_an_endpoint_is_asked_so_often_only(release: Release, endpoint: Endpoint, query: str) -> None:
    with asking(release, endpoint.address, rate=1) as asked:
        for _ in range(10):
            asked.answer(query)
        with pytest.raises(ServiceBusy) as caught:
            asked.answer(query)
    assert len(endpoint.queries) == 10
    problem = problem_of(caught.value)
    assert problem.status == 503
    assert 1 <= int(problem.headers["Retry-After"]) <= 60
    assert problem.members == {"limit": {"service_rate": 1}}


def test_the_deadline_of_the_query_holds(open_to: Asking, endpoint: Endpoint, query: str) -> None:
    with _hanging(endpoint), pytest.raises(QueryTimeout, match=r"the 0\.3 s it may take"):
        open_to.answer(query, timeout=0.3)


def test_a_client_that_hangs_up_ends_the_call(open_to: Asking, endpoint: Endpoint, query: str) -> None:
    with _hanging(endpoint) as (begun, _), pytest.raises(QueryAbandoned):
        open_to.answer(query, gone=begun.is_set)


def test_one_too_many_does_not_wait(release: Release, endpoint: Endpoint, query: str) -> None:
    with (
        asking(release, endpoint.address, queries=1, timeout=30) as asked,
        ThreadPoolExecutor(1) as threads,
        _hanging(endpoint) as (begun, _),
    ):
        gone = threading.Event()
        waiting = threads.submit(asked.answer, query, gone=gone.is_set)
        assert begun.wait(5)
        with pytest.raises(ServiceBusy, match="used by 1 queries"):
            asked.answer(query)
        assert asked.rows("SELECT * { VALUES ?service { 1 } }")
        gone.set()
        with pytest.raises(QueryAbandoned):
            waiting.result(5)
        endpoint.behaviour = endpoint.tell
        assert asked.answer(query).consulted


def test_others_are_answered_meanwhile_and_a_client_that_leaves_is_noticed(
    release: Release, endpoint: Endpoint, query: str
) -> None:
    """A query that waits for an endpoint holds neither the only worker nor the event loop."""
    services = Services((endpoint.address,), LOOPBACK, timeout=30, queries=2)
    settings = Settings(workers=1, wait=0.5, timeout=20)
    with (
        closing(FederatedEngine(release, ProcessEngine(release, settings), Caller(services))) as engine,
        ThreadPoolExecutor(1) as threads,
        _hanging(endpoint) as (begun, _),
    ):
        served = Served(release, threads, engine)
        federated = scope(query=b"query=" + quote(query).encode(), headers=[(b"accept", b"text/csv")])
        plain = scope(query=b"query=" + quote("ASK { BIND('service' AS ?x) }").encode())

        async def work() -> tuple[list[int], float]:
            async def exchange(of: Scope, client: Client) -> int:
                await served.front(of, client.receive, client.send)
                return client.status

            clients = [Client() for _ in range(2)]
            waiting = [asyncio.ensure_future(exchange(federated, each)) for each in clients]
            await asyncio.to_thread(begun.wait, 5)
            while len(endpoint.queries) < 2:
                await asyncio.sleep(0.01)
            begin = time.monotonic()
            found = [await exchange(each, Client()) for each in (plain, plain, federated)]
            seconds = time.monotonic() - begin
            for each in clients:
                each.hung_up.set()
            await asyncio.wait_for(asyncio.gather(*waiting), 5)
            return found, seconds

        statuses, seconds = run(work())
        assert statuses == [200, 200, 503]
        assert seconds < 2
        endpoint.behaviour = endpoint.tell
        wait_until(lambda: served.ask(federated).status == 200)
        told = f"SELECT ?s {{ SERVICE {endpoint.iri} {{ ?s <http://example.org/people> 7 }} }}"
        assert b"role/nobody" in served.ask(scope(query=b"query=" + quote(told).encode())).received


def test_a_call_has_a_bound_of_its_own(release: Release, endpoint: Endpoint) -> None:
    with (
        asking(release, endpoint.address, timeout=0.3) as asked,
        _hanging(endpoint),
        pytest.raises(ServiceLate) as late,
    ):
        asked.engine.evaluate(f"ASK {{ SERVICE {endpoint.iri} {{ ?s ?p ?o }} }}", formats=FORMATS, timeout=20)
    assert problem_of(late.value).status == 504
