"""What a thing is, told from the words of its types: a province, the town of the same name, a person.

The words are those of class names and labels in English and Vietnamese, and GeoNames' feature codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from graph.spelling import slug


class Kind(StrEnum):
    """What a thing is, as far as it matters here."""

    PROVINCE = "province"
    CENTRAL_CITY = "centrally run city"
    DISTRICT = "district"
    TOWN = "town"
    AREA = "area"
    ORGANISATION = "organisation"
    OTHER = "something else"


_WORDS: Final = {
    Kind.PROVINCE: "province tinh adm1 adm1h first-order-administrative-division",
    Kind.CENTRAL_CITY: (
        "municipality direct-controlled-municipality province-level-municipality centrally-run-city"
        " centrally-governed-city thanh-pho-truc-thuoc-trung-uong"
    ),
    Kind.DISTRICT: "district rural-district urban-district county huyen quan adm2 adm2h",
    Kind.TOWN: (
        "city town village commune ward settlement human-settlement populated-place provincial-city"
        " district-level-town ppl ppla ppla2 ppla3 pplc thanh-pho thanh-pho-thuoc-tinh thi-xa thi-tran xa phuong"
    ),
    Kind.AREA: (
        "administrative-area administrative-unit administrative-region administrative-territorial-entity"
        " administrative-unit-version don-vi-hanh-chinh"
    ),
    Kind.ORGANISATION: (
        "organization organisation formal-organization organizational-unit nonprofit-organization ngo association"
        " union political-party university college academy institute government-agency educational-organization"
        " college-or-university to-chuc hoi dai-hoc truong-dai-hoc hoc-vien"
    ),
    Kind.OTHER: (
        "human person nguoi con-nguoi family-name given-name surname country quoc-gia airport station railway-station"
        " road street river lake mountain film song book album newspaper painting stadium football-club"
        " disambiguation-page trang-dinh-huong wikimedia-disambiguation-page category river-of-vietnam taxon ship"
    ),
}
_KINDS: Final = {phrase: kind for kind, phrases in _WORDS.items() for phrase in phrases.split()}

_FITTING: Final = {
    # Units change between the two, and other data sets follow sooner or later.
    Kind.PROVINCE: {Kind.PROVINCE, Kind.CENTRAL_CITY},
    Kind.CENTRAL_CITY: {Kind.PROVINCE, Kind.CENTRAL_CITY},
    Kind.DISTRICT: {Kind.DISTRICT},
    Kind.ORGANISATION: {Kind.ORGANISATION},
}
_UNDECIDED: Final = {
    Kind.PROVINCE: {Kind.AREA},
    Kind.CENTRAL_CITY: {Kind.AREA, Kind.TOWN},
    Kind.DISTRICT: {Kind.AREA},
    Kind.ORGANISATION: set[Kind](),
}


def kind_of(words: str) -> Kind | None:
    """What the name of a type says, by the longest phrase that is known in it.

    >>> kind_of("thành phố thuộc tỉnh"), kind_of("tỉnh của Việt Nam"), kind_of("AdministrativeRegion")
    (<Kind.TOWN: 'town'>, <Kind.PROVINCE: 'province'>, <Kind.AREA: 'area'>)
    """
    parts = slug(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", words)).split("-")
    for length in range(len(parts), 0, -1):
        for start in range(len(parts) - length + 1):
            if kind := _KINDS.get("-".join(parts[start : start + length])):
                return kind
    return None


def fits(kind: Kind, found: Iterable[Kind]) -> bool | None:
    """Whether a thing of these kinds can be one of ours; ``None`` where they do not decide it."""
    kinds = set(found)
    if kinds & _FITTING[kind]:
        return True
    return False if kinds - _UNDECIDED[kind] else None
