"""The workers that wait for a question, and whoever waits for a worker."""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Final

from graph.engine.handle import Gone, Handle

_LOOK: Final = 0.1

Deliver = Callable[[Handle | None], None]
"""Takes a worker that has become idle, from any thread; ``None`` where there will be none any more."""


class Pool:
    """The workers that are alive, and which of them are idle. Threads share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._alive: dict[int, Handle] = {}
        self._idle: list[Handle] = []
        self._waiting: deque[Deliver] = deque()
        self._closed = False

    def add(self, worker: Handle) -> None:
        """A worker has been born, and is idle."""
        with self._lock:
            if not self._closed:
                self._alive[worker.number] = worker
        self.give_back(worker)

    def claim(self, deliver: Deliver) -> Handle | None:
        """An idle worker, the one that was busy last; ``None`` where it will be delivered once there is one.

        Those who wait get theirs in the order in which they came.
        """
        with self._lock:
            if self._idle:
                return self._idle.pop()
            if not self._closed:
                self._waiting.append(deliver)
                return None
        deliver(None)
        return None

    def withdraw(self, deliver: Deliver) -> bool:
        """Wait no longer; ``False`` where a worker has been delivered already."""
        with self._lock:
            try:
                self._waiting.remove(deliver)
            except ValueError:
                return False
        return True

    def take(self, seconds: float, gone: Callable[[], bool] | None) -> Handle | None:
        """An idle worker; ``None`` where there is none within so many seconds.

        Raises:
            Gone: the client has hung up in the meantime.
        """
        found: queue.SimpleQueue[Handle | None] = queue.SimpleQueue()
        deliver = found.put
        worker = self.claim(deliver)
        if worker is not None:
            return worker
        deadline = time.monotonic() + seconds
        while worker is None and (left := deadline - time.monotonic()) > 0:
            try:
                worker = found.get(timeout=min(left, _LOOK))
                if worker is None:  # the pool is closed
                    return None
            except queue.Empty:
                worker = None
            if gone is not None and gone():
                self._decline(worker, deliver, found)
                raise Gone
        return worker if worker is not None or self.withdraw(deliver) else found.get()

    def _decline(self, worker: Handle | None, deliver: Deliver, found: queue.SimpleQueue[Handle | None]) -> None:
        if worker is None and not self.withdraw(deliver):
            worker = found.get()
        if worker is not None:
            self.give_back(worker)

    def give_back(self, worker: Handle) -> None:
        """A worker is idle again."""
        with self._lock:
            deliver = None
            known = self._alive.get(worker.number) is worker
            if known and self._waiting:
                deliver = self._waiting.popleft()
            elif known:
                self._idle.append(worker)
        if deliver is not None:
            deliver(worker)
        elif not known:
            worker.close()

    def drop(self, worker: Handle) -> None:
        """A worker is not to be used any more by whoever has it."""
        with self._lock:
            self._alive.pop(worker.number, None)
        worker.close()

    def ended(self, number: int, status: int | None, words: str = "") -> None:
        """A worker has died. Whoever has it notices by its socket."""
        with self._lock:
            worker = self._alive.pop(number, None)
            if worker is not None and worker in self._idle:
                self._idle.remove(worker)
                worker.close()
        if worker is not None:
            worker.status, worker.words = status, words
            worker.ended.set()

    def all_ended(self) -> None:
        """The nursery has ended, and its workers with it."""
        with self._lock:
            numbers = list(self._alive)
        for number in numbers:
            self.ended(number, None)

    def close(self) -> None:
        """Let go of all workers; whoever waits for one gets none."""
        with self._lock:
            self._closed = True
            waiting = list(self._waiting)
            self._waiting.clear()
            for worker in self._idle:
                worker.close()
            self._idle.clear()
            self._alive.clear()
        for deliver in waiting:
            deliver(None)

    def processes(self) -> tuple[int, ...]:
        """The process ids of the workers that are alive."""
        with self._lock:
            return tuple(worker.process for worker in self._alive.values())

    def idle(self) -> int:
        """How many workers wait for a question."""
        with self._lock:
            return len(self._idle)
