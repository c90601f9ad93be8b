"""What speaks for a pair and what against it, part by part, on the few things that a part looks at."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.candidates.kinds import Kind, kind_of
from graph.candidates.names import Likeness, Matcher
from graph.candidates.scoring import AGAINST, COUNTRY_ONLY, IDENTIFIER, NEAR, TYPE, WITHIN, Score, score
from graph.candidates.subjects import Around, Subject
from graph.candidates.targets import Target
from graph.candidates.things import Name, Thing
from graph.spelling import fold
from tests.candidates.conftest import Khen
from tests.candidates.test_proposing import proposed

PROVINCE = Subject(
    "area/ben-tre",
    "Bến Tre",
    Kind.PROVINCE,
    ("Bến Tre", "Tỉnh Bến Tre", "Ben Tre Province"),
    frozenset({Target("iso3166-2", "VN-50"), Target("geonames", "1587974")}),
    points=((10.11, 106.50),),
)
DISTRICT = Subject(
    "area/chau-thanh",
    "Huyện Châu Thành",
    Kind.DISTRICT,
    ("Châu Thành",),
    inside=Around(frozenset({fold("Bến Tre"), fold("Vĩnh Long")}), frozenset({Target("wikidata", "Q33366")})),
    outside=Around(frozenset({fold("Tiền Giang")}), frozenset({Target("wikidata", "Q36401")})),
)
KNOWN = {
    each.iri: each
    for each in (
        Thing("urn:vn", (Name("Vietnam", "en", True),)),
        Thing("urn:us", (Name("United States", "en", True),)),
        Thing("urn:tien-giang", (Name("Tiền Giang", "vi", True),), countries=("urn:vn",)),
        Thing("urn:vinh-long", (Name("Vĩnh Long", "vi", True),), countries=("urn:vn",)),
        Thing("urn:texas", (Name("Texas", "en", True),), countries=("urn:us",)),
        Thing("urn:commune", within=("urn:vinh-long",)),
        Thing("urn:province", (Name("province of Vietnam", "en", True),)),
        Thing("urn:town", (Name("provincial city of Vietnam", "en", True),)),
    )
}


def part(scored: Score, name: str) -> int:
    return next(each.points for each in scored.parts if each.name == name)


@pytest.mark.parametrize(
    ("name", "likeness"),
    [
        ("Bến Tre", Likeness.EQUAL),
        ("tỉnh  BẾN TRE", Likeness.EQUAL),
        ("Ben Tre", Likeness.UNMARKED),
        ("Bentre", Likeness.UNMARKED),
        ("Bền Trẻ", Likeness.OTHER_MARKS),
        ("Bến Tre Provinces", Likeness.SIMILAR),
        ("Bến Cát", None),
        ("Tre", None),
        ("", None),
        ("Bến Tre" * 50, None),
    ],
)
def test_how_alike_names_are(name: str, likeness: Likeness | None) -> None:
    found = Matcher({PROVINCE.key: PROVINCE.names}).alike(name)
    assert [each.likeness for each in found] == ([] if likeness is None else [likeness])


def test_a_name_that_is_not_the_one_shown_is_worth_less() -> None:
    (found,) = Matcher({PROVINCE.key: PROVINCE.names}).alike("Bến Tre", shown=False)
    assert found.likeness is Likeness.OTHER_NAME


def test_each_way_to_be_alike_is_worth_less_than_the_one_before() -> None:
    points = [each.points for each in Likeness]
    assert points == sorted(points, reverse=True)
    assert len(set(points)) == len(points)


@pytest.mark.parametrize(
    ("types", "points"),
    [
        (("urn:province",), TYPE),
        (("urn:town",), AGAINST),
        (("urn:town", "urn:province"), TYPE),
        (("https://www.geonames.org/ontology#A.ADM1",), TYPE),
        (("https://www.geonames.org/ontology#P.PPLA",), AGAINST),
        (("http://schema.org/AdministrativeArea",), 0),
        (("urn:never-described-7",), 0),
        ((), 0),
    ],
)
def test_type(types: tuple[str, ...], points: int) -> None:
    assert part(score(PROVINCE, None, Thing("urn:x", types=types), KNOWN), "type") == points


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("thành phố trực thuộc trung ương của Việt Nam", Kind.CENTRAL_CITY),
        ("thành phố thuộc tỉnh", Kind.TOWN),
        ("huyện", Kind.DISTRICT),
        ("Wikimedia disambiguation page", Kind.OTHER),
        ("human settlement", Kind.TOWN),
        ("trường đại học", Kind.ORGANISATION),
        ("dbpedia.org", None),
    ],
)
def test_what_a_type_says(words: str, kind: Kind | None) -> None:
    assert kind_of(words) == kind


@pytest.mark.parametrize(
    ("thing", "points"),
    [
        (Thing("urn:x", countries=("urn:vn",)), WITHIN),
        (Thing("urn:x", country_names=("VN",)), WITHIN),
        (Thing("urn:x", countries=("urn:us",)), AGAINST),
        (Thing("urn:x", country_names=("US",)), AGAINST),
        (Thing("urn:x", countries=("urn:us", "urn:vn")), WITHIN),
        (Thing("urn:x", within=("urn:texas",)), AGAINST),
        (Thing("urn:x", within=("urn:vinh-long",)), WITHIN),
        (Thing("urn:x", countries=("http://example.org/1",)), 0),
        (Thing("urn:x"), 0),
    ],
)
def test_country_of_a_province(thing: Thing, points: int) -> None:
    assert part(score(PROVINCE, None, thing, KNOWN), "within") == points


@pytest.mark.parametrize(
    ("thing", "points"),
    [
        (Thing("urn:x", within=("http://www.wikidata.org/entity/Q33366",)), WITHIN),
        (Thing("urn:x", within=("urn:vinh-long",), countries=("urn:vn",)), WITHIN),
        (Thing("urn:x", within=("urn:commune",)), WITHIN),
        (Thing("urn:x", within=("urn:tien-giang",), countries=("urn:vn",)), AGAINST),
        (Thing("urn:x", within=("http://www.wikidata.org/entity/Q36401",)), AGAINST),
        (Thing("urn:x", countries=("urn:vn",)), COUNTRY_ONLY),
    ],
)
def test_province_of_a_district(thing: Thing, points: int) -> None:
    assert part(score(DISTRICT, None, thing, KNOWN), "within") == points


@pytest.mark.parametrize(
    ("subject", "point", "points"),
    [
        (PROVINCE, (10.24, 106.38), NEAR),
        (PROVINCE, (11.30, 106.10), 0),
        (PROVINCE, (21.03, 105.85), AGAINST),
        (PROVINCE, (106.50, 10.11), AGAINST),
        (PROVINCE, None, 0),
        (DISTRICT, (10.24, 106.38), 0),
        (DISTRICT, (29.7, -95.4), AGAINST),
    ],
)
def test_coordinates(subject: Subject, point: tuple[float, float] | None, points: int) -> None:
    assert part(score(subject, None, Thing("urn:x", point=point), {}), "coordinates") == points


@pytest.mark.parametrize(
    ("identifiers", "points"),
    [
        ({Target("iso3166-2", "VN-50")}, IDENTIFIER),
        ({Target("iso3166-2", "VN-50"), Target("geonames", "1")}, IDENTIFIER),
        ({Target("iso3166-2", "VN-83")}, AGAINST),
        ({Target("ror", "04sftj265")}, 0),
        (set(), 0),
    ],
)
def test_identifier(identifiers: set[Target], points: int) -> None:
    thing = Thing("urn:x", identifiers=frozenset(identifiers))
    assert part(score(PROVINCE, None, thing, {}), "identifier") == points


def test_what_fits_in_every_part_has_100_and_what_contradicts_has_none() -> None:
    known = frozenset({Target("iso3166-2", "VN-50")})
    perfect = Thing("urn:x", types=("urn:province",), countries=("urn:vn",), identifiers=known, point=(10.1, 106.5))
    assert score(PROVINCE, (Likeness.EQUAL, "Bến Tre"), perfect, KNOWN).points == 100
    worst = Thing("urn:x", types=("urn:town",), countries=("urn:us",), point=(29.7, -95.4))
    assert score(PROVINCE, (Likeness.EQUAL, "Bến Tre"), worst, KNOWN).points == 0


GEONAMES = """\
@prefix gn: <http://www.geonames.org/ontology#> .
@prefix wgs84_pos: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
<https://sws.geonames.org/900020/> gn:name "Tỉnh Bến Tre" ; gn:alternateName "Bến Tre"@vi ;
    gn:featureCode gn:A.ADM1 ; gn:countryCode "VN" ; wgs84_pos:lat "10.16" ; wgs84_pos:long "106.5" .
<https://sws.geonames.org/900021/> gn:name "Bến Tre"@vi ; gn:featureCode gn:P.PPLA ; gn:countryCode "VN" ;
    gn:parentADM1 <https://sws.geonames.org/900020/> ; wgs84_pos:lat "10.24" ; wgs84_pos:long "106.38" .
<https://sws.geonames.org/900022/> gn:name "Bến Tre" ; gn:featureCode gn:P.PPL ; gn:countryCode "LA" .
"""


def test_a_file_in_the_shape_of_geonames(khen_link: Khen, corpus: Path, review: Path, tmp_path: Path) -> None:
    table = corpus / "authority" / "identifiers.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join(each for each in lines if not each.startswith("ben-tre,geonames,")), encoding="utf-8")
    file = tmp_path / "geonames.ttl"
    file.write_text(GEONAMES, encoding="utf-8")
    found = proposed(khen_link, review, file, "--scheme", "geonames", "--least", 1)
    scores = {row["target"]: int(row["score"]) for row in found if row["subject"] == "area/ben-tre"}
    assert scores.pop("https://sws.geonames.org/900020/") >= max(scores.values()) + 20
    assert "https://sws.geonames.org/900021/" in scores
