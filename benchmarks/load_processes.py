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
    while time.monotonic() < until:
        running, now = _work(process.pid)
        if now == before and not running:
            return
        before = now
        time.sleep(_QUIET)


def _work(process: int) -> tuple[bool, int]:
    """Of a process and those below it: whether any thread wants a core, and the time that they have computed.

    On a busy machine, a thread may wait for its core for a while; in the state of a thread that is running, too.
    """
    running, spent = False, 0
    try:
        for task in (_PROC / str(process) / "task").iterdir():
            fields = (task / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            running = running or fields[0] == "R"
            spent += int(fields[11]) + int(fields[12])
        for each in children(process):
            more = _work(each)
            running, spent = running or more[0], spent + more[1]
    except (FileNotFoundError, ProcessLookupError):
        pass  # it, or one of its threads, has ended meanwhile
    return running, spent
