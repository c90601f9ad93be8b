"""The checks of a query take time in proportion to its length, whatever it is made of."""

from __future__ import annotations

import contextlib
import time

import pytest

from graph.store import Limits, QueryRefusedError
from graph.store.complexity import estimate
from graph.store.guard import check_query
from graph.store.ordering import totally_ordered

pytestmark = pytest.mark.alone

FAR = 10**9
ANYTHING = Limits(query_length=FAR, nesting=FAR, joined_patterns=FAR, operators=FAR)


def _seconds(query: str) -> float:
    """Of the processor; the least of three, since other programs disturb."""
    found = []
    for _ in range(3):
        begin = time.process_time()
        with contextlib.suppress(QueryRefusedError):
            check_query(query, ANYTHING)
        estimate(query)
        totally_ordered(query)
        found.append(time.process_time() - begin)
    return min(found)


@pytest.mark.parametrize(
    ("before", "piece"),
    [
        ("ASK { ?s ?p ", each)
        for each in ("a.", "a-", "a:b.", "1.", "'", "<a", '"""a', "\\", "@a-", "a.:", "service ", "service:")
    ]
    + [("ASK { } ORDER BY ", each) for each in ("?a ", "(?a) ", "a(", "(?a ", "order by ( ")],
)
def test_four_times_the_query_takes_about_four_times_as_long(before: str, piece: str) -> None:
    short, long = (before + piece * (size // len(piece)) for size in (20_000, 80_000))
    assert _seconds(long) < 10 * _seconds(short) + 0.01  # sixteen times, were it the square
