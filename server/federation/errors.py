"""What can go wrong where another endpoint has a part in an answer, told apart. All name the endpoint and a remedy.

Nothing of what the endpoint itself says is passed on.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from graph.engine import EngineBusy
from graph.store import QueryRefusedError, ResultTooLargeError
from server.remote.errors import RemoteError


class ServiceRefused(QueryRefusedError):
    """The administrator has not allowed what the query wants of other endpoints."""

    @classmethod
    def address(cls, written: str, allowed: tuple[str, ...]) -> ServiceRefused:
        """The error for an address that is not on the list."""
        named = ", ".join(f"<{each}>" for each in allowed)
        return cls(
            f"SERVICE {written[:200]}",
            "names an endpoint that this server does not ask",
            f"It asks these, by exactly these addresses: {named}. Ask others yourself and join the answers.",
        )

    @classmethod
    def variable(cls, written: str) -> ServiceRefused:
        """The error for an endpoint that is not known before the query is evaluated."""
        return cls(
            f"SERVICE {written[:200]}",
            "does not name its endpoint by an address",
            "Write the address of an endpoint, in full or with a prefix that is declared.",
        )


class ServiceError(RemoteError):
    """Base of what goes wrong with an endpoint that may be asked."""


class ServiceFailed(ServiceError):
    """The endpoint could not be reached, or did not answer as the protocol has it. ``SILENT`` passes over it."""

    @classmethod
    def because(cls, endpoint: str, what: str) -> ServiceFailed:
        """The error with what is known of the fault."""
        remedy = "Try again later, or write SERVICE SILENT to go without its answer."
        return cls(f"the endpoint <{endpoint}>", what, remedy, {})


class ServiceLate(ServiceFailed):
    """The endpoint has not answered in time. ``SILENT`` passes over it."""

    status = 504

    @classmethod
    def after(cls, endpoint: str, seconds: float) -> ServiceLate:
        """The error for a call that may take so many seconds."""
        return cls(
            f"the endpoint <{endpoint}>",
            f"has not answered within {seconds:g} s",
            "Ask it for less: make the pattern in the braces more selective, or add LIMIT in a sub-select.",
            {"service_timeout": seconds},
        )


class ServiceRejected(ServiceError):
    """What the endpoint is, or leads to, is refused here. ``SILENT`` does not pass over it: an answer without it would
    look complete."""

    @classmethod
    def because(cls, subject: str, what: str, remedy: str = "") -> ServiceRejected:
        """The error with what is refused."""
        return cls(subject, what, remedy or "Tell whoever runs this server.", {})


class ServiceBusy(EngineBusy):
    """Other endpoints are asked too often, or by too many queries at once."""

    @classmethod
    def rate(cls, endpoint: str, wait: float, rate: int) -> ServiceBusy:
        """The error for an endpoint that may be asked again only after so many seconds."""
        return cls._busy(f"the endpoint <{endpoint}>", f"is asked {rate} times a minute at most", wait, "rate", rate)

    @classmethod
    def crowded(cls, queries: int) -> ServiceBusy:
        """The error for a query that comes while so many others ask other endpoints."""
        return cls._busy("SERVICE", f"is used by {queries} queries already", 1, "queries", queries)

    @classmethod
    def _busy(cls, subject: str, reason: str, wait: float, limit: str, value: int) -> ServiceBusy:
        seconds = max(1, math.ceil(wait))
        error = cls(subject, reason, f"Try again after {seconds} s.", {f"service_{limit}": value})
        error.retry_after = seconds
        return error


def too_large(endpoint: str, limit: Mapping[str, int]) -> ResultTooLargeError:
    """The error for an answer beyond a bound."""
    (name, most), *_ = limit.items()
    return ResultTooLargeError(
        f"the answer of <{endpoint}>",
        f"is larger than the limit of {most:,} {name.removeprefix('service_')}",
        "The pattern in the braces is asked on its own: make it more selective, or add LIMIT in a sub-select.",
        limit,
    )
