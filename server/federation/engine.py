"""The engine that asks other endpoints for the clauses of a query, and gives another engine the rest.

A clause is joined to what stands around it (SPARQL 1.1 Federated Query, section 4). So its solutions are asked for on
their own and take its place as ``VALUES``. While an endpoint is waited for, no worker is held.
"""

from __future__ import annotations

import asyncio
import json
import math
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from graph.engine import AsyncEngine, GivenEngine, QueryTimeout, Settings
from graph.engine.awaited import Watch
from graph.errors import KhenError, Worded
from graph.formats import RESULTS_JSON, Format
from graph.store import (
    NOTHING,
    Answer,
    Change,
    Consulted,
    Form,
    Given,
    Limits,
    QueryDataset,
    QueryRefusedError,
    QuerySyntaxError,
    Release,
    mentions_service,
)
from graph.store.dataset import is_update
from graph.store.services import Clause, federated
from server.federation.answers import nothing_known, values_of
from server.federation.calling import OK, Caller, outcome_of
from server.federation.errors import ServiceBusy, ServiceFailed
from server.federation.mentions import LONGEST, length_told, may_mention
from server.metrics import Metrics
from server.remote.waiting import Patience

Formats = Mapping[Form, Format | None]
_ROWS: Formats = {Form.SOLUTIONS: RESULTS_JSON, Form.GRAPH: None}


@dataclass(frozen=True)
class _Work:
    """A query that is being worked on."""

    formats: Formats
    dataset: QueryDataset
    patience: Patience
    consulted: list[Consulted] = field(default_factory=list)


