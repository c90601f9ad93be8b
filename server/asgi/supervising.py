"""The process that never serves: it holds the socket, starts the one that does, and starts it again when it dies.

Connections that come meanwhile wait in the queue of the socket, and are answered by the next process.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from types import FrameType
from typing import Final

from graph.engine import sandbox
from graph.errors import KhenError
from server.asgi.options import Options

_log = logging.getLogger(__name__)
_PROGRAM: Final = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); "
    "from server.asgi.supervising import main; main(*sys.argv[2:])"
)
_MALLOC: Final = {"MALLOC_MMAP_THRESHOLD_": "1048576", "MALLOC_TRIM_THRESHOLD_": "1048576"}
"""Large results come and go; glibc is to give their memory back, of which it kept twice as much otherwise."""
_PAUSES: Final = (0.0, 0.5, 1.0, 5.0)
"""Seconds before the process is started again, the last ones where it keeps dying."""
WITHHELD: Final = (signal.SIGINT, signal.SIGHUP)
"""Signals that the process starts with blocked: the first, which a terminal sends to all, is for the supervisor alone,
the second would end a process that is not ready for it, and waits."""
_STEADY: Final = 30.0
"""Seconds after which a process counts as having run well."""
_FAILED: Final = 78
"""Status of a process that could not start, and has said why."""
_LEAVING: Final = 0.5
"""Seconds in which a process without requests ends, and one with requests stops accepting others."""
_GRACE: Final = 5.0
"""Seconds that a process has to end beside the time that a query may take."""


class Supervisor:
    """Keeps a process that listens. From now on the signals that end this process, and SIGHUP, are passed on to it.

    Args:
        listener: the socket; it listens already.
        options: what is served.
    """

    def __init__(self, listener: socket.socket, options: Options) -> None:
        self._listener = listener
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        signal.signal(signal.SIGHUP, self._pass_on)

    def start(self) -> None:
        """Start the process, and wait until it answers.

        Raises:
            KhenError: it does not start; it has said why on its standard error.
        """
        read, write = os.pipe()
        descriptor = self._listener.fileno()
        options = json.dumps(self._options.as_json())
        level = logging.getLevelName(logging.getLogger().level)
        arguments = [json.dumps(sys.path), str(os.getpid()), str(descriptor), str(write), level, options]
        signal.pthread_sigmask(signal.SIG_BLOCK, WITHHELD)
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _PROGRAM, *arguments],
                pass_fds=(descriptor, write),
                stdin=subprocess.DEVNULL,
                env={**os.environ, **_MALLOC},
            )
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, WITHHELD)
        os.close(write)
        with os.fdopen(read, "rb") as pipe:
            if not pipe.read(1):
                self._process.wait()
                if self._stopping:
                    return
                raise KhenError("the server", "did not start", "The lines above say why.")

    def run(self) -> int:
        """Keep it until SIGTERM or SIGINT; the exit status."""
        deaths = 0
        while True:
            begun = time.monotonic()
            status = self._wait()
            if self._stopping:
                return 0
            deaths = 0 if time.monotonic() - begun > _STEADY else min(deaths + 1, len(_PAUSES) - 1)
            _log.error("the process that listens has ended (%s); it is started again", status)
            time.sleep(_PAUSES[deaths])
            if self._stopping:
                return 0
            with contextlib.suppress(KhenError):  # said already; it is tried again
                self.start()

    def _wait(self) -> int:
        assert self._process is not None
        while not self._stopping:
            with contextlib.suppress(subprocess.TimeoutExpired):
                return self._process.wait(timeout=1)
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self._process.wait(timeout=_LEAVING)
        # It accepts nothing any more. What would wait in the queue of the socket is refused, so that a proxy tries the
        # next replica at once. (Sooner, granian would take it for a fault of the socket, and not end.)
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        try:
            return self._process.wait(timeout=self._options.settings.timeout + _GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True
        self._tell(signal.SIGTERM)

    def _pass_on(self, number: int, frame: FrameType | None) -> None:
        self._tell(signal.Signals(number))

    def _tell(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(number)


def main(parent: str, descriptor: str, pipe: str, level: str, options: str) -> None:
    """The process that listens, as :class:`Supervisor` starts it."""
    from server.asgi.listening import listen  # the supervisor itself starts sooner without it

    sandbox.die_with(int(parent))
    for name in _MALLOC:  # the workers are better off without: their queries ask for much memory at once, and often
        os.environ.pop(name, None)
    logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s")
    # rdflib reports each ill-typed literal of a query result with a traceback; such literals are allowed.
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)
    listener = socket.socket(fileno=int(descriptor))
    try:
        listen(listener, Options.from_json(json.loads(options)), _telling(int(pipe)))
    except KhenError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(_FAILED)


@contextlib.contextmanager
def _telling(pipe: int) -> Iterator[None]:
    """Tells the supervisor that requests are answered."""
    os.write(pipe, b"1")
    os.close(pipe)
    yield
