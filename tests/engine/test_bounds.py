"""Deadlines that a client lowers, workers that are all busy, clients that hang up."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from graph.engine import EngineBusy, ProcessEngine, QueryAbandoned, QueryTimeout, Settings
from graph.engine.settings import MIB
from graph.store import Release
from tests.engine.asking import ENDLESS, FORMATS, ask, busy, wait_until

pytestmark = pytest.mark.alone


@pytest.fixture(scope="module")
def hasty(release: Release) -> Iterator[ProcessEngine]:
    """Two workers, a second and a half for a query, a fifth to wait for a worker."""
    engine = ProcessEngine(release, Settings(timeout=1.5, memory=64 * MIB, workers=2, wait=0.2))
    yield engine
    engine.close()


def test_a_client_can_lower_the_deadline(hasty: ProcessEngine) -> None:
    start = time.monotonic()
    with pytest.raises(QueryTimeout) as caught:
        ask(hasty, ENDLESS, timeout=0.1)
    assert time.monotonic() - start < 0.4
    assert caught.value.limit == {"timeout": 0.1}


def test_a_client_cannot_raise_the_deadline(hasty: ProcessEngine) -> None:
    start = time.monotonic()
    with pytest.raises(QueryTimeout) as caught:
        ask(hasty, ENDLESS, timeout=60)
    assert time.monotonic() - start < 2
    assert caught.value.limit == {"timeout": 1.5}


def test_with_all_workers_busy_a_query_is_sent_away_after_a_short_wait(hasty: ProcessEngine) -> None:
    wait_until(lambda: len(hasty.workers()) == 2)
    with ThreadPoolExecutor(2) as threads:
        long = [threads.submit(ask, hasty, ENDLESS) for _ in range(2)]
        wait_until(lambda: all(busy(each) for each in hasty.workers()), 1)
        start = time.monotonic()
        with pytest.raises(EngineBusy) as caught:
            hasty.evaluate(ENDLESS, formats=FORMATS)
        assert 0.2 <= time.monotonic() - start < 0.5
        assert caught.value.limit == {"wait": 0.2, "workers": 2}
        assert caught.value.retry_after > 0
        for each in long:
            with pytest.raises(QueryTimeout):
                each.result()


def test_a_query_that_waits_gets_the_next_worker(hasty: ProcessEngine) -> None:
    wait_until(lambda: len(hasty.workers()) == 2)
    with ThreadPoolExecutor(2) as threads:
        long = [threads.submit(ask, hasty, ENDLESS, 0.1) for _ in range(2)]
        assert ask(hasty).body
        for each in long:
            assert isinstance(each.exception(), QueryTimeout)


def test_a_query_whose_client_hangs_up_is_stopped(own: ProcessEngine) -> None:
    before, hung_up = own.workers(), threading.Event()
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(own.evaluate, ENDLESS, formats=FORMATS, gone=hung_up.is_set)
        wait_until(lambda: any(busy(each) for each in before))
        hung_up.set()
        with pytest.raises(QueryAbandoned):
            asked.result(timeout=0.5)
    wait_until(lambda: len(own.workers()) == 2)
    assert len(set(before) & set(own.workers())) == 1
    assert not any(busy(each) for each in own.workers())


def test_a_client_that_hangs_up_while_it_waits_takes_no_worker(own: ProcessEngine) -> None:
    with ThreadPoolExecutor(2) as threads:
        long = [threads.submit(ask, own, ENDLESS, 1) for _ in range(2)]
        wait_until(lambda: all(busy(each) for each in own.workers()))
        with pytest.raises(QueryAbandoned):
            own.evaluate("ASK {}", formats=FORMATS, gone=lambda: True)
        assert all(isinstance(each.exception(), QueryTimeout) for each in long)


def test_a_worker_that_has_grown_is_replaced_after_its_answer(release: Release) -> None:
    engine = ProcessEngine(release, Settings(workers=1, growth=8 * MIB))
    try:
        (before,) = engine.workers()
        assert ask(engine).body
        assert engine.workers() == (before,)
        large = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 100000"
        assert len(ask(engine, large).body) > 12 * MIB
        wait_until(lambda: engine.workers() not in ((), (before,)))
        assert ask(engine).body
    finally:
        engine.close()
