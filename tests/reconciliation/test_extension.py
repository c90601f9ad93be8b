"""Data that a client fetches for what was matched."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from graph.store import Release, open_release
from server import create_app
from tests.reconciliation import forms
from tests.reconciliation.asking import Service
from tests.store.writing import write_release

DECIMAL: Final = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
HIEU = "person/phan-thi-hieu-ben-tre"


@pytest.mark.parametrize(
    ("id", "property", "expected"),
    [
        ("area/ben-tre", "nameVi", ["Bến Tre"]),
        ("area/ben-tre", "nameEn", ["Ben Tre"]),
        ("area/ben-tre", "iso3166-2", ["VN-50"]),
        ("area/ben-tre/v/1", "iso3166-2", ["VN-50"]),
        ("area/ben-tre", "wikidata", ["Q33366"]),
        ("area/ben-tre", "geonames", ["1587974"]),
        ("area/ben-tre", "validThrough", ["2025-06-30"]),
        ("area/ben-tre", "province", ["area/ben-tre"]),
        ("area/ben-tre", "provinceToday", ["area/vinh-long"]),
        ("area/tay-ninh", "statisticalCode", ["72", "80"]),
        ("area/tay-ninh/v/2", "statisticalCode", ["80"]),
        ("area/tay-ninh/v/2", "validFrom", ["2025-07-01"]),
        ("area/tay-ninh", "state", ["area/tay-ninh/v/2"]),
        ("area/district-836-ba-tri", "province", ["area/ben-tre"]),
        ("area/district-836-ba-tri", "provinceToday", ["area/vinh-long"]),
        ("org/vwa", "ror", ["04sftj265"]),
        ("org/vwu-ba-tri", "partOf", ["org/vwu-ben-tre"]),
        ("org/vwu-ba-tri", "award", ["award/bang-khen-vwu-presidium"]),
        ("org/vwu-ba-tri", "province", ["area/ben-tre"]),
        (HIEU, "province", ["area/ben-tre"]),
        (HIEU, "provinceToday", ["area/vinh-long"]),
        (HIEU, "organisation", ["org/vwu-ben-tre-org-dept"]),
        (HIEU, "role", ["role/deputy-head"]),
        (HIEU, "decision", ["decision/642ca70eabb422b4-1"]),
        (HIEU, "iri", [f"https://w3id.org/khen/id/{HIEU}"]),
        (HIEU, "statisticalCode", []),
    ],
)
def test_values(service: Service, id: str, property: str, expected: list[str]) -> None:
    assert service.values(id, property) == expected


def test_other_spellings(service: Service) -> None:
    assert "Bắc Cạn" in service.values("area/bac-kan", "otherName")


@pytest.mark.parametrize(
    ("id", "property", "day", "expected"),
    [
        ("area/tay-ninh", "statisticalCode", "2023-09-22", ["72"]),
        ("area/tay-ninh", "statisticalCode", "2026-01-01", ["80"]),
        ("area/tay-ninh", "state", "22/09/2023", ["area/tay-ninh/v/1"]),
        ("area/ben-tre", "province", "2026-01-01", ["area/vinh-long/v/2"]),
        ("area/ben-tre", "province", "2023-01-01", ["area/ben-tre/v/1"]),
        ("area/ben-tre", "statisticalCode", "2026-01-01", []),
        ("area/tay-ninh/v/2", "province", "2023-09-22", ["area/long-an/v/1", "area/tay-ninh/v/1"]),
        (HIEU, "province", "2026-01-01", ["area/vinh-long/v/2"]),
    ],
)
def test_values_on_a_day(service: Service, id: str, property: str, day: str, expected: list[str]) -> None:
    assert service.values(id, property, on=day) == expected


def test_as_many_values_as_are_wanted(service: Service) -> None:
    assert service.values("area/tay-ninh", "statisticalCode", limit=1) == ["72"]
    assert service.values("area/tay-ninh", "statisticalCode", limit="2", on="") == ["72", "80"]


def test_the_type_of_things_is_named_in_the_head(service: Service) -> None:
    head = service.extend([], "provinceToday", "iso3166-2")["meta"]
    assert head[0]["type"]["id"] == "AdministrativeUnit"
    assert "type" not in head[1]


def test_an_id_that_was_merged_leads_to_the_other(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("merged")
    write_release(folder)
    opened: Release = open_release(folder)
    service = Service(create_app(opened).test_client())
    assert service.values("person/do-thi-an", "nameVi") == ["Đỗ Thị Ân"]
    assert service.values("person/nobody", "nameVi") == []


def test_what_is_said_of_states_of_a_place(opened: Release) -> None:
    """Type and point belong to a state; a concept comes by its name, a number as a number."""
    base = opened.names.base
    state, graph = NamedNode(base + "id/area/tay-ninh/v/1"), NamedNode(base + "graph/ref/areas")
    concept = NamedNode(base + "def#Tinh")
    said: list[tuple[NamedNode, str, NamedNode | Literal]] = [
        (state, base + "def#unitType", concept),
        (concept, "http://www.w3.org/2004/02/skos/core#prefLabel", Literal("tỉnh", language="vi")),
        (state, "http://www.w3.org/2003/01/geo/wgs84_pos#lat", Literal("11.30", datatype=DECIMAL)),
        (state, "http://www.w3.org/2003/01/geo/wgs84_pos#long", Literal("106.10", datatype=DECIMAL)),
    ]
    store = Store()
    about = {state, NamedNode(base + "id/area/tay-ninh")}
    old = ("unitType", "#lat", "#long")
    store.extend(each for each in opened.store if not str(each.predicate.value).endswith(old))
    store.extend(
        Quad(each[0], NamedNode(each[1]), each[2], place) for each in said for place in (graph, DefaultGraph())
    )
    service = Service(create_app(replace(opened, store=store)).test_client())
    ids = [each.value.removeprefix(base + "id/") for each in about]
    answer = service.extend(ids, "unitType", "latitude", "longitude")
    forms.extension(answer, ids)
    for id in ids:
        assert answer["rows"][id]["unitType"] == [{"str": "tỉnh"}]
        assert (answer["rows"][id]["latitude"], answer["rows"][id]["longitude"]) == (
            [{"float": 11.3}],
            [{"float": 106.1}],
        )
    assert "loại đơn vị: tỉnh" in service.ask("area/tay-ninh")[0]["description"]
