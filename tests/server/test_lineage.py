"""The lines "today" and "in 2023" on the page of a place."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, Store, parse

from graph.index import union
from graph.store import Release
from server import create_app

PLACES = """
@base <https://w3id.org/khen/id/area/> .
@prefix khen: <https://w3id.org/khen/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix vl: <https://version.link/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://w3id.org/khen/graph/ref/areas> {
    <song-may> a khen:AdministrativeUnit ; rdfs:label "Sông Mây"@vi, "Song May"@en .
    <bien-gio> a khen:AdministrativeUnit ; rdfs:label "Biển Gió"@vi, "Bien Gio"@en .
    <doi-che> a khen:AdministrativeUnit ; rdfs:label "Đồi Chè"@vi .
    <song-may/v/1> a khen:AdministrativeUnitVersion ; rdfs:label "Sông Mây"@vi, "Song May"@en ;
        vl:identity <song-may> ; schema:validThrough "2025-06-30"^^xsd:date ; khen:currentVersion <bien-gio/v/2> .
    <bien-gio/v/1> a khen:AdministrativeUnitVersion ; rdfs:label "Biển Gió"@vi, "Bien Gio"@en ;
        vl:identity <bien-gio> ; schema:validThrough "2025-06-30"^^xsd:date ; khen:currentVersion <bien-gio/v/2> .
    <bien-gio/v/2> a khen:AdministrativeUnitVersion ; rdfs:label "Thành phố Biển Gió"@vi, "Bien Gio City"@en ;
        vl:identity <bien-gio> ; schema:validFrom "2025-07-01"^^xsd:date ; khen:currentVersion <bien-gio/v/2> ;
        khen:formerVersion <song-may/v/1>, <bien-gio/v/1>, <bien-gio/v/2> ;
        khen:reportedChange <../reported-change/2026-03-01-bien-gio> .
    <doi-che/v/1> a khen:AdministrativeUnitVersion ; rdfs:label "Đồi Chè"@vi ;
        vl:identity <doi-che> ; schema:validThrough "2025-06-30"^^xsd:date .
    <../reported-change/2026-03-01-bien-gio> rdfs:label "Biển Gió thành tỉnh"@vi, "Bien Gio a province"@en .
}
"""


@pytest.fixture(scope="module")
def pages(release: Release) -> FlaskClient:
    quads = list(parse(PLACES, format=RdfFormat.TRIG))
    store = Store()
    store.extend(quads)
    store.extend(union(quads))
    return create_app(replace(release, store=store, index="memory")).test_client()


def lines(pages: FlaskClient, key: str, language: str) -> list[str]:
    """The lines between the names and the formats, as text with the addresses of what they link."""
    page = pages.get(f"/doc/area/{key}?lang={language}", headers={"Accept": "text/html"}).text
    found = re.findall(r"<p>((?:Nay là|Năm 2023 là|Có nguồn|Today|In 2023|Reported).*?)</p>", page, re.DOTALL)
    linked = (re.sub(r'<a href="/doc/([^"?]*)\?lang=.." lang="..">([^<]*)</a>', r"\2 [\1]", each) for each in found)
    return [re.sub(r'<span lang="..">([^<]*)</span>', r"\1", each).strip() for each in linked]


def test_a_former_version_leads_to_what_it_is_today(pages: FlaskClient) -> None:
    assert lines(pages, "song-may/v/1", "en") == [
        "Today: Bien Gio City [area/bien-gio/v/2]",
        "Reported elsewhere, not verified: Bien Gio a province [reported-change/2026-03-01-bien-gio]",
        "In 2023: Song May",
    ]


def test_a_version_in_force_leads_to_all_that_it_was(pages: FlaskClient) -> None:
    assert lines(pages, "bien-gio/v/2", "vi") == [
        "Nay là: Thành phố Biển Gió",
        "Có nguồn nêu, chưa kiểm chứng: Biển Gió thành tỉnh [reported-change/2026-03-01-bien-gio]",
        "Năm 2023 là: Biển Gió [area/bien-gio/v/1] · Sông Mây [area/song-may/v/1]",
    ]


def test_a_place_leads_to_its_own_version_of_2023(pages: FlaskClient) -> None:
    assert lines(pages, "bien-gio", "en")[0] == "Today: Bien Gio City [area/bien-gio/v/2]"
    assert lines(pages, "bien-gio", "en")[-1] == "In 2023: Bien Gio [area/bien-gio/v/1]"
    assert lines(pages, "song-may", "en")[0] == "Today: Bien Gio City [area/bien-gio/v/2]"


def test_what_ended_without_a_successor_says_so(pages: FlaskClient) -> None:
    assert lines(pages, "doi-che", "vi") == [
        "Nay là: không còn, không có đơn vị kế thừa",
        "Năm 2023 là: Đồi Chè [area/doi-che/v/1]",
    ]


def test_a_name_that_there_is_in_vietnamese_only_says_so(pages: FlaskClient) -> None:
    page = pages.get("/doc/area/doi-che?lang=en", headers={"Accept": "text/html"}).text
    assert 'In 2023: <a href="/doc/area/doi-che/v/1?lang=en" lang="vi">Đồi Chè</a>' in page


def test_anything_else_has_no_such_lines(client: FlaskClient) -> None:
    page = client.get("/doc/person/do-thi-an-dak-lak?lang=en", headers={"Accept": "text/html"}).text
    assert "Statements" in page
    assert "Today:" not in page
    assert "In 2023:" not in page
