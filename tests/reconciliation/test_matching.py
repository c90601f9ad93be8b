"""What a name means, and when the service may say so by itself (decision 28)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reconciliation.asking import Service

PLACE, ORG, PERSON = "AdministrativeUnit", "Organization", "Person"


def test_the_messy_table(service: Service, messy: list[dict[str, str]]) -> None:
    """At least 38 of 40 right, no wrong match, and most of what is ours matched without anybody's help."""
    right = matched = wrong = 0
    for row in messy:
        said = {name: row[name] for name in ("date", "province") if row[name]}
        found = service.ask(row["text"], *filter(None, [row["type"]]), **said)
        match = found[0]["id"] if found and found[0]["match"] else ""
        right += found[0]["id"] == row["expected"] if row["expected"] else not match
        matched += bool(match)
        wrong += match not in ("", row["expected"])
    assert len(messy) == 40
    assert (right >= 38, wrong, matched >= 24) == (True, 0, True), (right, wrong, matched)


@pytest.mark.parametrize(
    "text",
    [
        "thành phố Bến Tre", "TP. Tây Ninh", "thị xã Phú Thọ", "huyện Quảng Ninh", "Trà Linh", "Phù Yên", "Vĩnh Linh",
        "Hội LHPN thành phố Tây Ninh", "Hội LHPN thị xã Phú Thọ", "Hội LHPN huyện Phù Yên", "Hội LHPN Phù Yên",
        "Sở Nội vụ tỉnh Bến Tre", "Ban Tổ chức Hội LHPN tỉnh Hà Nam", "Hội LHPN", "Hội LHPN tỉnh", "Hội Cựu chiến binh",
        "Đề án 1892", "Phan Thị Hiếu", "Trần Quang Tiến", "Hà", "Bình", "Quảng",
    ],
)  # fmt: skip
def test_what_may_be_something_else_is_left_to_people(service: Service, text: str) -> None:
    assert service.match(text) is None


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2023-09-22", "area/tay-ninh/v/1"), ("22/09/2023", "area/tay-ninh/v/1"), (2023, "area/tay-ninh/v/1"),
        ("2025-06-30", "area/tay-ninh/v/1"), ("2025-07-01", "area/tay-ninh/v/2"),
        ("2026-11-23T00:00:00Z", "area/tay-ninh/v/2"), ("2025", None), ("yesterday", None),
    ],
)  # fmt: skip
def test_a_place_on_a_day_is_that_state_of_it(service: Service, day: object, expected: str | None) -> None:
    assert service.match("Tây Ninh", PLACE, date=day) == expected
    assert service.match("Tây Ninh", date=day) == expected


def test_a_place_without_a_day_is_the_place_through_all_its_time(service: Service) -> None:
    assert service.match("Tây Ninh", PLACE) == "area/tay-ninh"
    states = service.ask("Tây Ninh", "AdministrativeUnitVersion")
    assert {"area/tay-ninh/v/1", "area/tay-ninh/v/2"} <= {each["id"] for each in states}
    assert not any(each["match"] for each in states)
    assert service.match("Hà Giang", "AdministrativeUnitVersion") == "area/ha-giang/v/1"


def test_a_name_of_another_time_is_no_name_of_that_day(service: Service) -> None:
    """Huế was a city of the province until 2025, and has been the centrally run city since."""
    assert service.match("Thừa Thiên Huế", PLACE, date="2023-09-22") == "area/thua-thien-hue/v/1"
    assert service.match("Thành phố Huế", PLACE, date="2025-02-01") == "area/thua-thien-hue/v/2"
    assert service.match("Thành phố Huế", PLACE, date="2023-09-22") is None
    assert service.match("Bến Tre", PLACE, date="2026-01-01") is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"iso3166_2": "VN-50"}, "area/ben-tre"),
        ({"wikidata": "http://www.wikidata.org/entity/Q33366"}, "area/ben-tre"),
        ({"wikidata": "Q33366"}, "area/ben-tre"),
        ({"geonames": "https://sws.geonames.org/1587974/"}, "area/ben-tre"),
        ({"ror": "https://ror.org/04sftj265"}, "org/vwa"),
        ({"statisticalCode": "80", "date": "2023-09-22"}, "area/long-an/v/1"),
        ({"statisticalCode": "80", "date": "2026-09-22"}, "area/tay-ninh/v/2"),
        ({"statisticalCode": 1, "date": "2023-09-22"}, "area/ha-noi/v/1"),
        ({"statisticalCode": "80"}, None),
        ({"iso3166_2": "VN-99"}, None),
        ({"award": "Bằng khen"}, None),
    ],
)
def test_identifiers_find_things_without_a_name(service: Service, said: dict[str, Any], expected: str | None) -> None:
    named = {name.replace("iso3166_2", "iso3166-2"): value for name, value in said.items()}
    query = {"properties": [{"pid": name, "v": value} for name, value in named.items()]}
    found = service.batch(q=query)["q"]
    assert next((each["id"] for each in found if each["match"]), None) == expected


