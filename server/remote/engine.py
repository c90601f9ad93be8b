"""The engine that answers from a store elsewhere: the same checks, limits and formats, and its errors told honestly."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Mapping
from typing import Final

from graph.engine import QueryTimeout, Settings
from graph.errors import Worded
from graph.formats import RESULTS_JSON, Format
from graph.store import Answer, Form, Limits, QueryDataset, Release
from graph.store.dataset import declared_prefixes
from server.remote.answers import answer_of
from server.remote.client import Client, Reply, shown
from server.remote.dialect import Dialect, dialect_of
from server.remote.errors import ReleaseNotHeld
from server.remote.functions import check_functions
from server.remote.marker import Held, held, marker, nothing
from server.remote.naming import Naming
from server.remote.proving import prove
from server.remote.rehearsal import Rehearsal
from server.remote.replies import check, solutions_of
from server.remote.waiting import Patience

LEASE: Final = 1.0
"""Seconds for which it is believed that the store still holds what it held."""
_OWN: Final = 30.0
"""Seconds for a question of our own at the start."""
_SMALL: Final = 64 * 1024 * 1024
"""Bytes of an answer to a question of our own."""
_MARKER: Final = "SELECT ?s ?p ?o { ?s ?p ?o }"


class RemoteEngine:
    """Answers from a SPARQL 1.1 store that holds the release. Threads can share it, processes cannot.

    Args:
        release: what is served; its graphs, and no others, can be seen.
        url: the query endpoint of the store.
        settings: bounds; memory and workers are those of the processes in which queries are tried out.
        dialect: what is known of the store; found out from its responses by default.

    Raises:
        UsageError: the address cannot be one.
        ReleaseNotHeld: the store does not hold the whole release.
        RemoteError: the store does not answer as it should, or not only from the graphs that are named.
    """

    def __init__(
        self, release: Release, url: str, settings: Settings | None = None, *, dialect: Dialect | None = None
    ) -> None:
        self._release = release
        self._settings = settings or Settings()
        self._client = Client(url, self._settings.workers, self._settings.wait)
        self._looking = threading.Lock()
        with contextlib.ExitStack() as undo:
            undo.callback(self._client.close)
            self._dialect = dialect or self._found_dialect()
            self._held = self._look()
            self._load = self._held.find(release)
            self._looked = time.monotonic()
            self._naming = Naming(release, self._load.iri, self._dialect, self._rows)
            prove(self._asked, self._dialect, release, self._load)
            self._rehearsal = Rehearsal(release, self._settings)
            undo.pop_all()

    @property
    def limits(self) -> Limits:
        """What a query may look like and how large its result may be."""
        return self._settings.limits

    @property
    def settings(self) -> Settings:
        """The bounds."""
        return self._settings

    @property
    def dialect(self) -> Dialect:
        """What is known of the store."""
        return self._dialect

    @property
    def name(self) -> str:
        """The store: what order it gives rows in is its own affair."""
        return self.url

    @property
    def url(self) -> str:
        """The query endpoint of the store, without name and password."""
        return shown(self._client.url)

    def evaluate(
        self,
        query: str,
        *,
        formats: Mapping[Form, Format | None],
        dataset: QueryDataset = QueryDataset(),  # noqa: B008 - frozen
        timeout: float | None = None,
        gone: Callable[[], bool] | None = None,
    ) -> Answer:
        """As :meth:`graph.engine.Engine.evaluate`.

        Raises:
            StoreError: as for :func:`graph.store.evaluate`.
            RemoteError: the store cannot be reached, failed, or does not evaluate this query.
            EngineBusy: all workers or connections were in use.
            QueryTimeout: the deadline has passed, or the store has one of its own.
            QueryOutOfMemory: it needs too much memory without any data.
            QueryAbandoned: the client has hung up.
        """
        patience = Patience.of(self._settings.lowered(timeout), gone)
        if len(query) <= self.limits.query_length:  # a longer one is refused at once
            check_functions(query, self._release.prefixes())
        begun = time.monotonic()
        rehearsed = self._rehearsal.rehearse(query, formats, dataset, patience.seconds, gone)
        graphs = self._naming.graphs(query, dataset, patience, time.monotonic() - begun)
        wanted = formats[rehearsed.form]
        assert wanted is not None, "the rehearsal refuses a form without a format"
        self._check_held(bool(graphs.named_graph_uri) or bool(dataset), patience)
        asked = self._dialect.asks_for(rehearsed.form, wanted)
        reply = self._ask(self._prologue(query) + query, graphs, asked, patience, self.limits.result_bytes)
        prefixes = {**self._release.prefixes(), **declared_prefixes(query)}
        return answer_of(reply, self._dialect, rehearsed, wanted, self.limits, prefixes)

    def close(self) -> None:
        """Close the connections and end the workers."""
        self._client.close()
        self._rehearsal.close()

    def _prologue(self, query: str) -> str:
        """Declarations of the prefixes that the query uses without declaring them.

        They are put before it, so that its own go first; the text of the query stays as it is.
        """
        declared = declared_prefixes(query)
        needed = {
            name: iri
            for name, iri in self._release.prefixes().items()
            if name not in declared and (name + ":" in query or "\\" in query)
        }
        return "".join(f"PREFIX {name}: <{iri}> " for name, iri in needed.items())

    def _check_held(self, named: bool, patience: Patience) -> None:
        """Refuse to ask where the store may hold something else by now.

        Raises:
            ReleaseNotHeld: another release is being loaded, or was.
        """
        if not self._looking.acquire(timeout=patience.left()):
            raise QueryTimeout.after(patience.seconds)
        try:
            if time.monotonic() - self._looked > LEASE:
                begun = time.monotonic()
                self._held = self._look(patience)
                self._looked = begun
            state = self._held
        finally:
            self._looking.release()
        if state.loads.get(self._load.iri) != self._load:
            raise ReleaseNotHeld.because(self._release.id, Worded("it has been removed"))
        if named and state.named != self._load.iri:
            raise ReleaseNotHeld.because(self._release.id, Worded("its named graphs are being replaced"))

    def _look(self, patience: Patience | None = None) -> Held:
        return held(self._rows(_MARKER, QueryDataset((marker(self._release),)), patience or Patience.of(_OWN)))

    def _found_dialect(self) -> Dialect:
        reply = self._client.ask([("query", "ASK {}")], RESULTS_JSON.media_type, Patience.of(_OWN), _SMALL)
        found = dialect_of(reply.headers.get("server", ""))
        check(reply, found)
        return found

    def _asked(self, query: str, graphs: QueryDataset, asked: Format) -> Reply:
        return self._ask(query, graphs, asked, Patience.of(_OWN), _SMALL)

    def _rows(self, query: str, graphs: QueryDataset, patience: Patience) -> list[dict[str, str]]:
        return solutions_of(self._ask(query, graphs, RESULTS_JSON, patience, _SMALL), self._dialect)

    def _ask(self, query: str, graphs: QueryDataset, asked: Format, patience: Patience, largest: int) -> Reply:
        if self._dialect.names_all and not graphs.named_graph_uri:
            graphs = QueryDataset(graphs.default_graph_uri, (nothing(self._release),))
        fields = [("query", query), *_parameters(graphs)]
        return self._client.ask(fields, asked.media_type, patience, largest)


def _parameters(graphs: QueryDataset) -> list[tuple[str, str]]:
    return [
        *(("default-graph-uri", iri) for iri in graphs.default_graph_uri),
        *(("named-graph-uri", iri) for iri in graphs.named_graph_uri),
    ]
