"""Places that the reviewed tables do not hold, from the text to a graph that conforms."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rdflib.namespace import ORG

from graph import pipeline
from graph.source import SourceDocument
from graph.statement import Facts
from graph.validation import Report, load_shapes, validate
from graph.vocabulary import SCHEMA, VL, Names, Quad
from tests.conftest import DATA

NAMES = Names()
Triple = tuple[object, object, object]


def built(text: str) -> tuple[Facts, set[Triple], tuple[Quad, ...], Report]:
    """The graph of the corpus with another text in place of its announcement."""
    document = SourceDocument("copy", text)
    corpus = replace(pipeline.read_data(DATA), documents=(document,))
    facts, quads = pipeline.build_graph(corpus, NAMES)
    report = validate(quads, (document,), NAMES, load_shapes(NAMES))
    return facts[0], {quad[:3] for quad in quads}, quads, report


def test_a_district_that_the_tables_lack_is_described_as_far_as_the_text_goes(text: str) -> None:
    copy = text.replace("- Hội LHPN tỉnh Phú Thọ", "- Hội LHPN huyện Tam Sơn, tỉnh Phú Thọ")
    facts, triples, quads, report = built(copy)
    union, district = NAMES.thing("org", "vwu-phu-tho-huyen-tam-son"), NAMES.thing("area", "phu-tho-huyen-tam-son")
    version = NAMES.thing("area", "phu-tho-huyen-tam-son/v/1")
    assert report.conforms, report.text
    assert facts.unread == ()
    assert (union, SCHEMA.areaServed, version) in triples
    assert (version, SCHEMA.containedInPlace, NAMES.thing("area", "phu-tho/v/1")) in triples
    assert (version, VL.identity, district) in triples
    above = next(quad for quad in quads if quad[:2] == (union, ORG.subOrganizationOf))
    assert above[2:] == (NAMES.thing("org", "vwu-phu-tho"), NAMES.graph("ref/orgs"))


@pytest.mark.parametrize(
    ("line", "area"),
    [
        ("Hội LHPN thành phố Việt Trì, tỉnh Phú Thọ", "phu-tho-huyen-viet-tri"),
        ("Hội LHPN xã An Hiệp, huyện Ba Tri, tỉnh Bến Tre", "district-836-ba-tri-xa-an-hiep"),
    ],
)
def test_cities_and_communes_inside_a_province_conform(text: str, line: str, area: str) -> None:
    _, triples, _, report = built(text.replace("- Hội LHPN tỉnh Phú Thọ", f"- {line}"))
    assert report.conforms, report.text
    assert any(triple[0] == NAMES.thing("area", f"{area}/v/1") for triple in triples)


def test_a_name_that_no_single_unit_bears_is_reported_and_tied_to_none(text: str) -> None:
    facts, triples, _, report = built(text.replace("Hội LHPN tỉnh Phú Thọ", "Hội LHPN tỉnh Phú Thị"))
    assert [(each.evidence.exact, each.line) for each in facts.unread] == [("tỉnh Phú Thị", 47)]
    assert report.conforms, report.text
    assert any(finding.line == 47 and finding.severity == "warning" for finding in report.findings)
    recipient = NAMES.thing("org", "hoi-lhpn-tinh-phu-thi")
    assert not any(triple[:2] == (recipient, SCHEMA.areaServed) for triple in triples)


def test_a_province_of_2023_is_not_placed_on_the_map_of_2026(text: str) -> None:
    facts, triples, _, _ = built(text.replace("22/09/2023", "22/09/2026"))
    names = {each.evidence.exact for each in facts.unread}
    assert {"tỉnh Bến Tre", "tỉnh Hà Nam", "tỉnh Hà Giang"} <= names
    assert (NAMES.thing("org", "vwu-phu-tho"), SCHEMA.areaServed, NAMES.thing("area", "phu-tho/v/2")) in triples
