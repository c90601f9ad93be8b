"""The 63 provinces of the tables beside ISO 3166-2 as pycountry has it, which knows nothing of the merger of 2025."""

from __future__ import annotations

from datetime import date
from typing import Final

import pycountry
import pytest

from graph.authority.places import Level, Place, Places, PlaceVersion, UnitType
from graph.spelling import fold

DAY: Final = date(2023, 9, 22)
SPELT_OTHERWISE: Final = {
    "VN-26": ("Thừa Thiên Huế", "Thừa Thiên-Huế"),  # a hyphen, which the statistical office does not write
    "VN-47": ("Kiên Giang", "Kiến Giang"),  # an error there: another tone, another word
    "VN-14": ("Hoà Bình", "Hòa Bình"),  # the tone mark on the other vowel; the office's list of 2023 has this one alone
}
"""ISO code to our name and the one over there; fewer than all, and each for a reason."""
TYPES: Final = {UnitType.PROVINCE: "Province", UnitType.CENTRAL_CITY: "Municipality"}


@pytest.fixture(scope="module")
def ours(places: Places) -> dict[str, tuple[Place, PlaceVersion]]:
    """ISO code to the place and its version on the day."""
    return {
        place.iso: (place, version)
        for place in places.places
        for version in place.versions
        if place.iso and place.level is Level.PROVINCE and version.valid_on(DAY)
    }


@pytest.fixture(scope="module")
def theirs() -> dict[str, tuple[str, str]]:
    """ISO code to name and type."""
    return {each.code: (each.name, each.type) for each in pycountry.subdivisions if each.country_code == "VN"}


Ours = dict[str, tuple[Place, PlaceVersion]]
Theirs = dict[str, tuple[str, str]]


def test_the_codes_are_the_same(ours: Ours, theirs: Theirs) -> None:
    assert len(ours) == 63
    assert ours.keys() == theirs.keys()


def test_the_names_are_the_same_but_for_the_known_ones(ours: Ours, theirs: Theirs) -> None:
    differing = {
        code: (version.name, theirs[code][0]) for code, (_, version) in ours.items() if version.name != theirs[code][0]
    }
    assert differing == SPELT_OTHERWISE


def test_only_an_error_remains_when_spellings_are_folded(ours: Ours, theirs: Theirs) -> None:
    differing = {code for code, (_, version) in ours.items() if fold(version.name) != fold(theirs[code][0])}
    assert differing == {"VN-47"}


def test_the_types_are_the_same(ours: Ours, theirs: Theirs) -> None:
    named = {code: TYPES[version.type] for code, (_, version) in ours.items() if version.type}
    assert named == {code: kind for code, (_, kind) in theirs.items()}
    assert sorted(named.values()).count("Municipality") == 5


def test_only_one_number_is_that_of_the_statistical_office(ours: Ours) -> None:
    """Bến Tre is VN-50 and 83, and nobody is 50: whoever takes one number for the other meets another province."""
    assert {code for code, (_, version) in ours.items() if code == f"VN-{version.code}"} == {"VN-04"}
    assert ours["VN-50"][1].code == "83"
