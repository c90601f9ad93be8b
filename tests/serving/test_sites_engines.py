"""The engines of releases that take one another's place: none is left behind."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.engine import ProcessEngine, Settings
from graph.store import ReleaseError
from server.asgi.opening import open_archive, open_site
from server.asgi.options import Options
from server.asgi.sites import Sites
from server.observing import Observing
from tests.engine.asking import FORMATS, alive, children, wait_until
from tests.serving.exchanging import run
from tests.serving.pointing import point

Nurseries = Callable[[], list[int]]


@pytest.fixture
def nurseries() -> Nurseries:
    """Tells which of our children that bear workers were born since the test began."""
    before = set(children(os.getpid()))
    return lambda: [each for each in children(os.getpid()) if each not in before and alive(each)]


@pytest.fixture
def options(folder: Path) -> Options:
    return Options(folder, Settings(workers=1), results=0)


def test_engines_come_and_go_with_their_releases(folder: Path, options: Options, nurseries: Nurseries) -> None:
    async def renew() -> None:
        observing = Observing()
        first = open_site(options, observing)
        sites = Sites(first, folder, lambda: open_site(options, observing))
        assert len(nurseries()) == 1
        used = sites.enter()
        for name in ("r2", "r3", "r2"):
            point(folder, name)
            assert await sites.renew()
        await asyncio.to_thread(wait_until, lambda: len(nurseries()) == 2)
        assert isinstance(used.engine, ProcessEngine)
        assert used.engine.workers()
        sites.leave(used)
        await asyncio.to_thread(wait_until, lambda: len(nurseries()) == 1)
        assert isinstance(sites.current.engine, ProcessEngine)
        assert nurseries() == [sites.current.engine.nursery]
        await sites.close()
        assert nurseries() == []

    run(renew())


def test_a_release_that_cannot_be_served_leaves_no_process(
    options: Options, nurseries: Nurseries, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The workers were there already when it turned out."""

    def fail(*_: Any, **__: Any) -> None:
        raise ReleaseError("the release", "has vanished", "Build it again.")

    monkeypatch.setattr("server.asgi.opening.create_app", fail)
    with pytest.raises(ReleaseError):
        open_site(options, Observing())
    assert nurseries() == []


def test_engines_of_older_releases_have_the_same_limits_and_are_closed(
    folder: Path, options: Options, nurseries: Nurseries
) -> None:
    archive = open_archive(options, Observing())
    with archive.asked("r2") as older:
        assert isinstance(older.engine, ProcessEngine)
        assert len(nurseries()) == 1
        assert len(older.engine.workers()) == 1
        assert older.engine.settings.timeout == options.settings.timeout
        assert older.engine.settings.memory == options.settings.memory
        assert older.engine.evaluate("ASK {}", formats=FORMATS).body == b"true"
    archive.close()
    wait_until(lambda: nurseries() == [])
