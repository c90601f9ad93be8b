"""A small map of where a place is: the points of the provinces of a day, one of them marked. Nothing but the data."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

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
    # The frame is that of all times, so that two maps can be compared.
    box = _Box.around([point for _, point in placed])
    shown = [(each, point) for each, point in placed if each.valid_on(day)]
    if not any(each.iri in wanted for each, _ in shown):
        return None
    dots = [_dot(each, box.place(*point), each.iri in wanted, language) for each, point in shown]
    dots.sort(key=lambda dot: dot.marked)
    return Locator(box.width, box.height, tuple(dots), day, tuple(dot.name for dot in dots if dot.marked))


@dataclass(frozen=True)
class _Box:
    """Degrees to units: a degree of longitude is narrower by the cosine of the middle latitude."""

    west: float
    north: float
    narrow: float
    width: float
    height: float

    @classmethod
    def around(cls, points: list[tuple[float, float]]) -> _Box:
        longitudes, latitudes = [each[0] for each in points] or [0.0], [each[1] for each in points] or [0.0]
        narrow = math.cos(math.radians((max(latitudes) + min(latitudes)) / 2))
        width = (max(longitudes) - min(longitudes)) * narrow * _SCALE + 2 * _EDGE
        height = (max(latitudes) - min(latitudes)) * _SCALE + 2 * _EDGE
        return cls(min(longitudes), max(latitudes), narrow, round(width, 1), round(height, 1))

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        x = (longitude - self.west) * self.narrow * _SCALE + _EDGE
        return round(x, 1), round((self.north - latitude) * _SCALE + _EDGE, 1)


def _dot(province: Province, place: tuple[float, float], marked: bool, language: str) -> Dot:
    name = province.names.get(language) or province.names.get("vi", "")
    return Dot(*place, _MARK if marked else _DOT, marked, name)
