"""The timeline: every date as exact as it is stated, and both where two are stated."""

from __future__ import annotations

import csv
import io
import re
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from graph.store import Release
from server import create_app

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def pages(made_up: Release) -> FlaskClient:
    return create_app(made_up).test_client()


def rows(pages: FlaskClient, query: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(pages.get(f"/timeline.csv?{query}").text, newline="")))


def test_everything_with_a_date_is_there_in_order(pages: FlaskClient) -> None:
    assert [(each["start"], each["end"], each["kind"], each["basis"]) for each in rows(pages)] == [
        ("2019", "2023", "programme", "stated"),
        ("2019", "2025", "programme", "stated"),
        ("2021", "", "figure", "stated"),
        ("2022", "", "figure", "stated"),
        ("2024-05-06", "2024-05-06", "announcement", "stated"),
        ("2025-07-01", "2025-07-01", "province", "known"),
        ("2026-01-02", "2026-01-02", "announcement", "stated"),
        ("2026-03-01", "2026-03-01", "province", "reported"),
    ]


def test_the_picture_the_table_and_the_file_say_the_same(pages: FlaskClient) -> None:
    picture = ET.fromstring(pages.get("/timeline.svg?lang=en").text)
    spans = [each for each in picture.iter(f"{SVG}g") if (each.get("class") or "").startswith("span")]
    titles = [each.findtext(f"{SVG}title") or "" for each in spans]
    page = pages.get("/timeline?lang=en").text
    times = re.findall(r'<time datetime="([^"]*)">([^<]*)</time>', page)
    assert [start for start, _ in times] == [each["start"] for each in rows(pages)]
    assert [each.split(": ")[0] for each in titles] == [words for _, words in times]
    assert [each.get("class") == "span unsure" for each in spans] == [
        True,
        True,
        False,
        False,
        False,
        False,
        False,
        True,
    ]
    assert "Without a date: time of a figure: 2." in page


def test_a_result_since_a_year_ends_with_the_day_of_its_announcement_and_a_target_does_not(pages: FlaskClient) -> None:
    told = {each["iri"].rpartition("/")[2]: each["told_on"] for each in rows(pages, "kind=figure")}
    assert told == {"1": "2024-05-06", "3": ""}
    picture = ET.fromstring(pages.get("/timeline.svg?kind=figure&lang=en").text)
    result, target = (each for each in picture.iter(f"{SVG}g") if each.get("class") == "span")
    assert result.findtext(f"{SVG}title") == "since 2021, as told on May 6, 2024: 12 lớp (time of a figure)"
    assert [each.find(f"{SVG}path") is None for each in (result, target)] == [True, False], "the arrow of an open end"


def test_two_periods_that_conflict_name_each_other(pages: FlaskClient) -> None:
    page = re.sub(r"\s+", " ", pages.get("/timeline?kind=programme&lang=en").text)
    said = re.findall(r'≠ stated otherwise: <a href="([^"]*)">([^<]*)</a>', page)
    assert said == [("/doc/period-statement/2?lang=en", "2019–2025"), ("/doc/period-statement/1?lang=en", "2019–2023")]
    assert '<q lang="vi">2019</q>' in page, "the words that a period was read from"


def test_a_kind_is_filtered_and_a_page_is_turned(pages: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [each["kind"] for each in rows(pages, "kind=figure&kind=province")] == [
        "figure",
        "figure",
        "province",
        "province",
    ]
    monkeypatch.setattr("server.chronicle.PER_PAGE", 3)
    page = pages.get("/timeline?page=2&lang=en").text
    assert page.count("<time ") == 3
    assert 'rel="prev" href="/timeline?lang=en"' in page
    assert 'rel="next" href="/timeline?page=3&amp;lang=en"' in page
    assert len(rows(pages, "page=2")) == 8, "the file holds all"


@pytest.mark.parametrize("query", ["kind=weather", "page=0", "page=x", "page=99999999"])
def test_what_the_timeline_does_not_know_is_refused(pages: FlaskClient, query: str) -> None:
    assert pages.get(f"/timeline?{query}").status_code == 400
