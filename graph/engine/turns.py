"""How many queries begin at once.

A lookup takes a tenth of a millisecond when the worker and its core have the index at hand, and twice as long when
eight workers share two cores and each finds their caches filled by the others. So a query waits a moment where as many
as the cores can hold have just begun. One that takes longer than that moment no longer keeps others waiting: it has its
worker, and the next query gets another.
"""

from __future__ import annotations

import asyncio
import os
from collections import deque


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0))


class Turns:
    """Lets queries in, on one event loop.

    Args:
        loop: on which all of it happens.
        most: queries that have just begun, beyond which others wait.
        moment: seconds after which a query is no longer waited for; by default those of about ten lookups.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, most: int, *, moment: float = 0.002) -> None:
        self.loop = loop
        self._moment = moment
        self._most = most
        self._begun: dict[object, float] = {}  # the oldest first
        self._waiting: deque[tuple[object, asyncio.Future[None]]] = deque()
        self._timer: asyncio.TimerHandle | None = None

    def begin(self, turn: object) -> bool:
        """Whether a query may begin now; then :meth:`end` must follow. If not, :meth:`wait` does."""
        now = self.loop.time()
        self._forget(now)
        if len(self._begun) >= self._most:
            return False
        self._begun[turn] = now
        return True

    async def wait(self, turn: object) -> None:
        """Wait until the query may begin; :meth:`end` must follow, also where waiting is given up."""
        let_in: asyncio.Future[None] = self.loop.create_future()
        self._waiting.append((turn, let_in))
        if self._timer is None:
            self._timer = self.loop.call_later(self._moment, self._tick)
        await let_in

    def end(self, turn: object) -> None:
        """The query has ended, or is not to be asked any more."""
        self._begun.pop(turn, None)
        if self._waiting:
            self._let_in(self.loop.time())

    def _tick(self) -> None:
        self._timer = None
        now = self.loop.time()
        self._forget(now)
        self._let_in(now)
        if self._waiting:
            self._timer = self.loop.call_later(self._moment, self._tick)

    def _forget(self, now: float) -> None:
        """Those that take longer keep nobody waiting."""
        while self._begun:
            oldest = next(iter(self._begun))
            if now - self._begun[oldest] < self._moment:
                return
            del self._begun[oldest]

    def _let_in(self, now: float) -> None:
        while self._waiting and len(self._begun) < self._most:
            turn, let_in = self._waiting.popleft()
            if not let_in.done():  # it may have been given up
                self._begun[turn] = now
                let_in.set_result(None)
