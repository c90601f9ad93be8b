"""Asking from an event loop ends as asking from a thread does, and loses no worker whatever becomes of who asked."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, TypeVar

import pytest
import uvloop

from graph.engine import (
    AsyncEngine,
    EngineBusy,
    EngineCrashed,
    ProcessEngine,
    QueryAbandoned,
    QueryOutOfMemory,
    QueryTimeout,
    Settings,
    awaited,
    wire,
)
from graph.engine.pool import Pool
from graph.engine.settings import MIB
from graph.formats import GRAPH_FORMATS, RESULT_FORMATS, Format
from graph.store import (
    Answer,
    Form,
    NotAcceptableError,
    QueryDataset,
    QueryRefusedError,
    QuerySyntaxError,
    Release,
    StoreError,
)
from tests.engine.asking import ASK, ENDLESS, FORMATS, GREEDY, alive, busy, wait_until

T = TypeVar("T")
_PATIENCE = 20
"""Seconds for what is a matter of milliseconds on an idle machine."""
LARGE = "SELECT ?n { VALUES ?d { 0 1 2 3 4 5 6 7 8 9 } " + " ".join(
    f"VALUES ?d{n} {{ 0 1 2 3 4 5 6 7 8 9 }}" for n in range(4)
) + " BIND('" + "x" * 300 + "' AS ?n) }"  # fmt: skip
"""100,000 rows of 300 bytes."""


def run(work: Coroutine[Any, Any, T]) -> T:
    """On the event loop that the server uses."""
    return uvloop.run(asyncio.wait_for(work, 60))


async def answer(engine: ProcessEngine, query: str = ASK, **more: Any) -> Answer:
    return await engine.answer(query, **{"formats": FORMATS, **more})


async def until(holds: Callable[[], bool]) -> None:
    """As ``wait_until``, without holding up the event loop."""
    await asyncio.to_thread(wait_until, holds, _PATIENCE)


async def full(engine: ProcessEngine, workers: int = 2) -> None:
    """Wait until every worker is there and idle; then ask each of them."""
    await until(lambda: engine.idle == workers == len(engine.workers()))
    answers = await asyncio.gather(*(answer(engine) for _ in range(workers)))
    assert all(b"true" in each.body for each in answers)


@asynccontextmanager
async def occupied(engine: ProcessEngine, number: int = 2) -> AsyncIterator[list[asyncio.Task[Answer]]]:
    """So many workers have an endless query, which is stopped in the end."""
    asked = [asyncio.ensure_future(answer(engine, ENDLESS)) for _ in range(number)]
    await until(lambda: engine.idle == 2 - number)
    yield asked
    for each in asked:
        each.cancel()
    await asyncio.gather(*asked, return_exceptions=True)


def hanging_up(after: Awaitable[object]) -> awaited.Watch:
    """A client that hangs up when something has come about."""

    async def watch() -> None:
        await after

    return watch


def at_once() -> awaited.Watch:
    return hanging_up(asyncio.sleep(0))


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
        assert (caught.value.line, caught.value.column) == (2, 10)
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
        await until(lambda: any(busy(each) for each in shared.workers()))
        (at_work,) = (each for each in shared.workers() if busy(each))
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
        await until(lambda: any(busy(each) for each in before))
        (at_work,) = (each for each in before if busy(each))
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


def test_many_mebibytes_are_answered(release: Release) -> None:
    async def large(engine: ProcessEngine) -> None:
        async def others() -> float:
            slowest = 0.0
            while not asked.done():
                start = time.monotonic()
                await answer(engine)
                slowest = max(slowest, time.monotonic() - start)
                await asyncio.sleep(0.01)
            return slowest

        asked = asyncio.ensure_future(answer(engine, LARGE))
        assert await others() < 2, "others are answered meanwhile"
        body = (await asked).body
        assert len(body) > 30 * MIB * 0.95
        assert body == b"n\r\n" + (b"x" * 300 + b"\r\n") * 100_000
        assert body == (await asyncio.to_thread(engine.evaluate, LARGE, formats=FORMATS)).body
        await full(engine)

    engine = ProcessEngine(release, Settings(timeout=30, workers=2))
    try:
        run(large(engine))
    finally:
        engine.close()


def test_an_answer_that_announces_too_much_is_not_waited_for(release: Release) -> None:
    """The server bounds what it takes in, whatever a worker says."""
    settings = Settings(timeout=20, workers=1)
    engine = ProcessEngine(release, settings)
    try:
        engine._settings = replace(settings, limits=replace(settings.limits, result_bytes=1 - MIB))
        with pytest.raises(EngineCrashed, match="more than there can be"):
            run(answer(engine, "SELECT (1 AS ?n) {}"))
        engine._settings = settings
        run(full(engine, 1))
    finally:
        engine.close()


def test_a_question_that_the_socket_does_not_take_at_once_is_asked(shared: ProcessEngine) -> None:
    async def long() -> None:
        for length in (30_000, 32_000, 33_000, 99_000):
            found = await answer(shared, "ASK {} # " + "ă" * (length - 9))
            assert b"true" in found.body
        with pytest.raises(QueryTimeout):
            await answer(shared, ENDLESS + " # " + "x" * 90_000, timeout=0.2)
        with pytest.raises(QueryAbandoned):
            await answer(shared, ENDLESS + " # " + "x" * 90_000, watch=at_once())
        await full(shared)

    run(long())


@pytest.mark.parametrize("length", [0, 90_000])
def test_a_query_whose_asker_is_cancelled_is_stopped(shared: ProcessEngine, length: int) -> None:
    async def cancel() -> None:
        asked = asyncio.ensure_future(answer(shared, ENDLESS + " # " + "x" * length))
        await until(lambda: any(busy(each) for each in shared.workers()))
        (at_work,) = (each for each in shared.workers() if busy(each))
        start = time.monotonic()
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        await until(lambda: not alive(at_work))
        assert time.monotonic() - start < shared.settings.timeout - 1, "long before its deadline"
        await full(shared)

    run(cancel())


def test_whoever_is_cancelled_while_waiting_takes_no_worker_along(shared: ProcessEngine) -> None:
    async def cancel() -> None:
        async with occupied(shared):
            waiting = [asyncio.ensure_future(answer(shared)) for _ in range(5)]
            await asyncio.sleep(0.05)
            for each in waiting:
                each.cancel()
            found = await asyncio.gather(*waiting, return_exceptions=True)
            assert all(isinstance(each, asyncio.CancelledError) for each in found)
        await full(shared)

    run(cancel())


def test_a_worker_that_comes_as_its_taker_is_cancelled_is_given_back(shared: ProcessEngine) -> None:
    """Between its coming and the taker's next step."""

    async def cancel() -> None:
        pool: Pool = shared._pool
        held = [pool.take(1, None), pool.take(1, None)]
        for steps in range(6):
            taking = asyncio.ensure_future(awaited.take(pool, 10, None))
            await asyncio.sleep(0)
            worker = held.pop()
            assert worker is not None
            pool.give_back(worker)
            for _ in range(steps):
                await asyncio.sleep(0)
            taking.cancel()
            try:
                held.append(await taking)
            except asyncio.CancelledError:
                await asyncio.sleep(0)
                await asyncio.sleep(0)
                held.append(pool.take(5, None))
            assert held[-1] is worker
        for each in held:
            assert each is not None
            pool.give_back(each)
        await full(shared)

    run(cancel())


