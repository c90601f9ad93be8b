"""Waiting on a socket as long as somebody waits for the answer, and no longer.

The libraries below can wait for a number of seconds only. So their sockets are read in short turns, and between two
turns the thread that asked looks whether its deadline has passed or its client has hung up. Both end the read with an
error, upon which the connection is closed: a store that watches its clients then stops evaluating.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import httpcore2

from graph.engine.handle import Gone, Late

_TURN: Final = 0.1
"""Seconds between two looks."""
_CONNECTING: Final = 5.0
"""Seconds that a connection may take."""


@dataclass(frozen=True)
class Patience:
    """How long an answer is waited for.

    Attributes:
        seconds: from the beginning, to be shown.
        deadline: on the clock of :func:`time.monotonic`.
        gone: tells whether whoever asked has hung up.
    """

    seconds: float
    deadline: float
    gone: Callable[[], bool] | None = None

    @classmethod
    def of(cls, seconds: float, gone: Callable[[], bool] | None = None) -> Patience:
        """From now on, for so many seconds."""
        return cls(seconds, time.monotonic() + seconds, gone)

    def left(self) -> float:
        """Seconds until the deadline, at least a millisecond: to a socket 0 would mean something else."""
        return max(0.001, self.deadline - time.monotonic())


class Backend(httpcore2.SyncBackend):
    """Makes connections whose reads heed the patience of the thread that reads."""

    def __init__(self) -> None:
        self._local = threading.local()

    @contextmanager
    def waiting(self, patience: Patience) -> Iterator[None]:
        """Within it, reads of this thread have this patience."""
        self._local.patience, self._local.connected, self._local.looked = patience, False, time.monotonic()
        try:
            yield
        finally:
            del self._local.patience

    @property
    def connected(self) -> bool:
        """Whether this thread has made a new connection since it began to wait."""
        return bool(self._local.connected)

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, *more: Any, **options: Any) -> Any:
        """A connection, made within a few seconds."""
        self._local.connected = True
        seconds = min(_CONNECTING, self.patience().left())
        return _Stream(super().connect_tcp(host, port, seconds, *more, **options), self)

    def patience(self) -> Patience:
        """That of this thread."""
        found: Patience = self._local.patience
        return found

    def look(self) -> None:
        """Go on waiting; the client is looked at once in a turn, however fast the pieces of an answer come.

        Raises:
            Late: the deadline has passed.
            Gone: the client has hung up.
        """
        patience, now = self.patience(), time.monotonic()
        if now >= patience.deadline:
            raise Late
        if patience.gone is not None and now - self._local.looked >= _TURN:
            self._local.looked = now
            if patience.gone():
                raise Gone


class _Stream(httpcore2.NetworkStream):
    """A connection that is read in turns."""

    def __init__(self, inner: httpcore2.NetworkStream, backend: Backend) -> None:
        self._inner = inner
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        while True:
            self._backend.look()
            try:
                return self._inner.read(max_bytes, min(_TURN, self._backend.patience().left()))
            except httpcore2.ReadTimeout:
                continue

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        try:
            self._inner.write(buffer, self._backend.patience().left())
        except httpcore2.WriteTimeout as error:
            raise Late from error

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        seconds = min(_CONNECTING, self._backend.patience().left())
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, seconds), self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
