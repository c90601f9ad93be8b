"""Asking from an event loop ends as asking from a thread does, and loses no worker whatever becomes of who asked."""

from __future__ import annotations

import asyncio
import os
import signal
import time

import pytest

from graph.engine import (
    AsyncEngine,
    EngineBusy,
    EngineCrashed,
    ProcessEngine,
    QueryAbandoned,
    QueryOutOfMemory,
    QueryTimeout,
    Settings,
)
from graph.formats import GRAPH_FORMATS, RESULT_FORMATS, Format
from graph.store import (
    Form,
    NotAcceptableError,
    QueryDataset,
    QueryRefusedError,
    QuerySyntaxError,
    Release,
    StoreError,
)
from tests.engine.asking import ASK, ENDLESS, GREEDY, alive, busy
from tests.engine.awaiting import answer, at_once, full, hanging_up, occupied, run, until, worker_at_work

pytestmark = pytest.mark.alone


def test_the_engine_of_the_server_can_be_asked_from_an_event_loop(shared: ProcessEngine) -> None:
    assert isinstance(shared, AsyncEngine)


@pytest.mark.parametrize(
    "query",
    [
        ASK,
        "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o",
        "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }",
        "DESCRIBE ?s { ?s ?p ?o } ",
        "SELECT * { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s ?p ?o",
        "SELECT ?x { VALUES ?x { 'a\u0001b' } }",
        "SELECT * {",
        "ASK { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "ASK FROM <http://example.org/none> {}",
        "ASK {} # " + "x" * 60_000,
        "ASK { FILTER(1 IN (" + ", ".join(map(str, range(1, 2000))) + ")) }",
    ],
)
def test_what_it_says_is_what_a_thread_is_told(shared: ProcessEngine, query: str) -> None:
    async def both(formats: dict[Form, Format | None]) -> None:
        found: list[object] = []
        for ask in (answer(shared, query, formats=formats), asyncio.to_thread(shared.evaluate, query, formats=formats)):
            try:
                found.append(await ask)
            except StoreError as error:
                found.append((type(error), error.args))
        assert found[0] == found[1]

    async def all_formats() -> None:
        for result in (*RESULT_FORMATS, None):
            for graph in (*GRAPH_FORMATS, None) if result is RESULT_FORMATS[0] else (GRAPH_FORMATS[0],):
                await both({Form.SOLUTIONS: result, Form.GRAPH: graph})

    run(all_formats())


def test_errors_are_those_of_the_store(shared: ProcessEngine) -> None:
    async def errors() -> None:
        with pytest.raises(QuerySyntaxError) as caught:
            await answer(shared, "SELECT * {\n  ?s ?p }")
        assert (caught.value.line, caught.value.column) == (2, 9)
        with pytest.raises(QueryRefusedError):
            await answer(shared, ASK, dataset=QueryDataset(("http://example.org/none",), ()))
        with pytest.raises(NotAcceptableError):
            await answer(shared, ASK, formats={Form.SOLUTIONS: None, Form.GRAPH: GRAPH_FORMATS[0]})
        await full(shared)

    run(errors())


@pytest.mark.parametrize("seconds", [0.02, 0.3])
def test_a_query_is_stopped_at_its_deadline(shared: ProcessEngine, seconds: float) -> None:
    async def late() -> None:
        start = time.monotonic()
        with pytest.raises(QueryTimeout) as caught:
            await answer(shared, ENDLESS, timeout=seconds)
        assert 0.9 * seconds <= time.monotonic() - start < seconds + 3  # the loop has a clock of its own
        assert caught.value.limit == {"timeout": seconds}
        await full(shared)

    run(late())


