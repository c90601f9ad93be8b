from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.authority.places import read_places
from graph.authority.tables import AuthorityError

Change = Callable[[str, str, str], Path]

HA_GIANG = "ha-giang,1,Hà Giang,Hà Giang,Ha Giang,02,,2025-06-30,"
TUYEN_QUANG = "tuyen-quang,2,Tuyên Quang,Tuyên Quang,Tuyen Quang,08,2025-07-01,"
BA_TRI = "836,,2025-06-30,ben-tre/v/1,"
HA_NOI_POINT = "ha-noi/v/1,21.01868,105.72979,"
LAO_CAI_SEAT = "lao-cai/v/2,,,yen-bai/v/1,,"
HA_GIANG_SEAT = "ha-giang/v/1,Hà Giang,Ha Giang,,1581349,"
DONG_NAI_REPORT = "dong-nai/v/2,2026-04-30,central-city,"
TO_TUYEN_QUANG = "2025-07-01,ha-giang/v/1,tuyen-quang/v/2,combination,202-2025-QH15,"
ISO = "ha-giang,iso3166-2,VN-03,,,2026-11-23,"
ITEM = "ha-giang,wikidata,Q36685,close,BackgroundKnowledgeBasedMatching,2026-11-23,"


def altered(row: str, old: str, new: str) -> tuple[str, str]:
    assert row.count(old) == 1
    return row, row.replace(old, new)


