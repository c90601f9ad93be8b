from __future__ import annotations

import unicodedata
from datetime import date, timedelta

import pytest

from graph.authority.places import ChangeKind, Level, Place, Places, PlaceVersion
from graph.authority.tables import AuthorityError

BEFORE, AFTER = date(2023, 9, 22), date(2026, 1, 1)
MERGER = date(2025, 7, 1)


def provinces(places: Places, day: date) -> list[PlaceVersion]:
    return [
        version
        for place in places.places
        if place.level is Level.PROVINCE
        for version in place.versions
        if version.valid_on(day)
    ]


@pytest.mark.parametrize(
    ("day", "count"),
    [(BEFORE, 63), (date(2025, 6, 30), 63), (MERGER, 34), (AFTER, 34), (date.min, 63), (date.max, 34)],
)
def test_q06_number_of_provinces_on_a_day(places: Places, day: date, count: int) -> None:
    assert len(provinces(places, day)) == count


@pytest.mark.parametrize(
    ("code", "former", "later"),
    [
        ("15", "yen-bai", "lao-cai"),
        ("24", "bac-giang", "bac-ninh"),
        ("44", "quang-binh", "quang-tri"),
        ("52", "binh-dinh", "gia-lai"),
        ("80", "long-an", "tay-ninh"),
        ("82", "tien-giang", "dong-thap"),
        ("91", "kien-giang", "an-giang"),
    ],
)
def test_a_code_changes_hands(places: Places, code: str, former: str, later: str) -> None:
    assert [version.place for version in provinces(places, BEFORE) if version.code == code] == [former]
    assert [version.place for version in provinces(places, AFTER) if version.code == code] == [later]


def test_no_other_code_changes_hands(places: Places) -> None:
    before = {version.code: version.place for version in provinces(places, BEFORE)}
    changed = {version.code for version in provinces(places, AFTER) if before[version.code] != version.place}
    assert changed == {"15", "24", "44", "52", "80", "82", "91"}


def test_q06_no_code_is_shared_within_a_level_on_any_day(places: Places) -> None:
    bounds = {
        day
        for place in places.places
        for version in place.versions
        for day in (version.valid_from, version.valid_through)
        if day
    }
    for day in sorted({near for bound in bounds for near in (bound - timedelta(1), bound, bound + timedelta(1))}):
        codes = [version.code for version in provinces(places, day)]
        assert len(codes) == len(set(codes))


def test_q06_23_combinations_and_11_provinces_as_before(places: Places) -> None:
    combinations = [change for change in places.changes if change.kind is ChangeKind.COMBINATION]
    assert len(combinations) == 23
    assert {change.day for change in combinations} == {MERGER}
    assert {change.act for change in combinations} == {"202-2025-QH15"}
    assert sum(len(change.predecessors) for change in combinations) == 52
    before, after = set(provinces(places, date(2025, 6, 30))), set(provinces(places, MERGER))
    assert len(before & after) == 11


def test_predecessors_and_successors_mirror_each_other(places: Places) -> None:
    for place in places.places:
        for version in place.versions:
            assert all(version.key in places.version(key).successors for key in version.predecessors)
            assert all(version.key in places.version(key).predecessors for key in version.successors)


def test_tien_giang_became_dong_thap_alone(places: Places) -> None:
    assert places.version("tien-giang/v/1").successors == ("dong-thap/v/2",)
    assert places.version("tay-ninh/v/2").predecessors == ("long-an/v/1", "tay-ninh/v/1")


def test_q05_every_ended_province_version_leads_to_one_valid_in_2026(places: Places) -> None:
    ended = [
        version
        for place in places.places
        if place.level is Level.PROVINCE
        for version in place.versions
        if version.valid_through
    ]
    assert len(ended) == 53
    for version in ended:
        assert version.successors
        assert all(places.version(key).valid_on(AFTER) for key in version.successors)


def test_hue_is_renamed_and_stays_the_same_place(places: Places) -> None:
    hue = places.place("thua-thien-hue")
    assert [version.name for version in hue.versions] == ["Thừa Thiên Huế", "Huế"]
    assert hue.versions[0].valid_through == date(2024, 12, 31)
    assert hue.versions[1].valid_from == date(2025, 1, 1)
    assert [change.kind for change in places.changes if change.successor == hue.latest.key] == ["change-of-name"]
    assert not hue.ended


def test_a_district_ended_without_successor(places: Places) -> None:
    ba_tri = places.place("district-836-ba-tri")
    assert ba_tri.ended
    assert ba_tri.latest.within == "ben-tre/v/1"
    assert ba_tri.latest.successors == ()
    assert (ba_tri.geonames, ba_tri.wikidata) == ("1904850", None)  # one source is not enough for the latter


