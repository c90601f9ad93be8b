"""Authority data: the reviewed tables in ``data/authority``, read once and never changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from graph.authority.places import Level, Places, UnitType, read_places
from graph.authority.terms import Organisation, Terms, read_terms

__all__ = ["Authority", "read_authority"]

NATIONAL_UNION = "vwu"


def provincial_unions(places: Places) -> Iterator[Organisation]:
    """The Women's Union of each province: 63 on the organisation chart of 2023, one for each province then."""
    for place in places.places:
        if place.level is not Level.PROVINCE:
            continue
        names, first = [], place.versions[0]
        for version in place.versions:
            city = version.type is UnitType.CENTRAL_CITY
            area = f"thành phố {version.name}" if city else f"tỉnh {version.name}"
            names += [f"Hội LHPN {area}", f"Hội LHPN {version.name}"]
        names = list(dict.fromkeys([*names, f"Hội Liên hiệp Phụ nữ {names[0].removeprefix('Hội LHPN ')}"]))
        yield Organisation(
            f"{NATIONAL_UNION}-{place.key}",
            names[0],
            f"Women's Union of {first.label_en}",
            tuple(names[1:]),
            False,
            NATIONAL_UNION,
        )


@dataclass(frozen=True)
class Authority:
    """What the publisher knows by itself: places in time, and names that recur."""

    places: Places
    terms: Terms

    @cached_property
    def organisations(self) -> tuple[Organisation, ...]:
        """The organisations of the table, then the unions of the provinces."""
        return (*self.terms.organisations, *provincial_unions(self.places))

    @cached_property
    def organisation_by_name(self) -> dict[str, Organisation]:
        """Folded name to organisation."""
        return {name: each for each in reversed(self.organisations) for name in each.folded}

    @cached_property
    def organisation_by_key(self) -> dict[str, Organisation]:
        """Key to organisation."""
        return {each.key: each for each in self.organisations}


def read_authority(folder: Path) -> Authority:
    """The authority data of a corpus.

    Raises:
        KhenError: a table is missing or wrong; the file and the line are named.
    """
    return Authority(read_places(folder), read_terms(folder))
