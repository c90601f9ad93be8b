"""Many who ask at once, from an event loop and from threads: no worker is lost, and nobody waits for nothing."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from graph.engine import (
    EngineBusy,
    EngineCrashed,
    ProcessEngine,
    QueryAbandoned,
    QueryTimeout,
    Settings,
    awaited,
    wire,
)
from graph.engine.pool import Pool
from graph.engine.settings import MIB
from graph.store import (
    Answer,
    QueryDataset,
    QuerySyntaxError,
    Release,
)
from tests.engine.asking import ASK, ENDLESS, FORMATS, alive
from tests.engine.awaiting import LARGE, answer, at_once, full, hanging_up, occupied, run, until, worker_at_work

pytestmark = pytest.mark.alone


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
        at_work = await worker_at_work(shared.workers)
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
