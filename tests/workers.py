"""Tests in several processes at once (``pytest -n``): what is made once for all, and who has the machine alone."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest


def common(config: pytest.Config) -> Path | None:
    """The folder of temporary files that all workers of this run share; ``None`` where there are no workers."""
    if not hasattr(config, "workerinput"):
        return None
    return Path(config.getoption("basetemp")).parent


@contextmanager
def locked(file: Path, how: int = fcntl.LOCK_EX) -> Iterator[None]:
    """Hold a lock among processes; with ``fcntl.LOCK_SH`` beside others that ask for the same."""
    with file.open("ab") as opened:
        fcntl.flock(opened, how)
        try:
            yield
        finally:
            # By name, because a process forked meanwhile has the file open too.
            fcntl.flock(opened, fcntl.LOCK_UN)


@contextmanager
def turn(folder: Path, alone: bool) -> Iterator[None]:
    """One test's turn: beside those of other workers, or with none of them."""
    with ExitStack() as held:
        # Who waits to be alone keeps the door shut, or the others would go in one after another.
        with locked(folder / "door"):
            held.enter_context(locked(folder / "room", fcntl.LOCK_EX if alone else fcntl.LOCK_SH))
        yield
