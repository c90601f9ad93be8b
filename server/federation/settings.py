"""What an administrator allows: which endpoints may be asked for the sake of a query, and how much."""

from __future__ import annotations

import math
from collections.abc import MutableMapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final
from urllib.parse import urlsplit

from graph.errors import UsageError
from server.federation.mentions import LONGEST
from server.rate import networks

MIB: Final = 1024 * 1024
_PREFIX: Final = "service_"
_IN_NO_ADDRESS: Final = frozenset(' <>"{}|^`\\')


@dataclass(frozen=True)
class Services:
    """Which endpoints may be asked, and how much. Without any, ``SERVICE`` is refused.

    Attributes:
        endpoints: their exact addresses.
        networks: beside the public ones, that the addresses may lead to.
        timeout: seconds for a call, from the look-up of the name to the last byte.
        bytes: of an answer.
        rows: of an answer.
        rate: calls per minute and endpoint; 0 for as many as are asked for.
        clauses: of a query.
        queries: that may ask other endpoints at once.
    """

    endpoints: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    timeout: float = 5.0
    bytes: int = 2 * MIB
    rows: int = 10_000
    rate: int = 60
    clauses: int = 4
    queries: int = 8

    def as_limits(self) -> dict[str, float]:
        """The bounds by their names in ``/limits``."""
        bounds = {name: value for name, value in asdict(self).items() if isinstance(value, int | float)}
        named = {_PREFIX + name: value for name, value in bounds.items() if name != "rate" or value}
        return {**named, "service_length": LONGEST}

    @classmethod
    def from_json(cls, table: dict[str, Any]) -> Services:
        """The settings from the members of ``asdict``, whose tuples JSON has made lists.

        >>> Services.from_json({**asdict(Services(("http://e/",))), "endpoints": ["http://e/"], "networks": []})
        ... # doctest: +ELLIPSIS
        Services(endpoints=('http://e/',), networks=(), timeout=5.0, ...)
        """
        members: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in table.items()
        }
        return cls(**members)

    @classmethod
    def taken(cls, options: MutableMapping[str, Any]) -> Services:
        """The settings out of the options of ``khen serve``, which are removed from among the others.

        Raises:
            UsageError: one of them cannot be followed.
        """
        chosen = cls(**{each.name: options.pop(_PREFIX + each.name) for each in fields(cls)})
        networks(chosen.networks)
        if not math.isfinite(chosen.timeout):
            raise UsageError(chosen.timeout, "is no number of seconds", "Give one with --service-timeout, such as 5.")
        for each in chosen.endpoints:
            check_endpoint(each)
        if chosen.endpoints and options.get("engine"):
            raise UsageError(
                "--service",
                "cannot be had together with --engine: the values would have to be sent to that store",
                "Leave one of them out.",
            )
        return chosen


def check_endpoint(url: str) -> None:
    """Refuse an address that would not be the only way to write it, or that holds a secret.

    Raises:
        UsageError: with the reason.
    """
    try:
        parts = urlsplit(url)
        fits = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        parts, fits = urlsplit(""), False
    reason = ""
    if not fits:
        reason = "is not the address of a SPARQL endpoint"
    elif "@" in parts.netloc:
        reason = "holds a name or a password, which every query would have to write"
    elif not url.isascii() or not url.isprintable() or set(url) & _IN_NO_ADDRESS:
        reason = "holds a character that no address can; a host in other letters is written as xn--..."
    elif not parts.path:
        reason = "has no path"
    elif parts.netloc != parts.netloc.lower():
        reason = "has a host in capital letters"
    elif "#" in url:
        reason = "has a fragment"
    if reason:
        raise UsageError(
            url.rpartition("@")[2], reason, "Name the endpoint as queries are to write it: https://host/sparql"
        )
