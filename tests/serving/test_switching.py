"""A release takes the place of another under load, again and again, and no request fails."""

from __future__ import annotations

import contextlib
import json
import signal
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.engine.asking import ENDLESS, alive, busy, wait_until
from tests.serving.running import PATIENCE, Server, load, serving
from tests.store.writing import write_release


def point(folder: Path, target: str) -> None:
    """Let ``current`` point elsewhere, in one step."""
    new = folder / ".new"
    new.symlink_to(target)
    new.rename(folder / "current")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("releases")
    write_release(folder)
    write_release(folder, "r2", current=False)
    return folder


@pytest.fixture(scope="module")
def server(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(folder, tmp_path_factory.mktemp("log") / "stderr", "--query-timeout", "5") as server:
        yield server


def release(server: Server) -> str:
    status, _, body = server.request("/ready")
    assert status == 200
    found: str = json.loads(body)["release"]
    return found


def stores(server: Server) -> Counter[str]:
    """How many files of the stores of each release the server has open."""
    found = []
    for each in Path(f"/proc/{server.listening}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):  # it has been closed since
            place = each.readlink()
            found += [place.parent.parent.name] if place.parent.name == "store" else []
    return Counter(found)


@pytest.mark.parametrize("keep", [True, False], ids=["connections kept", "a connection each"])
def test_no_request_fails_while_releases_are_exchanged(server: Server, folder: Path, keep: bool) -> None:
    listening = server.listening
    with load(server, keep=keep) as found:
        for number in range(4):
            name = ("r2", "r1")[number % 2]
            found.wait_for(20)
            point(folder, name)
            if number < 3:
                server.process.send_signal(signal.SIGHUP)  # the last one is noticed without it
            wait_until(lambda name=name: release(server) == name, PATIENCE)  # type: ignore[misc]
        found.wait_for(20)
    assert found.failures == []
    assert server.listening == listening
    wait_until(server.settled, PATIENCE)


def test_no_request_fails_while_it_is_told_over_and_over(server: Server) -> None:
    before = server.family()
    with load(server, keep=False) as found:
        for _ in range(50):
            server.process.send_signal(signal.SIGHUP)
            time.sleep(0.005)
        found.wait_for(20)
    assert found.failures == []
    wait_until(server.settled, PATIENCE)
    assert server.family() == before, "there was nothing to exchange"


def test_a_query_goes_on_with_its_release(server: Server, folder: Path) -> None:
    """Its workers are let go when it has ended, and not before."""
    wait_until(server.settled, PATIENCE)
    (old,) = server.nurseries
    name = "r2" if release(server) == "r1" else "r1"
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(server.ask, ENDLESS, timeout="4")
        wait_until(lambda: any(busy(each) for each in server.workers), PATIENCE)
        point(folder, name)
        server.process.send_signal(signal.SIGHUP)
        wait_until(lambda: release(server) == name, PATIENCE)
        assert server.ask()[0] == 200
        under_way = not asked.done()
        assert alive(old) or not under_way
        assert asked.result()[0] == 504
    wait_until(lambda: not alive(old), PATIENCE)
    wait_until(server.settled, PATIENCE)


def test_a_broken_release_is_not_served_and_said(server: Server, folder: Path) -> None:
    before = release(server)
    with load(server, 2, keep=True) as found:
        point(folder, "broken")
        server.process.send_signal(signal.SIGHUP)
        wait_until(lambda: "the release broken cannot be opened" in server.said(), PATIENCE)
        found.wait_for(10)
        assert release(server) == before
        point(folder, before)
    assert found.failures == []


def test_results_and_tags_are_those_of_the_release(server: Server, folder: Path) -> None:
    tags: list[str] = []
    names = ("r2", "r1") if release(server) == "r1" else ("r1", "r2")
    query = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"
    for name in (names[1], *names):
        point(folder, name)
        server.process.send_signal(signal.SIGHUP)
        wait_until(lambda name=name: release(server) == name, PATIENCE)  # type: ignore[misc]
        first, again = (server.ask(query)[1] for _ in range(2))
        assert first["Server-Timing"].startswith("evaluation" if tags else "")
        assert again["Server-Timing"].startswith("results")
        assert first["ETag"] == again["ETag"]
        tags.append(first["ETag"])
        if len(tags) > 1:
            assert server.ask(query, If_None_Match=tags[-2])[0] == 200
    assert tags[0] == tags[2] != tags[1]


def test_exchanging_leaves_nothing_open(server: Server, folder: Path) -> None:
    """But for the release before, stores that are not served any more are closed, that of the first one too."""
    one = 2 * len(list((folder / "r1" / "store").iterdir()))
    for _ in range(4):
        name = "r2" if release(server) == "r1" else "r1"
        point(folder, name)
        server.process.send_signal(signal.SIGHUP)
        wait_until(lambda name=name: release(server) == name, PATIENCE)  # type: ignore[misc]
    wait_until(server.settled, PATIENCE)
    wait_until(lambda: sum(stores(server).values()) <= 2 * one, PATIENCE)
