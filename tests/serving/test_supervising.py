"""Whatever is killed comes back, a signal to stop lets requests finish, and nothing is left behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.engine.asking import ENDLESS, alive, children, wait_until
from tests.engine.asking import at_work as seen_at_work
from tests.serving.running import PATIENCE, Server, answered, serving, start

SHORT = "1"
"""Seconds for a query that would never end."""


@pytest.fixture(scope="module")
def server(releases: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that the tests leave as it was: healed."""
    with serving(releases, tmp_path_factory.mktemp("log") / "stderr", "--query-timeout", "5") as server:
        yield server


@pytest.fixture
def own(releases: Path, tmp_path: Path) -> Iterator[Server]:
    """A server that a test may stop."""
    with serving(releases, tmp_path / "stderr", "--query-timeout", "5") as server:
        yield server


def at_work(server: Server) -> int:
    """The worker that evaluates a query."""
    return seen_at_work(lambda: server.workers, PATIENCE)


def kill(process: int, number: signal.Signals = signal.SIGKILL) -> None:
    """And wait for its end, so that it takes no connection any more."""
    os.kill(process, number)
    wait_until(lambda: not alive(process), PATIENCE)


def test_requests_wait_while_the_process_that_listens_is_replaced(server: Server) -> None:
    """The socket is held by the one that watches over it."""
    wait_until(server.settled, PATIENCE)
    before = server.family()
    kill(server.listening)
    with ThreadPoolExecutor(8) as threads:
        statuses = [each[0] for each in threads.map(lambda _: server.ask(), range(40))]
    assert statuses == [200] * 40
    wait_until(server.settled, PATIENCE)
    assert set(before) & set(server.family()) == {server.process.pid}
    wait_until(lambda: not any(alive(each) for each in before[1:]), PATIENCE)
    assert "the process that listens has ended" in server.said()


def test_a_killed_nursery_is_replaced(server: Server) -> None:
    wait_until(server.settled, PATIENCE)
    (nursery,) = server.nurseries
    os.kill(nursery, signal.SIGKILL)
    wait_until(lambda: server.settled() and server.nurseries != [nursery], PATIENCE)
    assert server.ask()[0] == 200


def test_a_killed_worker_is_replaced(server: Server) -> None:
    wait_until(server.settled, PATIENCE)
    before = server.workers
    for each in before:
        os.kill(each, signal.SIGKILL)
    assert server.ask()[0] == 200
    wait_until(lambda: server.settled() and not set(before) & set(server.workers), PATIENCE)


def test_without_the_supervisor_nothing_goes_on(own: Server) -> None:
    family = own.family()
    assert len(family) == 5
    with own.begin(ENDLESS):
        at_work(own)
        own.process.kill()
        own.process.wait()
        wait_until(lambda: not any(alive(each) for each in family), PATIENCE)


@pytest.mark.parametrize("accept", ["*/*", "text/html"])
def test_a_query_under_way_is_answered_before_the_end(own: Server, accept: str) -> None:
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(own.ask, ENDLESS, timeout=SHORT, Accept=accept)
        at_work(own)
        assert own.stop() == 0
        assert asked.result()[0] == 504, "as it would have been"
    assert "ERROR" not in own.said()
    assert "Traceback" not in own.said()


def test_connections_that_are_idle_hold_up_no_end(own: Server) -> None:
    with own.begin("ASK {}") as closed, own.begin("", "/health") as _:
        answered(closed)
        begun = time.monotonic()
        assert own.stop() == 0
        assert time.monotonic() - begun < 8  # an idle connection is closed after 10 s in any case


def test_ctrl_c_reaches_all_at_once_and_ends_them_in_order(own: Server) -> None:
    """A terminal sends it to the whole group, the workers among them."""
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(own.ask, ENDLESS, timeout=SHORT)
        at_work(own)
        os.killpg(own.process.pid, signal.SIGINT)
        assert own.process.wait(timeout=PATIENCE) == 0
        assert asked.result()[0] == 504
    assert "Traceback" not in own.said()
    assert "KeyboardInterrupt" not in own.said()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_it_starts_ends_it_without_a_word(
    releases: Path, tmp_path: Path, number: signal.Signals
) -> None:
    process = start(releases, tmp_path / "stderr")
    assert process.stdout is not None
    with process.stdout:
        wait_until(lambda: bool(children(process.pid)), PATIENCE)
        os.killpg(process.pid, number)
        process.stdout.read()
        assert process.wait(timeout=PATIENCE) == 0
    assert (tmp_path / "stderr").read_text() == ""


def test_to_be_told_of_a_release_while_it_starts_is_no_harm(releases: Path, tmp_path: Path) -> None:
    process = start(releases, tmp_path / "stderr")
    assert process.stdout is not None
    with process.stdout:
        wait_until(lambda: bool(children(process.pid)), PATIENCE)
        os.killpg(process.pid, signal.SIGHUP)
        assert b"is served at" in process.stdout.readline()
        process.terminate()
        process.stdout.read()
        assert process.wait(timeout=PATIENCE) == 0
    assert (tmp_path / "stderr").read_text() == ""


def test_a_second_signal_changes_nothing(own: Server) -> None:
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(own.ask, ENDLESS, timeout=SHORT)
        at_work(own)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
            own.process.send_signal(number)
            time.sleep(0.05)
        assert asked.result()[0] == 504
    assert own.process.wait(timeout=PATIENCE) == 0
    assert "Traceback" not in own.said()


def run(releases: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The program as users start it."""
    command = [sys.executable, "-m", "graph", "serve", "--port", "0", "--releases", str(releases), *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)


def test_a_release_that_is_not_there_is_said(tmp_path: Path) -> None:
    found = run(tmp_path)
    assert found.returncode == 1
    assert "khen build" in found.stderr
    assert "Traceback" not in found.stderr


def test_a_release_that_the_workers_cannot_open_is_said(releases: Path, tmp_path: Path) -> None:
    """The supervisor can open it, by its store; its workers read the dump."""
    shutil.copytree(releases, tmp_path / "releases", symlinks=True)
    (tmp_path / "releases" / "r1" / "khen.nq").unlink()
    found = run(tmp_path / "releases")
    assert found.returncode == 1
    assert "khen.nq" in found.stderr
    assert "khen build" in found.stderr
    assert "Traceback" not in found.stderr
    assert "is served at" not in found.stdout


@pytest.mark.parametrize(("option", "network"), [("--trusted-proxy", "nonsense"), ("--metrics-from", "10.0.0.1/8")])
def test_what_is_no_network_is_said(releases: Path, option: str, network: str) -> None:
    found = run(releases, option, network)
    assert found.returncode == 2
    assert "is not a network" in found.stderr


def test_a_log_that_cannot_be_written_is_said(releases: Path, tmp_path: Path) -> None:
    found = run(releases, "--access-log", str(tmp_path / "no" / "such" / "folder"))
    assert found.returncode in (1, 2)
    assert "cannot be written" in found.stderr
    assert "Traceback" not in found.stderr
