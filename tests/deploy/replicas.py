"""Processes of ``khen serve`` on free ports, which tests kill and start again."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.deploy.ports import free_port
from tests.engine.asking import alive, children, wait_until

_START = "from server.command import serve; serve(standalone_mode=False)"
TIMEOUT = 2
"""Seconds that a query may take."""


class Replica:
    """A ``khen serve`` in a process group of its own.

    Args:
        releases: the folder that it serves from.
        log: takes its output.
        options: of the command line.
        before: a program, with its arguments, that starts it.
    """

    def __init__(self, releases: Path, log: Path, *options: str, before: Sequence[str] = ()) -> None:
        self.port = free_port()
        self._log = log
        self._command = [*before, sys.executable, "-u", "-c", _START, "--workers", "2", "--query-timeout", str(TIMEOUT)]
        self._command += ["--host", "127.0.0.1", "--port", str(self.port), "--releases", str(releases), *options]
        self.process: subprocess.Popen[bytes]
        self.start()

    def start(self) -> None:
        """Start it; it answers after :meth:`wait`."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KHEN_")}
        with self._log.open("ab") as output:
            self.process = subprocess.Popen(
                self._command, env=environment, stdout=output, stderr=output, start_new_session=True
            )

    def wait(self) -> None:
        """Wait until it answers."""

        def answers() -> bool:
            assert self.process.poll() is None, self._log.read_text()
            return self.release() is not None

        wait_until(answers, 60)

    def release(self) -> str | None:
        """The release that it serves; ``None`` while it does not answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        with contextlib.closing(connection), contextlib.suppress(OSError, HTTPException):
            connection.request("GET", "/health")
            return str(json.loads(connection.getresponse().read())["release"])
        return None

    def listening(self) -> int:
        """The process that listens."""
        (child,) = children(self.process.pid)
        return child

    def family(self) -> list[int]:
        """All its processes."""
        return _family(self.process.pid)

    def kill(self) -> None:
        """End all its processes in one moment."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """Ask it to end; its exit status."""
        family = self.family()
        self.process.terminate()
        status = self.process.wait(timeout=30)
        wait_until(lambda: not any(alive(each) for each in family), 10)
        return status

    def close(self) -> None:
        """End it, whatever it does."""
        if self.process.poll() is None:
            self.kill()


@contextmanager
def replicas(releases: Path, folder: Path, number: int, *options: str) -> Iterator[list[Replica]]:
    """So many replicas of one folder of releases, which answer; ended at the end."""
    started: list[Replica] = []
    try:
        started += (Replica(releases, folder / f"replica-{each}.log", *options) for each in range(number))
        for each in started:
            each.wait()
        yield started
    finally:
        for each in started:
            each.close()


def _family(process: int) -> list[int]:
    return [process, *(each for child in children(process) for each in _family(child))]
