"""A map of points: no outlines, for there are none in the data, and so no borders that were not checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from markupsafe import Markup

from server.drawing.files import picture
from server.drawing.placing import Box, Dot, Label, place
from server.drawing.projecting import VIET_NAM, Frame

LETTERS: Final = 13.0
"""The size of the letters, in units of the paper."""
_LARGEST: Final = 16.0
_FEW: Final = 20
"""Circles; where there are more, all are drawn smaller, so that fewer lie over one another."""
_SMALLEST: Final = 3.5
_DOT: Final = 2.2
_GRID: Final = 4
"""Degrees between the lines of the grid."""
_ISLANDS: Final = (("Quần đảo Hoàng Sa", 112.0, 16.5), ("Quần đảo Trường Sa", 113.6, 9.6))
"""Names set in the sea where the archipelagos lie (to half a degree); they are no points of the data."""


@dataclass(frozen=True)
class Mark:
    """A thing at a point.

    Attributes:
        longitude, latitude: in degrees of WGS 84.
        title: what a pointer resting on it reads, and whoever hears the picture.
        lines: what is written beside it; none for a mark that only gives its place.
        size: its weight, of whatever unit; the area of the circle is in proportion to it. Without a weight it is a dot.
        chosen: whether it is to stand out.
        href: where it leads.
    """

    longitude: float
    latitude: float
    title: str
    lines: tuple[str, ...] = ()
    size: float = 0
    chosen: bool = False
    href: str = ""


@dataclass(frozen=True)
class Placed:
    """A mark on the paper."""

    mark: Mark
    x: float
    y: float
    radius: float
    label: Label | None


def draw_map(marks: Sequence[Mark], *, title: str, description: str, frame: Frame = VIET_NAM) -> Markup:
    """The picture as an ``svg`` element, which stands in a page or is a file of its own.

    Args:
        marks: what is drawn; a heavier one lies below a lighter one.
        title: what the picture shows, as its name.
        description: the same at more length.
        frame: the part of the world.
    """
    placed = placements(marks, frame)
    return picture(
        "map.svg",
        title=title,
        description=description,
        frame=frame,
        letters=LETTERS,
        meridians=[(each, frame.at(each, 0)[0]) for each in frame.meridians(_GRID)],
        parallels=[(each, frame.at(0, each)[1]) for each in frame.parallels(_GRID)],
        islands=[(name, *frame.at(longitude, latitude)) for name, longitude, latitude in _ISLANDS],
        placed=placed,
    )


def placements(marks: Sequence[Mark], frame: Frame) -> list[Placed]:
    """The marks on the paper, heavier ones first, each with a label if it has a text and there is room."""
    ordered = sorted(marks, key=lambda each: (-each.size, each.title))
    most = max((each.size for each in ordered), default=0)
    scale = 1 if sum(each.size > 0 for each in ordered) <= _FEW else 0.6
    dots = []
    for mark in ordered:
        x, y = frame.at(mark.longitude, mark.latitude)
        dots.append(Dot(x, y, radius(mark.size, most) * (scale if mark.size else 1), mark.lines))
    named = (frame.at(longitude, latitude) for _, longitude, latitude in _ISLANDS)
    names = [Box(x - 62, y - 10, x + 62, y + 4) for x, y in named]
    labels = place(dots, LETTERS, Box(2, 2, frame.width - 2, frame.height - 2), names)
    return [
        Placed(mark, dot.x, dot.y, dot.radius, label) for mark, dot, label in zip(ordered, dots, labels, strict=True)
    ]


def radius(size: float, most: float) -> float:
    """Of a circle whose area is in proportion to a weight, but never so small that it cannot be seen.

    >>> radius(1, 4), radius(0, 4)
    (8.0, 2.2)
    """
    return max(_SMALLEST, _LARGEST * sqrt(size / most)) if size > 0 and most > 0 else _DOT