def test_a_query_is_stopped_at_its_memory(shared: ProcessEngine) -> None:
    async def greedy() -> None:
        for kind in ("sort", "doubling"):
            with pytest.raises(QueryOutOfMemory) as caught:
                await answer(shared, GREEDY[kind])
            assert caught.value.limit == {"memory": shared.settings.memory}
        await full(shared)

    run(greedy())


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGKILL])
def test_a_crash_is_called_a_crash(shared: ProcessEngine, number: signal.Signals) -> None:
    async def crash() -> None:
        asked = asyncio.ensure_future(answer(shared, ENDLESS))
        at_work = await worker_at_work(shared.workers)
        os.kill(at_work, number)
        with pytest.raises(EngineCrashed, match=f"signal {int(number)}"):
            await asked
        await full(shared)
        assert at_work not in shared.workers()

    run(crash())


def test_a_killed_nursery_is_a_crash_for_whom_it_worked(own: ProcessEngine) -> None:
    async def crash() -> None:
        asked = asyncio.ensure_future(answer(own, ENDLESS))
        await until(lambda: any(busy(each) for each in own.workers()))
        os.kill(own.nursery, signal.SIGKILL)
        with pytest.raises(EngineCrashed, match="with the process that started it"):
            await asked
        await full(own)

    run(crash())


def test_with_all_workers_busy_it_waits_no_longer_than_it_may(shared: ProcessEngine) -> None:
    async def wait() -> None:
        async with occupied(shared):
            start = time.monotonic()
            with pytest.raises(EngineBusy) as caught:
                await answer(shared)
            assert 0.9 * shared.settings.wait <= time.monotonic() - start < shared.settings.wait + 2
            assert caught.value.limit == {"wait": shared.settings.wait, "workers": 2}
        await full(shared)

    run(wait())


def test_whoever_hangs_up_while_a_query_runs_stops_it(shared: ProcessEngine) -> None:
    async def hang_up() -> None:
        before = shared.workers()
        working = asyncio.Event()
        asked = asyncio.ensure_future(answer(shared, ENDLESS, watch=hanging_up(working.wait())))
        at_work = await worker_at_work(lambda: before)
        working.set()
        with pytest.raises(QueryAbandoned):
            await asked
        await until(lambda: not alive(at_work))
        await full(shared)

    run(hang_up())


def test_whoever_hangs_up_while_waiting_for_a_worker_waits_no_longer(shared: ProcessEngine) -> None:
    async def hang_up() -> None:
        async with occupied(shared) as asked:
            with pytest.raises(QueryAbandoned):
                await answer(shared, watch=at_once())
            assert not any(each.done() for each in asked), "it has taken nobody's worker"
        await full(shared)

    run(hang_up())


def test_whoever_hangs_up_after_having_waited_stops_the_query(release: Release) -> None:
    """The connection is watched again once there is a worker."""

    async def hang_up(engine: ProcessEngine) -> None:
        watched = 0
        gone = asyncio.Event()

        async def watch() -> None:
            nonlocal watched
            watched += 1
            await gone.wait()

        first = asyncio.ensure_future(answer(engine, ENDLESS))
        await until(lambda: engine.idle == 0)
        second = asyncio.ensure_future(answer(engine, ENDLESS, watch=watch))
        await until(lambda: watched == 1)
        first.cancel()
        await until(lambda: watched == 2)
        gone.set()
        with pytest.raises(QueryAbandoned):
            await second
        await full(engine, 1)

    engine = ProcessEngine(release, Settings(timeout=30, wait=20, workers=1))
    try:
        run(hang_up(engine))
    finally:
        engine.close()


def test_a_quick_answer_is_not_watched_over(shared: ProcessEngine) -> None:
    """Beginning to watch costs more than a lookup; most answers are there before."""

    async def quick() -> None:
        watched = []

        async def watch() -> None:
            watched.append(1)
            await asyncio.Event().wait()

        for _ in range(50):
            await answer(shared, watch=watch)
        assert len(watched) < 10

    run(quick())


def test_workers_killed_while_idle_are_not_noticed(shared: ProcessEngine) -> None:
    async def killed() -> None:
        for _ in range(8):
            for each in shared.workers():
                os.kill(each, signal.SIGKILL)
            assert (await answer(shared)).body
        await full(shared)

    run(killed())
