"""Asking an endpoint that is somebody else's, politely: seldom, under our name, and not before it wants us back.

Used by ``khen link``, which finds it through the entry points ``khen.endpoints``.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, NoReturn
from urllib.parse import urljoin

import httpx2

from graph.candidates.interface import AskedTooMuch, EndpointError, Say
from graph.engine import QueryTimeout
from graph.formats import RESULTS_JSON
from graph.store import ResultTooLargeError
from server.remote.client import Client, Reply, shown
from server.remote.errors import StoreFailed, StoreUnreachable
from server.remote.waiting import Patience

LARGEST: Final = 16 * 1024 * 1024
"""Bytes that one answer may have."""
LONGEST: Final = 600.0
"""Seconds that we wait when we are asked to; who wants more is asked again by a person."""
_TRIES: Final = 5
_PAUSE: Final = 5.0
"""Seconds before the second try where the endpoint names none; twice as many before each further one."""
_AGAIN: Final = "Run the same command again later: it goes on where it stopped."
_TOO_MUCH: Final = (
    httpx2.codes.CONTENT_TOO_LARGE,
    httpx2.codes.URI_TOO_LONG,
    httpx2.codes.INTERNAL_SERVER_ERROR,
    httpx2.codes.GATEWAY_TIMEOUT,
)
"""Statuses of endpoints that ran out of time or space; what they did not manage may be managed in parts."""
_WAIT: Final = (httpx2.codes.TOO_MANY_REQUESTS, httpx2.codes.SERVICE_UNAVAILABLE)


class PoliteEndpoint:
    """An endpoint behind a limit of requests per second."""

    def __init__(
        self,
        client: Client,
        rate: float,
        timeout: float,
        say: Say,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Takes requests per second, seconds for one answer, and what tells of waiting."""
        self._client = client
        self._between = 1 / rate
        self._timeout = timeout
        self._say = say
        self._clock = clock
        self._sleep = sleep
        self._next = clock()
        self._answered = False

    @property
    def name(self) -> str:
        """The address, without a password."""
        return shown(self._client.url)

    def ask(self, query: str) -> bytes:
        """The answer to a SELECT, in JSON.

        Raises:
            AskedTooMuch: the endpoint gave up, or the answer is too large.
            EndpointError: it cannot be reached, refuses, or wants to be left alone for long.
        """
        pause = _PAUSE
        for left in reversed(range(_TRIES)):
            reply = self._reply(query)
            if reply is not None:
                if reply.status == httpx2.codes.OK:
                    return self._answer(reply)
                if reply.status not in _WAIT:
                    self._refused(reply)
                pause = self._asked_for(reply, pause)
            if left:
                self._wait(pause)
            pause *= 2
        raise EndpointError(self.name, f"has given no answer in {_TRIES} tries", _AGAIN)

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def _reply(self, query: str) -> Reply | None:
        """The reply of the endpoint; ``None`` where the connection failed and has not done so before."""
        self._sleep(max(0.0, self._next - self._clock()))
        self._next = self._clock() + self._between
        try:
            patience = Patience.of(self._timeout)
            reply = self._client.ask([("query", query)], RESULTS_JSON.media_type, patience, LARGEST)
        except QueryTimeout as error:
            reason = f"has not answered within {self._timeout:g} s"
            raise AskedTooMuch(self.name, reason, "Give it longer with --timeout.") from error
        except ResultTooLargeError as error:
            raise AskedTooMuch(self.name, f"gave an answer of more than {LARGEST:,} bytes", _AGAIN) from error
        except (StoreUnreachable, StoreFailed) as error:
            if not self._answered and isinstance(error, StoreUnreachable):
                remedy = "Check the address, and whether you are connected."
                raise EndpointError(self.name, error.reason, remedy) from error
            self._say(f"{self.name} {error.reason}")
            return None
        self._answered = True
        return reply

    def _answer(self, reply: Reply) -> bytes:
        if reply.media_type not in (RESULTS_JSON.media_type, *RESULTS_JSON.aliases):
            kind = reply.media_type or "no media type"
            raise EndpointError(self.name, f"answers with {kind}, not with SPARQL results in JSON", _NOT_ONE)
        return reply.body

    def _refused(self, reply: Reply) -> NoReturn:
        status = reply.status
        if 300 <= status < 400:
            target = shown(urljoin(self._client.url, reply.headers.get("location", "")))
            raise EndpointError(self.name, f"sends to {target}", "Name that address if you trust it.")
        if status in _TOO_MUCH:
            raise AskedTooMuch(self.name, f"did not manage a query (status {status})", _AGAIN)
        if status in (httpx2.codes.UNAUTHORIZED, httpx2.codes.FORBIDDEN):
            raise EndpointError(self.name, f"refuses access (status {status})", "Ask whoever keeps it.")
        words = " ".join(reply.body[:200].decode("utf-8", "replace").split())
        words = "".join(letter for letter in words if letter.isprintable())
        raise EndpointError(self.name, f"answers with status {status}: {words}", _NOT_ONE)

    def _asked_for(self, reply: Reply, otherwise: float) -> float:
        """Seconds until it may be asked again (RFC 9110, section 10.2.3).

        Raises:
            EndpointError: they are too many to wait for.
        """
        said = reply.headers.get("retry-after", "").strip()
        seconds = _seconds(said)
        if seconds is None:
            return otherwise
        if seconds > LONGEST:
            raise EndpointError(self.name, f"wants to be asked again in {seconds:,.0f} s, not before", _AGAIN)
        return seconds

    def _wait(self, seconds: float) -> None:
        self._say(f"{self.name} is asked again in {seconds:.0f} s")
        self._sleep(seconds)


_NOT_ONE: Final = "Is this the address of a SPARQL 1.1 endpoint?"


def _seconds(said: str) -> float | None:
    """What ``Retry-After`` says, in seconds from now.

    >>> _seconds("120"), _seconds("Fri, 31 Dec 1999 23:59:59 GMT"), _seconds("soon")
    (120.0, 0.0, None)
    """
    if said.isdecimal() and said.isascii():
        return float(said)
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def open_endpoint(url: str, *, agent: str, rate: float, timeout: float, say: Say) -> PoliteEndpoint:
    """An endpoint by its address.

    Args:
        url: of the endpoint, http or https.
        agent: who asks.
        rate: requests per second, at most.
        timeout: seconds for one answer.
        say: is told of waiting.

    Raises:
        UsageError: the address cannot be one.
    """
    return PoliteEndpoint(Client(url, connections=1, wait=5.0, agent=agent), rate, timeout, say)
