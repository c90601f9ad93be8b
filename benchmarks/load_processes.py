"""The processes of a server: how much memory each takes, and whether any of them is at work."""

from __future__ import annotations

import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_MIB = 1024 * 1024
_QUIET = 0.05
"""Seconds without any work after which a server counts as idle."""
_PATIENCE = 30.0
_NURSERY = b"graph.engine.nursery"


@dataclass(frozen=True)
class Memory:
    """What one process takes, in MiB.

    Attributes:
        role: ``server``; of ours also ``nursery``, and ``query worker`` for what that has forked.
        resident: pages in memory, shared ones counted in every process (RSS).
        proportional: the same, a page shared by n processes counted as 1/n (PSS).
        private: pages that no other process has.
    """

    role: str
    resident: float
    proportional: float
    private: float


def memory(process: subprocess.Popen[bytes] | None) -> list[Memory]:
    """The memory of a server, process by process."""
    return [] if process is None else list(_measured(process.pid, "server"))


def _measured(process: int, role: str) -> Iterator[Memory]:
    try:
        rollup = (_PROC / str(process) / "smaps_rollup").read_text(encoding="ascii")
        nursery = _NURSERY in (_PROC / str(process) / "cmdline").read_bytes()
        below = children(process)
    except (FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
        return
    sizes: Counter[str] = Counter()
    for line in rollup.splitlines()[1:]:
        name, size, *_ = line.split()
        sizes[name.rstrip(":")] += int(size) * 1024
    private = sizes["Private_Clean"] + sizes["Private_Dirty"]
    own = "nursery" if nursery and role == "server" else role
    yield Memory(own, sizes["Rss"] / _MIB, sizes["Pss"] / _MIB, private / _MIB)
    for each in below:
        yield from _measured(each, "query worker" if own == "nursery" else role)


def children(process: int) -> list[int]:
    """The processes that one has started, whichever of its threads did.

    Raises:
        FileNotFoundError: there is no such process.
    """
    found = []
    for task in (_PROC / str(process) / "task").iterdir():
        try:
            found += [int(each) for each in (task / "children").read_text(encoding="ascii").split()]
        except (FileNotFoundError, ProcessLookupError):
            continue  # a thread that has ended
    return found


def settle(process: subprocess.Popen[bytes] | None) -> None:
    """Wait until a server does nothing any more: some go on computing for a client that has left."""
    if process is None:
        return
    until = time.monotonic() + _PATIENCE
    before = -1
    while (now := _ticks(process.pid)) != before and time.monotonic() < until:
        before = now
        time.sleep(_QUIET)


def _ticks(process: int) -> int:
    """The time that a process and those below it have computed."""
    try:
        fields = (_PROC / str(process) / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12]) + sum(map(_ticks, children(process)))
    except (FileNotFoundError, ProcessLookupError):
        return 0