@pytest.mark.parametrize(
    ("table", "texts", "field", "reason"),
    [
        ("places.csv", ("key,level,", "key,kind,"), "level", "is missing"),
        ("places.csv", ("\nha-giang,province", "\nha-giang,canton"), "level", "'canton' is not allowed"),
        ("places.csv", ("\nha-giang,", "\nha-noi,"), "key", "'ha-noi' stands in line 2 already"),
        ("places.csv", ("\nha-giang,", "\nHà Giang,"), "key", "is not small letters"),
        ("places.csv", ("\nha-giang,province,,\n", "\n"), "place", "'ha-giang' is unknown"),
        (
            "places.csv",
            ("\nha-giang,", "\nnew-place,province,,\nha-giang,"),
            "key",
            "'new-place' has no version",
        ),
        ("versions.csv", altered(HA_GIANG, "2025-06-30", "30/06/2025"), "valid_through", "is not a date"),
        ("versions.csv", altered(HA_GIANG, "2025-06-30", "2025-06-31"), "valid_through", "is not a date"),
        ("versions.csv", altered(HA_GIANG, "2025-06-30", "20250630"), "valid_through", "is not a date"),
        ("versions.csv", altered(HA_GIANG, ",,2025", ",2025-08-01,2025"), "valid_through", "lies before"),
        ("versions.csv", altered(HA_GIANG, ",02,", ",2,"), "code", "is not the code of a province"),
        ("versions.csv", altered(HA_GIANG, ",02,", ",01,"), "code", "has the code 01 at the same time"),
        ("versions.csv", altered(HA_GIANG, ",1,", ",2,"), "number", "version 1 is missing"),
        ("versions.csv", altered(HA_GIANG, ",1,", ",one,"), "number", "is not a whole number"),
        ("versions.csv", altered(TUYEN_QUANG, ",2,", ",1,"), "number", "stands in line"),
        ("versions.csv", altered(TUYEN_QUANG, "2025-07-01", "2025-06-30"), "valid_from", "begins before"),
        ("versions.csv", altered(BA_TRI, "ben-tre/v/1", "ben-tre/v/9"), "within", "'ben-tre/v/9' is unknown"),
        ("versions.csv", altered(BA_TRI, "836", "83"), "code", "is not the code of a district"),
        ("successions.csv", altered(TO_TUYEN_QUANG, "ha-giang", "ha-giong"), "predecessor", "is unknown"),
        ("successions.csv", altered(TO_TUYEN_QUANG, "quang/v/2", "quang/v/3"), "successor", "is unknown"),
        (
            "successions.csv",
            altered(TO_TUYEN_QUANG, "ha-giang", "tuyen-quang"),
            "predecessor",
            "stands in line",
        ),
        ("successions.csv", altered(TO_TUYEN_QUANG, "202-2025", "203-2025"), "legislation", "is unknown"),
        ("successions.csv", altered(TO_TUYEN_QUANG, "combination", "merger"), "kind", "is not allowed"),
        (
            "successions.csv",
            altered(TO_TUYEN_QUANG, "combination", "change-of-name"),
            "kind",
            "the same place",
        ),
        (
            "successions.csv",
            altered(TO_TUYEN_QUANG, "2025-07-01", "2025-07-02"),
            "date",
            "begins on 2025-07-01",
        ),
        ("successions.csv", altered(TO_TUYEN_QUANG, "ha-giang", "ha-noi"), "date", "ends on no day"),
        ("successions.csv", altered(TO_TUYEN_QUANG, "202-2025", "175-2024"), "legislation", "says otherwise"),
        ("identifiers.csv", altered(ISO, "VN-03", "VN-HN"), "value", "'VN-HN' stands in line 5 already"),
        ("identifiers.csv", altered(ISO, "VN-03", "Q36685"), "value", "is not an identifier of iso3166-2"),
        ("identifiers.csv", altered(ISO, "iso3166-2", "osm"), "scheme", "'osm' is not allowed"),
        ("identifiers.csv", altered(ISO, "ha-giang", "ha-noi"), "scheme", "it is 'VN-HN' there"),
        ("identifiers.csv", (f"{ISO}yes", f"{ISO}maybe"), "verified", "'maybe' is not allowed"),
        ("identifiers.csv", altered(ISO, "VN-03,,", "VN-03,exact,"), "match", "a code is a name"),
        ("identifiers.csv", altered(ITEM, ",close,", ",same,"), "match", "'same' is not allowed"),
        ("identifiers.csv", altered(ITEM, ",close,", ",,"), "match", "'' is not allowed"),
        ("identifiers.csv", altered(ITEM, "BackgroundKnowledge", "Inspiration"), "found_by", "is not allowed"),
        ("identifiers.csv", altered(ITEM, "2026-11-23", "23/11/2026"), "reviewed", "is not a date"),
        ("identifiers.csv", altered(ITEM, "Q36685", "Q036685"), "value", "is not an identifier of wikidata"),
        ("legislation.csv", (",2025-06-12,", ",,"), "date", "is empty"),
        ("versions.csv", (f"{HA_GIANG}viet-nam,province", f"{HA_GIANG}viet-nam,"), "type", "'' is not allowed"),
        ("versions.csv", (f"{HA_GIANG}viet-nam,province", f"{HA_GIANG}viet-nam,tỉnh"), "type", "is not allowed"),
        ("versions.csv", (BA_TRI, f"{BA_TRI}province"), "type", "a district has none here"),
        ("points.csv", altered(HA_NOI_POINT, "ha-noi/v/1", "ha-noi/v/2"), "version", "'ha-noi/v/2' is unknown"),
        ("points.csv", altered(HA_NOI_POINT, "ha-noi", "ha-giang"), "version", "stands in line"),
        ("points.csv", altered(HA_NOI_POINT, "21.01868", "21.018680"), "latitude", "is not a number of degrees"),
        ("points.csv", altered(HA_NOI_POINT, "105.72979", "E105.72979"), "longitude", "is not a number of degrees"),
        ("seats.csv", altered(HA_GIANG_SEAT, "Hà Giang,Ha Giang", ","), "name_vi", "needs a town"),
        ("seats.csv", altered(HA_GIANG_SEAT, "Ha Giang,,", "Ha Giang,ha-noi/v/1,"), "name_vi", "needs a town"),
        ("seats.csv", altered(HA_GIANG_SEAT, ",Ha Giang", ","), "name_vi", "in both languages"),
        ("seats.csv", altered(HA_GIANG_SEAT, "1581349", "Q1581349"), "geonames", "is not an identifier of geonames"),
        ("seats.csv", altered(LAO_CAI_SEAT, "yen-bai", "ha-giang"), "within", "did not become this version"),
        ("reported_changes.csv", altered(DONG_NAI_REPORT, "v/2", "v/1"), "version", "it ended on 2025-06-30"),
        ("reported_changes.csv", altered(DONG_NAI_REPORT, "2026-04-30", "2025-07-01"), "date", "the version began on"),
        ("reported_changes.csv", altered(DONG_NAI_REPORT, "central-city", "province"), "type", "of this type already"),
        ("province_counts.csv", ("2025-07-01,34,", "2025-07-01,none,"), "count", "is not a whole number"),
    ],
)
def test_an_error_names_table_line_and_field(
    change: Change, table: str, texts: tuple[str, str], field: str, reason: str
) -> None:
    folder = change(table, *texts)
    with pytest.raises(AuthorityError) as caught:
        read_places(folder)
    error = caught.value
    assert f"'{field}'" in error.reason
    assert reason in error.reason
    assert error.remedy
    if "is missing" not in reason or field == "number":
        assert re.search(r"\.csv, line [1-9]\d*$", error.subject)


def test_a_label_in_decomposed_unicode_is_refused(change: Change) -> None:
    with pytest.raises(AuthorityError, match=r"'label_vi'.*NFC"):
        read_places(change("versions.csv", *altered(HA_GIANG, ",Hà Giang,Ha", ",Ha\u0300 Giang,Ha")))


def test_a_missing_table_is_named(change: Change) -> None:
    folder = change("places.csv", "key,level", "key,level")
    (folder / "successions.csv").unlink()
    with pytest.raises(AuthorityError, match=r"successions\.csv"):
        read_places(folder)


def test_an_identifier_that_is_not_verified_is_left_out(change: Change) -> None:
    places = read_places(change("identifiers.csv", f"{ISO}yes", f"{ISO}no"))
    assert places.place("ha-giang").iso is None
    assert places.place("ha-noi").iso == "VN-HN"


def test_a_version_that_is_not_verified_cannot_be_referred_to(change: Change) -> None:
    row = TUYEN_QUANG + ",viet-nam,province,"
    with pytest.raises(AuthorityError, match=r"successions\.csv, line \d+: field 'successor': 'tuyen-quang/v/2'"):
        read_places(change("versions.csv", f"{row}yes", f"{row}no"))
