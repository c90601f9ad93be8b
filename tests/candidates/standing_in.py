"""Stands in for somebody else's endpoint, on loopback: answers truly from a file, or as a test wants."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Store

JSON = "application/sparql-results+json"


@dataclass(frozen=True)
class Answer:
    """A response."""

    body: bytes = b'{"head":{"vars":[]},"results":{"bindings":[]}}'
    status: int = 200
    kind: str = JSON
    headers: tuple[tuple[str, str], ...] = ()


Behaviour = Callable[[str], Answer | None]
"""From a query to a response; ``None`` where the truth is to be told."""


@dataclass
class StandIn:
    """The endpoint: how it behaves, how many rows it gives at once, and what it was asked."""

    store: Store
    behaviour: Behaviour = lambda _: None
    rows: int = 10_000
    queries: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    url: str = ""

    def answer(self, query: str) -> Answer:
        """The response to a query."""
        self.queries.append(query)
        return self.behaviour(query) or Answer(self.truth(query))

    def truth(self, query: str) -> bytes:
        """What the file holds, of which no more rows are given than the endpoint is willing to give."""
        found = self.store.query(query)
        assert isinstance(found, QuerySolutions)
        result = json.loads(found.serialize(format=QueryResultsFormat.JSON) or b"")
        result["results"]["bindings"] = result["results"]["bindings"][: self.rows]
        return json.dumps(result).encode()


class _Request(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        endpoint: StandIn = self.server.endpoint  # type: ignore[attr-defined] # set below
        endpoint.agents.add(self.headers["User-Agent"])
        fields = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        answer = endpoint.answer(fields["query"][0])
        self.send_response(answer.status)
        for name, value in (("Content-Type", answer.kind), *answer.headers, ("Content-Length", str(len(answer.body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        """Not into the output of the tests."""


@contextmanager
def standing_in(file: Path) -> Iterator[StandIn]:
    """The endpoint listens, with the triples of a Turtle file."""
    endpoint = StandIn(Store())
    endpoint.store.load(path=str(file), format=RdfFormat.TURTLE)
    with ThreadingHTTPServer(("127.0.0.1", 0), _Request) as server:
        server.daemon_threads = True
        server.block_on_close = False
        server.endpoint = endpoint  # type: ignore[attr-defined] # for the requests
        endpoint.url = f"http://127.0.0.1:{server.server_port}/sparql"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield endpoint
        finally:
            server.shutdown()
            thread.join(timeout=10)
