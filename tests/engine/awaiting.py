"""Asking an engine from an event loop: what the tests of that share."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import uvloop

from graph.engine import (
    ProcessEngine,
    awaited,
)
from graph.store import (
    Answer,
)
from tests.engine.asking import ASK, ENDLESS, FORMATS, at_work, wait_until

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


async def worker_at_work(workers: Callable[[], Iterable[int]]) -> int:
    """As ``at_work``, likewise."""
    return await asyncio.to_thread(at_work, workers, _PATIENCE)


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
