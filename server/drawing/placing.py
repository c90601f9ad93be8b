"""Labels beside their marks, none over another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_WIDE: Final = 0.56
"""The mean width of a letter of the usual fonts, in units of its size."""
_REACH: Final = (0.0, 2.0, 4.0, 7.0)
"""How far a text may stand from its dot, in units of its size."""
_FEW: Final = 20
"""Texts; where there are more, lines that lead far would cross one another, and a text that has no room is left out."""
_STEPS: Final = (0, -1, 1, -2, 2, -3, 3, -4, 4, -5, 5, -6, 6)


@dataclass(frozen=True)
class Box:
    """A rectangle of the paper."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two have any point in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True)
class Dot:
    """A mark of some radius, with the lines of text that belong to it."""

    x: float
    y: float
    radius: float
    lines: tuple[str, ...]

    @property
    def box(self) -> Box:
        """The square around it."""
        return Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


@dataclass(frozen=True)
class Label:
    """Where the text of a dot stands: its first baseline, the side it is aligned to, and a line that leads to it.

    Attributes:
        x, y: of the first line of text.
        anchor: ``start``, or ``end`` where the text ends there.
        lead: the end of a line from the dot, where the text stands too far from it to be read as its own.
    """

    x: float
    y: float
    anchor: str
    lead: tuple[float, float] | None


def place(dots: Sequence[Dot], size: float, paper: Box, others: Iterable[Box] = ()) -> list[Label | None]:
    """A label for each dot, in their order; ``None`` where there is no room for one, or no text.

    Args:
        dots: in the order of their weight: the first has the first choice.
        size: of the letters.
        paper: which no text may leave.
        others: what else no text may cover.
    """
    taken = [*others, *(each.box for each in dots if each.radius)]
    reach = _REACH if sum(bool(each.lines) for each in dots) <= _FEW else _REACH[:2]
    found: list[Label | None] = []
    for dot in dots:
        choice = (
            next((each for each in _choices(dot, size, reach) if _fits(each[0], taken, paper)), None)
            if dot.lines
            else None
        )
        if choice:
            taken.append(choice[0])
        found.append(choice[1] if choice else None)
    return found


def _fits(box: Box, taken: Iterable[Box], paper: Box) -> bool:
    within = paper.left <= box.left and box.right <= paper.right and paper.top <= box.top and box.bottom <= paper.bottom
    return within and not any(box.meets(each) for each in taken)


def _choices(dot: Dot, size: float, reach: Sequence[float]) -> Iterator[tuple[Box, Label]]:
    """Beside the dot, right before left, then further away, above and below."""
    width = max(len(each) for each in dot.lines) * size * _WIDE
    height = size * 1.2 * len(dot.lines)
    for far in reach:
        for step in _STEPS if far else (0,):
            for side in (1, -1):
                gap = dot.radius + size * (0.35 + far)
                near, middle = dot.x + side * gap, dot.y + step * size * 1.3
                left = near if side > 0 else near - width
                lead = (near - side * size * 0.2, middle) if far else None
                label = Label(near, middle - height / 2 + size * 0.95, "start" if side > 0 else "end", lead)
                yield Box(left, middle - height / 2, left + width, middle + height / 2), label