def test_every_province_has_its_own_identifiers(places: Places) -> None:
    units: list[Place] = [place for place in places.places if place.level is Level.PROVINCE]
    for values in (
        {place.iso for place in units},
        {place.wikidata for place in units},
        {place.geonames for place in units},
    ):
        assert len(values - {None}) == 63
    ben_tre = places.place("ben-tre")
    assert (ben_tre.iso, ben_tre.latest.code, ben_tre.wikidata) == ("VN-50", "83", "Q33366")


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Thanh Hóa", "thanh-hoa/v/1"),
        ("Thanh Hoá", "thanh-hoa/v/1"),
        ("THANH HOÁ", "thanh-hoa/v/1"),
        (unicodedata.normalize("NFD", "Thanh Hoá"), "thanh-hoa/v/1"),
        ("Hòa Bình", "hoa-binh/v/1"),
        ("Hoà Bình", "hoa-binh/v/1"),
        ("Hồ Chí Minh", "ho-chi-minh/v/1"),
        ("TP. Hồ Chí Minh", "ho-chi-minh/v/1"),
        ("TPHCM", "ho-chi-minh/v/1"),
        ("HCM", "ho-chi-minh/v/1"),
        ("Bà Rịa–Vũng Tàu", "ba-ria-vung-tau/v/1"),
        ("Thừa Thiên-Huế", "thua-thien-hue/v/1"),
        ("Đắc Lắc", "dak-lak/v/1"),
        ("Ba Tri", "district-836-ba-tri/v/1"),
    ],
)
def test_a_name_is_found_in_any_spelling(places: Places, written: str, key: str) -> None:
    assert [version.key for version in places.find(written, on=BEFORE)] == [key]


@pytest.mark.parametrize("written", ["", "Hà", "Thanh Hoa", "Bến Tre Bến Tre", "836", "83"])
def test_what_is_no_name_is_not_found(places: Places, written: str) -> None:
    assert places.find(written, on=BEFORE) == ()


@pytest.mark.parametrize(
    ("written", "day", "keys"),
    [
        ("Bến Tre", date(2025, 6, 30), ["ben-tre/v/1"]),
        ("Bến Tre", MERGER, []),
        ("Vĩnh Long", date(2025, 6, 30), ["vinh-long/v/1"]),
        ("Vĩnh Long", MERGER, ["vinh-long/v/2"]),
        ("Nghệ An", AFTER, ["nghe-an/v/1"]),
        ("Huế", BEFORE, []),  # then a city inside the province
        ("Huế", date(2025, 1, 1), ["thua-thien-hue/v/2"]),
        ("Thừa Thiên Huế", AFTER, ["thua-thien-hue/v/2"]),  # the former name stays in use
        ("Ba Tri", AFTER, []),
    ],
)
def test_only_versions_of_the_day_are_found(places: Places, written: str, day: date, keys: list[str]) -> None:
    assert [version.key for version in places.find(written, on=day)] == keys


def test_level_and_containing_province_narrow_a_search(places: Places) -> None:
    assert places.find("Ba Tri", level=Level.PROVINCE, on=BEFORE) == ()
    assert places.find("Ba Tri", on=BEFORE, within="ca-mau") == ()
    assert len(places.find("Ba Tri", level=Level.DISTRICT, on=BEFORE, within="ben-tre")) == 1


def made(key: str, level: Level, name: str, within: str) -> Place:
    version = PlaceVersion(key, 1, name, name, name, "001", None, None, (), (), within, ("made up",))
    return Place(key, level, (), (version,))


def test_an_ambiguous_name_gives_every_meaning() -> None:
    both = Places(
        (
            made("district-1-chau-thanh", Level.DISTRICT, "Châu Thành", "ben-tre/v/1"),
            made("district-2-chau-thanh", Level.DISTRICT, "Châu Thành", "tien-giang/v/1"),
        )
    )
    assert [version.place for version in both.find("châu thành", on=BEFORE)] == [
        "district-1-chau-thanh",
        "district-2-chau-thanh",
    ]
    assert [version.place for version in both.find("Châu Thành", on=BEFORE, within="tien-giang")] == [
        "district-2-chau-thanh"
    ]


def test_names_are_folded_of_one_level_and_the_longest_first(places: Places) -> None:
    names = places.names(Level.PROVINCE)
    assert {"thanh hóa", "hồ chí minh", "hcm", "thừa thiên huế", "huế", "bà rịa vũng tàu"} <= set(names)
    assert "ba tri" not in names
    assert "ba tri" in places.names(Level.DISTRICT)
    assert [len(name) for name in names] == sorted((len(name) for name in names), reverse=True)
    assert len(names) == len(set(names))


def test_an_unknown_key_is_named(places: Places) -> None:
    with pytest.raises(AuthorityError, match="atlantis"):
        places.place("atlantis")
    with pytest.raises(AuthorityError, match="ben-tre/v/2"):
        places.version("ben-tre/v/2")
