"""Asking other endpoints: only those that are allowed, only so often, and only for so long."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final
from urllib.parse import urljoin

from graph.engine import QueryAbandoned, QueryTimeout
from graph.errors import KhenError, Worded
from graph.formats import RESULTS_JSON
from graph.store import ResultTooLargeError
from server.federation.connecting import CheckedBackend
from server.federation.errors import (
    ServiceBusy,
    ServiceFailed,
    ServiceLate,
    ServiceRefused,
    ServiceRejected,
    too_large,
)
from server.federation.settings import Services
from server.rate import RateLimiter, networks
from server.remote.client import Client, Reply
from server.remote.errors import RemoteError
from server.remote.waiting import Patience

_REDIRECTS: Final = 3
_MOVED: Final = (301, 302, 307, 308)
"""A query changes nothing, so that it may be sent again to where these point; 303 would mean another request."""
_BURST: Final = 10
_AGENT: Final = "khen (SPARQL 1.1 Federated Query)"


class Caller:
    """Asks the endpoints that are allowed. Threads can share it.

    Args:
        services: what is allowed.
        backend: makes the connections; by default to public addresses and the networks that are allowed.
    """

    def __init__(self, services: Services, backend: CheckedBackend | None = None) -> None:
        self.services = services
        backend = backend or CheckedBackend(networks(services.networks))
        self._clients = {
            url: Client(url, services.queries, services.timeout, _AGENT, backend) for url in services.endpoints
        }
        self._limiter = RateLimiter(services.rate, _BURST, spare_loopback=False)

    def check(self, endpoint: str | None, written: str) -> str:
        """The endpoint, if it may be asked.

        Raises:
            ServiceRefused: it may not.
        """
        if endpoint is None:
            raise ServiceRefused.variable(written)
        if endpoint not in self._clients:
            raise ServiceRefused.address(written, self.services.endpoints)
        return endpoint

    def ask(self, endpoint: str, query: str, patience: Patience) -> Reply:
        """The reply of an endpoint that may be asked.

        Args:
            endpoint: its address.
            query: what it is asked.
            patience: of whoever waits; a call has its own bound beside that.

        Raises:
            ServiceFailed: it cannot be reached, or has not answered in time.
            ServiceRejected: it leads to where nobody may go.
            ServiceBusy: it is asked too often.
            ResultTooLargeError: its answer has too many bytes.
            QueryTimeout: whoever waits has no more time.
            QueryAbandoned: whoever waits has gone.
        """
        call = Patience.of(min(self.services.timeout, patience.left()), patience.gone)
        address = endpoint
        for _ in range(_REDIRECTS + 1):
            reply = self._sent(address, query, call, patience)
            if reply.status not in _MOVED:
                return reply
            address = self._target(address, reply)
        raise ServiceRejected.because(
            Worded("the endpoint <%(endpoint)s>", endpoint=endpoint),
            Worded("redirects more than %(redirects)s times", redirects=_REDIRECTS),
        )

    def close(self) -> None:
        """Close all connections."""
        for each in self._clients.values():
            each.close()

    def _sent(self, address: str, query: str, call: Patience, patience: Patience) -> Reply:
        wait = self._limiter.admit(address)
        if wait:
            raise ServiceBusy.rate(address, wait, self.services.rate)
        accept, fields = RESULTS_JSON.media_type, [("query", query)]
        try:
            return self._clients[address].ask(fields, accept, call, self.services.bytes)
        except QueryTimeout:
            if math.isfinite(patience.deadline) and patience.deadline <= call.deadline:
                raise QueryTimeout.after(patience.seconds) from None
            raise ServiceLate.after(address, self.services.timeout) from None
        except ResultTooLargeError as error:
            raise too_large(address, {"service_bytes": self.services.bytes}) from error
        except (ServiceRejected, QueryAbandoned):
            raise
        except RemoteError as error:
            raise ServiceFailed.because(address, error.reason) from error

    def _target(self, address: str, reply: Reply) -> str:
        """Where a redirect points, if that may be asked by this very address."""
        try:
            target = urljoin(address, reply.headers["location"])
        except (KeyError, ValueError):
            target = ""
        if target not in self._clients:
            raise ServiceRejected.because(
                Worded("the endpoint <%(endpoint)s>", endpoint=address),
                Worded("redirects to an address that this server does not ask"),
                Worded("Tell whoever runs this server: the endpoint may have moved."),
            )
        return target


OUTCOMES: Final[Mapping[type[KhenError], str]] = {
    ServiceLate: "timeout",
    QueryTimeout: "timeout",
    ServiceFailed: "failed",
    ServiceRejected: "rejected",
    ServiceBusy: "busy",
    ResultTooLargeError: "too_large",
    QueryAbandoned: "abandoned",
}
"""What became of a call, by the error in which it ended."""
OK: Final = "ok"


def outcome_of(error: KhenError) -> str:
    """What became of a call that ended in this error.

    >>> outcome_of(ServiceLate.after("http://e/", 5)), outcome_of(ServiceFailed.because("http://e/", "is away"))
    ('timeout', 'failed')
    """
    return next((name for kind, name in OUTCOMES.items() if isinstance(error, kind)), "failed")
