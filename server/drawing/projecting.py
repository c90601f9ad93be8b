"""From longitude and latitude to the paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import cos, radians
from typing import Final, Self


@dataclass(frozen=True)
class Frame:
    """A part of the world on paper, by the equirectangular projection true to scale at its middle latitude.

    Attributes:
        west, south, east, north: its sides, in degrees of WGS 84.
        scale: units of the paper to a degree of latitude.
    """

    west: float
    south: float
    east: float
    north: float
    scale: float

    @classmethod
    def around(cls, points: Iterable[tuple[float, float]], scale: float, edge: float = 0.0) -> Self:
        """The smallest part of the world that holds some points.

        Args:
            points: longitude and latitude of each; at least one.
            scale: units of the paper to a degree of latitude.
            edge: units of the paper that are left free on each side.

        >>> Frame.around([(100, -10), (110, 10)], scale=10, edge=5)
        Frame(west=99.5, south=-10.5, east=110.5, north=10.5, scale=10)
        """
        longitudes, latitudes = zip(*points, strict=True)
        tight = cls(min(longitudes), min(latitudes), max(longitudes), max(latitudes), scale)
        wide, high = edge / tight.stretch, edge / scale
        return cls(tight.west - wide, tight.south - high, tight.east + wide, tight.north + high, scale)

    @property
    def stretch(self) -> float:
        """Units of the paper to a degree of longitude."""
        return self.scale * cos(radians((self.south + self.north) / 2))

    @property
    def width(self) -> float:
        """Of the paper."""
        return (self.east - self.west) * self.stretch

    @property
    def height(self) -> float:
        """Of the paper."""
        return (self.north - self.south) * self.scale

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a place lies on the paper, from its upper left corner.

        >>> Frame(100, 0, 110, 10, 10).at(100, 9)
        (0.0, 10)
        """
        return (longitude - self.west) * self.stretch, (self.north - latitude) * self.scale

    def meridians(self, step: int) -> Iterator[int]:
        """The longitudes within it that are multiples of a step."""
        return (each for each in range(-180 // step * step, 181, step) if self.west < each < self.east)

    def parallels(self, step: int) -> Iterator[int]:
        """The latitudes within it that are multiples of a step."""
        return (each for each in range(-90 // step * step, 91, step) if self.south < each < self.north)


VIET_NAM: Final = Frame(101.6, 8.0, 115.6, 23.8, 36.0)
"""From the west of Điện Biên to the waters east of Trường Sa."""