def test_a_code_of_a_day_finds_what_bore_it_then(service: Service) -> None:
    """80 is the code of Long An until June 2025, and of Tây Ninh from July 2025 on."""
    query = {"properties": [{"pid": "statisticalCode", "v": "80"}, {"pid": "date", "v": "2023-09-22"}]}
    assert [each["id"] for each in service.batch(q=query)["q"]] == ["area/long-an/v/1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("area/ben-tre", "area/ben-tre"), ("https://w3id.org/khen/id/org/vwu", "org/vwu"), ("VN-50", "area/ben-tre"),
        ("Q33366", "area/ben-tre"), ("80", None),
    ],
)  # fmt: skip
def test_an_identifier_in_place_of_a_name(service: Service, text: str, expected: str | None) -> None:
    assert service.match(text) == expected


def test_the_province_tells_organisations_apart(service: Service) -> None:
    assert service.match("Hội LHPN", ORG, province="Hà Giang") == "org/vwu-ha-giang"
    assert service.match("Hội LHPN", ORG, province={"id": "area/ha-giang", "name": "Hà Giang"}) == "org/vwu-ha-giang"
    assert service.match("Hội LHPN tỉnh Hà Giang", ORG, province="VN-03") == "org/vwu-ha-giang"
    assert service.match("Hội LHPN tỉnh Hà Giang", ORG, province="Hà Nam") is None
    against = next(
        each for each in service.ask("Hội LHPN tỉnh Hà Giang", province="Hà Nam") if "ha-giang" in each["id"]
    )
    assert {"id": "province", "value": False} in against["features"]


def test_the_province_of_a_table_of_today(service: Service) -> None:
    """Bến Tre has been a part of Vĩnh Long since July 2025."""
    assert service.match("Hội LHPN tỉnh Bến Tre", ORG, provinceToday="Vĩnh Long") == "org/vwu-ben-tre"
    assert service.match("Hội LHPN tỉnh Bến Tre", ORG, province="Vĩnh Long") is None


def test_a_person_is_matched_by_more_than_a_name(service: Service) -> None:
    hieu = "person/phan-thi-hieu-ben-tre"
    assert service.ask("Phan Thi Hieu", PERSON)[0]["id"] == hieu
    assert service.match("Phan Thi Hieu", PERSON, province="Bến Tre") == hieu
    assert (
        service.match("Phan Thị Hiếu", PERSON, organisation="Ban Xây dựng tổ chức Hội, Hội LHPN tỉnh Bến Tre") == hieu
    )
    assert service.match("Phan Thị Hiếu", PERSON, province="Nghệ An") is None
    assert service.match("Phan Thị Hiền", PERSON, province="Bến Tre") is None


def test_a_letter_typed_wrong_needs_something_else_that_agrees(service: Service) -> None:
    assert service.ask("Vinh Lonh", PLACE)[0]["id"] == "area/vinh-long"
    assert service.match("Vinh Lonh", PLACE) is None
    assert service.match("Vinh Lonh", PLACE, statisticalCode="86") == "area/vinh-long"
    assert service.match("Hội LHPN tỉnh Hà Tỉnh", ORG, province="Hà Tĩnh") == "org/vwu-ha-tinh"


def test_types(service: Service) -> None:
    assert all(each["id"].startswith("org/") for each in service.ask("Bến Tre", ORG))
    units = service.batch(q={"query": "Ban Tổ chức", "type": ["OrganizationalUnit"], "type_strict": "all"})["q"]
    assert {each["type"][0]["id"] for each in units} == {"OrganizationalUnit"}
    other = service.batch(q={"query": "Phan Thị Hiếu", "type": "Programme", "type_strict": "should"})["q"]
    assert other[0]["id"] == "person/phan-thi-hieu-ben-tre"
    assert other[0]["score"] == 50
    assert not other[0]["match"]


def test_a_query_does_not_depend_on_the_others(service: Service) -> None:
    one = {"query": "Hội LHPN", "properties": [{"pid": "province", "v": "Hà Nam"}]}
    two = {"query": "Hội LHPN"}
    together = service.batch(a=one, b=two)
    assert together == {"a": service.batch(a=one)["a"], "b": service.batch(b=two)["b"]}


@pytest.mark.parametrize("said", [[], [{"pid": "province", "v": "Vĩnh Long"}]])
def test_a_limit_leaves_the_decision_as_it_is(service: Service, said: list[object]) -> None:
    query = {"query": "Hội LHPN tỉnh Hà Nam", "properties": said}
    whole = service.batch(q={**query, "limit": 25})["q"]
    assert [each["match"] for each in whole].count(True) == (0 if said else 1)
    assert "org/vwu-ha-nam" in {each["id"] for each in whole}
    for limit in (1, 3):
        assert service.batch(q={**query, "limit": limit})["q"] == whole[:limit]
    assert len(service.batch(q={"query": "Hội LHPN", "limit": 1e9})["q"]) <= 25
