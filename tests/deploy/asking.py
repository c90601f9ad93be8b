"""Requests to whatever listens on a port, one at a time or as a load of many."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPMessage
from typing import Final
from urllib.parse import urlencode

from tests.engine.asking import wait_until

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
_THREADS: Final = 6
_MOST: Final = 20_000
"""Requests of a load, should nobody end it."""
_PAUSE: Final = 0.005


@dataclass(frozen=True)
class Answer:
    """A response."""

    status: int
    headers: HTTPMessage
    body: bytes


def request(
    port: int, method: str, target: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
) -> Answer:
    """Send a request on a connection of its own."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        return _exchange(connection, method, target, body, headers or {})


def get(port: int, query: str, accept: str = "*/*", **headers: str) -> Answer:
    """Ask a query by GET."""
    return request(port, "GET", address(query), headers={"Accept": accept, **headers})


def address(query: str) -> str:
    return "/sparql?" + urlencode({"query": query})


def _exchange(
    connection: HTTPConnection, method: str, target: str, body: bytes | None, headers: Mapping[str, str]
) -> Answer:
    connection.request(method, target, body, dict(headers))
    response = connection.getresponse()
    return Answer(response.status, response.headers, response.read())


@dataclass
class Load:
    """Clients that ask without end.

    Attributes:
        answered: requests that were answered as they should be.
        failures: what became of the others.
        slowest: seconds that one of them took.
    """

    answered: int = 0
    failures: list[str] = field(default_factory=list)
    slowest: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, failure: str | None, seconds: float) -> None:
        """Note a request."""
        with self._lock:
            self.slowest = max(self.slowest, seconds)
            if failure is None:
                self.answered += 1
            else:
                self.failures.append(failure)

    def wait_for(self, more: int) -> None:
        """Wait until so many more have ended."""
        target = self.answered + len(self.failures) + more
        wait_until(lambda: self.answered + len(self.failures) >= target, 40)


@contextmanager
def load(port: int, *, keep: bool = True) -> Iterator[Load]:
    """Have several clients ask distinct queries in every way until the context ends.

    Args:
        port: where.
        keep: whether a client keeps its connection.
    """
    ending = threading.Event()
    found = Load()
    numbers = itertools.count()

    def client(_: int) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        with closing(connection):
            while not ending.is_set() and (number := next(numbers)) < _MOST:
                begun = time.monotonic()
                found.add(_asked(connection, number), time.monotonic() - begun)
                if not keep:
                    connection.close()
                time.sleep(_PAUSE)

    with ThreadPoolExecutor(_THREADS) as threads:
        clients = threads.map(client, range(_THREADS))
        try:
            yield found
        finally:
            ending.set()
        list(clients)


def _asked(connection: HTTPConnection, number: int) -> str | None:
    """What was wrong with the answer, if anything."""
    query = f"SELECT ({number} AS ?n) {{}}"
    form = urlencode({"query": query}).encode()
    way: tuple[str, str, bytes | None, dict[str, str]] = (
        ("GET", address(query), None, {}),
        ("POST", "/sparql", form, {"Content-Type": FORM}),
        ("POST", "/sparql", query.encode(), {"Content-Type": QUERY}),
        ("QUERY", "/sparql", query.encode(), {"Content-Type": QUERY}),
    )[number % 4]
    method, target, body, headers = way
    try:
        answer = _exchange(connection, method, target, body, {"Accept": "text/csv", **headers})
    except (OSError, HTTPException) as error:
        connection.close()
        return f"{method} {number}: {error!r}"
    if answer.status != 200 or answer.body.split() != [b"n", str(number).encode()]:
        return f"{method} {number}: {answer.status} {answer.body[:200]!r}"
    return None
