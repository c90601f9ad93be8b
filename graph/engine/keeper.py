"""The server's side of the nursery: starts it, hears from it, and starts it again where it has ended."""

from __future__ import annotations

import array
import contextlib
import json
import logging
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from graph.engine.errors import EngineCrashed
from graph.engine.handle import Handle
from graph.engine.pool import Pool
from graph.engine.settings import Settings
from graph.engine.worker import NOT_READY
from graph.errors import Worded
from graph.store import ReleaseError

_log = logging.getLogger(__name__)
_PROGRAM: Final = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); "
    "from graph.engine.nursery import main; main(int(sys.argv[2]))"
)
_FIRST_WORKERS: Final = 30.0
"""Seconds for the workers to be there once the release is open."""
_PAUSES: Final = (0.0, 0.5, 1.0, 5.0)
"""Seconds before the nursery is started again, the last ones where it keeps ending."""
_NOT_STARTED: Final = Worded(
    "See the log for what the system refused; there may be too little memory or too many processes."
)
_LEAVING: Final = 2.0
"""Seconds that a nursery has to end its workers."""
_STEADY: Final = 30.0
"""Seconds after which a nursery counts as having run well."""


class Keeper:
    """Keeps a nursery, and tells a pool of the workers it bears.

    Raises:
        ReleaseError: the nursery cannot open the release.
        EngineCrashed: the nursery ended before it had.
    """

    def __init__(self, folder: Path, settings: Settings, pool: Pool, replaced: Callable[[], None]) -> None:
        self._folder = folder
        self._settings = settings
        self._pool = pool
        self._closing = threading.Event()
        self._sending = threading.Lock()
        self._full = threading.Event()
        self.lost: frozenset[str] = frozenset()
        self._born = 0
        self._replaced = replaced
        self._nursery, self._control = self._started()
        self._thread = threading.Thread(target=self._keep, name="keeper", daemon=True)
        self._thread.start()

    @property
    def process(self) -> int:
        """The process id of the nursery."""
        return self._nursery.pid

    def wait_until_full(self) -> None:
        """Wait for the first workers.

        Raises:
            EngineCrashed: they do not come, or end at once.
        """
        if not self._full.wait(_FIRST_WORKERS):
            raise EngineCrashed.because(Worded("could not be started"), _NOT_STARTED)

    def kill(self, number: int) -> None:
        """Have a worker killed. Where the nursery has ended, so has the worker."""
        with self._sending:
            try:
                self._control.send(json.dumps({"kill": number}).encode())
            except OSError:
                _log.debug("the nursery has ended before worker %d could be killed", number)

    def close(self) -> None:
        """End the nursery, and with it the workers."""
        self._closing.set()
        self._hang_up()
        self._thread.join()
        self._pool.close()

    def _hang_up(self) -> None:
        with self._sending:
            try:
                self._control.shutdown(socket.SHUT_RDWR)
            except OSError:
                _log.debug("the nursery has hung up first")

    def _started(self) -> tuple[subprocess.Popen[bytes], socket.socket]:
        """A nursery that has opened the release, and the socket to it."""
        ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with its:
            command = [sys.executable, "-c", _PROGRAM, json.dumps(sys.path), str(its.fileno())]
            # A thread of a worker shares the heap of the nursery's thread instead of making one of its own.
            environment = {**os.environ, "MALLOC_ARENA_MAX": "1", "RUST_BACKTRACE": "0"}
            nursery = subprocess.Popen(
                command, pass_fds=[its.fileno()], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
            )
        first = {"folder": str(self._folder), "settings": self._settings.as_json(), "born": self._born}
        with contextlib.ExitStack() as undo:  # in the reverse order: hang up, kill, and see it off
            undo.callback(nursery.wait)
            undo.callback(nursery.kill)
            undo.callback(ours.close)
            ours.send(json.dumps(first).encode())
            self.lost = frozenset(_greeting(ours)["lost"])
            undo.pop_all()
        for ability in sorted({"network", "files"} - self.lost):
            _log.warning(
                "the system does not let workers be cut off from the %s: only the check of queries stands", ability
            )
        return nursery, ours

    def _keep(self) -> None:
        """The life of the thread: hear, and start again."""
        failures = 0
        while True:
            start = time.monotonic()
            self._hear()
            _end(self._nursery)
            self._pool.all_ended()
            failures = 0 if time.monotonic() - start > _STEADY else failures
            while True:
                if self._closing.wait(_PAUSES[min(failures, len(_PAUSES) - 1)]):
                    self._control.close()
                    return
                failures += 1
                _log.error("the process that starts the workers has ended; it is started again")
                try:
                    nursery, control = self._started()
                except (ReleaseError, EngineCrashed, OSError) as error:
                    _log.error("it cannot be started: %s", error)
                    continue
                with self._sending:
                    self._control.close()
                    self._nursery, self._control = nursery, control
                break

    def _hear(self) -> None:
        """Take in what the nursery says, until it ends or we hang up."""
        while not self._closing.is_set():
            try:
                message, descriptors = _received(self._control)
            except OSError:
                return
            if not message:
                return
            said: dict[str, Any] = json.loads(message)
            if "born" in said:
                self._born += 1
                if self._full.is_set():
                    self._replaced()
                self._pool.add(Handle(said["born"], said["process"], descriptors[0]))
                if self._born >= self._settings.workers:
                    self._full.set()
            elif "died" in said:
                if os.waitstatus_to_exitcode(said["status"]) == NOT_READY:
                    _log.error("a worker could not be started: %s", said["words"])
                self._pool.ended(said["died"], said["status"], said["words"])


def _end(nursery: subprocess.Popen[bytes]) -> None:
    """Let a nursery that has hung up, or been hung up on, end its workers and itself; kill it if it does not."""
    try:
        nursery.wait(_LEAVING)
    except subprocess.TimeoutExpired:
        nursery.kill()
        nursery.wait()


def _greeting(control: socket.socket) -> dict[str, Any]:
    """What a nursery says when it has opened the release.

    Raises:
        ReleaseError: it could not.
        EngineCrashed: it has ended.
    """
    message = control.recv(65536)
    if not message:
        raise EngineCrashed.because(Worded("could not be started"), _NOT_STARTED)
    said: dict[str, Any] = json.loads(message)
    if "failed" in said:
        raise ReleaseError(*said["failed"])
    return said


def _received(control: socket.socket) -> tuple[bytes, list[int]]:
    """A message, and the descriptors that came with it, which no program started later inherits."""
    message, ancillary, _, _ = control.recvmsg(
        65536, socket.CMSG_SPACE(array.array("i").itemsize), socket.MSG_CMSG_CLOEXEC
    )
    descriptors = array.array("i")
    for level, kind, data in ancillary:
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
            descriptors.frombytes(data[: len(data) - len(data) % descriptors.itemsize])
    return message, list(descriptors)
