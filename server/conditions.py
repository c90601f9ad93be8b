"""Requests that depend on what the client has (RFC 9110, section 13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from werkzeug.http import parse_date, parse_etags

from graph.errors import Worded
from server.errors import Problem

_NAMES: Final = ("if-match", "if-none-match", "if-modified-since", "if-unmodified-since")
_CHANGED: Final = Problem(
    412,
    Worded("The result is not the one that If-Match names."),
    Worded("Ask without If-Match for the result as it is now."),
)
NEWER: Final = Problem(
    412,
    Worded("This has been modified since the time that If-Unmodified-Since names."),
    Worded("Ask without If-Unmodified-Since for it as it is now."),
)
"""What the client is told of a representation that is newer than it likes."""


@dataclass(frozen=True)
class Conditions:
    """The headers by which a request depends on what the client has (RFC 9110, section 13.1)."""

    match: str
    none_match: str
    modified_since: str
    unmodified_since: str

    @property
    def precondition(self) -> bool:
        """Whether there is one of those that lead to 412, which go before those that lead to 304."""
        return bool(self.match or self.unmodified_since)

    def broken(self, tag: str, modified: datetime) -> Problem | None:
        """What is wrong for the client with a representation (RFC 9110, sections 13.1.1 and 13.1.4), if anything.

        Args:
            tag: of the representation; one without a tag has no date either, so that it cannot be newer than one.
            modified: when it was last modified.
        """
        if self.match:
            return None if parse_etags(self.match).contains(tag) else _CHANGED
        return NEWER if tag and is_newer(modified, self.unmodified_since) else None

    def current(self, tag: str, modified: datetime) -> bool:
        """Whether the client has this representation (RFC 9110, section 13.2.2)."""
        if self.none_match:
            return parse_etags(self.none_match).contains_weak(tag)
        if self.modified_since:
            since = _date(self.modified_since)
            return since is not None and since >= modified
        return False


NO_CONDITIONS: Final = Conditions("", "", "", "")


def conditions_of(headers: Mapping[str, str]) -> Conditions:
    """Those of a request, whose headers have names in small letters."""
    if headers.keys().isdisjoint(_NAMES):
        return NO_CONDITIONS
    return Conditions(*(headers.get(name, "") for name in _NAMES))


def is_newer(modified: datetime, unmodified_since: str) -> bool:
    """Whether what was modified then is newer than that header allows; what is no date is passed over."""
    since = _date(unmodified_since)
    return since is not None and modified > since


@lru_cache(maxsize=64)
def _date(value: str) -> datetime | None:
    return parse_date(value)
