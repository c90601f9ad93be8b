"""The workers that wait for a question, and the threads that wait for a worker."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

from graph.engine.handle import Gone, Handle

_LOOK: Final = 0.1


class Pool:
    """The workers that are alive, and which of them are idle. Threads share it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._alive: dict[int, Handle] = {}
        self._idle: list[Handle] = []
        self._closed = False

    def add(self, worker: Handle) -> None:
        """A worker has been born, and is idle."""
        with self._changed:
            if self._closed:
                worker.close()
                return
            self._alive[worker.number] = worker
            self._idle.append(worker)
            self._changed.notify()

    def take(self, seconds: float, gone: Callable[[], bool] | None) -> Handle | None:
        """An idle worker, the one that was busy last; ``None`` where there is none within so many seconds.

        Raises:
            Gone: the client has hung up in the meantime.
        """
        deadline = time.monotonic() + seconds
        with self._changed:
            while not self._idle:
                left = deadline - time.monotonic()
                if left <= 0 or self._closed:
                    return None
                self._changed.wait(min(left, _LOOK))
                if gone is not None and gone():
                    raise Gone
            return self._idle.pop()

    def give_back(self, worker: Handle) -> None:
        """A worker is idle again."""
        with self._changed:
            if self._alive.get(worker.number) is worker:
                self._idle.append(worker)
                self._changed.notify()
                return
        worker.close()

    def drop(self, worker: Handle) -> None:
        """A worker is not to be used any more by the thread that has it."""
        with self._changed:
            self._alive.pop(worker.number, None)
        worker.close()

    def ended(self, number: int, status: int | None, words: str = "") -> None:
        """A worker has died. Where a thread has it, that thread notices by its socket."""
        with self._changed:
            worker = self._alive.pop(number, None)
            if worker is not None and worker in self._idle:
                self._idle.remove(worker)
                worker.close()
        if worker is not None:
            worker.status, worker.words = status, words
            worker.ended.set()

    def all_ended(self) -> None:
        """The nursery has ended, and its workers with it."""
        with self._changed:
            numbers = list(self._alive)
        for number in numbers:
            self.ended(number, None)

    def close(self) -> None:
        """Let go of all workers; whoever waits for one gets none."""
        with self._changed:
            self._closed = True
            for worker in self._idle:
                worker.close()
            self._idle.clear()
            self._alive.clear()
            self._changed.notify_all()

    def processes(self) -> tuple[int, ...]:
        """The process ids of the workers that are alive."""
        with self._changed:
            return tuple(worker.process for worker in self._alive.values())
