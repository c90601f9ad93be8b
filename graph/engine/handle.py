"""A worker as the server sees it: a socket, and news of its death."""

from __future__ import annotations

import os
import select
import socket
import threading
import time
from collections.abc import Callable
from typing import Final, Protocol

from graph.engine import wire

_LOOK: Final = 0.1
"""Seconds between two looks at whether the client is still there."""
TRANSFER: Final = 30.0
"""Seconds that an answer may take from the worker to the server once it has begun."""
_NEWS: Final = 2.0
"""Seconds to wait for news of how a worker died."""


class Late(Exception):
    """The deadline has passed."""


class Gone(Exception):
    """The client has hung up."""


class Unread(Exception):
    """The worker ended without having read the question."""


class Ended(Exception):
    """The worker ended while it had the question."""


class Watched(Protocol):
    """Whatever watches the socket of a worker."""

    def hang_up(self, close: Callable[[], object]) -> None:
        """Watch no more, and close the socket after that."""


class Handle:
    """A worker that this process can ask. One thread uses it at a time.

    Attributes:
        number: its name to the nursery.
        process: its process id, to be shown; it may be gone already.
        ended: set when the nursery tells its death, or has ended itself.
        status: then as ``os.waitpid`` gives it; ``None`` where the nursery did not tell.
        words: then the end of what it wrote to its standard error.
        socket: to it.
        line: the event loop's view of the socket, once one has used it; then no thread may ask any more.
    """

    def __init__(self, number: int, process: int, descriptor: int) -> None:
        self.number = number
        self.process = process
        self.ended = threading.Event()
        self.status: int | None = None
        self.words = ""
        self.socket = socket.socket(fileno=descriptor)
        self.socket.settimeout(TRANSFER)  # for sending; reading is preceded by a poll
        self.line: Watched | None = None
        self._events = select.poll()
        self._events.register(descriptor, select.POLLIN)

    def close(self) -> None:
        """Close the socket; the worker ends when it notices."""
        if self.line is None:
            self.socket.close()
        else:
            self.line.hang_up(self.socket.close)

    def wait_for_news(self) -> None:
        """Wait a short while until it is known how the worker ended."""
        self.ended.wait(_NEWS)

    def ask(
        self, question: bytes, seconds: float, gone: Callable[[], bool] | None, largest: int
    ) -> tuple[int, bool, bytes]:
        """Send a question and wait for the reply.

        Args:
            question: framed.
            seconds: until the deadline.
            gone: whether the client has hung up.
            largest: bytes of a body beyond which the reply is nonsense.

        Returns:
            The kind of the reply, whether the worker leaves after it, and its body.

        Raises:
            Late: nothing has come in time.
            Gone: the client has hung up.
            Unread: the worker had ended before.
            Ended: the worker ended over the question.
        """
        deadline = time.monotonic() + seconds
        try:
            self.socket.sendall(question)
        except TimeoutError as error:
            raise Late from error
        except OSError as error:
            raise Unread from error
        data = self._read(65536, deadline, gone)
        while len(data) < wire.HEADER.size:
            data += self._read(65536, deadline, gone)
        kind, leaving, length = wire.HEADER.unpack_from(data)
        if length > largest:
            raise wire.Garbled("the worker", f"announces {length:,} bytes, more than there can be")
        parts, missing = [data[wire.HEADER.size :]], length + wire.HEADER.size - len(data)
        deadline += TRANSFER
        while missing > 0:
            parts.append(self._read(min(missing, 1 << 20), deadline, gone))
            missing -= len(parts[-1])
        return kind, bool(leaving), b"".join(parts)

    def _read(self, most: int, deadline: float, gone: Callable[[], bool] | None) -> bytes:
        while not self._events.poll(1000 * max(0.0, min(_LOOK, deadline - time.monotonic()))):
            if time.monotonic() >= deadline:
                raise Late
            if gone is not None and gone():
                raise Gone
        try:
            data = os.read(self.socket.fileno(), most)
        except ConnectionResetError as error:  # it ended with the question still in its socket
            raise Unread from error
        if not data:
            raise Ended
        return data
