"""Two replicas behind nginx, under load: one dies, a new release comes, and no request fails."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from tests.deploy.asking import get, load, request
from tests.deploy.proxy import Proxy, needs_nginx
from tests.deploy.replicas import Replica
from tests.engine.asking import wait_until

pytestmark = needs_nginx


def test_a_replica_that_is_killed_takes_no_request_with_it(proxy: Proxy, pair: list[Replica]) -> None:
    with load(proxy.port) as found:
        found.wait_for(100)
        pair[0].kill()
        found.wait_for(150)
        pair[0].start()
        pair[0].wait()
        found.wait_for(100)
    assert found.failures == []


def test_nor_does_one_whose_listening_process_is_killed(proxy: Proxy, pair: list[Replica]) -> None:
    with load(proxy.port) as found:
        found.wait_for(100)
        before = pair[0].listening()
        os.kill(before, signal.SIGKILL)
        found.wait_for(150)
        wait_until(lambda: pair[0].release() is not None, 30)
        found.wait_for(100)
    assert found.failures == []
    assert pair[0].listening() != before


def test_nor_does_one_that_is_stopped_and_started_again(proxy: Proxy, pair: list[Replica]) -> None:
    """How the program itself is upgraded: one replica after the other."""
    with load(proxy.port) as found:
        for each in pair:
            found.wait_for(50)
            assert each.stop() == 0
            found.wait_for(50)
            each.start()
            each.wait()
        found.wait_for(50)
    assert found.failures == []


def test_a_new_release_and_the_way_back_fail_no_request(proxy: Proxy, pair: list[Replica], releases: Path) -> None:
    with load(proxy.port) as found:
        for identifier in ("r2", "r1"):
            found.wait_for(50)
            point_to(releases, identifier)
            pair[0].process.send_signal(signal.SIGHUP)  # one is told, the other finds out
            wait_until(lambda name=identifier: {each.release() for each in pair} == {name}, 30)  # type: ignore[misc]
        found.wait_for(50)
    assert found.failures == []


def test_where_no_replica_is_left_that_is_said_and_mended_at_once(proxy: Proxy, pair: list[Replica]) -> None:
    dump = "/releases/r1/khen.ttl"
    whole = request(proxy.port, "GET", dump).body
    for each in pair:
        each.kill()
    kept = request(proxy.port, "GET", dump)
    assert (kept.status, kept.body, kept.headers["X-Cache"]) == (200, whole, "HIT")
    answer = get(proxy.port, "ASK {}")
    assert answer.status == 503
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Retry-After"] == "5"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    for each in pair:
        each.start()
        each.wait()
    assert get(proxy.port, "ASK {}").status == 200


def point_to(releases: Path, identifier: str) -> None:
    """Make another release the current one, in one step, as an administrator does to go back."""
    link = releases / "next"
    link.symlink_to(identifier)
    link.replace(releases / "current")
