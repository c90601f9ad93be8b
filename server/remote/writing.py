"""Writing into a store: by the Graph Store HTTP Protocol, or by SPARQL Update.

https://www.w3.org/TR/sparql11-http-rdf-update/ and https://www.w3.org/TR/sparql11-update/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, Protocol

import httpx2
from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from graph.errors import UsageError
from graph.formats import N_TRIPLES
from server.remote.client import checked, shown
from server.remote.errors import LoadError

_SECONDS: Final = 600.0
"""For one request: a store may be slow to take in a chunk."""


class Writer(Protocol):
    """Changes graphs of a store. What it was told is there when a call returns."""

    def add(self, graph: str, triples: Iterable[Triple]) -> None:
        """Add triples to a graph, in chunks."""

    def replace(self, graph: str, triples: Iterable[Triple]) -> None:
        """Put few triples in the place of a graph, in one request."""

    def drop(self, graph: str) -> None:
        """Remove a graph, if it is there."""

    def close(self) -> None:
        """Close the connection."""


class _Session:
    """Requests to one address, with a name and a password where the store asks for them."""

    def __init__(self, url: str, user: str | None, password: str | None) -> None:
        self._url = checked(url)
        self._client = httpx2.Client(timeout=_SECONDS, follow_redirects=False, trust_env=False)
        self._credentials = (user, password or "") if user is not None else None

    def send(self, method: str, *, content: bytes | None = None, kind: str = "", graph: str | None = None) -> int:
        """The status of a response that says that it was done, or that there is no such graph.

        Raises:
            LoadError: the store cannot be reached, or refuses.
        """
        headers = {"Content-Type": kind} if kind else {}
        try:
            response = self._client.request(
                method, self._url, content=content, headers=headers, params=self._parameters(graph)
            )
            if response.status_code == httpx2.codes.UNAUTHORIZED and self._credentials:
                self._client.auth = self._authentication(response)
                response = self._client.request(
                    method, self._url, content=content, headers=headers, params=self._parameters(graph)
                )
        except httpx2.HTTPError as error:
            raise LoadError.because(shown(self._url), f"cannot be written to: {type(error).__name__}") from error
        if response.is_success or (method == "DELETE" and response.status_code == httpx2.codes.NOT_FOUND):
            return response.status_code
        raise self._refused(response)

    def close(self) -> None:
        self._client.close()

    def _parameters(self, graph: str | None) -> dict[str, str] | None:
        return None if graph is None else {"graph": graph}

    def _authentication(self, response: httpx2.Response) -> httpx2.Auth:
        assert self._credentials is not None
        scheme = response.headers.get("www-authenticate", "").partition(" ")[0].lower()
        return httpx2.DigestAuth(*self._credentials) if scheme == "digest" else httpx2.BasicAuth(*self._credentials)

    def _refused(self, response: httpx2.Response) -> LoadError:
        if response.status_code in (httpx2.codes.UNAUTHORIZED, httpx2.codes.FORBIDDEN):
            remedy = "Name a user who may write with --user, and the variable with the password with --password-env."
            return LoadError.because(shown(self._url), f"refuses access (status {response.status_code})", remedy)
        words = response.text.strip().partition("\n")[0][:200]
        return LoadError.because(shown(self._url), f"answered with status {response.status_code}: {words}")


class _Writing:
    def __init__(self, url: str, user: str | None = None, password: str | None = None) -> None:
        self._session = _Session(url, user, password)

    def close(self) -> None:
        """Close the connection."""
        self._session.close()


class GraphStore(_Writing):
    """Writes by the Graph Store HTTP Protocol."""

    chunk = 20_000
    """Triples in one request."""

    def add(self, graph: str, triples: Iterable[Triple]) -> None:
        """As :meth:`Writer.add`, by POST (section 5.5)."""
        for content in _chunks(triples, self.chunk):
            self._session.send("POST", content=content, kind=N_TRIPLES.media_type, graph=graph)

    def replace(self, graph: str, triples: Iterable[Triple]) -> None:
        """As :meth:`Writer.replace`, by PUT (section 5.3)."""
        self._session.send("PUT", content=_written(triples), kind=N_TRIPLES.media_type, graph=graph)

    def drop(self, graph: str) -> None:
        """As :meth:`Writer.drop`, by DELETE (section 5.4)."""
        self._session.send("DELETE", graph=graph)


class Update(_Writing):
    """Writes by SPARQL Update."""

    chunk = 500
    """Triples in one request: some stores read such a request as one statement of a program."""

    def add(self, graph: str, triples: Iterable[Triple]) -> None:
        """As :meth:`Writer.add`, by INSERT DATA (section 3.1.1)."""
        for content in _chunks(triples, self.chunk):
            self._update(_insertion(graph, content))

    def replace(self, graph: str, triples: Iterable[Triple]) -> None:
        """As :meth:`Writer.replace`, by DROP and INSERT DATA in one request."""
        self._update(_removal(graph) + b" ;\n" + _insertion(graph, _written(triples)))

    def drop(self, graph: str) -> None:
        """As :meth:`Writer.drop`, by DROP (section 3.2.2)."""
        self._update(_removal(graph))

    def _update(self, text: bytes) -> None:
        self._session.send("POST", content=text, kind="application/sparql-update")


def writer(graph_store: str | None, update: str | None, user: str | None, password: str | None) -> Writer:
    """What writes to one of two addresses.

    Raises:
        UsageError: there is none, or an address cannot be one.
    """
    if graph_store is not None:
        return GraphStore(graph_store, user, password)
    if update is not None:
        return Update(update, user, password)
    raise UsageError(
        "the store", "is not one whose addresses are known", "Name --graph-store URL or --update URL to write to."
    )


def _chunks(triples: Iterable[Triple], size: int) -> Iterator[bytes]:
    rest = iter(triples)
    while some := list(islice(rest, size)):
        yield _written(some)


def _written(triples: Iterable[Triple]) -> bytes:
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def _insertion(graph: str, content: bytes) -> bytes:
    """Name and content are written by the library that checks them: no text as it stands gets into the request."""
    return f"INSERT DATA {{ GRAPH {NamedNode(graph)} {{\n".encode() + content + b"} }"


def _removal(graph: str) -> bytes:
    return f"DROP SILENT GRAPH {NamedNode(graph)}".encode()
