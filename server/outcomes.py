"""What became of a query, in one word, for the numbers and the log."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from graph.engine import EngineBusy, EngineCrashed, QueryAbandoned, QueryOutOfMemory, QueryTimeout
from graph.errors import KhenError
from graph.store import (
    NotAcceptableError,
    QueryRefusedError,
    QuerySyntaxError,
    ResultTooLargeError,
    UnrepresentableError,
)
from server.federation.errors import ServiceError


class Outcome(StrEnum):
    """What became of a query."""

    OK = "ok"
    SYNTAX = "syntax"
    REFUSED = "refused"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    BUSY = "busy"
    CRASH = "crash"
    ABANDONED = "abandoned"
    NOT_ACCEPTABLE = "not_acceptable"
    ENGINE = "engine"
    SERVICE = "service"


_OUTCOMES: Final[tuple[tuple[type[KhenError], Outcome], ...]] = (
    (QuerySyntaxError, Outcome.SYNTAX),
    (QueryRefusedError, Outcome.REFUSED),
    (ResultTooLargeError, Outcome.TOO_LARGE),
    (NotAcceptableError, Outcome.NOT_ACCEPTABLE),
    (UnrepresentableError, Outcome.NOT_ACCEPTABLE),
    (QueryTimeout, Outcome.TIMEOUT),
    (QueryOutOfMemory, Outcome.MEMORY),
    (EngineBusy, Outcome.BUSY),
    (EngineCrashed, Outcome.CRASH),
    (QueryAbandoned, Outcome.ABANDONED),
    (ServiceError, Outcome.SERVICE),
)


def outcome_of(error: BaseException) -> Outcome:
    """What became of a query that ended in this error; ``ENGINE`` for any other error of the engine.

    >>> str(outcome_of(QueryTimeout.after(10)))
    'timeout'
    """
    found = next((outcome for kind, outcome in _OUTCOMES if isinstance(error, kind)), None)
    return found or (Outcome.ENGINE if isinstance(error, KhenError) else Outcome.CRASH)
