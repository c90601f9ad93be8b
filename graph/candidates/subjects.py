"""Our places and organisations as the search sees them: every way to write their names, and what tells them apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from graph.authority import Authority
from graph.authority.places import COUNTRY, Level, Place
from graph.authority.tables import AuthorityError, read_table
from graph.candidates.kinds import Kind
from graph.candidates.tables import Table
from graph.candidates.targets import Target
from graph.spelling import fold

VIET_NAM: Final = frozenset(
    fold(name) for name in ("Việt Nam", "Viet Nam", "Vietnam", "VN", "Cộng hòa xã hội chủ nghĩa Việt Nam")
)
"""The country's names, and its code."""
_CITY: Final = "Thành phố "


@dataclass(frozen=True)
class Around:
    """Things that contain another: by folded names and by what other data sets call them."""

    names: frozenset[str] = frozenset()
    targets: frozenset[Target] = frozenset()

    def __or__(self, other: Around) -> Around:
        return Around(self.names | other.names, self.targets | other.targets)

    def __sub__(self, other: Around) -> Around:
        return Around(self.names - other.names, self.targets - other.targets)


@dataclass(frozen=True)
class Subject:
    """One of our places or organisations.

    Attributes:
        key: such as ``area/ben-tre`` or ``org/vwa``.
        label: the name to show to a person.
        kind: what it is.
        names: every way to write its name that is worth looking for.
        identifiers: what others call it, by our tables.
        country: Viet Nam.
        inside: what contains it below the country, at any time.
        outside: what would contain it if it were another one of the same name.
        points: where it lies, in degrees of latitude and longitude, at any time.
    """

    key: str
    label: str
    kind: Kind
    names: tuple[str, ...]
    identifiers: frozenset[Target] = frozenset()
    country: Around = field(default=Around(VIET_NAM), repr=False)
    inside: Around = Around()
    outside: Around = field(default=Around(), repr=False)
    points: tuple[tuple[float, float], ...] = ()


def read_subjects(authority: Authority, folder: Path, links: Iterable[Table]) -> tuple[Subject, ...]:
    """Every place and organisation of the tables to which a link can be given, in their order.

    Args:
        authority: the tables.
        folder: where they stand.
        links: those with the links.

    Raises:
        AuthorityError: the table of points cannot be read.
    """
    known: defaultdict[str, set[Target]] = defaultdict(set)
    for table in links:
        for key, target in table.links():
            known[key].add(target)
    points = _points(folder / "points.csv")
    return (*_places(authority, known, points), *_organisations(authority, known))


def _places(
    authority: Authority, known: Mapping[str, set[Target]], points: Mapping[str, tuple[float, float]]
) -> Iterator[Subject]:
    places = authority.places
    country = Around(VIET_NAM, frozenset(known.get(f"area/{COUNTRY}", ())))
    provinces = {place.key: _around(place, known) for place in places.places if place.level is Level.PROVINCE}
    everywhere = _united(provinces.values())
    for place in places.places:
        inside = _united(provinces[key] for key in sorted(_containers(place, authority)))
        yield Subject(
            key=f"area/{place.key}",
            label=place.label_vi,
            kind=_kind(place),
            names=tuple(dict.fromkeys(_names(place))),
            identifiers=frozenset(known.get(f"area/{place.key}", ())),
            country=country,
            inside=inside,
            outside=everywhere - inside if place.level is Level.DISTRICT else Around(),
            points=tuple(points[version.key] for version in place.versions if version.key in points),
        )


def _organisations(authority: Authority, known: Mapping[str, set[Target]]) -> Iterator[Subject]:
    country = Around(VIET_NAM, frozenset(known.get(f"area/{COUNTRY}", ())))
    for each in authority.terms.organisations:
        parent = authority.organisation_by_key.get(each.parent)
        inside = Around()
        if parent is not None:
            names = frozenset(fold(name) for name in (parent.name_vi, parent.name_en, *parent.variants))
            inside = Around(names, frozenset(known.get(f"org/{parent.key}", ())))
        yield Subject(
            key=f"org/{each.key}",
            label=each.name_vi,
            kind=Kind.ORGANISATION,
            names=tuple(dict.fromkeys((each.name_vi, each.name_en, *each.variants))),
            identifiers=frozenset(known.get(f"org/{each.key}", ())),
            country=country,
            inside=inside,
        )


def _kind(place: Place) -> Kind:
    if place.level is Level.DISTRICT:
        return Kind.DISTRICT
    city = any(version.label_vi.startswith(_CITY) for version in place.versions)
    return Kind.CENTRAL_CITY if city else Kind.PROVINCE


def _names(place: Place) -> Iterator[str]:
    """The names of all versions, with the word for the level where the tables leave it out."""
    for version in place.versions:
        yield from (version.name, version.label_vi, version.label_en)
        if place.level is Level.PROVINCE and not version.label_vi.startswith(_CITY):
            yield from (f"Tỉnh {version.name}", f"tỉnh {version.name}")
            yield from (f"{version.name} Province", f"{version.label_en} Province")
    yield from place.variants
    yield from place.variants_en


def _containers(place: Place, authority: Authority) -> set[str]:
    """Keys of the provinces that contain a place, then and after every change since."""
    found: set[str] = set()
    waiting = [version.within for version in place.versions if version.within != COUNTRY]
    while waiting:
        version = authority.places.version(waiting.pop())
        if version.place not in found:
            found.add(version.place)
            waiting += version.successors
    return found


def _around(place: Place, known: Mapping[str, set[Target]]) -> Around:
    return Around(frozenset(fold(name) for name in _names(place)), frozenset(known.get(f"area/{place.key}", ())))


def _united(parts: Iterable[Around]) -> Around:
    united = Around()
    for part in parts:
        united |= part
    return united


def _points(file: Path) -> dict[str, tuple[float, float]]:
    """Key of a version to its point, where the tables have points."""
    if not file.exists():
        return {}
    found = {}
    for row in read_table(file, ("version", "latitude", "longitude")):
        try:
            found[row["version"]] = (float(row["latitude"]), float(row["longitude"]))
        except ValueError as error:
            raise AuthorityError(f"{file}, line {row.line}", "a degree is not a number", "Write 21.01868.") from error
    return found
