"""Turns of tests that run side by side: who is alone is alone, and comes in at last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.workers import turn

Go = Callable[[str, bool], Future[None]]


@pytest.fixture
def said() -> list[str]:
    """The names of those that had their turn, in this order."""
    return []


@pytest.fixture
def go(tmp_path: Path, said: list[str]) -> Iterator[Go]:
    """Lets somebody ask for a turn, in a thread."""

    def ask(name: str, alone: bool) -> None:
        with turn(tmp_path, alone):
            said.append(name)

    with ThreadPoolExecutor(3) as threads:
        yield lambda name, alone: threads.submit(ask, name, alone)


def test_two_run_beside_each_other(tmp_path: Path, go: Go, said: list[str]) -> None:
    with turn(tmp_path, alone=False):
        go("other", False).result(timeout=5)
    assert said == ["other"]


@pytest.mark.parametrize(("holds", "asks"), [(True, False), (False, True), (True, True)])
def test_nobody_runs_beside_one_that_is_alone(tmp_path: Path, go: Go, said: list[str], holds: bool, asks: bool) -> None:
    with turn(tmp_path, alone=holds):
        other = go("other", asks)
        with pytest.raises(TimeoutError):
            other.result(timeout=0.1)
        said.append("first")
    other.result(timeout=5)
    assert said == ["first", "other"]


def test_who_waits_to_be_alone_is_not_passed_by(tmp_path: Path, go: Go, said: list[str]) -> None:
    with turn(tmp_path, alone=False):
        alone = go("alone", True)
        with pytest.raises(TimeoutError):
            alone.result(timeout=0.1)
        late = go("late", False)
        with pytest.raises(TimeoutError):
            late.result(timeout=0.1)
    alone.result(timeout=5)
    late.result(timeout=5)
    assert said == ["alone", "late"]
