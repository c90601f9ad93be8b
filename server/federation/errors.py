"""What can go wrong where another endpoint has a part in an answer, told apart. All name the endpoint and a remedy.

Nothing of what the endpoint itself says is passed on.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from graph.engine import EngineBusy
from graph.errors import Worded
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
            Worded("names an endpoint that this server does not ask"),
            Worded(
                "It asks these, by exactly these addresses: %(named)s. Ask others yourself and join the answers.",
                named=named,
            ),
        )

    @classmethod
    def variable(cls, written: str) -> ServiceRefused:
        """The error for an endpoint that is not known before the query is evaluated."""
        return cls(
            f"SERVICE {written[:200]}",
            Worded("does not name its endpoint by an address"),
            Worded("Write the address of an endpoint, in full or with a prefix that is declared."),
        )


class ServiceError(RemoteError):
    """Base of what goes wrong with an endpoint that may be asked."""


class ServiceFailed(ServiceError):
    """The endpoint could not be reached, or did not answer as the protocol has it. ``SILENT`` passes over it."""

    @classmethod
    def because(cls, endpoint: str, what: str) -> ServiceFailed:
        """The error with what is known of the fault."""
        remedy = Worded("Try again later, or write SERVICE SILENT to go without its answer.")
        return cls(Worded("the endpoint <%(endpoint)s>", endpoint=endpoint), what, remedy, {})


class ServiceLate(ServiceFailed):
    """The endpoint has not answered in time. ``SILENT`` passes over it."""

    status = 504

    @classmethod
    def after(cls, endpoint: str, seconds: float) -> ServiceLate:
        """The error for a call that may take so many seconds."""
        return cls(
            Worded("the endpoint <%(endpoint)s>", endpoint=endpoint),
            Worded("has not answered within %(seconds)s s", seconds=seconds),
            Worded("Ask it for less: make the pattern in the braces more selective, or add LIMIT in a sub-select."),
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
        return cls._busy(
            Worded("the endpoint <%(endpoint)s>", endpoint=endpoint),
            Worded("is asked %(rate)s times a minute at most", rate=rate),
            wait,
            "rate",
            rate,
        )

    @classmethod
    def crowded(cls, queries: int) -> ServiceBusy:
        """The error for a query that comes while so many others ask other endpoints."""
        return cls._busy(
            "SERVICE", Worded("is used by %(queries)s queries already", queries=queries), 1, "queries", queries
        )

    @classmethod
    def _busy(cls, subject: str, reason: str, wait: float, limit: str, value: int) -> ServiceBusy:
        seconds = max(1, math.ceil(wait))
        error = cls(
            subject, reason, Worded("Try again after %(seconds)s s.", seconds=seconds), {f"service_{limit}": value}
        )
        error.retry_after = seconds
        return error


def too_large(endpoint: str, limit: Mapping[str, int]) -> ResultTooLargeError:
    """The error for an answer beyond a bound."""
    (name, most), *_ = limit.items()
    return ResultTooLargeError(
        Worded("the answer of <%(endpoint)s>", endpoint=endpoint),
        Worded("is larger than the limit of %(limit)s rows", limit=most)
        if name == "service_rows"
        else Worded("is larger than the limit of %(limit)s bytes", limit=most),
        Worded("The pattern in the braces is asked on its own: make it more selective, or add LIMIT in a sub-select."),
        limit,
    )
