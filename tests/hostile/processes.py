"""What the kernel knows about the processes of a server: who they are, what they hold, what they take."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.engine.asking import alive, children

MIB = 1024 * 1024
_NURSERY = b"graph.engine.nursery"
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Tree:
    """The processes of a server at one moment.

    Attributes:
        lasting: the server and its nurseries, which live as long as it does; parents come first.
        nurseries: those of them that bear workers.
        workers: the processes that evaluate queries; they come and go.
    """

    lasting: tuple[int, ...]
    nurseries: tuple[int, ...]
    workers: tuple[int, ...]

    def everyone(self) -> tuple[int, ...]:
        return self.lasting + self.workers

    def resident(self) -> int:
        """Bytes in memory of the lasting processes."""
        return sum(map(resident, self.lasting))

    def descriptors(self) -> int:
        """Files and sockets that the lasting processes have open."""
        return sum(map(descriptors, self.lasting))

    def threads(self) -> int:
        return sum(map(threads, self.lasting))


def tree(root: int) -> Tree:
    """The tree below a server. Workers are what a nursery has borne."""
    lasting, nurseries, workers = [root], [], []
    for process in lasting:
        found = children(process)
        if _NURSERY in _command(process):
            nurseries.append(process)
            workers += [each for each in found if alive(each)]
        else:
            lasting += found
    return Tree(tuple(lasting), tuple(nurseries), tuple(workers))


def resident(process: int) -> int:
    """Bytes in memory, shared ones among them; 0 where the process has ended."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * _PAGE
    except (FileNotFoundError, ProcessLookupError):
        return 0


def descriptors(process: int) -> int:
    """How many files and sockets a process has open."""
    try:
        return len(list(Path(f"/proc/{process}/fd").iterdir()))
    except (FileNotFoundError, ProcessLookupError):
        return 0


def threads(process: int) -> int:
    try:
        return len(list(Path(f"/proc/{process}/task").iterdir()))
    except (FileNotFoundError, ProcessLookupError):
        return 0


def _command(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


@dataclass
class Watch:
    """The memory of a tree of processes, looked at all the time.

    Attributes:
        most: bytes in memory of all together, at the worst moment since it was last set to 0.
        lasting: the same of those that last, without the workers.
        killed: whether they were killed because of it, so that the machine goes on.
    """

    most: int = 0
    lasting: int = 0
    killed: bool = False


@contextmanager
def watched(root: int, limit: int, pause: float = 0.1) -> Iterator[Watch]:
    """Watch a server that leads a process group; kill the group where its memory goes beyond a limit in bytes."""
    watch, stop = Watch(), threading.Event()

    def look() -> None:
        while not stop.wait(pause):
            found = tree(root)
            lasting = found.resident()
            taken = lasting + sum(map(resident, found.workers))
            watch.most, watch.lasting = max(watch.most, taken), max(watch.lasting, lasting)
            if taken > limit:
                watch.killed = True
                os.killpg(root, signal.SIGKILL)
                return

    thread = threading.Thread(target=look, name="memory watch")
    thread.start()
    try:
        yield watch
    finally:
        stop.set()
        thread.join()
