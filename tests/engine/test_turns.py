"""How many queries begin at once: a few, in the order in which they came, and none waits for one that takes long."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable

import pytest

from graph.engine.turns import Turns


async def _begun(turns: Turns, turn: object) -> None:
    if not turns.begin(turn):
        await turns.wait(turn)


def _run(work: Awaitable[None]) -> None:
    async def bounded() -> None:
        await asyncio.wait_for(work, 10)

    asyncio.run(bounded())


def test_so_many_begin_and_the_next_when_one_ends() -> None:
    async def work() -> None:
        turns = Turns(asyncio.get_running_loop(), 2, moment=60)
        assert (turns.begin("a"), turns.begin("b"), turns.begin("c")) == (True, True, False)
        waiting = [asyncio.create_task(turns.wait(each)) for each in ("c", "d")]
        await asyncio.sleep(0)
        turns.end("b")
        await waiting[0]
        assert not waiting[1].done()
        turns.end("c")
        await waiting[1]

    _run(work())


def test_one_that_takes_longer_than_a_moment_keeps_nobody_waiting() -> None:
    async def work() -> None:
        turns = Turns(asyncio.get_running_loop(), 1, moment=0.01)
        for each in ("a", "b", "c"):  # none of them ends
            await _begun(turns, each)

    _run(work())


def test_a_long_one_is_forgotten_when_the_next_comes() -> None:
    async def work() -> None:
        turns = Turns(asyncio.get_running_loop(), 1, moment=0.01)
        assert turns.begin("long")
        await asyncio.sleep(0.02)
        assert turns.begin("next")
        turns.end("long")
        assert not turns.begin("another")

    _run(work())


def test_whoever_gives_up_waiting_takes_no_turn() -> None:
    async def work() -> None:
        turns = Turns(asyncio.get_running_loop(), 1, moment=60)
        assert turns.begin("a")
        impatient = asyncio.create_task(turns.wait("b"))
        patient = asyncio.create_task(turns.wait("c"))
        await asyncio.sleep(0)
        impatient.cancel()
        with pytest.raises(asyncio.CancelledError):
            await impatient
        turns.end("b")
        assert not patient.done()
        turns.end("a")
        await patient

    _run(work())


def test_a_turn_that_comes_while_waiting_is_given_up_is_passed_on() -> None:
    async def work() -> None:
        turns = Turns(asyncio.get_running_loop(), 1, moment=60)
        assert turns.begin("a")
        impatient = asyncio.create_task(turns.wait("b"))
        patient = asyncio.create_task(turns.wait("c"))
        await asyncio.sleep(0)
        turns.end("a")  # it is the turn of b, which has not heard of it yet
        impatient.cancel()
        with pytest.raises(asyncio.CancelledError):
            await impatient
        turns.end("b")
        await patient

    _run(work())
