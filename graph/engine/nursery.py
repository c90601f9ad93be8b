"""The process that opens the release and forks the workers, all with the same memory.

It has a single thread, because a fork copies only the one that calls it, and is started as a program of its own, so
that it can be started again at any time, from any thread. It evaluates nothing but its warm-up. It ends when the
server's end of its socket closes, and its workers with it.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import select
import signal
import socket
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

from graph.engine import sandbox
from graph.engine.opening import opened, warm_up
from graph.engine.settings import Settings
from graph.engine.worker import NOT_READY, work
from graph.errors import KhenError
from graph.store import Release

_log = logging.getLogger(__name__)
_LAST_WORDS: Final = 2000
"""Bytes of a worker's standard error that are kept: why it ended stands there."""
_PAUSE: Final = 1.0
"""Seconds without new workers after one could not be started."""


def run(control: int) -> None:
    """Serve as the nursery of the server at the other end of a socket, until that closes."""
    with socket.socket(fileno=control) as server:
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)  # they mean the server, which lets requests finish
        first = json.loads(server.recv(65536))
        settings = Settings.from_json(first["settings"])
        try:
            release = opened(Path(first["folder"]), settings)
            warm_up(release)
        except KhenError as error:
            server.send(json.dumps({"failed": [error.subject, error.reason, error.remedy]}).encode())
            return
        nursery = _Nursery(server, release, settings, first["born"])
        try:
            nursery.run()
        except (BrokenPipeError, ConnectionResetError):
            pass  # the server has gone
        finally:
            nursery.close()


@dataclass
class _Worker:
    """A child: its number, and what it has written to its standard error, of which the end is kept."""

    number: int
    errors: int
    words: bytes = b""

    def listen(self) -> None:
        """Take in what it says."""
        try:
            while data := os.read(self.errors, 4096):
                self.words = (self.words + data)[-_LAST_WORDS:]
        except BlockingIOError:
            pass


class _Nursery:
    """The workers of one server, as many as there should be."""

    def __init__(self, server: socket.socket, release: Release, settings: Settings, born: int) -> None:
        self._server = server
        self._release = release
        self._settings = settings
        self._store = str(release.folder / "store") if release.index == "disk" else None
        self._workers: dict[int, _Worker] = {}
        """By process."""
        self._born = born  # by earlier nurseries, so that no number comes twice
        self._not_before = 0.0
        self._wakened, self._waker = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._events = select.poll()

    def run(self) -> None:
        """Keep the workers at their number, and kill those that the server names."""
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._waker, warn_on_full_buffer=False)
        gc.collect()
        gc.freeze()  # what is there already stays shared
        self._tell(opened=self._release.id, index=self._release.index, lost=sorted(self._tried()))
        self._events.register(self._server, select.POLLIN)
        self._events.register(self._wakened, select.POLLIN)
        while True:
            self._fill_up()
            self._events.poll(1000 if len(self._workers) < self._settings.workers else None)
            self._drain()
            for worker in self._workers.values():
                worker.listen()
            if not self._obey():
                return
            self._reap()

    def close(self) -> None:
        """End all workers."""
        for process in self._workers:
            os.kill(process, signal.SIGKILL)
        for process in self._workers:
            os.waitpid(process, 0)
        self._workers.clear()

    def _tell(self, **message: Any) -> None:
        self._server.send(json.dumps(message).encode())

    def _drain(self) -> None:
        try:
            while os.read(self._wakened, 4096):
                pass
        except BlockingIOError:
            pass

    def _obey(self) -> bool:
        """Do what the server has asked; ``False`` when it has gone."""
        while select.select([self._server], [], [], 0)[0]:
            message = self._server.recv(4096)
            if not message:
                return False
            number = json.loads(message)["kill"]
            for process, worker in self._workers.items():
                if worker.number == number:
                    os.kill(process, signal.SIGKILL)  # only we reap, so it is still this process
        return True

    def _reap(self) -> None:
        while self._workers:
            process, status = os.waitpid(-1, os.WNOHANG)
            if not process:
                return
            worker = self._workers.pop(process)
            worker.listen()
            self._events.unregister(worker.errors)
            os.close(worker.errors)
            if os.WIFEXITED(status) and os.WEXITSTATUS(status) == NOT_READY:
                self._not_before = time.monotonic() + _PAUSE
            self._tell(died=worker.number, status=status, words=worker.words.decode(errors="replace"))

    def _fill_up(self) -> None:
        while len(self._workers) < self._settings.workers and time.monotonic() >= self._not_before:
            ours, its = socket.socketpair()
            with ours, its:
                try:
                    process, errors = self._fork(its, ours)
                except OSError as error:  # no memory, or too many processes
                    _log.error("no worker can be started: %s", error)
                    self._not_before = time.monotonic() + _PAUSE
                    return
                self._born += 1
                self._workers[process] = _Worker(self._born, errors)
                self._events.register(errors, select.POLLIN)
                message = json.dumps({"born": self._born, "process": process}).encode()
                socket.send_fds(self._server, [message], [ours.fileno()])

    def _fork(self, its: socket.socket, ours: socket.socket) -> tuple[int, int]:
        """A new worker: its process, and where its standard error can be read."""
        nursery = os.getpid()
        # Without waiting at either end: a worker that says much loses words, and not time.
        reading, writing = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            process = os.fork()
        except OSError:
            os.close(reading)
            os.close(writing)
            raise
        if process == 0:
            try:
                self._leave(nursery)
                ours.close()
                os.dup2(writing, 2)
                os.close(reading)
                os.close(writing)
                work(its.fileno(), self._release, self._settings, self._store)
            finally:
                os._exit(1)  # a worker never comes back as a second nursery
        os.close(writing)
        return process, reading

    def _leave(self, nursery: int) -> None:
        """Let go, in the child, of what is the nursery's own."""
        sandbox.die_with(nursery)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        others = [worker.errors for worker in self._workers.values()]
        for descriptor in (self._wakened, self._waker, self._server.fileno(), *others):
            os.close(descriptor)

    def _tried(self) -> frozenset[str]:
        """What workers cannot do, found out by a child that is bounded like them."""
        reading, writing = os.pipe()
        nursery = os.getpid()
        process = os.fork()
        if process == 0:
            try:
                self._leave(nursery)
                sandbox.enclose(self._settings, sandbox.Meter(), self._store)
                os.write(writing, " ".join(sandbox.standing()).encode())
            finally:
                os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as found:
            lost = frozenset(found.read().split())
        os.waitpid(process, 0)
        return lost


def main(control: int) -> NoReturn:
    """The program of the nursery."""
    logging.basicConfig(
        level=os.environ.get("KHEN_LOG", "WARNING").upper(), format="%(levelname)s %(name)s: %(message)s"
    )
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)
    run(control)
    logging.shutdown()
    os._exit(0)
