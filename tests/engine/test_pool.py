"""The workers that wait for a question, and those who wait for a worker: none is lost, and the first comes first."""

from __future__ import annotations

import random
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from graph.engine.handle import Gone, Handle
from graph.engine.pool import Pool
from tests.engine.asking import wait_until


class Nursery:
    """Makes handles of workers that are nobody, and holds the other ends of their sockets."""

    def __init__(self) -> None:
        self._born: list[tuple[Handle, socket.socket]] = []

    def bear(self) -> Handle:
        ours, its = socket.socketpair()
        number = len(self._born) + 1
        worker = Handle(number, 1000 + number, ours.detach())
        self._born.append((worker, its))
        return worker

    def close(self) -> None:
        for worker, its in self._born:
            worker.close()
            its.close()


@pytest.fixture
def nursery() -> Iterator[Nursery]:
    nursery = Nursery()
    yield nursery
    nursery.close()


@pytest.fixture
def pool() -> Iterator[Pool]:
    pool = Pool()
    yield pool
    pool.close()


def closed(worker: Handle) -> bool:
    return worker.socket.fileno() == -1


def test_the_worker_that_was_busy_last_is_taken_first(pool: Pool, nursery: Nursery) -> None:
    first, second = nursery.bear(), nursery.bear()
    pool.add(first)
    pool.add(second)
    assert pool.take(0, None) is second
    assert pool.take(0, None) is first
    assert pool.idle() == 0
    pool.give_back(second)
    pool.give_back(first)
    assert pool.take(0, None) is first
    pool.give_back(first)
    assert pool.processes() == (first.process, second.process)


def test_without_one_the_wait_is_as_long_as_it_may_be(pool: Pool) -> None:
    start = time.monotonic()
    assert pool.take(0.25, None) is None
    assert 0.25 <= time.monotonic() - start < 2
    assert pool.take(0, None) is None


def test_whoever_stops_waiting_gets_none(pool: Pool, nursery: Nursery) -> None:
    assert pool.take(0.01, None) is None
    worker = nursery.bear()
    pool.add(worker)
    assert pool.idle() == 1


def test_workers_are_given_in_the_order_of_asking(pool: Pool, nursery: Nursery) -> None:
    got: list[int] = []
    workers = [nursery.bear() for _ in range(5)]
    for number in range(5):
        assert pool.claim(lambda worker, number=number: got.append(number)) is None  # type: ignore[misc]
    for each in workers:
        pool.add(each)
    assert got == [0, 1, 2, 3, 4]
    assert pool.idle() == 0
    for each in workers:
        pool.give_back(each)
    assert pool.idle() == 5


def test_who_withdraws_is_passed_over(pool: Pool, nursery: Nursery) -> None:
    got: list[str] = []

    def first(worker: Handle | None) -> None:
        got.append("first")

    def second(worker: Handle | None) -> None:
        got.append("second")

    pool.claim(first)
    pool.claim(second)
    assert pool.withdraw(first)
    assert not pool.withdraw(first)
    worker = nursery.bear()
    pool.add(worker)
    assert got == ["second"]
    assert not pool.withdraw(second), "it has been delivered already"
    pool.give_back(worker)


def test_a_client_that_hangs_up_waits_no_longer(pool: Pool, nursery: Nursery) -> None:
    start = time.monotonic()
    with pytest.raises(Gone):
        pool.take(5, lambda: True)
    assert time.monotonic() - start < 2
    pool.add(nursery.bear())
    assert pool.idle() == 1


def test_a_worker_that_comes_as_the_client_hangs_up_is_given_back(pool: Pool, nursery: Nursery) -> None:
    worker = nursery.bear()

    def gone() -> bool:
        pool.add(worker)
        return True

    with pytest.raises(Gone):
        pool.take(5, gone)
    assert pool.idle() == 1


def test_a_worker_that_dies_while_idle_is_forgotten(pool: Pool, nursery: Nursery) -> None:
    worker = nursery.bear()
    pool.add(worker)
    pool.ended(worker.number, 9, "words")
    assert (pool.idle(), pool.processes()) == (0, ())
    assert closed(worker)
    assert worker.ended.is_set()
    assert (worker.status, worker.words) == (9, "words")
    pool.ended(worker.number, 9)


def test_a_worker_that_dies_while_it_is_used_is_not_taken_from_its_user(pool: Pool, nursery: Nursery) -> None:
    worker = nursery.bear()
    pool.add(worker)
    assert pool.take(0, None) is worker
    pool.ended(worker.number, 11)
    assert not closed(worker)
    pool.give_back(worker)
    assert closed(worker)
    assert pool.idle() == 0


def test_a_worker_that_was_dropped_does_not_come_back(pool: Pool, nursery: Nursery) -> None:
    worker = nursery.bear()
    pool.add(worker)
    pool.drop(worker)
    assert pool.processes() == ()
    assert closed(worker)


def test_when_the_nursery_ends_so_do_all(pool: Pool, nursery: Nursery) -> None:
    workers = [nursery.bear() for _ in range(3)]
    for each in workers:
        pool.add(each)
    used = pool.take(0, None)
    pool.all_ended()
    assert (pool.idle(), pool.processes()) == (0, ())
    assert all(each.ended.is_set() and each.status is None for each in workers)
    assert [closed(each) for each in workers] == [each is not used for each in workers]


def test_closing_lets_all_go_who_wait(pool: Pool, nursery: Nursery) -> None:
    with ThreadPoolExecutor(4) as threads:
        waiting = [threads.submit(pool.take, 30, None) for _ in range(4)]
        wait_until(lambda: len(pool._waiting) == 4)
        start = time.monotonic()
        pool.close()
        assert [each.result(timeout=5) for each in waiting] == [None] * 4
        assert time.monotonic() - start < 5
    assert pool.take(5, None) is None
    late = nursery.bear()
    pool.add(late)
    assert closed(late)
    assert pool.idle() == 0


def test_a_worker_in_use_is_closed_when_it_is_given_back_after_the_end(pool: Pool, nursery: Nursery) -> None:
    used, idle = nursery.bear(), nursery.bear()
    pool.add(used)
    assert pool.take(0, None) is used
    pool.add(idle)
    pool.close()
    assert closed(idle)
    assert not closed(used)
    pool.give_back(used)
    assert closed(used)


def test_none_is_lost_and_none_is_given_twice_in_a_crowd(pool: Pool, nursery: Nursery) -> None:
    """Threads that wait, wait too short, hang up, or lose their worker, for three workers that come and go."""
    for _ in range(3):
        pool.add(nursery.bear())
    used: set[int] = set()
    guard = threading.Lock()
    served = 0

    def crowd(seed: int) -> None:
        nonlocal served
        luck = random.Random(seed)
        for _ in range(300):
            gone = (lambda: luck.random() < 0.5) if luck.random() < 0.3 else None
            try:
                worker = pool.take(luck.choice((0, 0.0005, 0.2)), gone)
            except Gone:
                continue
            if worker is None:
                continue
            with guard:
                assert worker.number not in used, "two have the same worker"
                used.add(worker.number)
                served += 1
            if luck.random() < 0.3:
                time.sleep(0.0005)
            with guard:
                used.remove(worker.number)
            if luck.random() < 0.1:
                pool.drop(worker)
                with guard:
                    born = nursery.bear()
                pool.add(born)
            else:
                pool.give_back(worker)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(crowd, range(8)))
    assert pool.idle() == 3
    assert len(pool.processes()) == 3
    assert not pool._waiting
    assert served > 500
