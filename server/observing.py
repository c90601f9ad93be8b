"""What is told of requests and queries: to the numbers, and to the logs where there are any."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final

from graph.engine import EngineError
from graph.store import Answer, query_form
from server.journal import AccessLog, QueryLog
from server.metrics import Cause, Metrics
from server.outcomes import Outcome, outcome_of
from server.results import Kept

_log = logging.getLogger(__name__)
_KILLED: Final = {
    Outcome.TIMEOUT: Cause.TIMEOUT,
    Outcome.MEMORY: Cause.MEMORY,
    Outcome.ABANDONED: Cause.ABANDONED,
}
_READ: Final = 10_000
"""Characters of a query in which its form is looked for, so that a long one holds nobody up."""


@dataclass
class Observing:
    """The numbers of a server and its logs.

    Attributes:
        metrics: the numbers.
        requests: the access log.
        queries: the query log.
    """

    metrics: Metrics = field(default_factory=Metrics)
    requests: AccessLog | None = None
    queries: QueryLog | None = None

    def evaluation(self, query_id: str, query: str) -> Evaluation:
        """A context in which a query is evaluated."""
        return Evaluation(self, query_id, query)

    def kept(self, query_id: str, query: str, kept: Kept) -> None:
        """A result was given again."""
        self.metrics.cache_hit()
        self.metrics.query_started()
        self.metrics.query_finished(Outcome.OK, 0, cached=True)
        if self.queries is not None:
            form, format = query_form(query[:_READ]), kept.format.media_type
            self.queries.record(query_id, Outcome.OK, 0, query, form=form, format=format, size=kept.size, cached=True)

    def reopen(self) -> None:
        """Open the files of the logs anew, which may have been moved away."""
        for each in (self.requests, self.queries):
            if each is not None:
                each.reopen()

    def close(self) -> None:
        """Write what is still to be written."""
        for each in (self.requests, self.queries):
            if each is not None:
                each.close()

    def evaluated(self, query_id: str, query: str, seconds: float, answer: Answer | None, outcome: Outcome) -> None:
        """A query came to an end."""
        self.metrics.query_finished(outcome, seconds)
        if outcome in _KILLED:
            self.metrics.query_killed(_KILLED[outcome])
        if self.queries is None:
            return
        form = query_form(query[:_READ]) if outcome is not Outcome.SYNTAX else None
        format = answer.format.media_type if answer else None
        size = len(answer.body) if answer else None
        services = answer.consulted if answer else ()
        self.queries.record(query_id, outcome, seconds, query, form=form, format=format, size=size, services=services)


class Evaluation:
    """The evaluation of a query; what becomes of it is told at the end.

    Attributes:
        answer: to be set once it is there.
        seconds: that it took, known at the end.
    """

    def __init__(self, observing: Observing, query_id: str, query: str) -> None:
        self._observing = observing
        self._query_id = query_id
        self._query = query
        self.answer: Answer | None = None
        self.seconds = 0.0

    def __enter__(self) -> Evaluation:
        self._observing.metrics.query_started()
        self._begun = time.perf_counter()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.seconds = time.perf_counter() - self._begun
        outcome = Outcome.OK
        if isinstance(error, asyncio.CancelledError):
            outcome = Outcome.ABANDONED
        elif error is not None:
            outcome = outcome_of(error)
        if isinstance(error, EngineError):
            _log.warning("query %s: %s: %s %s", self._query_id, type(error).__name__, error.subject, error.reason)
        self._observing.evaluated(self._query_id, self._query, self.seconds, self.answer, outcome)
