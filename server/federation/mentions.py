"""Which queries may ask another endpoint, found out in passing: all of this happens in the process that listens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from graph.errors import Worded
from graph.store import QueryRefusedError

LONGEST: Final = 10_000
"""Characters of a query with clauses. It is read here, where others wait; one without is read by a worker."""


def may_mention(query: str) -> bool:
    """Whether the keyword may stand in a query, perhaps in escapes; a closer look finds out more."""
    return "\\" in query or "service" in query.lower()


@contextmanager
def length_told(query: str) -> Iterator[None]:
    """Tells why a long query with clauses is refused, which is not for what the engine thinks.

    Raises:
        QueryRefusedError: with the limit.
    """
    try:
        yield
    except QueryRefusedError as error:
        if error.subject != "SERVICE" or len(query) <= LONGEST:
            raise
        raise QueryRefusedError(
            Worded("the query"),
            Worded(
                "asks another endpoint and has %(count)s characters; the limit is %(limit)s then",
                count=len(query),
                limit=LONGEST,
            ),
            Worded("Ask for less at once, or ask the other endpoint yourself."),
        ) from error
