"""How well a thing of another data set fits one of ours, as a sum whose parts a person can check.

A part is a number of points: positive where something speaks for the pair, negative where something speaks against
it, 0 where nothing is known. What contradicts weighs more than what agrees, so that a namesake elsewhere, of another
kind or with another code never stands above the thing itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Final

from graph.candidates.kinds import Kind, fits, kind_of
from graph.candidates.names import Likeness
from graph.candidates.subjects import Around, Subject
from graph.candidates.targets import Target, target_of
from graph.candidates.things import Thing
from graph.spelling import fold

AGAINST: Final = -30
"""Points of a contradiction."""
TYPE: Final = 10
WITHIN: Final = 10
COUNTRY_ONLY: Final = 3
NEAR: Final = 10
IDENTIFIER: Final = 25
_EARTH: Final = 6371.0
_NEAR: Final = {Kind.DISTRICT: 30.0}
_FAR: Final = 200.0
_BOX: Final = ((7.0, 24.5), (101.0, 118.0))
"""Degrees of latitude and longitude between which Viet Nam lies with its islands, and more."""


@dataclass(frozen=True)
class Part:
    """One reason for a score: what was compared, its points, and what was found."""

    name: str
    points: int
    found: str

    def __str__(self) -> str:
        return f"{self.name}={self.points:+d} {self.found}" if self.points else f"{self.name}=0 {self.found}"


@dataclass(frozen=True)
class Score:
    """How well two things fit."""

    parts: tuple[Part, ...]

    @property
    def points(self) -> int:
        """The sum of the parts, from 0 to 100."""
        return min(100, max(0, sum(part.points for part in self.parts)))

    @property
    def by_name(self) -> bool:
        """Whether their names are alike, and not only what others call them."""
        return any(part.name == "name" and part.points > 0 for part in self.parts)

    def __str__(self) -> str:
        return "; ".join(map(str, self.parts))


def score(subject: Subject, likeness: tuple[Likeness, str] | None, thing: Thing, known: Mapping[str, Thing]) -> Score:
    """The score of a pair.

    Args:
        subject: ours.
        likeness: how their names compare, and the name of theirs that compares best.
        thing: theirs.
        known: what contains the thing and what types it has, described as far as that is known.
    """
    name = Part("name", 0, "different")
    if likeness is not None:
        name = Part("name", likeness[0].points, f"{likeness[0].words}: {likeness[1]}")
    return Score(
        (
            name,
            _type(subject, thing, known),
            _within(subject, thing, known),
            _coordinates(subject, thing),
            _identifier(subject, thing),
        )
    )


def _type(subject: Subject, thing: Thing, known: Mapping[str, Thing]) -> Part:
    kinds = {kind for iri in thing.types for words in _words(iri, known) if (kind := kind_of(words))}
    told = ", ".join(sorted(kinds)) or "unknown"
    fitting = fits(subject.kind, kinds)
    return Part("type", 0 if fitting is None else TYPE if fitting else AGAINST, told)


def _words(iri: str, known: Mapping[str, Thing]) -> Iterator[str]:
    described = known.get(iri)
    if described is not None:
        yield from (name.text for name in described.names)
    yield iri.rpartition("#")[2].rpartition("/")[2]


def _within(subject: Subject, thing: Thing, known: Mapping[str, Thing]) -> Part:
    containers = _containers(thing, known)
    countries = _named(_countries(thing, known), known) + [(name, None) for name in _country_names(thing, known)]
    country = _first(subject.country, countries)
    if country is None and (abroad := next((name for name, _ in countries if name), None)):
        return Part("within", AGAINST, abroad)
    around = _named(containers, known)
    if inside := _first(subject.inside, around):
        return Part("within", WITHIN, inside)
    if outside := _first(subject.outside, around):
        return Part("within", AGAINST, outside)
    if country := country or _first(subject.country, around):
        return Part("within", COUNTRY_ONLY if subject.inside.names else WITHIN, country)
    return Part("within", 0, "unknown")


def _containers(thing: Thing, known: Mapping[str, Thing]) -> tuple[str, ...]:
    """What contains the thing, and what contains that."""
    above = (known[iri].within for iri in thing.within if iri in known)
    return tuple(dict.fromkeys((*thing.within, *(iri for each in above for iri in each))))


def _countries(thing: Thing, known: Mapping[str, Thing]) -> tuple[str, ...]:
    """Its countries, or else those of what contains it."""
    if thing.countries or thing.country_names:
        return thing.countries
    return tuple(dict.fromkeys(iri for each in thing.within if each in known for iri in known[each].countries))


def _country_names(thing: Thing, known: Mapping[str, Thing]) -> tuple[str, ...]:
    if thing.countries or thing.country_names:
        return thing.country_names
    return tuple(dict.fromkeys(name for each in thing.within if each in known for name in known[each].country_names))


def _named(addresses: Iterable[str], known: Mapping[str, Thing]) -> list[tuple[str, Target | None]]:
    """Every name of each thing with what it is in other data sets; no name where it was not described."""
    found: list[tuple[str, Target | None]] = []
    for iri in addresses:
        names = [name.text for name in known[iri].names] if iri in known else []
        found += [(name, target_of(iri)) for name in names or [""]]
    return found


def _first(around: Around, things: Iterable[tuple[str, Target | None]]) -> str | None:
    """What to call the first of the things that is meant."""
    for name, target in things:
        if target in around.targets:
            return name or target.value
        if name and fold(name) in around.names:
            return name
    return None


def _coordinates(subject: Subject, thing: Thing) -> Part:
    if thing.point is None:
        return Part("coordinates", 0, "unknown")
    if not subject.points:
        within = all(low <= degree <= high for degree, (low, high) in zip(thing.point, _BOX, strict=True))
        return Part("coordinates", 0 if within else AGAINST, "not compared" if within else "far from Viet Nam")
    distance = min(_kilometres(point, thing.point) for point in subject.points)
    near = distance <= _NEAR.get(subject.kind, 60.0)
    return Part("coordinates", NEAR if near else AGAINST if distance > _FAR else 0, f"{distance:.0f} km")


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance on a sphere (haversine formula).

    >>> round(_kilometres((21.03, 105.85), (10.78, 106.70)))
    1143
    """
    (north, east), (north2, east2) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((north2 - north) / 2) ** 2 + cos(north) * cos(north2) * sin((east2 - east) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(min(1.0, half)))


def _identifier(subject: Subject, thing: Thing) -> Part:
    shared = sorted(subject.identifiers & thing.identifiers)
    if shared:
        return Part("identifier", IDENTIFIER, f"{shared[0].scheme} {shared[0].value}")
    schemes = {each.scheme for each in subject.identifiers}
    other = sorted(each for each in thing.identifiers if each.scheme in schemes)
    if other:
        return Part("identifier", AGAINST, f"{other[0].scheme} {other[0].value}")
    return Part("identifier", 0, "unknown")
