"""Times as bars and dots along the years, a line for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup

from server.drawing.files import picture

WIDTH: Final = 1000.0
_TOP: Final = 30.0
_TICK: Final = 50.0
"""Units of the paper that a year along the top needs at least."""
_LETTER: Final = 7.0
"""The mean width of a letter of a name."""


@dataclass(frozen=True)
class Form:
    """How the paper is shared out.

    Attributes:
        key: tells the pictures of a page apart.
        width: of the paper.
        names: the width of the column of names; 0 where each name, with its time in words, stands above its bar.
        slot: from one line to the next.
        letters: of a name that are written; the whole name is in its title.
    """

    key: str
    width: float
    names: float
    slot: float
    letters: int


PAGE: Final = Form("times", WIDTH, 470.0, 22.0, 66)
NARROW: Final = Form("times-narrow", 340.0, 0.0, 42.0, 46)
"""For a narrow screen."""


@dataclass(frozen=True)
class Span:
    """A time to be drawn.

    Attributes:
        title: the whole of what is said of it.
        name: what is written beside it.
        start: a day or a year (ISO 8601).
        end: the same; ``None`` where the time is open.
        sure: whether it is drawn in full: not where it is only reported, or where another time conflicts with it.
        when: the time in words.
    """

    title: str
    name: str
    start: str
    end: str | None
    sure: bool = True
    when: str = ""


@dataclass(frozen=True)
class Placed:
    """A span on the paper; ``dot`` where it is one day, ``open`` where it has no end."""

    span: Span
    left: float
    right: float
    y: float
    dot: bool
    open: bool
    text: str


def whole(spans: Sequence[Span]) -> Form:
    """For a file, in which there is no title to point at: every name is written in full."""
    names = 40 + _LETTER * max((len(each.name) for each in spans), default=0)
    return Form("times", names + WIDTH - PAGE.names, names, PAGE.slot, 10_000)


def draw_times(spans: Sequence[Span], *, title: str, description: str, form: Form = PAGE) -> Markup:
    """The picture as an ``svg`` element.

    Args:
        spans: from the top down.
        title: what the picture shows, as its name.
        description: the same at more length.
        form: of the paper.
    """
    years = [year for each in spans for year in (_years(each.start)[0], _years(each.end or each.start)[1])]
    first, last = int(min(years, default=2000)), int(max(years, default=2001) + 0.999)
    axis = form.width - _start(form) - 20
    scale = axis / max(last - first, 1)
    step = -(-(last - first) // int(axis / _TICK)) or 1
    return picture(
        "timeline.svg",
        title=title,
        description=description,
        form=form,
        height=_TOP + len(spans) * form.slot + 12,
        ticks=[(year, _start(form) + (year - first) * scale) for year in range(first, last + 1, step)],
        placed=list(places(spans, first, scale, form)),
    )


def places(spans: Sequence[Span], first: int, scale: float, form: Form = PAGE) -> Iterator[Placed]:
    """Where everything stands.

    Args:
        spans: from the top down.
        first: the year at the left.
        scale: units of the paper to a year.
        form: of the paper.
    """
    for row, span in enumerate(spans):
        begin = _years(span.start)[0]
        finish = _years(span.end or span.start)[1]
        left, right = (_start(form) + (each - first) * scale for each in (begin, finish))
        dot = len(span.start) == 10 and span.end == span.start
        middle = (left + right) / 2
        edges = (middle, middle) if dot else (left, form.width - 14 if span.end is None else max(right, left + 4))
        y = _TOP + (row + (0.5 if form.names else 0.75)) * form.slot
        words = span.name if form.names or not span.when else f"{span.when}: {span.name}"
        yield Placed(span, *edges, y, dot, span.end is None, _short(words, form.letters))


def _start(form: Form) -> float:
    """Where the first year stands; a narrow picture leaves room for half of its number."""
    return form.names or 16.0


def _short(name: str, letters: int) -> str:
    return name if len(name) <= letters else name[: letters - 1].rstrip() + "…"


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
