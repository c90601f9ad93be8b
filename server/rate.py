"""Who asks, and whether they ask too often: a bucket of tokens for each client, and the client behind proxies."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from socket import AF_INET, AF_INET6, inet_ntop, inet_pton
from threading import Lock
from typing import Any, Final

from graph.errors import UsageError

Network = IPv4Network | IPv6Network
_HOPS: Final = 32
"""Entries of X-Forwarded-For that are looked at, from the right."""
_MAPPED: Final = bytes(10) + b"\xff\xff"
"""How an IPv6 address begins that stands for an IPv4 address (RFC 4291, section 2.5.5.2)."""
_INSTANT: Final = 1e-6
"""Seconds below which a wait is a rounding error."""


class RateLimiter:
    """A bucket of tokens for each client: it holds ``burst``, and ``per_minute`` flow into it. Threads share it.

    A client is an IPv4 address or an IPv6 /64, which is what one connection is commonly given. Of a bucket only the
    time is kept at which it is full again, and nothing once that has passed (a generic cell rate algorithm).

    Args:
        per_minute: requests; 0 for no limit.
        burst: requests that may come at once.
        spare_loopback: whether clients on this machine are never made to wait.
        clients: that are remembered. Beyond that, the one not heard of for longest gets a full bucket.
        clock: seconds that never go back.

    Attributes:
        per_minute: the limit.

    Raises:
        UsageError: the numbers make no limit.
    """

    def __init__(
        self,
        per_minute: float,
        burst: int,
        *,
        spare_loopback: bool = True,
        clients: int = 65536,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        if per_minute < 0 or burst < 1 or clients < 1:
            raise UsageError(
                f"{per_minute} requests per minute, {burst} at once",
                "is no limit that can be kept",
                "Give a rate of 0 (none) or more, and a burst of at least 1.",
            )
        self.per_minute = per_minute
        self._interval = 60 / per_minute if per_minute else 0.0
        self._room = self._interval * (burst - 1)
        self._spare_loopback = spare_loopback
        self._most = clients
        self._clock = clock
        self._lock = Lock()
        self._full_at: OrderedDict[str | bytes, float] = OrderedDict()

    def admit(self, client: str) -> float:
        """Take a token for a request of this client.

        Args:
            client: its address, as :func:`client_address` gives it.

        Returns:
            0 where the request is admitted, else the seconds after which the next one will be.
        """
        if not self._interval or (self._spare_loopback and (client.startswith("127.") or client == "::1")):
            return 0.0
        key = client if ":" not in client else _network_of(client)
        now = self._clock()
        with self._lock:
            known = self._full_at.get(key)
            full_at = now if known is None or known < now else known
            wait = full_at - now - self._room
            if wait > _INSTANT:
                self._full_at.move_to_end(key)
                return wait
            self._full_at[key] = full_at + self._interval
            if known is None:
                self._forget(now)
            else:
                self._full_at.move_to_end(key)
        return 0.0

    def __len__(self) -> int:
        """How many clients are remembered."""
        return len(self._full_at)

    def _forget(self, now: float) -> None:
        """Two at most for each that is new, so that no request pays for many."""
        for _ in range(2):
            key, full_at = next(iter(self._full_at.items()))
            if full_at > now and len(self._full_at) <= self._most:
                return
            del self._full_at[key]


def client_address(environ: Mapping[str, Any], trusted_proxies: Sequence[Network] = ()) -> str:
    """The address of the client of a WSGI request.

    Each proxy adds to the right of X-Forwarded-For who asked it. So the header is read from the right for as long as
    the address found belongs to a proxy that is trusted; what stands further left may be anybody's invention. An entry
    that is no address ends the reading at the proxy that passed it on.

    >>> proxies = networks(["10.0.0.0/8"])
    >>> client_address({"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "1.1.1.1, 192.0.2.7, 10.0.0.2"}, proxies)
    '192.0.2.7'
    >>> client_address({"REMOTE_ADDR": "192.0.2.7", "HTTP_X_FORWARDED_FOR": "1.1.1.1"}, proxies)
    '192.0.2.7'
    """
    peer: str = environ.get("REMOTE_ADDR") or ""
    if not trusted_proxies and ":" not in peer:
        return peer
    address = parsed(peer)
    if address is None:
        return peer
    for entry in environ.get("HTTP_X_FORWARDED_FOR", "").rsplit(",", _HOPS)[: -_HOPS - 1 : -1]:
        forwarded = parsed(entry) if within(address, trusted_proxies) else None
        if forwarded is None:
            break
        address = forwarded
    return str(address)


def parsed(text: str) -> IPv4Address | IPv6Address | None:
    """The address in a text, without port and zone, IPv4 even where it is written as IPv6.

    >>> parsed("::ffff:192.0.2.1"), parsed(" 192.0.2.1:80"), parsed("[2001:db8::1]:80"), parsed("unknown")
    (IPv4Address('192.0.2.1'), IPv4Address('192.0.2.1'), IPv6Address('2001:db8::1'), None)
    """
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def within(address: IPv4Address | IPv6Address, networks: Iterable[Network]) -> bool:
    """Whether one of the networks holds the address."""
    return any(address in each for each in networks)


def networks(values: Iterable[str]) -> tuple[Network, ...]:
    """The networks that are written like this.

    Raises:
        UsageError: for the first that is none.

    >>> networks(["127.0.0.0/8", "::1"])
    (IPv4Network('127.0.0.0/8'), IPv6Network('::1/128'))
    """
    found: list[Network] = []
    for each in values:
        try:
            found.append(ip_network(each.strip()))
        except ValueError as error:
            raise UsageError(
                each,
                f"is not a network: {error}",
                "Write it like 192.0.2.0/24, 2001:db8::/32 or 192.0.2.7; several in a variable apart by spaces.",
            ) from error
    return tuple(found)


def _network_of(client: str) -> str | bytes:
    """The /64 of an IPv6 address, the IPv4 address that it stands for, or the text itself where it is no address."""
    try:
        packed = inet_pton(AF_INET6, client.partition("%")[0])
    except (OSError, ValueError):  # no address, or one that holds a NUL
        return client
    return inet_ntop(AF_INET, packed[12:]) if packed.startswith(_MAPPED) else packed[:8]
