"""What can go wrong between us and a store that is not ours, told apart. All carry a remedy.

Of what the store itself says at most one short line is passed on.
"""

from __future__ import annotations

from typing import Final

from graph.engine import EngineError
from graph.errors import KhenError, Worded

_ADMINISTRATOR: Final = Worded("Try again later; if that fails too, tell whoever runs this server.")


class RemoteError(EngineError):
    """Base of the errors of the store that answers in our place.

    Attributes:
        status: of the response to the client.
        retry_after: seconds after which it is worth trying again; ``None`` where waiting does not help.
    """

    status = 502
    retry_after: int | None = None


class StoreUnreachable(RemoteError):
    """No connection to the store could be made."""

    status = 503
    retry_after = 5

    @classmethod
    def because(cls, what: str) -> StoreUnreachable:
        """The error with what is known of the reason."""
        return cls(
            Worded("the store"),
            Worded("cannot be reached: %(what)s", what=what),
            Worded("Try again after %(seconds)s s.", seconds=cls.retry_after),
            {},
        )


class StoreBusy(RemoteError):
    """The store says that it has too much to do."""

    status = 503
    retry_after = 5

    @classmethod
    def now(cls) -> StoreBusy:
        """The error."""
        return cls(
            Worded("the store"),
            Worded("has too much to do"),
            Worded("Try again after %(seconds)s s.", seconds=cls.retry_after),
            {},
        )


class StoreFailed(RemoteError):
    """The store answered with an error of its own, or with what is no answer: cut off, or of another kind."""

    @classmethod
    def because(cls, what: str, remedy: str = _ADMINISTRATOR) -> StoreFailed:
        """The error with what is known of the fault.

        >>> print(StoreFailed.because("ended its answer before it was complete"))
        the store: ended its answer before it was complete
          Try again later; if that fails too, tell whoever runs this server.
        """
        return cls(Worded("the store"), what, remedy, {})


class StoreUnable(RemoteError):
    """The query is SPARQL, but this store does not evaluate it, or not as SPARQL has it."""

    status = 501

    @classmethod
    def because(cls, what: str, remedy: str = "Write the query in another way.") -> StoreUnable:
        """The error with what the store lacks."""
        return cls(Worded("the query"), Worded("is not evaluated by this store: %(what)s", what=what), remedy, {})


class ReleaseNotHeld(RemoteError):
    """The store does not hold the whole release that is served, or does so no more."""

    status = 503
    retry_after = 30

    @classmethod
    def because(cls, release: str, what: str) -> ReleaseNotHeld:
        """The error for a release, with what the store holds instead."""
        remedy = Worded("Put the release there with: khen load URL --release %(release)s", release=release)
        return cls(
            Worded("the release %(release)s", release=release),
            Worded("is not held by the store: %(what)s", what=what),
            remedy,
            {},
        )


class LoadError(KhenError):
    """A release could not be put into a store. What was there before is still served, or the marker is gone."""

    @classmethod
    def because(cls, subject: object, what: str, remedy: str = "Run the same command again.") -> LoadError:
        """The error with what is known of the fault."""
        return cls(subject, what, remedy)
