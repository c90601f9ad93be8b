"""One ``khen serve`` without nginx: releases are exchanged under load, and no request fails."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.deploy.asking import address, load, request
from tests.deploy.conftest import two_releases
from tests.deploy.replicas import Replica, replicas
from tests.deploy.test_replicas import point_to
from tests.engine.asking import ENDLESS, busy, children, wait_until


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reload")


@pytest.fixture(scope="module")
def releases(folder: Path) -> Path:
    """Of this module alone, so that no other server follows its changes."""
    return two_releases(folder / "releases")


@pytest.fixture(scope="module")
def replica(releases: Path, folder: Path) -> Iterator[Replica]:
    with replicas(releases, folder, 1) as (replica,):
        yield replica


@pytest.mark.parametrize("keep", [True, False], ids=["connections-kept", "a-connection-each"])
def test_a_release_is_exchanged_under_load(replica: Replica, releases: Path, keep: bool) -> None:
    listening = replica.listening()
    with load(replica.port, keep=keep) as found:
        for identifier in ("r2", "r1"):
            found.wait_for(50)
            point_to(releases, identifier)
            replica.process.send_signal(signal.SIGHUP)
            wait_until(lambda name=identifier: replica.release() == name, 30)  # type: ignore[misc]
        found.wait_for(50)
    assert found.failures == []
    assert replica.listening() == listening


def test_a_release_that_cannot_be_opened_is_not_served(replica: Replica, releases: Path, folder: Path) -> None:
    with load(replica.port) as found:
        point_to(releases, "no-such-release")
        replica.process.send_signal(signal.SIGHUP)
        log = folder / "replica-0.log"
        wait_until(lambda: "no-such-release cannot be opened" in log.read_text(), 30)
        found.wait_for(50)
        assert replica.release() == "r1"
        point_to(releases, "r1")
    assert found.failures == []


def test_a_query_under_way_keeps_its_release_and_its_answer_while_the_server_stops(replica: Replica) -> None:
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(request, replica.port, "GET", address(ENDLESS) + "&timeout=1")
        wait_until(lambda: any(busy(each) for each in _workers(replica)), 10)
        assert replica.stop() == 0
        assert asked.result().status == 504
    replica.start()
    replica.wait()


def _workers(replica: Replica) -> list[int]:
    (nursery,) = children(replica.listening())
    return children(nursery)
