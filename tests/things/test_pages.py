"""One page of each type: what it is in a sentence, facts in groups, a label for every term, in both languages."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import DefaultGraph, NamedNode

from graph.store import Release, value_of
from server.things.reader import TYPE, Reader
from server.things.summaries import SUMMARIES
from tests.things.reading import html, labels, summary, text

ID = "642ca70eabb422b4"
_PREFIXED = re.compile(r"[a-z]+:[A-Za-z_]\w*")


@pytest.fixture(scope="module")
def of_each_type(opened: Release) -> dict[frozenset[str], str]:
    """The types of a thing to the key of one that has just these."""
    types: dict[str, set[str]] = {}
    for quad in opened.store.quads_for_pattern(None, NamedNode(TYPE), None, DefaultGraph()):
        types.setdefault(value_of(quad.subject), set()).add(value_of(quad.object))
    start = f"{opened.names.base}id/"
    things = {iri: kinds for iri, kinds in sorted(types.items()) if iri.startswith(start) and "#" not in iri}
    return {frozenset(kinds): iri.removeprefix(start) for iri, kinds in reversed(list(things.items()))}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_type_has_a_page_with_a_sentence_and_no_bare_name_of_a_term(
    client: FlaskClient, of_each_type: dict[frozenset[str], str], language: str
) -> None:
    assert len(of_each_type) > 30
    for types, key in of_each_type.items():
        page = html(client, key, language)
        assert [each for each in labels(page) if _PREFIXED.fullmatch(each)] == [], key
        if not any(each.endswith(("Agent", "vcard/ns#Kind", "2006/vcard/ns#Kind")) for each in types):
            assert summary(page).endswith("."), key
        assert not re.search(r"%\(|None|Markup|&amp;lt;", page), key


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_term_of_the_release_has_a_label_in_both_languages(app: Flask, opened: Release, language: str) -> None:
    """Properties, classes, and whatever else of a vocabulary stands as a value."""
    reader = Reader(opened, language)
    terms: set[str] = set()
    for quad in opened.store.quads_for_pattern(None, None, None, DefaultGraph()):
        terms |= {quad.predicate.value} | ({quad.object.value} if isinstance(quad.object, NamedNode) else set())
    named = {short: reader.name(each) for each in terms if _PREFIXED.fullmatch(short := reader.short(each))}
    assert len(named) > 250
    assert [short for short, name in named.items() if name.text == short or name.language] == []


@pytest.mark.parametrize(
    ("key", "vi", "en"),
    [
        (
            f"conferral/{ID}-1-i01",
            "Trần Quang Tiến được tặng Bằng khen của Đoàn Chủ tịch Trung ương Hội Liên hiệp Phụ nữ Việt Nam; theo",
            "Trần Quang Tiến received Certificate of merit of the Presidium of the Central Vietnam Women's Union;",
        ),
        (
            "person/le-thi-ngoc-be-nghe-an",
            "Lê Thị Ngọc Bé, Phó ban, Ban Xây dựng tổ chức Hội, Hội LHPN tỉnh Nghệ An; được tặng Bằng khen",
            "Lê Thị Ngọc Bé, Deputy head of department, Ban Xây dựng tổ chức Hội, Hội LHPN tỉnh Nghệ An; received",
        ),
        (
            "area/ben-tre/v/1",
            "Bến Tre: tỉnh; ở Việt Nam; có hiệu lực đến hết 30 tháng 6, 2025; nay là Vĩnh Long.",
            "Ben Tre: province (tỉnh); in Viet Nam; valid through June 30, 2025; it is now Vinh Long.",
        ),
        (
            f"amount/{ID}-1",
            "trên 3.700.000.000 VND; huy động: Thanh Hóa (khai thác trên 3.7 tỷ); văn bản không nêu loại tiền.",
            "more than 3,700,000,000 VND; mobilised: Thanh Hóa (khai thác trên 3.7 tỷ); the text does not name",
        ),
        (
            f"fund-mobilisation/{ID}-1",
            "Thanh Hóa huy động trên 3.700.000.000 VND; văn bản không nêu loại tiền; trong khuôn khổ “Đề án bồi dưỡng",
            "Thanh Hoa mobilised more than 3,700,000,000 VND; the text does not name the currency; for “",
        ),
        (
            f"statement/{ID}-s07",
            "Kết quả: trên 81.000.000.000 VND (Tổng kinh phí); văn bản không nêu loại tiền; nói về",
            "Result: more than 81,000,000,000 VND (Total funding); the text does not name the currency; about",
        ),
        (
            f"decision/{ID}-1",
            "Đoàn Chủ tịch Trung ương Hội Liên hiệp Phụ nữ Việt Nam tặng Bằng khen",
            "Presidium of the Central Vietnam Women's Union gives Certificate of merit",
        ),
        (f"statement/{ID}-t01", "Chỉ tiêu: 70% (", "Target: 70% ("),
        (
            f"fund-mobilisation/{ID}-1",
            "Thanh Hóa huy động trên 3.700.000.000 VND; văn bản không nêu loại tiền; trong khuôn khổ",
            "Thanh Hoa mobilised more than 3,700,000,000 VND; the text does not name the currency; for",
        ),
        (
            "award/bang-khen-vwu-presidium",
            "Bằng khen của Đoàn Chủ tịch Trung ương Hội Liên hiệp Phụ nữ Việt Nam: một dạng của bằng khen;",
            "Certificate of merit of the Presidium of the Central Vietnam Women's Union: a form of",
        ),
    ],
)
def test_the_sentence_says_what_the_data_say(client: FlaskClient, key: str, vi: str, en: str) -> None:
    assert summary(html(client, key, "vi")).startswith(vi)
    assert summary(html(client, key, "en")).startswith(en)


def test_a_sentence_counts_each_kind_of_thing_by_itself(client: FlaskClient) -> None:
    award = summary(html(client, "award/bang-khen-vwu-presidium"))
    assert "conferrals of it: 15; decisions that give it: 1; announced numbers of recipients: 2." in award
    programme = summary(html(client, "programme/vwu-cadre-training-2019"))
    assert "conferrals for it: 15; decisions for it: 1; sums raised for it: 3." in programme


def test_data_sets_offices_and_the_licence_have_the_names_that_people_use(client: FlaskClient) -> None:
    page = html(client, "role/secretary", "vi")
    assert summary(page).startswith("Bí thư: chức vụ.")
    footer = text(page.partition("<footer")[2])
    assert "Giấy phép Creative Commons Ghi công 4.0 Quốc tế" in footer
    graph = client.get("/graph/links/dbpedia?lang=vi", headers={"Accept": "text/html"}).text
    assert "<h1>Liên kết tới DBpedia</h1>" in graph


def test_the_most_specific_type_counts_and_an_unknown_one_falls_back(app: Flask, client: FlaskClient) -> None:
    page = html(client, f"statement/{ID}-s01")
    assert text(page.partition('<p class="kind">')[2].partition("</p>")[0]) == "result"
    assert {"khen:Result", "khen:StatisticalStatement"} <= set(SUMMARIES)
    agent = html(client, "agent/publisher")
    assert summary(agent) == ""
    assert "The Khen project" in agent


def test_facts_stand_in_groups_with_values_as_the_language_writes_them(client: FlaskClient) -> None:
    page = html(client, f"amount/{ID}-1", "vi")
    groups = re.findall(r'<section id="(\w+)" class="facts">', page)
    assert groups == ["figure", "names", "evidence", "technical"]
    figures = page.partition('id="figure"')[2].partition("</section>")[0]
    assert '<data value="3700000000">3.700.000.000\xa0VND</data>' in figures
    assert '<data value="true">có</data>' in figures


def test_a_quotation_leads_to_the_announcement(client: FlaskClient) -> None:
    page = html(client, f"conferral/{ID}-1-i01", "vi")
    address = f"/read/{ID}?lang=vi#char=4709,4763"
    assert f'<a href="{address}"><q lang="vi">Ông Trần Quang Tiến' in page
    assert 'id="char=4709,4763"' in client.get(address, headers={"Accept": "text/html"}).text
    assert f'href="/read/{ID}?lang=en"' in html(client, f"announcement/{ID}")


def test_a_page_offers_the_iri_a_citation_and_a_query_about_it(client: FlaskClient, opened: Release) -> None:
    iri = f"{opened.names.base}id/org/vwu"
    page = html(client, "org/vwu")
    assert f'<code class="iri">{iri}</code>' in page
    assert f"release {opened.id}" in text(page.partition('<p class="cite">')[2].partition("</p>")[0])
    asked = re.search(r'href="(/sparql\?query=[^"]*)"', page)
    assert asked
    answer = client.get(asked[1].replace("&amp;", "&"), headers={"Accept": "text/turtle"})
    assert answer.status_code == 200
    assert f"<{iri}>" in answer.text


def test_links_to_other_data_sets_say_how_they_were_found_and_what_confirms_them(client: FlaskClient) -> None:
    page = html(client, "org/vwa")
    row = text(page.partition('<table role="table" class="stack">')[2].partition("</table>")[0])
    assert "ROR https://ror.org/04sftj265 exact match compared by hand" in row
    assert "ROR record 04sftj265" in row
    assert 'href="/doc/link/ror-04sftj265?lang=en"' in page


def test_the_parts_of_an_organisation_and_what_it_is_part_of(client: FlaskClient) -> None:
    page = html(client, "org/vwu-nghe-an-org-dept")
    trail = re.findall(r"<li>(.*?)</li>", page.partition('<nav class="trail"')[2].partition("</nav>")[0])
    assert [text(each) for each in trail] == ["Vietnam Women's Union", "Women's Union of Nghe An"]
    whole = html(client, "org/vwu-nghe-an")
    below = whole.partition('<section class="below">')[2].partition("</section>")[0]
    assert 'href="/doc/org/vwu-nghe-an-org-dept?lang=en"' in below
