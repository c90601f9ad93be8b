"""A buffer for results, which are never cut off: beyond the limit there is an error."""

from __future__ import annotations

import io
from collections.abc import Callable


class Bounded(io.BytesIO):
    """A buffer that refuses to grow beyond a limit.

    Args:
        limit: bytes.
        refusal: makes the error that is raised then.
    """

    def __init__(self, limit: int, refusal: Callable[[], Exception]) -> None:
        super().__init__()
        self._limit = limit
        self._refusal = refusal

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        """Add to the end.

        Raises:
            Exception: that of ``refusal``, where there is no room.
        """
        if self.tell() + len(data) > self._limit:
            raise self._refusal()
        return super().write(data)
