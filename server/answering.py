"""Questions of our own pages, answered by the engine within the limits of every query."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from graph.engine import Engine
from graph.formats import TSV, TURTLE, Format
from graph.store import Form, StoreError
from server.endpoint import Endpoint
from server.errors import problem_of
from server.naming import Term

ROWS: Final = 5
"""Rows of an answer that a page shows."""
_FORMATS: Final[Mapping[Form, Format | None]] = {Form.SOLUTIONS: TSV, Form.GRAPH: TURTLE}


@dataclass(frozen=True)
class Answered:
    """A query beside its answer.

    Attributes:
        query: that was asked.
        variables: of the result.
        rows: the first of them.
        count: of all rows.
        problem: why there is no answer; empty where there is one.
    """

    query: str
    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Term, ...], ...] = ()
    count: int = 0
    problem: str = ""


class Asking:
    """Asks each query once, since a release never changes; one that failed is asked again next time.

    Args:
        engine: evaluates.
        endpoint: is told of the queries.
    """

    def __init__(self, engine: Engine, endpoint: Endpoint) -> None:
        self._engine = engine
        self._endpoint = endpoint
        self._known: dict[str, Answered] = {}
        self._lock = threading.Lock()

    def answered(self, query: str) -> Answered:
        """The answer to a fixed query of ours, which must be a SELECT."""
        with self._lock:  # several readers at once wait for one evaluation
            found = self._known.get(query)
            if found is None:
                found = self._asked(query)
                if not found.problem:
                    self._known[query] = found
            return found

    def _asked(self, query: str) -> Answered:
        observing = self._endpoint.observing
        try:
            with observing.evaluation(self._endpoint.name(), query) as evaluation:
                evaluation.answer = answer = self._engine.evaluate(query, formats=_FORMATS)
        except StoreError as error:
            return Answered(query, problem=problem_of(error).detail)
        results = parse_query_results(input=answer.body, format=QueryResultsFormat.TSV)
        assert isinstance(results, QuerySolutions)
        names = [each.value for each in results.variables]
        rows = tuple(tuple(solution[name] for name in names) for solution in islice(results, ROWS))
        return Answered(query, tuple(names), rows, answer.body.count(b"\n") - 1)
