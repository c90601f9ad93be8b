"""What can become of a query beside an answer, told apart: too slow, too large, crashed, no room, not wanted any more.

Each carries the limit in force, so that it can be stated where the error is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graph.errors import Worded
from graph.store import StoreError
from graph.store.errors import QUERY

_LESS: Final = Worded("Ask for less: add LIMIT, narrow the pattern, or work on the dump files of the release.")

_REPLACED: Final = Worded("It has been replaced. Try again; if that fails too, report the query.")


class EngineError(StoreError):
    """Base of the errors of what evaluates queries.

    Attributes:
        limit: the limit that was reached, by its name in :class:`graph.engine.Settings`; empty where there is none.
    """

    limit: Mapping[str, float]

    def __init__(self, subject: object, reason: str, remedy: str, limit: Mapping[str, float]) -> None:
        super().__init__(subject, reason, remedy)
        self.limit = dict(limit)
        self.args = (subject, reason, remedy, self.limit)


class QueryTimeout(EngineError):
    """The query was stopped at its deadline.

    >>> print(QueryTimeout.after(10))
    the query: took longer than the 10 s it may take, and was stopped
      Ask for less: add LIMIT, narrow the pattern, or work on the dump files of the release.
    """

    @classmethod
    def after(cls, seconds: float) -> QueryTimeout:
        """The error for a deadline of so many seconds."""
        reason = Worded("took longer than the %(seconds)s s it may take, and was stopped", seconds=seconds)
        return cls(QUERY, reason, _LESS, {"timeout": seconds})


class QueryOutOfMemory(EngineError):
    """The query was stopped because it needed more memory than it may have."""

    @classmethod
    def beyond(cls, size: int) -> QueryOutOfMemory:
        """The error for a bound of so many bytes."""
        reason = Worded("needed more than the %(bytes)s bytes of memory it may have, and was stopped", bytes=size)
        return cls(QUERY, reason, _LESS, {"memory": size})


class EngineCrashed(EngineError):
    """The process that evaluated the query ended for a reason that is not the query's size: a fault of ours."""

    @classmethod
    def because(cls, what: str, remedy: str = _REPLACED) -> EngineCrashed:
        """The error with what is known of the end."""
        return cls(Worded("the process that evaluated the query"), what, remedy, {})


class EngineBusy(EngineError):
    """All workers were busy for as long as a query may wait.

    Attributes:
        retry_after: seconds after which it is worth trying again.
    """

    retry_after = 1

    @classmethod
    def waited(cls, seconds: float, workers: int) -> EngineBusy:
        """The error after a wait of so many seconds for one of so many workers."""
        reason = Worded("found none of the %(count)s workers free within %(seconds)s s", count=workers, seconds=seconds)
        remedy = Worded("Try again after %(seconds)s s.", seconds=cls.retry_after)
        return cls(QUERY, reason, remedy, {"wait": seconds, "workers": workers})


class QueryAbandoned(EngineError):
    """Whoever asked has hung up, and the query was stopped."""

    @classmethod
    def now(cls) -> QueryAbandoned:
        """The error; nobody is left to read it."""
        return cls(QUERY, Worded("was stopped because the client hung up"), Worded("Ask again."), {})
