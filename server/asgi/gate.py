"""What happens to every request on its way in and out: it is counted, logged, and turned away if there are too many."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Final

from graph.errors import Worded
from server.asgi.messages import Message, Scope, Send
from server.errors import Problem, ProblemError
from server.metrics import Route, route_of
from server.observing import Observing
from server.rate import Network, RateLimiter, client_address

_ENDPOINT: Final = "/sparql"
_QUERY_ID: Final = b"x-query-id"


class Gate:
    """Where requests come in.

    Args:
        observing: is told of every request.
        limiter: says which ones are too many.
        trusted_proxies: whose word for the address of a client is taken.
    """

    def __init__(self, observing: Observing, limiter: RateLimiter, trusted_proxies: Sequence[Network] = ()) -> None:
        self.observing = observing
        self._limiter = limiter
        self._trusted = trusted_proxies

    def client(self, scope: Scope, headers: Mapping[str, str]) -> str:
        """The address that a request comes from."""
        peer: str = (scope.get("client") or ("",))[0]
        if not self._trusted:
            return peer
        forwarded = headers.get("x-forwarded-for", "")
        return client_address({"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": forwarded}, self._trusted)

    def admit(self, scope: Scope, headers: Mapping[str, str]) -> None:
        """Let a request in.

        Raises:
            ProblemError: 429 its client has sent too many. Those who watch over the server are let in always.
        """
        if route_of(scope["path"]) is Route.OPERATIONS:
            return
        wait = self._limiter.admit(self.client(scope, headers))
        if wait:
            self.observing.metrics.rate_limited()
            seconds = math.ceil(wait)
            raise ProblemError(
                Problem(
                    429,
                    Worded("This client has sent too many requests."),
                    Worded(
                        "Wait %(seconds)s s, and send fewer; for all of the data, fetch a dump below /releases/.",
                        seconds=seconds,
                    ),
                    {"limit": {"rate": self._limiter.per_minute}},
                    {"Retry-After": str(seconds)},
                )
            )

    def exchange(self, scope: Scope, headers: Mapping[str, str], release: str) -> Exchange:
        """A context in which a request is answered, by a release."""
        return Exchange(self, scope, headers, release)


class Exchange:
    """A request and its response, of which is told once it is over."""

    def __init__(self, gate: Gate, scope: Scope, headers: Mapping[str, str], release: str) -> None:
        self._gate = gate
        self._scope = scope
        self._headers = headers
        self._release = release
        self._status = 0
        self._size = 0
        self._query_id: str | None = None

    @property
    def begun(self) -> bool:
        """Whether a response has been begun."""
        return self._status != 0

    def __enter__(self) -> Exchange:
        self._begun = time.perf_counter()
        return self

    def note(self, status: int, size: int, query_id: str | None) -> None:
        """A response was sent."""
        self._status, self._size, self._query_id = status, size, query_id

    def sending(self, send: Send) -> Send:
        """Sends, and takes note of what is sent."""

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.body":
                self._size += len(message["body"])
            else:
                self._status = message["status"]
                if self._gate.observing.requests is not None:
                    self._query_id = next((v.decode() for n, v in message["headers"] if n == _QUERY_ID), None)
            await send(message)

        return noting

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        seconds = time.perf_counter() - self._begun
        method, path = self._scope["method"], self._scope["path"]
        status = self._status or 500
        route = Route.SPARQL if path == _ENDPOINT else route_of(path)
        observing = self._gate.observing
        observing.metrics.request_finished(method, route, status, seconds)
        if observing.requests is not None:
            observing.requests.record(
                method,
                path,
                status,
                self._size,
                seconds,
                agent=self._headers.get("user-agent", ""),
                client=self._gate.client(self._scope, self._headers),
                query_id=self._query_id,
                release=self._release,
            )
