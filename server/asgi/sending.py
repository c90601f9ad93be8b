"""Room for large responses, so that slow readers cannot fill the memory."""

from __future__ import annotations

from typing import Final

from graph.errors import Worded
from server.errors import Problem

SMALL: Final = 256 * 1024
"""Bytes of a response that are not counted, since the connection takes them at once, and that are soon compressed."""
CROWDED: Final = Problem(
    503,
    Worded("Too many large results are being sent to slow clients."),
    Worded("Try again after 10 s, or ask for less."),
    {},
    {"Retry-After": "10"},
)
"""What a client is told for whose response there is no room."""


class Sending:
    """Counts the bytes of large responses that are under way, so that slow readers cannot fill the memory."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._under_way = 0

    def begin(self, size: int) -> bool:
        """Whether there is room for so many more; then :meth:`end` must follow."""
        if size and self._under_way + size > self._limit:
            return False
        self._under_way += size
        return True

    def end(self, size: int) -> None:
        """They have been sent."""
        self._under_way -= size
