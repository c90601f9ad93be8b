"""What the search for candidates needs of an endpoint. The part that speaks HTTP is the server's; it fits this."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from graph.errors import KhenError

Say = Callable[[str], None]
"""Tells a person how far the work is."""


class EndpointError(KhenError):
    """An endpoint cannot be asked, or does not answer as the SPARQL 1.1 Protocol has it."""


class AskedTooMuch(EndpointError):
    """An endpoint did not manage one query; a smaller one may do."""


class Endpoint(Protocol):
    """A SPARQL endpoint that answers a SELECT in the format SPARQL 1.1 Query Results JSON."""

    @property
    def name(self) -> str:
        """Its address, without a password."""

    def ask(self, query: str) -> bytes:
        """The answer.

        Raises:
            EndpointError: there is none.
        """

    def close(self) -> None:
        """Close the connection."""
