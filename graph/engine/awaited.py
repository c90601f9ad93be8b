"""Asking a worker from an event loop, so that no thread waits for the answer.

It does what :meth:`graph.engine.handle.Handle.ask` and :meth:`graph.engine.pool.Pool.take` do for threads, with the
same outcomes.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from graph.engine import wire
from graph.engine.handle import TRANSFER, Ended, Gone, Handle, Late, Unread
from graph.engine.pool import Pool

_T = TypeVar("_T")
_READ: Final = 64 * 1024
"""Bytes that are read at once, into a buffer that stays: to allocate one each time takes longer than to read."""
_PATIENCE: Final = 0.05
"""Seconds after which the connection of the client is watched: most answers are there before."""

Reply = tuple[int, bool, bytes]
Watch = Callable[[], Awaitable[object]]
"""Begins to wait until the client has hung up."""


async def take(pool: Pool, seconds: float, watch: Watch | None) -> Handle | None:
    """An idle worker; ``None`` where there is none within so many seconds.

    Raises:
        Gone: the client has hung up in the meantime.
    """
    loop = asyncio.get_running_loop()
    found: asyncio.Future[Handle | None] = loop.create_future()

    def deliver(worker: Handle | None) -> None:
        loop.call_soon_threadsafe(settle, worker)

    def settle(worker: Handle | None) -> None:
        if not found.done():
            found.set_result(worker)
        elif worker is not None:  # it came a moment too late
            pool.give_back(worker)

    worker = pool.claim(deliver)
    if worker is not None:
        return worker
    timer = loop.call_later(seconds, _fail, found, Late())
    watching = _watched(found, watch)
    try:
        return await found
    except Late:
        return None
    except asyncio.CancelledError:
        if not found.cancelled() and found.exception() is None:  # it came before this could take it
            settle(found.result())
        raise
    finally:
        timer.cancel()
        _cancel(watching)
        pool.withdraw(deliver)


async def ask(worker: Handle, question: bytes, seconds: float, watch: Watch | None, largest: int) -> Reply:
    """Send a question and wait for the reply.

    Args:
        worker: whom nobody else asks meanwhile.
        question: framed.
        seconds: until the deadline.
        watch: of the client.
        largest: bytes of a body beyond which the reply is nonsense.

    Raises:
        Late: nothing has come in time.
        Gone: the client has hung up.
        Unread: the worker had ended before.
        Ended: the worker ended over the question.
        wire.Garbled: the reply is none.
    """
    loop = asyncio.get_running_loop()
    line = worker.line
    if not isinstance(line, Line) or line.loop is not loop:
        line = worker.line = Line(loop, worker.socket.fileno())
    return await line.ask(question, seconds, watch, largest)


class Line:
    """The socket of a worker, watched by an event loop from the first question to the end of the worker.

    To begin and end watching for each question would cost a dozen system calls.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, descriptor: int) -> None:
        self.loop = loop
        self._descriptor = descriptor
        self._reply: asyncio.Future[Reply] | None = None
        self._ended = False
        self._buffer = memoryview(bytearray(_READ))
        self._unsent = memoryview(b"")
        self._watching: asyncio.Future[object] | None = None
        loop.add_reader(descriptor, self._readable)

    async def ask(self, question: bytes, seconds: float, watch: Watch | None, largest: int) -> Reply:
        """As :func:`ask`."""
        if self._ended:
            raise Unread
        reply: asyncio.Future[Reply] = self.loop.create_future()
        self._reply = reply
        self._parts: list[bytes] = []
        self._length = self._whole = 0
        self._largest = largest
        self._timer = self.loop.call_later(seconds, _fail, reply, Late())
        patience = self.loop.call_later(_PATIENCE, self._watch, reply, watch)
        try:
            self._send(memoryview(question))
            return await reply
        finally:
            self._reply = None
            self._timer.cancel()
            patience.cancel()
            _cancel(self._watching)
            self._watching = None
            if self._unsent:
                self.loop.remove_writer(self._descriptor)
                self._unsent = memoryview(b"")

    def hang_up(self, close: Callable[[], object]) -> None:
        """Watch no more, and close the socket after that; from any thread."""

        def leave() -> None:
            self._leave()
            close()

        try:
            self.loop.call_soon_threadsafe(leave)
        except RuntimeError:  # the loop is closed, and watches nothing any more
            close()

    def _leave(self) -> None:
        if not self._ended:
            self._ended = True
            self.loop.remove_reader(self._descriptor)

    def _watch(self, reply: asyncio.Future[Reply], watch: Watch | None) -> None:
        self._watching = _watched(reply, watch)

    def _send(self, data: memoryview) -> None:
        """Send what the socket takes; the rest of a long question follows when the worker has read."""
        try:
            sent = os.write(self._descriptor, data)
        except BlockingIOError:
            sent = 0
        except OSError as error:
            raise Unread from error
        if sent < len(data):
            self._unsent = data[sent:]
            self.loop.add_writer(self._descriptor, self._writable)

    def _writable(self) -> None:
        try:
            self._unsent = self._unsent[os.write(self._descriptor, self._unsent) :]
        except BlockingIOError:
            return
        except OSError:
            self._fail(Unread())
            self._unsent = memoryview(b"")
        if not self._unsent:
            self.loop.remove_writer(self._descriptor)

    def _readable(self) -> None:
        try:
            data = bytes(self._buffer[: os.readv(self._descriptor, (self._buffer,))])
        except BlockingIOError:
            return
        except ConnectionResetError:  # the worker ended with the question still in its socket
            self._leave()
            self._fail(Unread())
            return
        if not data or self._reply is None:  # it has ended, or speaks without having been asked
            self._leave()
            self._fail(Ended())
            return
        self._parts.append(data)
        self._length += len(data)
        if not self._whole and self._length >= wire.HEADER.size:
            self._announced()
        if self._whole and self._length >= self._whole and not self._reply.done():
            body = b"".join(self._parts)
            kind, leaving, _ = wire.HEADER.unpack_from(body)
            self._reply.set_result((kind, bool(leaving), body[wire.HEADER.size :]))

    def _announced(self) -> None:
        """The header is there: the deadline has been kept, and the rest has some time of its own."""
        assert self._reply is not None
        self._parts = [b"".join(self._parts)]
        length: int = wire.HEADER.unpack_from(self._parts[0])[2]
        if length > self._largest:
            self._fail(wire.Garbled("the worker", f"announces {length:,} bytes, more than there can be"))
            return
        self._whole = wire.HEADER.size + length
        if self._length < self._whole:
            self._timer.cancel()
            self._timer = self.loop.call_later(TRANSFER, _fail, self._reply, Late())

    def _fail(self, error: Exception) -> None:
        if self._reply is not None:
            _fail(self._reply, error)


def _watched(future: asyncio.Future[_T], watch: Watch | None) -> asyncio.Future[object] | None:
    """Makes a future fail when the client hangs up."""
    if watch is None:
        return None
    watching = asyncio.ensure_future(watch())
    watching.add_done_callback(lambda done: None if done.cancelled() else _fail(future, Gone()))
    return watching


def _cancel(watching: asyncio.Future[object] | None) -> None:
    if watching is not None:
        watching.cancel()


def _fail(future: asyncio.Future[_T], error: Exception) -> None:
    with contextlib.suppress(asyncio.InvalidStateError):
        future.set_exception(error)
