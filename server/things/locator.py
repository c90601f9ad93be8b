"""A small map of where a place is: the points of the provinces of a day, one of them marked. Nothing but the data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from server.drawing import Frame
from server.provinces import Province

_SCALE: Final = 14.0
"""Units of the drawing for a degree of latitude."""
_EDGE: Final = 8.0
_MARK: Final = 4.5
_DOT: Final = 1.6


@dataclass(frozen=True)
class Dot:
    """A point of the map, with its name where it is marked."""

    x: float
    y: float
    radius: float
    marked: bool
    name: str


@dataclass(frozen=True)
class Locator:
    """A map: its size, and its points, those that are marked last, so that they lie on top.

    Attributes:
        width: of the drawing.
        height: of the drawing.
        dots: one for each province.
        day: of which it shows the provinces.
        names: of the marked ones.
    """

    width: float
    height: float
    dots: tuple[Dot, ...]
    day: date
    names: tuple[str, ...]


def locator(provinces: Iterable[Province], marked: Iterable[str], day: date, language: str) -> Locator | None:
    """The provinces of a day, some marked; ``None`` where none of those has a point.

    Args:
        provinces: all versions of all of them.
        marked: the IRIs of versions.
        day: whose provinces are drawn.
        language: of their names.
    """
    placed = [(each, each.point) for each in provinces if each.point is not None]
    wanted = frozenset(marked)
    shown = [(each, point) for each, point in placed if each.valid_on(day)]
    if not any(each.iri in wanted for each, _ in shown):
        return None
    # The frame is that of all times, so that two maps can be compared.
    frame = Frame.around((point for _, point in placed), _SCALE, _EDGE)
    dots = [_dot(each, frame.at(*point), each.iri in wanted, language) for each, point in shown]
    dots.sort(key=lambda dot: dot.marked)
    return Locator(
        round(frame.width, 1), round(frame.height, 1), tuple(dots), day, tuple(dot.name for dot in dots if dot.marked)
    )


def _dot(province: Province, place: tuple[float, float], marked: bool, language: str) -> Dot:
    name = province.names.get(language) or province.names.get("vi", "")
    x, y = place
    return Dot(round(x, 1), round(y, 1), _MARK if marked else _DOT, marked, name)
