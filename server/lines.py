"""Lines of JSON in a file: a log that no request waits for.

A request only puts its line into a queue; a thread of the log writes what has gathered. So a request waits neither for
JSON to be written nor for a disk, and never fails by its log: lines that cannot be written are dropped and counted.
"""

from __future__ import annotations

import json
import logging
import os
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Mapping
from threading import Event, Thread
from typing import Final, Generic, TypeVar

from graph.errors import UsageError

_log = logging.getLogger(__name__)
STANDARD_ERROR: Final = "-"
_MOST: Final = 10_000
"""Lines that may wait to be written."""
_BATCH: Final = 64
"""Lines that are written at once; between two batches, threads that answer requests get their turn."""
_GATHER: Final = 0.05
"""Seconds for which lines gather once the first has come."""
_PATIENCE: Final = 2.0
"""Seconds that closing waits for the last lines."""

_encoded: Final = json.JSONEncoder(separators=(",", ":")).encode  # json.dumps would make one for each line

Row = TypeVar("Row")


class Journal(ABC, Generic[Row]):
    """A log of lines of JSON. Threads share it; it belongs to the process that made it and survives no fork.

    Args:
        destination: a file, which is added to, or ``-`` for standard error.
        dropped: is told how many lines were lost, each time some were.

    Raises:
        UsageError: the file cannot be written.
    """

    def __init__(self, destination: str, dropped: Callable[[int], None]) -> None:
        self._path = None if destination == STANDARD_ERROR else destination
        self._dropped = dropped
        self._descriptor = 2 if self._path is None else _opened(self._path)
        self._rows: deque[Row] = deque()
        self._wake, self._closing = Event(), Event()
        self._reopening = False
        self._torn = False  # a line was begun and not ended
        self._failing = False
        self._thread = Thread(target=self._write_on, name=f"{type(self).__name__} writer", daemon=True)
        self._thread.start()

    @abstractmethod
    def entry(self, row: Row) -> Mapping[str, object]:
        """The members of a line; those that are ``None`` are left out."""

    def put(self, row: Row) -> None:
        """Have a line written soon."""
        if len(self._rows) >= _MOST:
            self._dropped(1)
            return
        self._rows.append(row)
        if not self._wake.is_set():
            self._wake.set()

    def reopen(self) -> None:
        """Open the file anew before the next line, for it may have been moved away. A signal handler may call this."""
        self._reopening = True

    def close(self) -> None:
        """Write what waits and close the file; what is not written within two seconds is lost."""
        if self._closing.is_set():
            return
        self._closing.set()
        self._wake.set()
        self._thread.join(_PATIENCE)
        if self._path is not None and not self._thread.is_alive():  # else it waits for whoever reads the log
            os.close(self._descriptor)

    def _write_on(self) -> None:
        last = False
        while not last:
            self._wake.wait()
            self._closing.wait(_GATHER)
            self._wake.clear()
            last = self._closing.is_set()  # asked before the lines are taken, so that none is left behind
            while self._rows:
                self._write([self._rows.popleft() for _ in range(min(_BATCH, len(self._rows)))])

    def _write(self, rows: list[Row]) -> None:
        if self._reopening:
            self._reopening = False
            self._open_anew()
        data = b"".join(self._line(each) for each in rows)
        if self._torn:
            data = b"\n" + data
        written = 0
        try:
            while written < len(data):
                written += os.write(self._descriptor, data[written:])
        except OSError as error:
            if not self._failing:
                name = self._path or "standard error"
                _log.error("%s cannot be written, lines are dropped: %s", name, error.strerror)
            self._failing = True
            self._dropped(min(len(rows), data.count(b"\n", written)))
        else:
            self._failing = False
        if written:
            self._torn = data[written - 1] != ord("\n")

    def _line(self, row: Row) -> bytes:
        # Only ASCII, so that no control character and no line end of Unicode reaches whoever shows the log.
        members = {name: value for name, value in self.entry(row).items() if value is not None}
        return _encoded(members).encode("ascii") + b"\n"

    def _open_anew(self) -> None:
        if self._path is None:
            return
        try:
            descriptor = _opened(self._path)
        except UsageError as error:
            _log.error("%s %s; lines go on to the file that was open", error.subject, error.reason)
            return
        os.close(self._descriptor)
        self._descriptor, self._torn = descriptor, False


def _opened(path: str) -> int:
    try:
        return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o640)
    except OSError as error:
        remedy = "Name a file in a folder that the server may write to, or - for standard error."
        raise UsageError(path, f"cannot be written: {error.strerror}", remedy) from error