class FederatedEngine:
    """Evaluates queries with ``SERVICE``, as far as that is allowed, and passes on all others. Threads can share it.

    Args:
        release: what the other engine evaluates on.
        engine: evaluates; it is closed with this one.
        caller: asks the endpoints; it is closed with this one, too.
        metrics: are told of each call.
    """

    def __init__(self, release: Release, engine: GivenEngine, caller: Caller, metrics: Metrics | None = None) -> None:
        self._release = release
        self._engine = engine
        self._caller = caller
        self._metrics = metrics or Metrics()
        self._slots = threading.BoundedSemaphore(caller.services.queries)
        self._threads = ThreadPoolExecutor(caller.services.queries, "service")

    @property
    def name(self) -> str:
        """That of the engine behind it."""
        return self._engine.name

    @property
    def limits(self) -> Limits:
        """Those of the engine behind it."""
        return self._engine.limits

    @property
    def settings(self) -> Settings | None:
        """Those of the engine behind it."""
        return self._engine.settings

    def evaluate(
        self,
        query: str,
        *,
        formats: Formats,
        dataset: QueryDataset = QueryDataset(),  # noqa: B008 - frozen
        timeout: float | None = None,
        gone: Callable[[], bool] | None = None,
    ) -> Answer:
        """As :meth:`graph.engine.Engine.evaluate`.

        Raises:
            StoreError: as there.
            ServiceRefused: an endpoint is not on the list.
            ServiceError: an endpoint failed, and the clause is not silent.
            ServiceBusy: endpoints are asked too often, or by too many queries.
        """
        if not self._is_federated(query):
            with length_told(query):
                return self._engine.evaluate(query, formats=formats, dataset=dataset, timeout=timeout, gone=gone)
        self._take()
        try:
            return self._federated(query, _Work(formats, dataset, self._patience(timeout, gone)))
        finally:
            self._slots.release()

    async def answer(
        self,
        query: str,
        *,
        formats: Formats,
        dataset: QueryDataset = QueryDataset(),  # noqa: B008 - frozen
        timeout: float | None = None,
        watch: Watch | None = None,
    ) -> Answer:
        """As :meth:`evaluate`, for an event loop: where endpoints are asked, that is done by threads of its own."""
        # The text is looked at closely in another thread, so that a long one holds nobody up.
        if not (may_mention(query) and await asyncio.to_thread(self._is_federated, query)):
            with length_told(query):
                return await self._passed_on(query, formats, dataset, timeout, watch)
        self._take()
        gone = threading.Event()
        work = _Work(formats, dataset, self._patience(timeout, gone.is_set))
        working = self._threads.submit(self._federated, query, work)
        working.add_done_callback(lambda done: self._slots.release())
        watching = asyncio.ensure_future(watch()) if watch else None
        if watching:
            watching.add_done_callback(lambda done: None if done.cancelled() else gone.set())
        try:
            return await asyncio.wrap_future(working)
        finally:
            gone.set()
            if watching:
                watching.cancel()

    async def _passed_on(
        self, query: str, formats: Formats, dataset: QueryDataset, timeout: float | None, watch: Watch | None
    ) -> Answer:
        engine = self._engine
        if isinstance(engine, AsyncEngine):
            return await engine.answer(query, formats=formats, dataset=dataset, timeout=timeout, watch=watch)
        return await asyncio.to_thread(engine.evaluate, query, formats=formats, dataset=dataset, timeout=timeout)

    def close(self) -> None:
        """Close the connections, and the engine behind it."""
        self._caller.close()
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._engine.close()

    def _is_federated(self, query: str) -> bool:
        """Whether clauses are to be looked for; what is too long, or an update, is refused by the engine."""
        return len(query) <= LONGEST and mentions_service(query) and not is_update(query)

    def _patience(self, timeout: float | None, gone: Callable[[], bool] | None) -> Patience:
        bounds = self._engine.settings
        return Patience.of(bounds.lowered(timeout) if bounds else timeout or math.inf, gone)

    def _take(self) -> None:
        """Take a slot.

        Raises:
            ServiceBusy: there is none. Nobody waits for one: who holds it may wait for long.
        """
        if not self._slots.acquire(blocking=False):
            raise ServiceBusy.crowded(self._caller.services.queries)

    def _federated(self, query: str, work: _Work) -> Answer:
        try:
            return self._answered(query, work)
        except QueryTimeout:  # which speaks of what was left then
            raise QueryTimeout.after(work.patience.seconds) from None

    def _answered(self, query: str, work: _Work) -> Answer:
        base = str(self._release.names.at("sparql"))
        found = federated(query, base, self._release.prefixes(), self._caller.services.clauses)
        if not found.clauses:
            return self._evaluated(found.local, work, NOTHING)
        # All that can be wrong with the query itself comes before the first call.
        self._evaluated(found.local, work, Given(empty=True))
        endpoints = [self._caller.check(each.endpoint, each.written) for each in found.clauses]
        variables = [self._variables(each, work) for each in found.clauses]
        tables = tuple(
            Change(clause.start, clause.end, self._values(clause, endpoint, names, work))
            for clause, endpoint, names in zip(found.clauses, endpoints, variables, strict=True)
        )
        answer = self._evaluated(found.local, work, Given(tables))
        return replace(answer, consulted=tuple(work.consulted))

    def _evaluated(self, query: str, work: _Work, given: Given, formats: Formats | None = None) -> Answer:
        return self._engine.evaluate(
            query,
            formats=formats or work.formats,
            dataset=work.dataset,
            timeout=work.patience.left(),
            gone=work.patience.gone,
            given=given,
        )

    def _variables(self, clause: Clause, work: _Work) -> Sequence[str]:
        """The variables of a clause, whose pattern must be a whole one on its own.

        Raises:
            QueryRefusedError: it is not.
        """
        try:
            answer = self._evaluated(clause.question(), replace(work, dataset=QueryDataset()), Given(empty=True), _ROWS)
        except QuerySyntaxError as error:
            raise QueryRefusedError(
                f"SERVICE {clause.written[:200]}",
                Worded("has a pattern that does not stand on its own"),
                Worded("Ask for the pattern in the braces by itself, to see what is wrong with it."),
            ) from error
        names: list[str] = json.loads(answer.body)["head"]["vars"]
        return names

    def _values(self, clause: Clause, endpoint: str, names: Sequence[str], work: _Work) -> str:
        """The solutions of a clause."""
        begun, outcome = time.monotonic(), OK
        try:
            reply = self._caller.ask(endpoint, clause.question(names), work.patience)
            return values_of(reply, names, endpoint, self._caller.services.rows)
        except KhenError as error:
            outcome = outcome_of(error)
            if clause.silent and isinstance(error, ServiceFailed):
                return nothing_known(names)
            raise
        finally:
            work.consulted.append(Consulted(endpoint, outcome, time.monotonic() - begun))
            self._metrics.service_called(endpoint, outcome)
