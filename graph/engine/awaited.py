"""Asking a worker from an event loop, so that no thread waits for the answer.

It does what :meth:`graph.engine.handle.Handle.ask` and :meth:`graph.engine.pool.Pool.take` do for threads, with the
same outcomes.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from graph.engine import wire
from graph.engine.handle import TRANSFER, Ended, Gone, Handle, Late, Unread
from graph.engine.pool import Pool

_T = TypeVar("_T")
_READ: Final = 1 << 20
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
    watching = told(lambda: _fail(found, Gone()), watch)
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
        watching.cancel()
        pool.withdraw(deliver)


def told(tell: Callable[[], object], watch: Watch | None) -> asyncio.Future[object]:
    """Watches the client, and tells when it has hung up; to be cancelled."""
    if watch is None:
        return asyncio.get_running_loop().create_future()
    watching = asyncio.ensure_future(watch())
    watching.add_done_callback(lambda done: None if done.cancelled() else tell())
    return watching


async def ask(worker: Handle, question: bytes, seconds: float, watch: Watch | None, largest: int) -> Reply:
    """Send a question and wait for the reply.

    Args:
        worker: whom nobody else asks meanwhile.
        question: framed, and short enough for the socket to take it at once.
        seconds: until the deadline.
        watch: of the client.
        largest: bytes of a body beyond which the reply is nonsense.

    Raises:
        Late: nothing has come in time.
        Gone: the client has hung up.
        Unread: the worker had ended before, or does not read.
        Ended: the worker ended over the question.
        wire.Garbled: the reply is none.
    """
    loop = asyncio.get_running_loop()
    try:
        if worker.socket.send(question, socket.MSG_DONTWAIT) < len(question):
            raise Late
    except BlockingIOError as error:
        raise Late from error
    except OSError as error:
        raise Unread from error
    reply: asyncio.Future[Reply] = loop.create_future()
    reading = _Reading(loop, worker.socket.fileno(), reply, largest)
    reading.begin(seconds, watch)
    try:
        return await reply
    finally:
        reading.end()


class _Reading:
    """A reply that comes in pieces."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, descriptor: int, reply: asyncio.Future[Reply], largest: int
    ) -> None:
        self._loop = loop
        self._descriptor = descriptor
        self._reply = reply
        self._largest = largest
        self._parts: list[bytes] = []
        self._length = 0
        self._whole = 0
        self._watching: asyncio.Future[object] | None = None

    def begin(self, seconds: float, watch: Watch | None) -> None:
        """Wait so many seconds for the first bytes, and look after a while whether the client is still there."""
        self._timer = self._loop.call_later(seconds, _fail, self._reply, Late())
        self._patience = self._loop.call_later(_PATIENCE, self._watch, watch)
        self._loop.add_reader(self._descriptor, self._readable)

    def end(self) -> None:
        """Wait for nothing any more."""
        self._loop.remove_reader(self._descriptor)
        self._timer.cancel()
        self._patience.cancel()
        if self._watching is not None:
            self._watching.cancel()

    def _watch(self, watch: Watch | None) -> None:
        self._watching = told(lambda: _fail(self._reply, Gone()), watch)

    def _readable(self) -> None:
        try:
            data = os.read(self._descriptor, _READ)
        except ConnectionResetError:  # the worker ended with the question still in its socket
            _fail(self._reply, Unread())
            return
        if not data:
            _fail(self._reply, Ended())
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
        self._parts = [b"".join(self._parts)]
        length: int = wire.HEADER.unpack_from(self._parts[0])[2]
        if length > self._largest:
            _fail(self._reply, wire.Garbled("the worker", f"announces {length:,} bytes, more than there can be"))
            return
        self._whole = wire.HEADER.size + length
        if self._length < self._whole:
            self._timer.cancel()
            self._timer = self._loop.call_later(TRANSFER, _fail, self._reply, Late())


def _fail(future: asyncio.Future[_T], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)
