"""Types, points, seats, today's units and reported changes, as the graph of areas states them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from graph.authority.places import Places, read_places
from graph.linking import area_quads
from graph.vocabulary import GEO, SCHEMA, VL, WGS84, Names

NAMES = Names()
TODAY, FORMERLY, TYPE = (NAMES.term(name) for name in ("currentVersion", "formerVersion", "unitType"))
CITY, PROVINCE = NAMES.term("ThanhPhoTrungUong"), NAMES.term("Tinh")
REPORTED = {"dong-nai/v/2": "2026-04-30", "quang-ninh/v/1": "2026-09-01", "bac-ninh/v/2": "2026-09-20"}


@pytest.fixture(scope="module")
def places() -> Places:
    return read_places(Path(__file__).parents[2] / "data" / "authority")


@pytest.fixture(scope="module")
def areas(places: Places) -> Graph:
    graph = Graph()
    for subject, predicate, value, _ in area_quads(places, NAMES):
        graph.add((subject, predicate, value))
    return graph


def area(key: str) -> URIRef:
    return NAMES.thing("area", key)


def ended(areas: Graph, version: Node) -> bool:
    return areas.value(version, SCHEMA.validThrough) is not None


def test_five_cities_and_six_since_2025(areas: Graph) -> None:
    cities = set(areas.subjects(TYPE, CITY))
    before = {area(f"{key}/v/1") for key in ("ha-noi", "hai-phong", "da-nang", "ho-chi-minh", "can-tho")}
    since = {area(f"{key}/v/2") for key in ("hai-phong", "thua-thien-hue", "da-nang", "ho-chi-minh", "can-tho")}
    assert cities == before | since
    assert len({city for city in cities if not ended(areas, city)}) == 6
    assert len(set(areas.subjects(TYPE, PROVINCE))) == 63 + 23 + 1 - len(cities)


def test_a_reported_change_leaves_the_version_as_it_was(areas: Graph) -> None:
    stated = dict(areas.subject_objects(NAMES.term("reportedChange")))
    assert stated.keys() == {area(key) for key in REPORTED}
    for key, day in REPORTED.items():
        version, report = area(key), stated[area(key)]
        assert areas.value(version, TYPE) == PROVINCE
        assert not ended(areas, version)
        assert areas.value(version, VL.endEvent) is None
        assert areas.value(report, NAMES.term("reportedType")) == CITY
        assert areas.value(report, NAMES.term("reportedDay")) == Literal(day, datatype=XSD.date)
        assert (report, RDF.type, VL.ChangeEvent) not in areas
        assert len(set(areas.objects(report, DCTERMS.source))) == 2


def test_hue_changed_type_by_an_act(areas: Graph) -> None:
    (event,) = areas.subjects(RDF.type, NAMES.term("ChangeOfType"))
    assert areas.value(area("thua-thien-hue/v/2"), VL.startEvent) == event
    assert areas.value(area("thua-thien-hue/v/1"), TYPE) == PROVINCE


def test_one_step_leads_from_63_to_34_and_back(areas: Graph, places: Places) -> None:
    first = [area(place.versions[0].key) for place in places.places if place.iso]
    today = {version: set(areas.objects(version, TODAY)) for version in first}
    assert len(today) == 63
    assert all(len(found) == 1 for found in today.values())
    assert len(set().union(*today.values())) == 34
    assert sum(found == {version} for version, found in today.items()) == 10  # and Huế, which was renamed
    assert set(areas.subject_objects(FORMERLY)) == {(now, then) for then, now in areas.subject_objects(TODAY)}


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("ben-tre/v/1", "vinh-long/v/2"),
        ("tay-ninh/v/1", "tay-ninh/v/2"),
        ("thua-thien-hue/v/1", "thua-thien-hue/v/2"),
        ("thanh-hoa/v/1", "thanh-hoa/v/1"),
        ("tien-giang/v/1", "dong-thap/v/2"),
    ],
)
def test_what_a_version_is_today(areas: Graph, then: str, now: str) -> None:
    assert set(areas.objects(area(then), TODAY)) == {area(now)}


def test_a_district_has_become_nothing(areas: Graph) -> None:
    assert areas.value(area("district-836-ba-tri/v/1"), TODAY) is None
    assert areas.value(area("district-836-ba-tri/v/1"), TYPE) is None


def test_a_point_is_the_same_in_both_vocabularies(areas: Graph) -> None:
    version = area("ben-tre/v/1")
    assert areas.value(version, WGS84.lat) == Literal(Decimal("10.132456"))
    assert areas.value(version, WGS84.long) == Literal(Decimal("106.552844"))
    point = areas.value(version, GEO.hasGeometry)
    assert areas.value(point, GEO.asWKT) == Literal("POINT(106.552844 10.132456)", datatype=GEO.wktLiteral)
    assert set(areas.objects(point, DCTERMS.source)) == {Literal("Who's On First 36f4852c8")}


def test_a_town_has_an_address_only_where_it_has_the_same_name(areas: Graph) -> None:
    towns = set(areas.subjects(RDF.type, NAMES.term("Seat"))) - set(areas.subjects(NAMES.term("seatIn")))
    without = {town for town in towns if areas.value(town, RDFS.seeAlso) is None}
    assert len(towns) == 63
    names = {label for town in without for label in areas.objects(town, SKOS.prefLabel)}
    assert {str(name) for name in names if name.language == "vi"} == {"Đồng Hới", "Đồng Xoài"}  # type: ignore[attr-defined]


def test_a_planned_seat_lies_in_a_unit_that_was_merged(areas: Graph) -> None:
    planned = set(areas.subject_objects(NAMES.term("seatIn")))
    assert len(planned) == 9
    assert (NAMES.thing("seat", "lao-cai-2"), area("yen-bai/v/1")) in planned


@pytest.mark.parametrize(
    ("key", "name", "language"),
    [
        ("hoa-binh", "Hòa Bình", "vi"),
        ("thanh-hoa", "Thanh Hoá", "vi"),
        ("ben-tre", "Tỉnh Bến Tre", "vi"),
        ("ben-tre", "Ben Tre Province", "en"),
        ("ben-tre", "Bến Tre Province", "en"),
        ("ha-noi", "Hanoi", "en"),
        ("ha-noi", "Ha Noi", "en"),
        ("ho-chi-minh", "TP.HCM", "vi"),
        ("thua-thien-hue", "Thừa Thiên-Huế", "vi"),
        ("thua-thien-hue", "Tỉnh Thừa Thiên Huế", "vi"),
        ("thua-thien-hue", "Hue", "en"),
    ],
)
def test_other_tables_find_their_names(areas: Graph, key: str, name: str, language: str) -> None:
    assert Literal(name, language) in set(areas.objects(area(key), SKOS.altLabel))


def test_sai_gon_is_no_name_of_the_unit_of_today(areas: Graph) -> None:
    assert Literal("Sài Gòn", "vi") not in set(areas.objects(None, SKOS.altLabel))