def test_a_thread_that_waited_before_the_event_loop_came_is_answered(own: ProcessEngine) -> None:
    """It is given a worker whose socket the loop watches by then, and must not read beside it."""

    async def come() -> None:
        pool: Pool = own._pool
        worker, other = pool.take(1, None), pool.take(1, None)
        assert worker is not None
        assert other is not None
        asked = asyncio.ensure_future(asyncio.to_thread(own.evaluate, ASK, formats=FORMATS))
        await until(lambda: len(pool._waiting) == 1)
        own._loop = asyncio.get_running_loop()
        await awaited.ask(worker, wire.question(wire.Question(ASK, FORMATS, QueryDataset(), 5)), 5, None, MIB)
        pool.give_back(worker)
        assert b"true" in (await asked).body
        pool.give_back(other)
        await full(own)

    run(come())


def test_those_who_wait_are_answered_in_the_order_in_which_they_came(release: Release) -> None:
    async def ordered(engine: ProcessEngine) -> None:
        first = asyncio.ensure_future(answer(engine, ENDLESS))
        await until(lambda: engine.idle == 0)
        order: list[int] = []

        async def in_loop(number: int) -> None:
            await answer(engine)
            order.append(number)

        def in_thread(number: int) -> None:
            engine.evaluate(ASK, formats=FORMATS)
            order.append(number)

        asked: list[asyncio.Future[None]] = []
        for number in range(8):
            work = in_loop(number) if number % 2 else asyncio.to_thread(in_thread, number)
            asked.append(asyncio.ensure_future(work))
            await until(lambda number=number: len(engine._pool._waiting) == number + 1)  # type: ignore[misc]
        first.cancel()
        await asyncio.gather(*asked)
        # A thread may be slow to note that it has its answer, but two of a kind do not overtake one another.
        assert [each for each in order if each % 2] == [1, 3, 5, 7]
        assert sorted(order) == list(range(8))

    engine = ProcessEngine(release, Settings(timeout=30, wait=20, workers=1))
    try:
        run(ordered(engine))
    finally:
        engine.close()


