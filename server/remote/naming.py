"""Which graphs a request names, so that the store sees the dataset that our own engine would.

The default graph is the union of the graphs as a set (``docs/decisions/0002-union-as-a-set.md``). Neither store that
was measured makes that set itself: both find a triple once for each graph it stands in. So the union was loaded as a
graph, and is named as the default graph; ``GRAPH`` is given the graphs of the release by their names, and no others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from graph.engine import QueryTimeout
from graph.errors import Worded
from graph.store import QueryDataset, Release
from graph.store.dataset import dataset_clauses
from graph.store.scanner import readings
from graph.store.stack import with_deep_stack
from server.remote.dialect import Dialect
from server.remote.errors import StoreUnable
from server.remote.replies import number_of
from server.remote.waiting import Patience

_REMEMBERED: Final = 256
"""Combinations of graphs of which it is remembered whether the store merges them."""
_COUNTS: Final = (
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }",
)

Rows = Callable[[str, QueryDataset, Patience], list[dict[str, str]]]


class Naming:
    """Names the graphs of one release in one store.

    Args:
        release: whose graphs these are.
        union: the graph in the store that holds their union.
        dialect: of the store.
        rows: asks the store a question of our own.
    """

    def __init__(self, release: Release, union: str, dialect: Dialect, rows: Rows) -> None:
        self._release = release
        self._union = union
        self._dialect = dialect
        self._rows = rows
        self._merges: dict[frozenset[str], bool] = {}

    def graphs(self, query: str, dataset: QueryDataset, patience: Patience, planning: float) -> QueryDataset:
        """The graphs to name in the request.

        Args:
            query: the query, known to be SPARQL and to name no graph that is not held.
            dataset: named outside it.
            patience: how long to wait.
            planning: seconds that the rehearsal took. Each FROM that may be none takes about as long again.

        Raises:
            StoreUnable: the store does not make this dataset as SPARQL has it.
            QueryTimeout: there is no time to find out what the query names.
        """
        texts = [text.lower() for text in readings(query)]
        clauses = QueryDataset()
        if places := max(text.count("from") for text in texts):
            if places * planning > patience.left():
                raise QueryTimeout.after(patience.seconds)
            clauses = with_deep_stack(lambda: dataset_clauses(query))
        if dataset and clauses and not self._dialect.overrides_from:
            raise StoreUnable.because(
                Worded("it adds the graphs of FROM to those named outside the query"),
                Worded("Name the graphs either in the query or in the parameters."),
            )
        chosen = dataset or clauses
        if not chosen:
            named = self._release.graphs if any("graph" in text for text in texts) else ()
            return QueryDataset((self._union,), self._checked(named))
        default = tuple(dict.fromkeys(chosen.default_graph_uri))
        if set(default) == set(self._release.graphs) and len(default) > 1 and not clauses:
            default = (self._union,)
        elif len(default) > 1:
            self._check_merge(default, patience)
        return QueryDataset(default, self._checked(tuple(dict.fromkeys(chosen.named_graph_uri))))

    def _checked(self, named: tuple[str, ...]) -> tuple[str, ...]:
        most = self._dialect.most_graphs
        if most is not None and len(named) > most:
            raise StoreUnable.because(
                Worded(
                    "the release has %(count)s graphs, and GRAPH is limited to %(limit)s there",
                    count=len(named),
                    limit=most,
                ),
                Worded("Name the graphs with FROM NAMED, or ask without GRAPH."),
            )
        return named

    def _check_merge(self, default: tuple[str, ...], patience: Patience) -> None:
        """Refuse graphs that this store does not merge: where it counts a triple once for each of them.

        SPARQL 1.1, section 13.1; what was found holds as long as the release.
        """
        key = frozenset(default)
        if key not in self._merges:
            graphs = QueryDataset(default)
            counts = [number_of(self._rows(query, graphs, patience)) for query in _COUNTS]
            if len(self._merges) >= _REMEMBERED:
                self._merges.clear()
            self._merges[key] = counts[0] == counts[1]
        if not self._merges[key]:
            raise StoreUnable.because(
                Worded("it finds a statement that stands in several of these graphs several times"),
                Worded("Ask about one graph, or about all of them."),
            )
