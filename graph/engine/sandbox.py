"""What a worker may still do: bounds by the kernel on memory, time, files and the network."""

from __future__ import annotations

import ctypes
import errno
import logging
import math
import os
import resource
import signal
import socket
from collections.abc import Callable
from typing import Final

from graph.engine import landlock, seccomp
from graph.engine.settings import MIB, Settings

_log = logging.getLogger(__name__)
_SET_DEATH_SIGNAL: Final = 1
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_STACK: Final = (512 + 16) * MIB
"""Address space of the thread that evaluates: its stack (see ``graph.store.stack``) and what a thread takes beside."""
GRACE: Final = 0.5
"""Seconds after a deadline until the kernel ends the worker, should the server not have done so."""
_PAGE: Final = resource.getpagesize()


def die_with(parent: int) -> None:
    """Let the kernel end this process when its parent ends."""
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl(_SET_DEATH_SIGNAL, ctypes.c_ulong(signal.SIGKILL), *[ctypes.c_ulong(0)] * 3)
    if os.getppid() != parent:  # it ended before we asked
        os._exit(0)


class Meter:
    """The memory of this process. It is opened once, before no file can be opened any more."""

    def __init__(self) -> None:
        self._file = os.open("/proc/self/statm", os.O_RDONLY | os.O_CLOEXEC)
        self._first = self.resident()

    def _field(self, place: int) -> int:
        return int(os.pread(self._file, 200, 0).split()[place]) * _PAGE

    def size(self) -> int:
        """Bytes of address space."""
        return self._field(0)

    def resident(self) -> int:
        """Bytes in memory."""
        return self._field(1)

    def growth(self) -> int:
        """Bytes in memory that were not there when the meter was made."""
        return self.resident() - self._first


def enclose(settings: Settings, meter: Meter, store: str | None) -> None:
    """Put every bound on this process that lasts for its life.

    Args:
        settings: the bounds.
        meter: of this process.
        store: the folder of a store on disk, which stays readable; ``None`` where all is in memory.
    """
    _limit(resource.RLIMIT_AS, meter.size() + _STACK + settings.memory)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    if store is None:  # a store on disk opens its files when it needs them
        _limit(resource.RLIMIT_NOFILE, 64)
    if store is not None:
        _attempt("landlock", lambda: landlock.allow_reading(store))
    if not _attempt("seccomp", lambda: seccomp.deny(reading=store is not None)):
        _attempt("a network namespace", _leave_network)


def _attempt(name: str, guard: Callable[[], None]) -> bool:
    """Whether the kernel grants a guard. What stands in the end is looked at by :func:`standing`."""
    try:
        guard()
    except OSError as error:
        _log.debug("%s is not granted: %s", name, error)
        return False
    return True


def _limit(which: int, value: int) -> None:
    hard = resource.getrlimit(which)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (value, value))


def _leave_network() -> None:
    """Move to a network namespace without any interface."""
    library = ctypes.CDLL(None, use_errno=True)
    if library.unshare(_NEW_USER | _NEW_NETWORK):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def standing() -> frozenset[str]:
    """Which abilities this process has lost, found by trying: ``network``, ``files``.

    With a store on disk, the files in its folder can still be read.
    """
    lost = set()
    try:
        with socket.socket() as probe:
            probe.settimeout(0.1)
            probe.connect(("127.0.0.1", 9))
    except OSError as error:
        if error.errno in (errno.EPERM, errno.EACCES, errno.ENETUNREACH):
            lost.add("network")
    try:
        os.close(os.open("/etc/passwd", os.O_RDONLY))
    except OSError as error:
        if error.errno in (errno.EPERM, errno.EACCES):
            lost.add("files")
    return frozenset(lost)


def start_clock(seconds: float) -> None:
    """Let the kernel end this process after so many seconds, and a while, whatever it is doing then."""
    signal.setitimer(signal.ITIMER_REAL, seconds + GRACE)
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = math.ceil(used.ru_utime + used.ru_stime + seconds + GRACE) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (spent, resource.RLIM_INFINITY))


def stop_clock() -> None:
    """The answer is there."""
    signal.setitimer(signal.ITIMER_REAL, 0)
