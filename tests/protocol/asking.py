"""Requests sent exactly as they are written, and what comes back, so that no library mends either of them."""

from __future__ import annotations

import contextlib
import json
import re
import socket
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage, HTTPResponse
from typing import Any, Final
from urllib.parse import urlencode

FORM: Final = "application/x-www-form-urlencoded"
DIRECT: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
PROBLEM: Final = "application/problem+json"
JSON: Final = "application/sparql-results+json"
BROWSER: Final = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ASK: Final = "ASK {}"
SELECT: Final = "SELECT (1 AS ?value) {}"
LONG_SELECT: Final = "SELECT * { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?name } ORDER BY ?s"
"""Its result is far above the size from which results are compressed."""
CONSTRUCT: Final = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o FILTER(STRENDS(STR(?s), '/data1')) }"
WAYS: Final = ("get", "post form", "post direct", "query form", "query direct")
"""How a query can be sent."""
_SECONDS: Final = 30
"""More than any limit of the server, on a machine that does other things too."""

Fields = Iterable[tuple[str, str]] | Mapping[str, str]


@dataclass(frozen=True)
class Answer:
    """A response, with its body as it came."""

    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def media_type(self) -> str:
        """The media type without its parameters."""
        return (self.headers["Content-Type"] or "").partition(";")[0].strip().lower()

    def field(self, name: str) -> set[str]:
        """The members of a header that is a list, in lower case."""
        values = ",".join(self.headers.get_all(name, []))
        return {each.strip().lower() for each in values.split(",") if each.strip()}

    def json(self) -> Any:
        """The body read as JSON, whatever JSON dialect it is."""
        return json.loads(self.body.decode("utf-8"))

    def boolean(self) -> bool:
        """The answer to an ASK that was asked for in JSON."""
        assert self.status == 200, self.body
        result: bool = self.json()["boolean"]
        return result

    def rows(self) -> list[dict[str, dict[str, str]]]:
        """The solutions of a SELECT that was asked for in JSON."""
        assert self.status == 200, self.body
        rows: list[dict[str, dict[str, str]]] = self.json()["results"]["bindings"]
        return rows

    def value(self, variable: str = "x") -> str:
        """The value in a result of a single row."""
        (row,) = self.rows()
        return row[variable]["value"]


@dataclass(frozen=True)
class Endpoint:
    """``/sparql`` of a running server."""

    port: int
    path: str = "/sparql"

    def send(self, method: str, target: str | None = None, body: bytes | None = None, headers: Fields = ()) -> Answer:
        """Send a request with these headers, ``Host`` and, where there is a body, its length; and no others."""
        fields = list(headers.items() if isinstance(headers, Mapping) else headers)
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_SECONDS)
        with contextlib.closing(connection):
            connection.putrequest(method, self.path if target is None else target, skip_accept_encoding=True)
            for name, value in fields:
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())

    def get(self, query: str | None, headers: Fields = (), /, *, method: str = "GET", **more: Any) -> Answer:
        """Send a query by GET; other parameters, with underscores for hyphens, may be lists."""
        pairs = {"query": query, **more} if query is not None else more
        return self.send(method, f"{self.path}?{_encoded(pairs)}" if pairs else self.path, headers=headers)

    def form(self, pairs: Mapping[str, Any] | bytes, headers: Fields = (), *, method: str = "POST") -> Answer:
        """Send parameters as a form."""
        body = pairs if isinstance(pairs, bytes) else _encoded(pairs).encode()
        return self.send(method, body=body, headers=[("Content-Type", FORM), *_list(headers)])

    def direct(self, query: str | bytes, headers: Fields = (), /, *, method: str = "POST", **more: Any) -> Answer:
        """Send a query as the body, with the other parameters in the address."""
        target = f"{self.path}?{_encoded(more)}" if more else self.path
        body = query if isinstance(query, bytes) else query.encode()
        return self.send(method, target, body, [("Content-Type", DIRECT), *_list(headers)])

    def ask(self, way: str, query: str, headers: Fields = (), /, **more: Any) -> Answer:
        """Send a query in one of the ``WAYS``."""
        method, _, kind = way.partition(" ")
        if not kind:
            return self.get(query, headers, **more)
        if kind == "form":
            return self.form({"query": query, **more}, headers, method=method.upper())
        return self.direct(query, headers, method=method.upper(), **more)

    def raw(self, *parts: bytes, method: str = "GET") -> Answer:
        """Send bytes, whether or not they are HTTP, and read one response."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=_SECONDS) as connection:
            # A server need not read to the end what it refuses.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                for part in parts:
                    connection.sendall(part)
            response = HTTPResponse(connection, method=method)
            response.begin()
            return Answer(response.status, response.headers, response.read())

    def stream(self, request: bytes) -> bytes:
        """Send bytes, and read all that comes until the server hangs up."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=_SECONDS) as connection:
            connection.sendall(request)
            return b"".join(iter(lambda: connection.recv(65536), b""))


def _list(headers: Fields) -> list[tuple[str, str]]:
    return list(headers.items() if isinstance(headers, Mapping) else headers)


def _encoded(pairs: Mapping[str, Any]) -> str:
    return urlencode({name.replace("_", "-"): value for name, value in pairs.items()}, doseq=True)


def accept(media_type: str) -> dict[str, str]:
    """The header that asks for a format."""
    return {"Accept": media_type}


def problem(answer: Answer, status: int) -> dict[str, Any]:
    """The problem document (RFC 9457) in a response, which has to be complete."""
    assert answer.status == status, (answer.status, answer.body[:500])
    assert answer.media_type == PROBLEM
    document: dict[str, Any] = answer.json()
    assert document["status"] == status
    assert document["title"]
    assert document["detail"]
    assert document["remedy"]
    assert answer.headers["Cache-Control"] == "no-store"
    if "query_id" in document:
        assert re.fullmatch("[0-9a-f]{16}", document["query_id"])
        assert answer.headers["X-Query-Id"] == document["query_id"]
    return document
