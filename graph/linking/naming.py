"""Other names of a place: those of other times, the spellings of the tables, and those made with the word for its
type, by which other people's tables know it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rdflib import Literal

from graph.authority.places import Place, PlaceVersion, UnitType

_WORDS: Final = {UnitType.PROVINCE: ("Tỉnh", "Province"), UnitType.CENTRAL_CITY: ("Thành phố", "City")}
"""The word before a Vietnamese name, and the one after an English name."""


def other_names(place: Place) -> Iterator[Literal]:
    """Every way of writing the name of the place at any time, but the ones by which it is shown."""
    vietnamese = (name for version in place.versions for name in (version.name, version.label_vi, *_official(version)))
    english = (name for version in place.versions for name in (version.label_en, *_english(version)))
    for name in dict.fromkeys((*vietnamese, *place.variants)):
        if name != place.label_vi:
            yield Literal(name, "vi")
    for name in dict.fromkeys((*english, *place.variants_en)):
        if name != place.name_en:
            yield Literal(name, "en")


def _official(version: PlaceVersion) -> Iterator[str]:
    """The full name of the statistical office's list, such as ``Tỉnh Bến Tre``."""
    if version.type:
        yield f"{_WORDS[version.type][0]} {version.name}"


def _english(version: PlaceVersion) -> Iterator[str]:
    """With and without the English word, with and without marks: ``Ben Tre Province``, ``Bến Tre Province``."""
    if version.type:
        word = _WORDS[version.type][1]
        plain = version.label_en.removesuffix(f" {word}")
        yield from (plain, f"{plain} {word}", f"{version.name} {word}")
