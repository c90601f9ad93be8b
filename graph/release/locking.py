"""One build at a time: an advisory lock that the kernel drops when its holder dies, so it cannot go stale."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

LOCK_NAME: Final = ".lock"


@contextmanager
def locked(folder: Path, say: Callable[[str], None] | None) -> Iterator[None]:
    """The lock of a folder of releases; while another build holds it, wait and say so.

    Raises:
        BlockingIOError: another build holds it, and nobody wants to be told to wait (``say`` is ``None``).
        OSError: the lock file cannot be made or locked.
    """
    with (folder / LOCK_NAME).open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if say is None:
                raise
            say(f"another build is writing to {folder}; waiting until it ends")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
