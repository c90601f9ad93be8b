"""The limits of the processes in which queries are evaluated."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from graph.store import Limits

MIB: Final = 1024 * 1024


def default_workers() -> int:
    """Twice as many as there are cores, and at least nine.

    An idle worker costs next to nothing, since all share the release. A few runaway queries take the cores in
    turns with the others until their deadline, but must not take all workers.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(9, 2 * (cores or 1))


def default_union() -> int:
    """As much as takes a quarter of the memory that there is once each worker has a copy of its own.

    A union takes about three times the size of its N-Triples. It is shared at first, but Oxigraph counts references
    while it reads, so that a worker that has read all of it has copied all of it. While one release takes the place of
    another, there are two.
    """
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        allowed = Path("/sys/fs/cgroup/memory.max").read_text().strip()
    except OSError:
        allowed = "max"
    if allowed.isdecimal():
        memory = min(memory, int(allowed))
    return memory // (4 * 3 * (default_workers() + 1))


@dataclass(frozen=True)
class Settings:
    """What a query may cost, and how many are evaluated at once.

    Attributes:
        timeout: seconds a query may take; a client can ask for less, never for more.
        memory: bytes a query may take beside the release, which all workers share.
        workers: queries that are evaluated at once.
        wait: seconds a query waits for a worker.
        growth: bytes by which a worker may have grown after an answer; one that grew more is replaced.
        in_memory: size of ``khen.nq``, in bytes, up to which the whole release is held in memory, by the
            workers and for the pages.
        union_in_memory: size of ``khen.nt``, in bytes, up to which the union of its graphs is.
        limits: what a query may look like and how large its result may be.
    """

    timeout: float = 10.0
    memory: int = 512 * MIB
    workers: int = field(default_factory=default_workers)
    wait: float = 0.5
    growth: int = 64 * MIB
    in_memory: int = 32 * MIB
    union_in_memory: int = field(default_factory=default_union)
    limits: Limits = field(default_factory=Limits)

    def lowered(self, timeout: float | None) -> float:
        """The seconds for a query whose client asks for so many.

        >>> Settings(timeout=10).lowered(None), Settings(timeout=10).lowered(2.5), Settings(timeout=10).lowered(60)
        (10, 2.5, 10)
        """
        return self.timeout if timeout is None else min(timeout, self.timeout)

    def as_json(self) -> dict[str, object]:
        """The settings with plain values, for :meth:`from_json`."""
        return asdict(self)

    @classmethod
    def from_json(cls, table: dict[str, object]) -> Settings:
        """The settings that :meth:`as_json` has written.

        >>> Settings.from_json(Settings(workers=3).as_json()) == Settings(workers=3)
        True
        """
        limits = table["limits"]
        assert isinstance(limits, dict)
        return cls(**{**table, "limits": Limits(**limits)})  # type: ignore[arg-type] # the keys are those of asdict
