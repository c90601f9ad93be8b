"""Times as bars and dots along the years, a line for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup

from server.drawing.files import picture

WIDTH: Final = 1000.0
_NAMES: Final = 470.0
"""The width of the column of names."""
_SLOT: Final = 22.0
_TOP: Final = 30.0
_LETTERS: Final = 66
"""Of a name that are written; the whole name is in its title."""
_TICKS: Final = 10
"""Years that are written along the top, at most."""


@dataclass(frozen=True)
class Span:
    """A time to be drawn.

    Attributes:
        title: the whole of what is said of it.
        name: what is written beside it.
        start: a day or a year (ISO 8601).
        end: the same; ``None`` where the time is open.
        sure: whether it is drawn in full: not where it is only reported, or where another time conflicts with it.
    """

    title: str
    name: str
    start: str
    end: str | None
    sure: bool = True


@dataclass(frozen=True)
class Placed:
    """A span on the paper; ``dot`` where it is one day, ``open`` where it has no end."""

    span: Span
    left: float
    right: float
    y: float
    dot: bool
    open: bool

    @property
    def short(self) -> str:
        """The name, shortened where it is long."""
        name = self.span.name
        return name if len(name) <= _LETTERS else name[: _LETTERS - 1].rstrip() + "…"


def draw_times(spans: Sequence[Span], *, title: str, description: str) -> Markup:
    """The picture as an ``svg`` element.

    Args:
        spans: from the top down.
        title: what the picture shows, as its name.
        description: the same at more length.
    """
    years = [year for each in spans for year in (_years(each.start)[0], _years(each.end or each.start)[1])]
    first, last = int(min(years, default=2000)), int(max(years, default=2001) + 0.999)
    scale = (WIDTH - _NAMES - 20) / max(last - first, 1)
    step = -(-(last - first) // _TICKS) or 1
    return picture(
        "timeline.svg",
        title=title,
        description=description,
        width=WIDTH,
        height=_TOP + len(spans) * _SLOT + 12,
        names=_NAMES,
        ticks=[(year, _NAMES + (year - first) * scale) for year in range(first, last + 1, step)],
        placed=list(places(spans, first, scale)),
    )


def places(spans: Sequence[Span], first: int, scale: float) -> Iterator[Placed]:
    """Where everything stands.

    Args:
        spans: from the top down.
        first: the year at the left.
        scale: units of the paper to a year.
    """
    for row, span in enumerate(spans):
        begin = _years(span.start)[0]
        finish = _years(span.end or span.start)[1]
        left, right = (_NAMES + (each - first) * scale for each in (begin, finish))
        dot = len(span.start) == 10 and span.end == span.start
        middle = (left + right) / 2
        edges = (middle, middle) if dot else (left, WIDTH - 14 if span.end is None else max(right, left + 4))
        yield Placed(span, *edges, _TOP + (row + 0.5) * _SLOT, dot, span.end is None)


def _years(text: str) -> tuple[float, float]:
    """The beginning and the end of a day or a year, in years.

    >>> _years("2023"), _years("2023-01-01")[0]
    ((2023.0, 2024.0), 2023.0)
    """
    if len(text) < 10:
        return float(text[:4]), float(text[:4]) + 1
    day = date.fromisoformat(text[:10])
    length = (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days
    passed = (day - date(day.year, 1, 1)).days
    return day.year + passed / length, day.year + (passed + 1) / length
