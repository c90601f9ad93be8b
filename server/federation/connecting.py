"""The one place where a connection to another endpoint is made: to an address that was looked up and checked here.

Nothing looks a name up a second time, so that it cannot mean another machine by then (DNS rebinding).
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from typing import Any, Final

import httpcore2

from graph.errors import Worded
from server.federation.addresses import unreachable
from server.federation.errors import ServiceRejected
from server.rate import Network
from server.remote.waiting import Backend

Lookup = Callable[[str, int], Sequence[str]]
"""The addresses of a host, to be reached at a port.

Raises:
    OSError: there is none.
"""
_TURN: Final = 0.05
"""Seconds between two looks at whether anybody still waits."""
_LOOKUPS: Final = 16
"""Names that are looked up at once. The system's own look-up cannot be broken off, so what nobody waits for any more
still counts."""
_TRIED: Final = 3
"""Addresses of a host that are tried."""


def system_lookup(host: str, port: int) -> Sequence[str]:
    """The addresses that the system knows, each once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(each[4][0]) for each in found))


class CheckedBackend(Backend):
    """Connects to addresses that may be reached, and to no others. Threads can share it.

    Args:
        allowed: networks beside the public ones.
        lookup: finds the addresses of a host.
    """

    def __init__(self, allowed: Sequence[Network] = (), lookup: Lookup = system_lookup) -> None:
        super().__init__()
        self._allowed = allowed
        self._lookup = lookup
        self._free = threading.BoundedSemaphore(_LOOKUPS)

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, *more: Any, **options: Any) -> Any:
        """A connection to an address that was checked.

        Raises:
            ServiceRejected: the host has an address that must not be reached.
        """
        self._local.connected = True  # a new connection was tried, whatever comes of it
        addresses = self._addresses(host, port)
        wrong = unreachable(addresses, self._allowed)
        if wrong is not None:
            raise ServiceRejected.because(
                Worded("the host %(host)s", host=host), Worded("has an address that is not public")
            )
        problem: Exception = httpcore2.ConnectError("[Errno 0] The host has no address")
        for address in addresses[:_TRIED]:
            try:
                return super().connect_tcp(address, port, timeout, *more, **options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                self.look()
                problem = error
        raise problem

    def _addresses(self, host: str, port: int) -> Sequence[str]:
        """The addresses of a host, waited for no longer than the thread has patience."""
        while not self._free.acquire(timeout=_TURN):
            self.look()
        found: SimpleQueue[Sequence[str] | OSError] = SimpleQueue()

        def find() -> None:
            try:
                found.put(self._lookup(host, port))
            except (OSError, UnicodeError) as error:
                found.put(error if isinstance(error, OSError) else OSError(0, "The name cannot be looked up"))
            finally:
                self._free.release()

        threading.Thread(target=find, name="lookup", daemon=True).start()
        while True:
            self.look()
            try:
                answer = found.get(timeout=_TURN)
            except Empty:
                continue
            if isinstance(answer, OSError):
                raise httpcore2.ConnectError(str(answer)) from answer
            return answer
