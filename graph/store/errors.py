"""What can go wrong between a release and an answer. All can be pickled, so that they cross processes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graph.errors import KhenError, Worded

QUERY: Final = Worded("the query")
RESULT: Final = Worded("the result")


class ReleaseError(KhenError):
    """A release is missing, damaged, or of a format that this version does not read."""


class StoreError(KhenError):
    """Base of the errors of a query."""


class QuerySyntaxError(StoreError):
    """The query does not follow the grammar of SPARQL.

    Attributes:
        line: where the parser gave up, counted from 1; ``None`` where it does not say.
        column: the same, counted from 1.
    """

    exit_status = 2

    def __init__(
        self,
        subject: object,
        reason: str,
        remedy: str = "",
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        super().__init__(subject, reason, remedy)
        self.args = (subject, reason, remedy, line, column)
        self.line = line
        self.column = column


class UpdateRefusedError(QuerySyntaxError):
    """What was sent as a query is an update, which changes nothing here."""


class QueryRefusedError(StoreError):
    """This endpoint does not evaluate the query: SERVICE, an unknown graph, or too large."""

    exit_status = 2


class NotAcceptableError(StoreError):
    """The result is of a kind (solutions or a graph) for which no acceptable format was named."""

    exit_status = 2


class UnrepresentableError(StoreError):
    """The result cannot be written in the format asked for, though in another."""


class ResultTooLargeError(StoreError):
    """The result is larger than the limit. Nothing is cut off in silence: there is no result.

    Attributes:
        limit: the limit that was reached, by its name in :class:`graph.store.Limits`.
    """

    def __init__(
        self, subject: object, reason: str, remedy: str = "", limit: Mapping[str, float] | None = None
    ) -> None:
        super().__init__(subject, reason, remedy)
        self.limit = dict(limit or {})
        self.args = (subject, reason, remedy, self.limit)

    @classmethod
    def beyond(cls, name: str, limit: int) -> ResultTooLargeError:
        """The error for a limit of ``result_bytes`` or ``result_triples``."""
        if name == "result_triples":
            reason = Worded("is larger than the limit of %(limit)s triples", limit=limit)
        else:
            reason = Worded("is larger than the limit of %(limit)s bytes", limit=limit)
        remedy = Worded("Ask for less with LIMIT and OFFSET or a narrower pattern, or work on the dump files.")
        return cls(RESULT, reason, remedy, {name: limit})


class EvaluationError(StoreError):
    """The engine gave up on a query that it had accepted."""
