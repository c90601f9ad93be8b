"""What a place in time is: an identity with a version for every stretch in which it did not change.

A statistical code belongs to a version and is given to another province later (15 was Yên Bái and is
Lào Cai), so nothing is ever looked up by code. Identity and version follow https://version.link/.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from graph.authority.identifiers import Identifier, Scheme

COUNTRY: Final = "viet-nam"
"""The key of the country, which contains the provinces and has no versions here."""


class Level(StrEnum):
    """The level of an administrative unit. Units below the district are not in the tables."""

    PROVINCE = "province"
    DISTRICT = "district"


class UnitType(StrEnum):
    """What a unit of the level of provinces is. The name by which it is shown says nothing of it."""

    PROVINCE = "province"
    CENTRAL_CITY = "central-city"


class ChangeKind(StrEnum):
    """What happened to the versions that a change ends."""

    COMBINATION = "combination"
    CHANGE_OF_NAME = "change-of-name"


@dataclass(frozen=True)
class PlaceVersion:
    """A place as it was from one day to another.

    Attributes:
        place: key of the identity, such as ``ben-tre`` or ``district-836-ba-tri``.
        number: counted from 1 within the identity.
        name: the name without the word for the level, such as ``Huế``.
        label_vi: the name by which it is shown in Vietnamese, such as ``Thành phố Huế``.
        label_en: the same in English.
        code: the statistical office's code, with leading zeros.
        valid_from: first day; None where it lies before the tables begin.
        valid_through: last day, inclusive; None while the version lasts.
        predecessors: keys of the versions that became this one.
        successors: keys of the versions that this one became.
        within: key of the containing version, or ``viet-nam``.
        sources: where the row is from, in short form.
        type: province or centrally run city, as the version began; None below that level.
    """

    place: str
    number: int
    name: str
    label_vi: str
    label_en: str
    code: str
    valid_from: date | None
    valid_through: date | None
    predecessors: tuple[str, ...]
    successors: tuple[str, ...]
    within: str
    sources: tuple[str, ...]
    type: UnitType | None = None

    @property
    def key(self) -> str:
        """Such as ``ben-tre/v/1``."""
        return f"{self.place}/v/{self.number}"

    def valid_on(self, day: date) -> bool:
        """Whether the version is in force on this day, both bounds included."""
        return (self.valid_from or date.min) <= day <= (self.valid_through or date.max)


@dataclass(frozen=True)
class Place:
    """A place through all its versions.

    Attributes:
        key: readable and never changed, even when the place is renamed.
        level: province or district.
        variants: other ways of writing its name, valid at any time.
        versions: in the order of their numbers; never empty.
        identifiers: at most one of each scheme, of units as they were in 2023.
        variants_en: other ways of writing its name in English, which no text is searched for.
    """

    key: str
    level: Level
    variants: tuple[str, ...]
    versions: tuple[PlaceVersion, ...]
    identifiers: tuple[Identifier, ...] = ()
    variants_en: tuple[str, ...] = ()

    def identifier(self, scheme: Scheme) -> Identifier | None:
        """What the place is called in this scheme, with the sources of it."""
        return next((each for each in self.identifiers if each.scheme is scheme), None)

    @property
    def iso(self) -> str | None:
        """The ISO 3166-2 code that the place has, or had until it ended, such as ``VN-50``."""
        found = self.identifier(Scheme.ISO)
        return found.value if found else None

    @property
    def wikidata(self) -> str | None:
        """The Wikidata item, such as ``Q33366``."""
        found = self.identifier(Scheme.WIKIDATA)
        return found.value if found else None

    @property
    def geonames(self) -> str | None:
        """The GeoNames identifier, such as ``1587974``."""
        found = self.identifier(Scheme.GEONAMES)
        return found.value if found else None

    @property
    def latest(self) -> PlaceVersion:
        """The version in force, or the last one of a place that has ended."""
        return self.versions[-1]

    @property
    def name_vi(self) -> str:
        """The latest Vietnamese name without the word for the level."""
        return self.latest.name

    @property
    def label_vi(self) -> str:
        """The latest Vietnamese name as it is shown."""
        return self.latest.label_vi

    @property
    def name_en(self) -> str:
        """The latest English name as it is shown."""
        return self.latest.label_en

    @property
    def ended(self) -> bool:
        """Whether no version is in force any more."""
        return self.latest.valid_through is not None


@dataclass(frozen=True)
class Act:
    """A legal act that changed places.

    Attributes:
        key: such as ``202-2025-QH15``.
        number: as printed, such as ``202/2025/QH15``.
        day: the day on which it was passed.
    """

    key: str
    number: str
    title_vi: str
    title_en: str
    day: date
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """One change: the versions that end, the one that begins, and the act that says so.

    Attributes:
        day: the first day of the new version.
        act: key of the act.
    """

    day: date
    kind: ChangeKind
    predecessors: tuple[str, ...]
    successor: str
    act: str
    sources: tuple[str, ...]

    @property
    def key(self) -> str:
        """Such as ``2025-07-01-vinh-long``."""
        return f"{self.day.isoformat()}-{self.successor.partition('/')[0]}"
