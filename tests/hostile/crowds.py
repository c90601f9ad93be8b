"""Many connections at once that take their time, held by one thread."""

from __future__ import annotations

import contextlib
import select
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from tests.hostile.talking import HOST

Say = Callable[[int, int], bytes]
"""What connection ``n`` sends in step ``m``."""


@contextmanager
def crowd(port: int, number: int, *, receive: int = 0) -> Iterator[list[socket.socket]]:
    """So many connections, closed at the end.

    Args:
        port: of the server.
        number: of connections.
        receive: bytes of each one's receive buffer; 0 for what the system has.
    """
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(_connected(port, receive)) for _ in range(number)]


def _connected(port: int, receive: int) -> socket.socket:
    connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if receive:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
        connection.settimeout(5)
        connection.connect((HOST, port))
        connection.setblocking(False)
    except OSError:
        connection.close()
        raise
    return connection


def drip(connections: Sequence[socket.socket], say: Say, *, steps: int, pause: float) -> None:
    """Each connection sends a little in each step; one that the server has closed sends no more."""
    gone: set[int] = set()
    for step in range(steps):
        for number, connection in enumerate(connections):
            if number in gone:
                continue
            try:
                connection.send(say(number, step))
            except BlockingIOError:
                continue
            except ConnectionError:
                gone.add(number)
        time.sleep(pause)


def sip(connections: Sequence[socket.socket], *, steps: int, pause: float) -> list[bytes]:
    """Each connection reads one byte in each step; what each has read."""
    read = [b""] * len(connections)
    for _ in range(steps):
        for number, connection in enumerate(connections):
            with contextlib.suppress(BlockingIOError, ConnectionError):
                read[number] += connection.recv(1)
        time.sleep(pause)
    return read


def wait_for_bytes(connections: Sequence[socket.socket], seconds: float) -> int:
    """Wait until there is something to read on each connection; on how many there is."""
    waiting, deadline = set(connections), time.monotonic() + seconds
    while waiting and (left := deadline - time.monotonic()) > 0:
        readable, _, _ = select.select(list(waiting), [], [], left)
        waiting -= set(readable)
    return len(connections) - len(waiting)
