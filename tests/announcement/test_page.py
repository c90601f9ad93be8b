"""The page of an announcement: every quotation in its place, every statement beside it, every doubt said."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from flask.testing import FlaskClient
from pyoxigraph import DefaultGraph, NamedNode

from graph.store import Release, value_of
from server.announcement.differences import doubts_of
from server.announcement.kinds import KINDS
from server.announcement.naming import Naming
from server.announcement.page import Announcement, page_of
from server.announcement.segments import Span
from server.announcement.stated import Stated
from server.document import Quote, quote_of
from server.passages import PART, passage_path
from tests.announcement.conftest import ADDRESS, LONG, OPEN, OPEN_TEXT, REAL
from tests.announcement.reading import Read

EVIDENCE = NamedNode("http://www.w3.org/ns/oa#SpecificResource")
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def read(client: FlaskClient, path: str, language: str = "en") -> Read:
    response = client.get(path, headers={"Accept": "text/html", "Accept-Language": language})
    assert (response.status_code, response.mimetype) == (200, "text/html")
    assert response.headers["Content-Language"] == language
    return Read(response.text)


def quotes(release: Release, key: str) -> list[Quote]:
    """The quotations of an announcement, as its data give them."""
    found = release.store.quads_for_pattern(None, TYPE, EVIDENCE, DefaultGraph())
    own = [value_of(quad.subject) for quad in found if f"/announcement/{key}/" in str(quad.subject)]
    return [quote for each in own if (quote := quote_of(release, each))]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_quotation_of_the_announcement_stands_in_its_place_under_its_address(
    client: FlaskClient, release: Release, text: str, language: str
) -> None:
    page = read(client, f"/read/{REAL}", language)
    found = quotes(release, REAL)
    assert len(found) > 100
    for quote in found:
        assert page.text(quote.start, quote.end) == quote.exact == text[quote.start : quote.end]
        assert f"char={quote.start},{quote.end}" in page.ids
    assert len(page.ids) == len(set(page.ids))
    places = sorted(page.pieces)
    assert places[0][0] == 0
    assert places[-1][1] == len(text)
    assert all(before[1] == after[0] for before, after in pairwise(places))


def test_every_link_into_the_text_and_to_a_statement_arrives(client: FlaskClient, release: Release) -> None:
    page = read(client, f"/read/{REAL}")
    inner = [href.removeprefix("#") for href, _ in page.links if href.startswith("#")]
    assert len(inner) > 300
    assert set(inner) <= set(page.ids)
    things = {href for href, _ in page.links if href.startswith("/doc/")}
    assert len(things) > 90
    assert all(release.knows(f"{release.names.base}id/{href.removeprefix('/doc/')}") for href in things)


def test_p05_no_word_is_shown_that_nothing_quotes(client: FlaskClient, text: str) -> None:
    page = read(client, f"/read/{REAL}")
    left_out = [place for place, words in page.pieces.items() if words is None]
    assert sum(end - start for start, end in left_out) == 1737
    assert "1,737 of 5,149 characters" in page.words
    for start, end in left_out:
        assert f"[… {end - start} character" in page.words
        assert text[start:end] not in page.words


def test_the_two_periods_are_set_against_each_other_with_all_their_places(client: FlaskClient) -> None:
    page = read(client, f"/read/{REAL}")
    said = page.words.partition("The text says two things, and not which is right")[2].partition("Results beside")[0]
    assert "2019–2023 Y1 in 3 places" in said
    assert "2019–2025 Y2 in 1 place" in said
    for place in ("535,556", "4096,4117", "4300,4321", "708,728"):
        assert page.leading(f"#char={place}") >= 2  # from the conflict and from the entry
    assert page.leading("#differences") == 4


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            (
                "more than 65,000</p>",
                "nearly 1,000",
                "98%",
                "more than 3,700,000,000\N{NO-BREAK SPACE}VND",
                "5 (years)",
            ),
        ),
        ("vi", ("trên 65.000</p>", "gần 1.000", "98%", "trên 3.700.000.000\N{NO-BREAK SPACE}VND", "5 (năm)")),
    ],
)
def test_figures_carry_unit_and_word_of_degree_by_the_customs_of_the_language(
    client: FlaskClient, language: str, expected: tuple[str, ...]
) -> None:
    html = client.get(f"/read/{REAL}?lang={language}").text
    for figure in expected:
        assert f'<p class="amount">{figure}' in html


def test_the_head_of_the_page_speaks_the_language_of_the_reader(client: FlaskClient) -> None:
    told = {language: client.get(f"/read/{REAL}?lang={language}").text for language in ("vi", "en")}
    assert "22 tháng 9, 2023, 17:39 (UTC+07:00)" in told["vi"]
    assert "September 22, 2023, 17:39 (UTC+07:00)" in told["en"]
    rights = {"vi": "Quyền đối với văn bản này thuộc về", "en": "The rights in this text belong to"}
    for language, other in (("vi", "en"), ("en", "vi")):
        assert rights[language] in told[language]
        assert rights[other] not in told[language]


def test_targets_and_what_no_words_say_are_told(client: FlaskClient) -> None:
    page = read(client, f"/read/{REAL}")
    assert "partly comparable" in page.words
    beyond = page.words.partition("What no words of the text say")[2].partition("How to read the marks")[0]
    for label in ("time zone assumed", "year assumed", "currency inferred", "not stated: publisher"):
        assert label in beyond


def test_a_letter_stands_for_one_kind_the_same_in_each_language(client: FlaskClient) -> None:
    assert len({kind.letter for kind in KINDS}) == len(KINDS)
    told = [client.get(f"/read/{REAL}?lang={language}").text for language in ("vi", "en")]
    marks = [re.findall(r'<li id="([a-z]+-\d+)"[^>]*>\s*<h3><span class="cite">(\w+)</span>', each) for each in told]
    assert marks[0] == marks[1]
    assert ("conferral-1", "C1") in marks[0]


def test_a_text_that_may_be_published_is_shown_whole_with_what_does_not_add_up(client: FlaskClient) -> None:
    page = read(client, f"/read/{OPEN}")
    assert "".join(words or "" for _, words in sorted(page.pieces.items())) == OPEN_TEXT
    differs = page.words.partition("Differences within the text")[2].partition("What no words")[0]
    assert "The announced number is not that of the list" in differs
    assert "announced number: 3" in differs
    assert "listed number: 2" in differs
    assert "The list names two." in differs
    assert "Words that no rule could read" in differs
    assert "12,5,7 tỷ" in differs.partition("Words that no rule could read")[2]


def test_a_long_text_is_read_in_parts_and_each_passage_has_its_page(client: FlaskClient, release: Release) -> None:
    found = quotes(release, LONG)
    parts = max(quote.end for quote in found) // PART + 1
    pages = {1: read(client, f"/read/{LONG}")}
    pages |= {number: read(client, f"/read/{LONG}/{number}") for number in range(2, parts + 1)}
    assert len(found) > 900
    assert parts > 1
    assert all(len(page.html) < 900_000 for page in pages.values())
    for quote in found:
        path, _, anchor = (passage_path(quote.iri) or "").partition("#")
        number = int(path.removeprefix(f"read/{LONG}").removeprefix("/") or 1)
        assert anchor in pages[number].ids
    for number, page in pages.items():
        assert len(page.ids) == len(set(page.ids))
        assert {href.removeprefix("#") for href, _ in page.links if href.startswith("#")} <= set(page.ids)
        assert {f"/read/{LONG}/{each}" for each in pages if each not in (1, number)} <= {href for href, _ in page.links}
    assert "Differences within the text" not in pages[2].words


def test_what_is_left_out_leads_to_the_publisher_where_that_is_known(client: FlaskClient) -> None:
    page = read(client, f"/read/{LONG}")
    assert (ADDRESS, "The whole text at its publisher") in page.links
    gaps = [place for place, words in page.pieces.items() if words is None]
    assert gaps
    assert page.leading(ADDRESS) == len(gaps) + 2  # from the head of the page, and as a statement


def test_spans_beyond_the_bound_of_a_page_are_told_and_not_marked(client: FlaskClient, release: Release) -> None:
    spans = tuple(
        sorted({Span(start, end, "x" * (end - start)) for start in range(60) for end in range(start + 1, 61)})
    )
    stated = Stated(REAL, f"{release.names.base}id/announcement/{REAL}", str(release.names.term("")), {})
    with client.application.test_request_context("/"):
        page = page_of(Announcement(stated, spans, (), doubts_of(stated, ())), Naming(release, "en"), 1)
    assert len(page.anchors) == 1000
    assert page.unmarked == len(spans) - 1000
    assert page.unquoted == 0
