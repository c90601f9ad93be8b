"""An endpoint as a source: which queries it is asked, in batches and pages.

Names and addresses get into a query as terms that pyoxigraph writes, never as text.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolution,
    QuerySolutions,
    parse_query_results,
)

from graph.candidates.interface import AskedTooMuch, Endpoint, EndpointError, Say
from graph.candidates.kept import Kept
from graph.candidates.source import Wanted
from graph.candidates.things import CODES, DESCRIBED, LANGUAGES, NAMES, Thing, things

_NAMES_AT_ONCE: Final = 40
_THINGS_AT_ONCE: Final = 40
_PAGE: Final = 1000
_PAGES: Final = 20
"""Of one batch; more is too much, and it is asked for in smaller ones."""
_IN_A_ROW: Final = 3
"""Failures of queries that cannot be made smaller, after which the endpoint is given up."""

_FIND: Final = """\
SELECT DISTINCT ?thing WHERE {{
  VALUES ?property {{ {properties} }}
  VALUES ?value {{ {values} }}
  ?thing ?property ?value .
  FILTER(isIRI(?thing))
}} ORDER BY ?thing LIMIT {limit} OFFSET {offset}"""
_DESCRIBE: Final = """\
SELECT DISTINCT ?thing ?property ?value WHERE {{
  VALUES ?thing {{ {values} }}
  VALUES ?property {{ {properties} }}
  ?thing ?property ?value .
  FILTER(isIRI(?value) || (isLiteral(?value) && LANG(?value) IN ({languages})))
}} ORDER BY ?thing ?property ?value LIMIT {limit} OFFSET {offset}"""

Term = NamedNode | Literal
T = TypeVar("T")


@dataclass
class Asking:
    """Asks an endpoint; what it has answered is kept."""

    endpoint: Endpoint
    kept: Kept
    say: Say
    _failures: int = field(default=0, init=False)

    @property
    def name(self) -> str:
        """The address of the endpoint."""
        return self.endpoint.name

    def find(self, wanted: Wanted) -> set[str]:
        """As :meth:`Source.find`, for names written just as ours in Vietnamese, English or no language.

        Raises:
            EndpointError: the endpoint does not answer.
        """
        names = dict.fromkeys(name for each in wanted.subjects for name in each.names)
        literals = [_literal(name, language) for name in names for language in LANGUAGES]
        codes = [Literal(each.value) for each in sorted(wanted.identifiers)]
        found: set[str] = set()
        for what, values, properties in (("names", literals, NAMES), ("identifiers", codes, tuple(CODES))):
            for row in self._all(what, values, _NAMES_AT_ONCE * len(LANGUAGES), _FIND, properties):
                thing = row["thing"]
                if isinstance(thing, NamedNode) and wanted.fits(thing.value):
                    found.add(thing.value)
        return found

    def describe(self, addresses: Collection[str]) -> dict[str, Thing]:
        """As :meth:`Source.describe`.

        Raises:
            EndpointError: the endpoint does not answer.
        """
        nodes = [NamedNode(each) for each in sorted(addresses)]
        return things(_statements(self._all("things", nodes, _THINGS_AT_ONCE, _DESCRIBE, DESCRIBED)))

    def _all(
        self, what: str, values: Sequence[Term], size: int, query: str, properties: Iterable[str]
    ) -> Iterator[QuerySolution]:
        fixed = {
            "properties": " ".join(str(NamedNode(each)) for each in properties),
            "languages": ", ".join(str(Literal(each)) for each in LANGUAGES),
        }
        for start in range(0, len(values), size):
            batch = values[start : start + size]
            self.say(f"{what} {min(start + size, len(values)):,} of {len(values):,}")
            yield from self._batch(
                batch,
                lambda some, offset: query.format(values=" ".join(map(str, some)), limit=_PAGE, offset=offset, **fixed),
            )

    def _batch(self, values: Sequence[Term], query: Callable[[Sequence[Term], int], str]) -> list[QuerySolution]:
        """All rows for some values; where that is too much for the endpoint, one half after the other."""
        try:
            rows = self._pages(lambda offset: query(values, offset))
        except AskedTooMuch as error:
            if len(values) > 1:
                half = len(values) // 2
                return self._batch(values[:half], query) + self._batch(values[half:], query)
            self._failures += 1
            if self._failures >= _IN_A_ROW:
                raise EndpointError(error.subject, error.reason, error.remedy) from error
            self.say(f"left out: {values[0]} ({error.reason})")
            return []
        self._failures = 0
        return rows

    def _pages(self, query: Callable[[int], str]) -> list[QuerySolution]:
        """All pages. Only an empty one is the last: an endpoint may give fewer rows at once than it is asked for."""
        rows: list[QuerySolution] = []
        for _ in range(_PAGES):
            page = self._page(query(len(rows)))
            if not page:
                return rows
            rows += page
        raise AskedTooMuch(self.name, f"has more than {len(rows):,} rows for one query", "Look for fewer things.")

    def _page(self, query: str) -> list[QuerySolution]:
        page: list[QuerySolution] = []

        def ask(text: str) -> bytes:
            body = self.endpoint.ask(text)
            page.extend(self._read(body))  # what cannot be read is not kept
            return body

        body = self.kept.answer(self.name, query, ask)
        return page or list(self._read(body))

    def _read(self, body: bytes) -> Iterator[QuerySolution]:
        try:
            results = parse_query_results(body, format=QueryResultsFormat.JSON)
            if isinstance(results, QuerySolutions):
                yield from results
                return
        except (SyntaxError, ValueError) as error:
            # Some endpoints break off in the middle, with a good status, when they run out of time.
            reason = "gave an answer that is cut off or not SPARQL results in JSON"
            raise AskedTooMuch(self.name, reason, "Is this the address of a SPARQL endpoint?") from error
        raise EndpointError(self.name, "answered with yes or no to a SELECT", "Is this a SPARQL endpoint?")


def _literal(name: str, language: str) -> Literal:
    return Literal(name, language=language) if language else Literal(name)


def _statements(rows: Iterable[QuerySolution]) -> Iterator[tuple[str, str, NamedNode | Literal]]:
    for row in rows:
        thing, predicate, value = row["thing"], row["property"], row["value"]
        if isinstance(thing, NamedNode) and isinstance(predicate, NamedNode) and not isinstance(value, BlankNode):
            assert isinstance(value, NamedNode | Literal)
            yield thing.value, predicate.value, value
