"""A thing in the middle, its neighbours around it in groups, each group under the name of what joins it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Final

from markupsafe import Markup

from server.drawing.files import picture

WIDTH: Final = 1000.0
_SLOT: Final = 19.0
"""Units of the paper from one line of text to the next."""
_MARGIN: Final = 24.0
_REACH: Final = 130.0
"""How far the neighbours lie from the middle, across; above and below it they come as near as half of that."""
_LETTERS: Final = 44
"""Of a name that are written; the whole name is in its title."""
_LETTER: Final = 7.0
"""The mean width of a letter of a name."""


@dataclass(frozen=True)
class Spot:
    """A node: what it is called by the rest of the drawing, its name, what it is, and where it leads."""

    key: str
    name: str
    kind: str = ""
    href: str = ""


@dataclass(frozen=True)
class Group:
    """Neighbours that are joined to the middle in the same way."""

    heading: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class Placed:
    """A spot or a heading on the paper; ``side`` is 1 on the right and -1 on the left."""

    spot: Spot
    x: float
    y: float
    side: int
    heading: bool

    @property
    def short(self) -> str:
        """The name, shortened where it is long."""
        name = self.spot.name
        return name if len(name) <= _LETTERS else name[: _LETTERS - 1].rstrip() + "…"


def draw_graph(
    centre: Spot,
    groups: Sequence[Group],
    links: Iterable[tuple[str, str]],
    *,
    title: str,
    description: str,
    whole: bool = False,
) -> Markup:
    """The picture as an ``svg`` element.

    Args:
        centre: the thing in the middle.
        groups: its neighbours; each is drawn once, in the first group that holds it.
        links: the keys of neighbours that are joined among themselves.
        title: what the picture shows, as its name.
        description: the same at more length.
        whole: whether every name is written in full, as in a file, which has no titles to point at.
    """
    longest = max((len(each.name) for group in groups for each in group.spots), default=0)
    width = max(WIDTH, 2 * (_REACH + 30 + longest * _LETTER)) if whole else WIDTH
    placed, height = places(groups, width)
    at = {each.spot.key: each for each in placed if not each.heading}
    return picture(
        "graph.svg",
        title=title,
        description=description,
        width=width,
        height=height,
        whole=whole,
        centre=Placed(centre, width / 2, height / 2, 1, False),
        placed=placed,
        links=[(at[one], at[other]) for one, other in links if one in at and other in at],
    )


def places(groups: Sequence[Group], width: float = WIDTH) -> tuple[list[Placed], float]:
    """Where everything stands, and the height of the paper: down the right side, then down the left."""
    slots = list(_slots(groups))
    half = ceil(len(slots) / 2)
    if 0 < half < len(slots) and slots[half - 1][1]:
        half -= 1  # no heading stands alone at the foot of a side
    if half < len(slots) and not slots[half][1]:
        # A group that goes on at the other side is named there again.
        slots.insert(half, next(each for each in reversed(slots[:half]) if each[1]))
    rows = max(half, len(slots) - half, 5)
    height = rows * _SLOT + 2 * _MARGIN
    placed = []
    for side, members in ((1, slots[:half]), (-1, slots[half:])):
        top = (height - len(members) * _SLOT) / 2 + _SLOT / 2
        for place, (spot, heading) in enumerate(members):
            y = top + place * _SLOT
            away = (y - height / 2) / (height / 2)
            x = width / 2 + side * _REACH * (0.5 + 0.5 * sqrt(max(0.0, 1 - away * away)))
            placed.append(Placed(spot, x, y, side, heading))
    return placed, height


def _slots(groups: Iterable[Group]) -> Iterator[tuple[Spot, bool]]:
    seen = set[str]()
    for group in groups:
        fresh = [each for each in group.spots if each.key not in seen]
        seen.update(each.key for each in fresh)
        if fresh:
            yield Spot("", group.heading), True
            yield from ((each, False) for each in fresh)
