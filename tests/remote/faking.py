"""A store that misbehaves as a test wants, on loopback; it holds no data but knows its marker."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from pyoxigraph import Literal

from graph.store import Release, value_of
from server.remote.marker import Held, Load, digest_of, marker, triples
from server.remote.proving import ANY, ANY_NAMED, COUNT, ROWS

Behaviour = Callable[["Request"], None]
JSON = "application/sparql-results+json"
ROW = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"literal","value":"a"}}]}}'
"""An answer of one row, in JSON."""


class Request(BaseHTTPRequestHandler):
    """One request, with the form that came with it, and ways to answer it well or badly."""

    protocol_version = "HTTP/1.1"
    fields: dict[str, list[str]]

    def answer(self, body: bytes = b"{}", kind: str = JSON, status: int = 200, **headers: str) -> None:
        """A response with a length."""
        self.begin(kind, status, **{"Content-Length": str(len(body)), **headers})
        self.wfile.write(body)

    def begin(self, kind: str = JSON, status: int = 200, **headers: str) -> None:
        """The head of a response."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def version_string(self) -> str:
        """What the store calls itself."""
        return self.server.fake.name  # type: ignore[attr-defined,no-any-return] # set below

    def do_POST(self) -> None:
        """Answers for the marker truly, and otherwise as the test wants."""
        fake: Fake = self.server.fake  # type: ignore[attr-defined] # set below
        length = int(self.headers.get("Content-Length", 0))
        self.fields = parse_qs(self.rfile.read(length).decode())
        fake.requests.append(self.fields)
        if self.fields.get("default-graph-uri") == [fake.marker]:
            self.answer(fake.marked())
        elif fake.honest and self.fields["query"][0] in (COUNT, ANY, ANY_NAMED, ROWS):
            self.answer(fake.proof(self.fields))
        elif fake.behaviour is None:
            self.answer(b'{"head":{},"boolean":true}')
        else:
            fake.behaviour(self)

    def log_message(self, format: str, *args: object) -> None:
        """Not into the output of the tests."""


def answering(body: bytes, kind: str = JSON, status: int = 200, **headers: str) -> Behaviour:
    """Always this response."""
    return lambda request: request.answer(body, kind, status, **headers)


def hang_up(request: Request) -> None:
    """No response: the connection ends."""
    request.close_connection = True


def unanswered(begun: threading.Event, ended: threading.Event) -> Behaviour:
    """No response: tells that a request has come, and that the other side has closed the connection."""

    def wait(request: Request) -> None:
        begun.set()
        if request.connection.recv(1) == b"":
            ended.set()
        request.close_connection = True

    return wait


@dataclass
class Fake:
    """The store: what it claims to hold, how it answers, whether it answers what is asked at the start, and what
    it was asked."""

    release: Release
    name: str = "Fake/1.0"
    behaviour: Behaviour | None = None
    state: Held | None = None
    honest: bool = True
    requests: list[dict[str, list[str]]] = field(default_factory=list)
    url: str = ""

    @property
    def marker(self) -> str:
        """The IRI of the marker graph."""
        return marker(self.release)

    @property
    def load(self) -> Load:
        """A load that is complete."""
        count = self.release.manifest.counts["triples"]
        graphs = frozenset(self.release.graphs)
        return Load(f"{self.marker}/1", self.release.id, graphs, digest_of(self.release), count)

    def marked(self) -> bytes:
        """The marker as an answer in JSON."""
        state = Held({self.load.iri: self.load}, self.load.iri) if self.state is None else self.state
        bindings = [
            {
                "s": {"type": "uri", "value": value_of(each.subject)},
                "p": {"type": "uri", "value": value_of(each.predicate)},
                "o": {"type": "literal" if isinstance(each.object, Literal) else "uri", "value": value_of(each.object)},
            }
            for each in triples(state, self.marker)
        ]
        return json.dumps({"head": {"vars": ["s", "p", "o"]}, "results": {"bindings": bindings}}).encode()

    def proof(self, fields: dict[str, list[str]]) -> bytes:
        """What a store answers at the start that can be relied on."""
        known = fields["query"][0] == COUNT and fields["default-graph-uri"] == [self.load.iri]
        row = {"n": {"type": "literal", "value": str(self.load.triples)}}
        return json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": [row] if known else []}}).encode()


@contextmanager
def serving(fake: Fake, secure: ssl.SSLContext | None = None) -> Iterator[Fake]:
    """The store listens, by HTTPS where it has a certificate."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Request) as server:
        server.daemon_threads = True
        server.block_on_close = False  # a request that hangs for ever is what some tests want
        server.fake = fake  # type: ignore[attr-defined] # for the requests
        if secure is not None:
            server.socket = secure.wrap_socket(server.socket, server_side=True)
        fake.url = f"{'https' if secure else 'http'}://127.0.0.1:{server.server_port}/sparql"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield fake
        finally:
            server.shutdown()
            thread.join(timeout=10)