def test_a_storm_of_threads_and_tasks_loses_no_worker(release: Release) -> None:
    """Answers, errors, deadlines, clients that hang up, askers that are cancelled and workers that are killed."""
    engine = ProcessEngine(release, Settings(timeout=5, memory=96 * MIB, workers=2, wait=10))
    outcomes: dict[str, int] = {}

    def note(outcome: str) -> None:
        outcomes[outcome] = outcomes.get(outcome, 0) + 1

    async def task(number: int) -> None:
        luck = random.Random(number)
        kind = luck.choice(("answer", "answer", "error", "late", "gone", "cancelled", "long"))
        query = {"answer": f"SELECT ({number} AS ?n) {{}}", "error": "nonsense", "long": ASK + " #" + "x" * 40_000}
        asked = asyncio.ensure_future(
            answer(
                engine,
                query.get(kind, ENDLESS),
                timeout=0.05 if kind == "late" else None,
                watch=hanging_up(asyncio.sleep(luck.random() / 10)) if kind == "gone" else None,
            )
        )
        if kind == "cancelled":
            await asyncio.sleep(luck.random() / 10)
            asked.cancel()
        (found,) = await asyncio.gather(asked, return_exceptions=True)
        if isinstance(found, Answer):
            assert kind == "long" or found.body == f"n\r\n{number}\r\n".encode()
        expected = {"error": QuerySyntaxError, "late": QueryTimeout, "gone": QueryAbandoned}.get(kind, Answer)
        allowed = (expected, asyncio.CancelledError) if kind == "cancelled" else (expected,)
        assert isinstance(found, (*allowed, EngineCrashed)), (kind, found)  # crashed: killed by the test
        note(type(found).__name__)

    def thread(number: int) -> None:
        try:
            found = engine.evaluate(f"SELECT ({number} AS ?n) {{}}", formats=FORMATS)
            assert found.body == f"n\r\n{number}\r\n".encode()
            note("Answer")
        except EngineCrashed:
            note("EngineCrashed")

    async def storm() -> None:
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(4) as threads:
            work = [loop.run_in_executor(threads, thread, number) for number in range(60)]
            crowd = asyncio.gather(*(task(number) for number in range(60)))
            for _ in range(3):
                await asyncio.sleep(0.3)
                for each in engine.workers()[:1]:
                    os.kill(each, signal.SIGKILL)
            await crowd
            await asyncio.gather(*work)
        await full(engine)
        assert not engine._pool._waiting

    try:
        run(storm())
    finally:
        engine.close()
    assert outcomes["Answer"] > 60
    assert {"QuerySyntaxError", "QueryTimeout", "QueryAbandoned", "CancelledError"} <= outcomes.keys()


def test_closing_while_some_wait_and_some_run_ends_all(release: Release) -> None:
    async def close(engine: ProcessEngine) -> None:
        running = asyncio.ensure_future(answer(engine, ENDLESS))
        await until(lambda: engine.idle == 0)
        waiting = [asyncio.ensure_future(answer(engine)) for _ in range(3)]
        waiting.append(asyncio.ensure_future(asyncio.to_thread(engine.evaluate, ASK, formats=FORMATS)))
        await until(lambda: len(engine._pool._waiting) == 4)
        processes = (engine.nursery, *engine.workers())
        start = time.monotonic()
        await asyncio.to_thread(engine.close)
        found = await asyncio.gather(running, *waiting, return_exceptions=True)
        assert time.monotonic() - start < 10
        assert isinstance(found[0], EngineCrashed)
        assert [type(each) for each in found[1:]] == [EngineBusy] * 4
        assert not any(alive(each) for each in processes)
        with pytest.raises(EngineBusy):
            await answer(engine)

    engine = ProcessEngine(release, Settings(timeout=30, wait=30, workers=1))
    try:
        run(close(engine))
    finally:
        engine.close()
