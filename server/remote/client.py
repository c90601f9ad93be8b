"""A store over HTTP: SPARQL 1.1 Protocol by POST with a form, connections kept, redirects never followed.

https://www.w3.org/TR/sparql11-protocol/#query-via-post-urlencoded
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode, urlsplit, urlunsplit

import httpcore2
import httpx2

from graph.engine import EngineBusy, QueryAbandoned, QueryTimeout
from graph.engine.handle import Gone, Late
from graph.errors import UsageError, Worded
from graph.store import ResultTooLargeError
from server.remote.errors import StoreFailed, StoreUnreachable
from server.remote.waiting import Backend, Patience

_WORDS: Final = 4096
"""Bytes that are read of a response that is no answer."""
_KEPT: Final = 4.0
"""Seconds that an idle connection is kept; less than the stores themselves do."""


@dataclass(frozen=True)
class Reply:
    """What a store has answered.

    Attributes:
        status: of the response.
        headers: of the response, names in lower case.
        body: all of it; of an error only the beginning.
        framed: whether the response says where its body ends, so that one cut off would have been noticed.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    framed: bool = True

    @property
    def media_type(self) -> str:
        """Without parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Client:
    """Sends queries to one endpoint, under the name ``agent``, on connections of ``backend``. Threads can share it."""

    def __init__(
        self, url: str, connections: int, wait: float, agent: str = "khen", backend: Backend | None = None
    ) -> None:
        self.url = checked(url)
        self._wait = wait
        self._connections = connections
        self._backend = backend or Backend()
        secure = ssl.create_default_context() if url.startswith("https:") else None
        pool = httpcore2.ConnectionPool(
            ssl_context=secure,
            max_connections=connections,
            max_keepalive_connections=connections,
            keepalive_expiry=_KEPT,
            network_backend=self._backend,
        )
        # A proxy from the environment would see every query; the store is the administrator's own.
        self._client = httpx2.Client(transport=_Transport(pool), follow_redirects=False, trust_env=False)
        self._client.headers = httpx2.Headers({"User-Agent": agent, "Accept-Encoding": "identity"})

    def ask(self, fields: Sequence[tuple[str, str]], accept: str, patience: Patience, largest: int) -> Reply:
        """The reply to a request with these form fields.

        Args:
            fields: parameters of the protocol, in order.
            accept: the media type wanted.
            patience: how long to wait.
            largest: bytes that an answer may have.

        Raises:
            StoreUnreachable: no connection.
            StoreFailed: the connection broke, or what came was not HTTP.
            ResultTooLargeError: the answer is larger.
            EngineBusy: all connections were in use for as long as a query may wait.
            QueryTimeout: nothing has come in time.
            QueryAbandoned: the client has hung up.
        """
        content = urlencode(fields).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept}
        timeouts = {"pool": min(self._wait, patience.left())}
        request = self._client.build_request(
            "POST", self.url, content=content, headers=headers, extensions={"timeout": timeouts}
        )
        with self._backend.waiting(patience):
            try:
                return self._sent(request, largest)
            except Late:
                raise QueryTimeout.after(patience.seconds) from None
            except Gone:
                raise QueryAbandoned.now() from None
            except httpcore2.PoolTimeout:
                raise EngineBusy.waited(self._wait, self._connections) from None
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                raise StoreUnreachable.because(_plain(error)) from error
            except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
                raise StoreFailed.because(Worded("broke off the connection before its answer was complete")) from error

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def _sent(self, request: httpx2.Request, largest: int) -> Reply:
        try:
            response = self._client.send(request, stream=True)
        except (httpcore2.NetworkError, httpcore2.RemoteProtocolError):
            if self._backend.connected:
                raise
            # A connection that was kept had been closed at the other end; a query can be asked twice.
            response = self._client.send(request, stream=True)
        try:
            return _read(response, largest)
        finally:
            response.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, response: httpcore2.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        return self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _Transport(httpx2.BaseTransport):
    """httpx2's own, but on connections that can be given up while they are waited for. Errors are httpcore2's."""

    def __init__(self, pool: httpcore2.ConnectionPool) -> None:
        self._pool = pool

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        response = self._pool.handle_request(
            httpcore2.Request(
                request.method,
                httpcore2.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.content,
                extensions=request.extensions,
            )
        )
        return httpx2.Response(response.status, headers=response.headers, stream=_Body(response))

    def close(self) -> None:
        self._pool.close()


def checked(url: str) -> str:
    """The address of an endpoint, if it can be one.

    Raises:
        UsageError: it is not http(s), or has no host.

    >>> checked("http://127.0.0.1:8890/sparql")
    'http://127.0.0.1:8890/sparql'
    """
    try:
        parts = urlsplit(url)
        fits = parts.scheme in ("http", "https") and parts.hostname and not parts.fragment and parts.port != 0
    except ValueError:
        fits = False
    if not fits:
        raise UsageError(shown(url), "is not the address of a SPARQL endpoint", "Name one like http://host:8890/sparql")
    return url


def shown(url: str) -> str:
    """An address without the name and password that it may hold.

    >>> shown("http://me:secret@example.org:8890/sparql")
    'http://example.org:8890/sparql'
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return "the address"
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _read(response: httpx2.Response, largest: int) -> Reply:
    headers = {name.lower(): value for name, value in response.headers.items()}
    framed = "content-length" in headers or "chunked" in headers.get("transfer-encoding", "").lower()
    parts: list[bytes] = []
    size, most = 0, largest if response.status_code == httpx2.codes.OK else _WORDS
    for part in response.iter_raw():
        parts.append(part)
        size += len(part)
        if size <= most:
            continue
        if response.status_code != httpx2.codes.OK:
            break
        raise ResultTooLargeError(
            Worded("the result"),
            Worded("is larger than the limit of %(limit)s bytes", limit=largest),
            Worded("Ask for less with LIMIT and OFFSET or a narrower pattern, or work on the dump files."),
        )
    return Reply(response.status_code, headers, b"".join(parts), framed)


def _plain(error: Exception) -> str:
    """The system's reason, without numbers and addresses."""
    return str(error).rpartition("] ")[2].lower() or "it does not answer"
