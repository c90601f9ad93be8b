"""The engine of the server: workers in processes of their own, killed where a query goes beyond its bounds."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final

from graph.engine import awaited, wire
from graph.engine.ending import Ending, cause
from graph.engine.errors import (
    EngineBusy,
    EngineCrashed,
    EngineError,
    QueryAbandoned,
    QueryTimeout,
)
from graph.engine.handle import Ended, Gone, Handle, Late, Unread
from graph.engine.keeper import Keeper
from graph.engine.opening import held
from graph.engine.pool import Pool
from graph.engine.settings import MIB, Settings
from graph.engine.turns import Turns, cores
from graph.errors import Worded
from graph.formats import Format
from graph.store import NOTHING, Answer, Form, Given, Limits, QueryDataset, Release, StoreError

_LOOK: Final = 0.1
"""Seconds between two looks at whether the client is still there."""
_ATTEMPTS: Final = 3
"""Workers that are tried where one turns out to have ended while it was idle."""


def _nobody() -> None:
    """Hears that a worker was replaced."""


class ProcessEngine:
    """Evaluates in worker processes. Threads can share it; :meth:`close` ends every process that belongs to it.

    Args:
        release: what is asked about.
        settings: the bounds.
        replaced: called whenever a worker takes the place of one that has ended.

    Raises:
        ReleaseError: the release cannot be opened by the workers.
        EngineCrashed: the workers cannot be started.
    """

    def __init__(
        self, release: Release, settings: Settings | None = None, *, replaced: Callable[[], None] = _nobody
    ) -> None:
        self._settings = settings or Settings()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._turns: Turns | None = None
        self._name = held(release.folder, self._settings).value
        self._pool = Pool()
        self._keeper = Keeper(release.folder, self._settings, self._pool, replaced)
        with contextlib.ExitStack() as undo:
            undo.callback(self.close)
            self._keeper.wait_until_full()
            undo.pop_all()

    @property
    def name(self) -> str:
        """The index that the workers ask."""
        return self._name

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

    @property
    def idle(self) -> int:
        """How many workers wait for a query."""
        return self._pool.idle()

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
        given: Given = NOTHING,
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
        loop = self._loop
        if loop is not None and not loop.is_closed():
            answer = self.answer(query, formats=formats, dataset=dataset, timeout=timeout, given=given)
            return self._through(loop, answer, gone)
        asked = wire.Question(query, dict(formats), dataset, self._settings.lowered(timeout), given)
        question = wire.question(asked)
        for _ in range(_ATTEMPTS):
            try:
                worker = self._pool.take(self._settings.wait, gone)
            except Gone:
                raise QueryAbandoned.now() from None
            if worker is None:
                break
            if worker.line is not None and self._loop is not None and not self._loop.is_closed():
                self._pool.give_back(worker)  # an event loop has come meanwhile, and watches the socket
                return self.evaluate(query, formats=formats, dataset=dataset, timeout=timeout, gone=gone, given=given)
            try:
                reply = worker.ask(question, asked.timeout, gone, self._largest)
            except Unread:  # it was killed while it was idle: the query has nothing to do with it
                self._pool.drop(worker)
            except Ended:
                raise self._cause(worker, asked.timeout) from None
            except BaseException as error:
                raise self._given_up(worker, asked, error) from error
            else:
                return self._taken(worker, asked, reply)
        raise self._unanswered(worker)

    async def answer(
        self,
        query: str,
        *,
        formats: Mapping[Form, Format | None],
        dataset: QueryDataset = QueryDataset(),  # noqa: B008 - frozen
        timeout: float | None = None,
        watch: awaited.Watch | None = None,
        given: Given = NOTHING,
    ) -> Answer:
        """As :meth:`evaluate`, for an event loop: no thread waits.

        Args:
            query: as there.
            formats: as there.
            dataset: as there.
            timeout: as there.
            watch: begins to wait until the client has hung up.
            given: as there.

        Raises:
            StoreError: as there.
        """
        asked = wire.Question(query, dict(formats), dataset, self._settings.lowered(timeout), given)
        question = wire.question(asked)
        loop = self._loop = asyncio.get_running_loop()
        turns = self._turns
        if turns is None or turns.loop is not loop:
            turns = self._turns = Turns(loop, 2 * cores())
        turn = object()
        try:
            if not turns.begin(turn):
                await turns.wait(turn)
            return await self._answered(asked, question, watch)
        finally:
            turns.end(turn)

    async def _answered(self, asked: wire.Question, question: bytes, watch: awaited.Watch | None) -> Answer:
        for _ in range(_ATTEMPTS):
            try:
                worker = await awaited.take(self._pool, self._settings.wait, watch)
            except Gone:
                raise QueryAbandoned.now() from None
            if worker is None:
                break
            try:
                reply = await awaited.ask(worker, question, asked.timeout, watch, self._largest)
            except Unread:
                self._pool.drop(worker)
            except Ended:
                raise await asyncio.to_thread(self._cause, worker, asked.timeout) from None
            except BaseException as error:
                raise self._given_up(worker, asked, error) from error
            else:
                return self._taken(worker, asked, reply)
        raise self._unanswered(worker)

    def _through(
        self, loop: asyncio.AbstractEventLoop, asked: Coroutine[Any, Any, Answer], gone: Callable[[], bool] | None
    ) -> Answer:
        """The answer from the event loop that has the workers, for a thread that waits."""
        answer = asyncio.run_coroutine_threadsafe(asked, loop)
        while True:
            try:
                return answer.result(timeout=_LOOK if gone else None)
            except concurrent.futures.TimeoutError:
                if answer.done():
                    raise
            if gone is not None and gone():
                answer.cancel()
                raise QueryAbandoned.now()

    def close(self) -> None:
        """End the nursery and the workers; queries under way fail."""
        self._keeper.close()

    @property
    def _largest(self) -> int:
        return self._settings.limits.result_bytes + MIB

    def _unanswered(self, worker: Handle | None) -> EngineError:
        if worker is None:
            return EngineBusy.waited(self._settings.wait, self._settings.workers)
        return EngineCrashed.because(
            Worded("had ended before it read the query, %(attempts)s times over", attempts=_ATTEMPTS)
        )

    def _taken(self, worker: Handle, asked: wire.Question, reply: awaited.Reply) -> Answer:
        """What a reply says. The worker is idle again, or will be replaced.

        Raises:
            StoreError: the reply says so.
        """
        kind, leaving, body = reply
        try:
            found = wire.result(kind, body, asked.formats)
        except wire.Garbled as error:
            self._kill(worker)
            raise EngineCrashed.because(error.reason) from error
        if leaving:
            self._pool.drop(worker)
        else:
            self._pool.give_back(worker)
        if isinstance(found, StoreError):
            raise found
        return found

    def _given_up(self, worker: Handle, asked: wire.Question, error: BaseException) -> BaseException:
        """The worker is killed in the middle of a query; what that is for whoever asked."""
        self._kill(worker)
        if isinstance(error, Late):
            return QueryTimeout.after(asked.timeout)
        if isinstance(error, Gone):
            return QueryAbandoned.now()
        if isinstance(error, wire.Garbled):
            return EngineCrashed.because(error.reason)
        return error

    def _kill(self, worker: Handle) -> None:
        self._pool.drop(worker)
        self._keeper.kill(worker.number)

    def _cause(self, worker: Handle, seconds: float) -> EngineError:
        """Of what a worker died over a question; it is known once its end has been told."""
        worker.wait_for_news()
        self._pool.drop(worker)
        return cause(Ending(worker.process, worker.status, worker.words), seconds, self._settings.memory)
