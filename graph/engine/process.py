"""The engine of the server: workers in processes of their own, killed where a query goes beyond its bounds."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from typing import Final

from graph.engine import wire
from graph.engine.errors import (
    EngineBusy,
    EngineCrashed,
    EngineError,
    QueryAbandoned,
    QueryOutOfMemory,
    QueryTimeout,
)
from graph.engine.handle import Ended, Gone, Handle, Late, Unread
from graph.engine.keeper import Keeper
from graph.engine.pool import Pool
from graph.engine.settings import MIB, Settings
from graph.engine.worker import verdict
from graph.formats import Format
from graph.store import Answer, Form, Limits, QueryDataset, Release, StoreError

_log = logging.getLogger(__name__)
_UNSORTED: Final = "does not correctly implement a total order"
"""Said by Rust's sort: Oxigraph's order of terms contradicts itself for numbers, dates and others in one column."""
_ATTEMPTS: Final = 3
"""Workers that are tried where one turns out to have ended while it was idle."""


class ProcessEngine:
    """Evaluates in worker processes. Threads can share it; :meth:`close` ends every process that belongs to it.

    Raises:
        ReleaseError: the release cannot be opened by the workers.
        EngineCrashed: the workers cannot be started.
    """

    def __init__(self, release: Release, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()
        self._pool = Pool()
        self._keeper = Keeper(release.folder, self._settings, self._pool)
        try:
            self._keeper.wait_until_full()
        except BaseException:
            self.close()
            raise

    @property
    def settings(self) -> Settings:
        """The bounds."""
        return self._settings

    @property
    def limits(self) -> Limits:
        """What a query may look like and how large its result may be."""
        return self._settings.limits

    @property
    def lost(self) -> frozenset[str]:
        """What the workers cannot do: ``network``, ``files``."""
        return self._keeper.lost

    @property
    def nursery(self) -> int:
        """The process id of the nursery."""
        return self._keeper.process

    def workers(self) -> tuple[int, ...]:
        """The process ids of the workers that are alive."""
        return self._pool.processes()

    def evaluate(
        self,
        query: str,
        *,
        formats: Mapping[Form, Format | None],
        dataset: QueryDataset = QueryDataset(),  # noqa: B008 - frozen
        timeout: float | None = None,
        gone: Callable[[], bool] | None = None,
    ) -> Answer:
        """As :meth:`Engine.evaluate`.

        Raises:
            StoreError: as for :func:`graph.store.evaluate`.
            EngineBusy: no worker was free for the time that a query may wait.
            QueryTimeout: it was stopped at its deadline.
            QueryOutOfMemory: it was stopped at its memory limit.
            QueryAbandoned: the client has hung up.
            EngineCrashed: the worker ended for another reason.
        """
        seconds = self._settings.lowered(timeout)
        asked = wire.Question(query, dict(formats), dataset, seconds)
        question = wire.question(asked)
        for _ in range(_ATTEMPTS):
            worker = self._worker(gone)
            try:
                found = self._asked(worker, question, asked, gone)
            except Unread:  # it was killed while it was idle: the query has nothing to do with it
                self._pool.drop(worker)
                continue
            if isinstance(found, StoreError):
                raise found
            return found
        raise EngineCrashed.because(f"had ended before it read the query, {_ATTEMPTS} times over")

    def close(self) -> None:
        """End the nursery and the workers; queries under way fail."""
        self._keeper.close()

    def _worker(self, gone: Callable[[], bool] | None) -> Handle:
        try:
            worker = self._pool.take(self._settings.wait, gone)
        except Gone:
            raise QueryAbandoned.now() from None
        if worker is None:
            raise EngineBusy.waited(self._settings.wait, self._settings.workers)
        return worker

    def _asked(
        self, worker: Handle, question: bytes, asked: wire.Question, gone: Callable[[], bool] | None
    ) -> Answer | StoreError:
        """What a worker makes of a question. It is idle again afterwards, or will be replaced."""
        largest = self._settings.limits.result_bytes + MIB
        try:
            kind, leaving, body = worker.ask(question, asked.timeout, gone, largest)
            found = wire.result(kind, body, asked.formats)
        except Unread:
            raise
        except Ended:
            error = self._cause(worker, asked.timeout)
            self._pool.drop(worker)
            return error
        except BaseException as error:
            self._kill(worker)
            if isinstance(error, Late):
                return QueryTimeout.after(asked.timeout)
            if isinstance(error, Gone):
                return QueryAbandoned.now()
            if isinstance(error, wire.Garbled):
                return EngineCrashed.because(error.reason)
            raise
        if leaving:
            self._pool.drop(worker)
        else:
            self._pool.give_back(worker)
        return found

    def _kill(self, worker: Handle) -> None:
        self._pool.drop(worker)
        self._keeper.kill(worker.number)

    def _cause(self, worker: Handle, seconds: float) -> EngineError:
        """Of what a worker died over a question."""
        worker.wait_for_news()
        status = worker.status
        match verdict(status, worker.words):
            case "time":
                return QueryTimeout.after(seconds)
            case "memory":
                return QueryOutOfMemory.beyond(self._settings.memory)
            case _:
                if _UNSORTED in worker.words:
                    what = "was ended by a fault of the engine, which cannot sort these values of mixed kinds"
                    return EngineCrashed.because(what, "Sort by their text instead, as in ORDER BY STR(?value).")
                _log.error("worker %d ended over a query (%s): %s", worker.process, _named(status), worker.words)
                return EngineCrashed.because(f"ended unexpectedly ({_named(status)})")


def _named(status: int | None) -> str:
    """A status in words.

    >>> _named(11), _named(256), _named(None)
    ('signal 11', 'exit status 1', 'with the process that started it')
    """
    if status is None:
        return "with the process that started it"
    code = os.waitstatus_to_exitcode(status)
    return f"signal {-code}" if code < 0 else f"exit status {code}"
