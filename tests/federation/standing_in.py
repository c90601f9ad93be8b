"""Another endpoint, on loopback: it answers truly from a store of its own, or misbehaves as a test wants."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from typing import Any

from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Store, parse_query_results

from graph.engine import LocalEngine
from graph.formats import N_TRIPLES, RESULTS_JSON
from graph.store import Answer, Form, Release
from server.federation.calling import Caller
from server.federation.connecting import CheckedBackend, Lookup, system_lookup
from server.federation.engine import FederatedEngine
from server.federation.settings import Services
from server.metrics import Metrics
from server.rate import networks
from tests.remote.faking import Request

LOOPBACK = ("127.0.0.0/8",)
FORMATS = {Form.SOLUTIONS: RESULTS_JSON, Form.GRAPH: N_TRIPLES}
DATA = """
@prefix e: <http://example.org/> . @prefix khen: <https://w3id.org/khen/id/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
khen:role\\/chair e:code "VN-33" ; e:people 1869322 ; e:name "Đắk Lắk"@vi, "Dak Lak"@en .
khen:role\\/nobody e:code "VN-00" ; e:people 7 .
e:tricky e:says "a\\"b\\n\\r\\t\\\\c'd}) } # \\\\u0022 \\u0000\\u0001\\u2028", "12"^^xsd:integer, "x"^^e:type, "" .
e:tricky e:at <http://example.org/it's> .
"""


@dataclass
class Endpoint:
    """The stand-in: its store, how it behaves where not truly, and what it was asked."""

    port: int
    store: Store
    behaviour: Callable[[Request], None] | None = None
    requests: list[dict[str, list[str]]] = field(default_factory=list)
    name: str = "standing in"
    honest: bool = False
    marker: str = ""

    def __post_init__(self) -> None:
        self.behaviour = self.tell

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/sparql"

    @property
    def iri(self) -> str:
        return f"<{self.address}>"

    @property
    def queries(self) -> list[str]:
        return [each["query"][0] for each in self.requests]

    def tell(self, request: Request) -> None:
        """The true answer."""
        results = self.store.query(request.fields["query"][0])
        assert isinstance(results, QuerySolutions)
        body = results.serialize(format=QueryResultsFormat.JSON)
        assert body is not None
        request.answer(body)


@contextmanager
def standing_in(data: str = DATA) -> Iterator[Endpoint]:
    store = Store()
    store.load(data.encode(), format=RdfFormat.TURTLE)
    with ThreadingHTTPServer(("127.0.0.1", 0), Request) as server:
        server.daemon_threads, server.block_on_close = True, False
        server.fake = found = Endpoint(server.server_address[1], store)  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield found
        finally:
            server.shutdown()
            thread.join()


@dataclass(frozen=True)
class Asking:
    """Asks an engine that may ask some endpoints."""

    engine: FederatedEngine
    metrics: Metrics

    def answer(self, query: str, **options: Any) -> Answer:
        return self.engine.evaluate(query, formats=FORMATS, **options)

    def rows(self, query: str) -> list[tuple[str, ...]]:
        """The solutions in a form that can be compared."""
        return rows(self.answer(query).body)


def rows(body: bytes) -> list[tuple[str, ...]]:
    results = parse_query_results(body, format=QueryResultsFormat.JSON)
    assert isinstance(results, QuerySolutions)
    names = sorted(each.value for each in results.variables)
    return sorted(tuple(f"{name}={solution[name]}" for name in names) for solution in results)


@contextmanager
def asking(
    release: Release,
    *endpoints: str,
    lookup: Lookup = system_lookup,
    allowed: tuple[str, ...] = LOOPBACK,
    **bounds: Any,
) -> Iterator[Asking]:
    """An engine in this process that may ask these endpoints on loopback."""
    services = Services(endpoints, allowed, **bounds)
    backend = CheckedBackend(networks(allowed), lookup)
    metrics = Metrics()
    engine = FederatedEngine(release, LocalEngine(release), Caller(services, backend), metrics)
    try:
        yield Asking(engine, metrics)
    finally:
        engine.close()
