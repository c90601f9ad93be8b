"""Places in time, read from the tables in ``data/authority`` and found by the names that texts use."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from graph.authority import place_tables, territory_tables
from graph.authority.fields import one_of, wrong
from graph.authority.identifiers import Identifier, Scheme, read_identifiers
from graph.authority.tables import AuthorityError
from graph.authority.territory import Territory
from graph.authority.units import (
    COUNTRY,
    Act,
    Change,
    ChangeKind,
    Level,
    Place,
    PlaceVersion,
    UnitType,
)
from graph.spelling import fold

__all__ = [
    "COUNTRY",
    "Act",
    "Change",
    "ChangeKind",
    "Identifier",
    "Level",
    "Place",
    "PlaceVersion",
    "Places",
    "Scheme",
    "Territory",
    "UnitType",
    "read_places",
]


@dataclass(frozen=True)
class Places:
    """Every place of the tables, found by key or by a name written in a text.

    Attributes:
        country: what others call the country, which has no row of its own.
    """

    places: tuple[Place, ...]
    changes: tuple[Change, ...] = ()
    acts: tuple[Act, ...] = ()
    territory: Territory = field(default_factory=Territory)
    country: tuple[Identifier, ...] = ()

    @cached_property
    def _places(self) -> dict[str, Place]:
        return {place.key: place for place in self.places}

    @cached_property
    def _versions(self) -> dict[str, PlaceVersion]:
        return {version.key: version for place in self.places for version in place.versions}

    @cached_property
    def _by_name(self) -> dict[str, list[PlaceVersion]]:
        """Folded name to versions. A former name stays in use; a later one is never read into the past:
        in 2023 `thành phố Huế` was a city inside the province of Thừa Thiên Huế.
        """
        found: dict[str, list[PlaceVersion]] = {}
        for place in self.places:
            known = dict.fromkeys(fold(variant) for variant in place.variants)
            for version in place.versions:
                known |= dict.fromkeys((fold(version.name), fold(version.label_vi)))
                for name in known:
                    found.setdefault(name, []).append(version)
        return found

    def find(
        self, name: str, *, level: Level | None = None, on: date, within: str | None = None
    ) -> tuple[PlaceVersion, ...]:
        """The versions that a name can mean on a day; several where it is ambiguous, none where unknown.

        Args:
            name: as written in a text, without the word for the level; any spelling that ``fold`` accepts.
            level: only units of this level.
            on: the day of which the text speaks.
            within: key of the province in which the unit lies.
        """
        return tuple(
            version
            for version in self._by_name.get(fold(name), ())
            if version.valid_on(on)
            and level in (None, self.place(version.place).level)
            and within in (None, version.within.partition("/")[0])
        )

    def names(self, level: Level) -> tuple[str, ...]:
        """The folded names of all times that a grammar may look for, the longest first."""
        names = {
            name
            for name, versions in self._by_name.items()
            if any(self.place(version.place).level is level for version in versions)
        }
        return tuple(sorted(names, key=lambda name: (-len(name), name)))

    def place(self, key: str) -> Place:
        """The place with this key.

        Raises:
            AuthorityError: there is none.
        """
        if key not in self._places:
            raise AuthorityError(key, "no place has this key", "Add it to the tables of places.")
        return self._places[key]

    def version(self, key: str) -> PlaceVersion:
        """The version with this key, such as ``ben-tre/v/1``.

        Raises:
            AuthorityError: there is none.
        """
        if key not in self._versions:
            raise AuthorityError(key, "no version of a place has this key", "Add it to the tables of places.")
        return self._versions[key]

    def current(self, key: str) -> tuple[PlaceVersion, ...]:
        """The versions in force that a version is or has become; none where it ended without a successor.

        Raises:
            AuthorityError: there is no such version.
        """
        version = self.version(key)
        if version.valid_through is None:
            return (version,)
        found = {each.key: each for successor in version.successors for each in self.current(successor)}
        return tuple(found.values())


def read_places(folder: Path) -> Places:
    """The places of the tables of places, versions, successions, identifiers and legislation, and what is
    known of where their versions lie and of changes that are only reported.

    Rows that are not verified are left out.

    Raises:
        AuthorityError: a table is missing or malformed, or the rows do not fit together; the error names
            the file, the line, the field and the remedy.
    """
    acts = place_tables.read_acts(folder / "legislation.csv")
    rows = place_tables.read_place_rows(folder / "places.csv")
    levels = {key: Level(one_of(row, "level", tuple(Level))) for key, row in rows.items()}
    versions = place_tables.read_versions(folder / "versions.csv", levels)
    changes = place_tables.read_changes(folder / "successions.csv", versions, {act.key for act in acts})
    identifiers = read_identifiers(folder / "identifiers.csv", "place", {COUNTRY, *levels}, "places.csv")
    connected = place_tables.connect(versions, changes)
    places = []
    for key, row in rows.items():
        own = tuple(version for version in connected if version.place == key)
        if not own:
            raise wrong(row, "key", f"'{key}' has no version", "Add a verified version to versions.csv.")
        names = row.many("variants"), row.many("variants_en")
        places.append(Place(key, levels[key], names[0], own, identifiers.get(key, ()), names[1]))
    territory = territory_tables.read_territory(folder, connected)
    return Places(tuple(places), changes, acts, territory, identifiers.get(COUNTRY, ()))
