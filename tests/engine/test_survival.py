"""Whatever is killed, the engine answers on; and nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph.engine import EngineBusy, EngineCrashed, EngineError, ProcessEngine, QueryAbandoned, QueryTimeout, Settings
from graph.store import QuerySyntaxError, Release, ReleaseError
from tests.engine.asking import ENDLESS, FORMATS, alive, ask, busy, children, wait_until


def descriptors(process: int | str = "self") -> int:
    return len(list(Path(f"/proc/{process}/fd").iterdir()))


def test_workers_killed_while_idle_are_not_noticed_by_queries(own: ProcessEngine) -> None:
    for _ in range(10):
        for each in own.workers():
            os.kill(each, signal.SIGKILL)
        assert ask(own).body


def test_a_killed_nursery_is_started_again(own: ProcessEngine) -> None:
    nursery, workers = own.nursery, own.workers()
    os.kill(nursery, signal.SIGKILL)
    wait_until(lambda: own.nursery != nursery and len(own.workers()) == 2)
    assert ask(own).body
    assert not any(alive(each) for each in (nursery, *workers))
    assert nursery not in children(os.getpid())


def test_a_query_under_way_when_the_nursery_is_killed_is_a_crash(own: ProcessEngine) -> None:
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(ask, own, ENDLESS)
        wait_until(lambda: any(busy(each) for each in own.workers()))
        os.kill(own.nursery, signal.SIGKILL)
        with pytest.raises(EngineCrashed, match="with the process that started it"):
            asked.result(timeout=3)


def test_many_at_once_are_all_answered(shared: ProcessEngine) -> None:
    queries = [f"SELECT ({number} AS ?n) {{}}" for number in range(200)]
    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(lambda query: ask(shared, query).body, queries))
    assert answers == [f"n\r\n{number}\r\n".encode() for number in range(200)]


def _one_of_each(engine: ProcessEngine, number: int) -> None:
    """An answer, an error, a query out of time and one whose client hangs up, in turn."""
    try:
        match number % 4:
            case 0:
                assert ask(engine).body
            case 1:
                with pytest.raises(QuerySyntaxError):
                    ask(engine, "nonsense")
            case 2:
                with pytest.raises(QueryTimeout):
                    ask(engine, ENDLESS, timeout=0.02)
            case _:
                with pytest.raises(QueryAbandoned):
                    engine.evaluate(ENDLESS, formats=FORMATS, gone=lambda: True)
    except EngineBusy:
        pass  # sixteen threads for two workers


def test_a_storm_leaves_no_descriptor_and_no_process_behind(own: ProcessEngine) -> None:
    _one_of_each(own, 0)
    wait_until(lambda: len(own.workers()) == 2)
    before = descriptors(), descriptors(own.nursery), len(children(os.getpid()))
    with ThreadPoolExecutor(16) as threads:
        list(threads.map(lambda number: _one_of_each(own, number), range(120)))
    wait_until(lambda: len(own.workers()) == 2 and len(children(own.nursery)) == 2)
    # The nursery closes its ends of a worker's socket a moment after it has told of its birth.
    wait_until(lambda: (descriptors(), descriptors(own.nursery), len(children(os.getpid()))) == before)
    assert set(children(own.nursery)) == set(own.workers())
    assert ask(own).body


def test_closing_ends_every_process(release: Release) -> None:
    ours = set(children(os.getpid()))
    before = descriptors()
    engine = ProcessEngine(release, Settings(workers=3))
    processes = (engine.nursery, *engine.workers())
    assert len(processes) == 4
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(ask, engine, ENDLESS)
        wait_until(lambda: any(busy(each) for each in processes))
        engine.close()
        with pytest.raises(EngineError):
            asked.result(timeout=3)
    assert not any(alive(each) for each in processes)
    assert set(children(os.getpid())) == ours
    assert descriptors() == before
    with pytest.raises(EngineBusy):
        ask(engine)
    engine.close()


_SERVER = """
import sys, time
from pathlib import Path
from graph.engine import ProcessEngine, Settings
from graph.store import open_release
folder = Path(sys.argv[1])
engine = ProcessEngine(open_release(folder.parent, folder.name), Settings(workers=2))
print(engine.nursery, *engine.workers(), flush=True)
time.sleep(60)
"""


def test_no_process_outlives_a_killed_server(release: Release) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _SERVER, str(release.folder)], stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        processes = [int(each) for each in server.stdout.readline().split()]
        assert len(processes) == 3
        assert all(alive(each) for each in processes)
        server.kill()
    wait_until(lambda: not any(alive(each) for each in processes), 3)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_that_mean_the_server_do_not_stop_queries(shared: ProcessEngine, number: int) -> None:
    processes = (shared.nursery, *shared.workers())
    for each in processes:
        os.kill(each, number)
    time.sleep(0.1)
    assert (shared.nursery, *shared.workers()) == processes
    assert ask(shared).body


def test_a_release_that_cannot_be_opened_is_said_at_once(release: Release, tmp_path: Path) -> None:
    before = descriptors(), children(os.getpid())
    damaged = tmp_path / release.id
    damaged.mkdir()
    (damaged / "khen.nq").write_text("nonsense")
    (damaged / "manifest.json").write_bytes((release.folder / "manifest.json").read_bytes())
    moved = Release(release.id, damaged, release.manifest, release.names, release.store)
    with pytest.raises(ReleaseError, match="cannot be read"):
        ProcessEngine(moved, Settings(workers=1))
    assert (descriptors(), children(os.getpid())) == before
