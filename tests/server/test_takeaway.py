"""What is taken away from map, graph and timeline says by itself what it shows, of which release, and its licence."""

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
STEMS = {
    "/map": ("Recipients by province: the provinces of May 6, 2024", "The area of a circle", "&date=2024-05-06"),
    "/timeline": ("Timeline", "Bars are periods", ""),
    "/explore/org/hoi-song-may": ("What is around: ", "The thing in the middle", ""),
}


@pytest.fixture(scope="module")
def pages(made_up: Release) -> FlaskClient:
    return create_app(made_up).test_client()


@pytest.mark.parametrize("path", STEMS)
def test_a_picture_has_title_legend_release_and_licence_in_it(pages: FlaskClient, made_up: Release, path: str) -> None:
    title, legend, query = STEMS[path]
    response = pages.get(f"{path}.svg?lang=en{query}")
    root = ET.fromstring(response.text)
    words = " ".join(" ".join((each.text or "").split()) for each in root.iter(f"{SVG}text"))
    assert root.findtext(f"{SVG}title", "").startswith(title)
    for each in (title, legend, made_up.id, made_up.manifest.licence):
        assert each in words
    assert "…" not in words, "a file has no titles to point at: every name is written in full"
    width = float(root.get("width", "0"))
    assert all(0 <= float(each.get("x", "0")) <= width for each in root.iter(f"{SVG}text"))
    assert f'<{made_up.manifest.licence}>; rel="license"' in response.headers["Link"]


@pytest.mark.parametrize("path", STEMS)
def test_each_row_of_a_table_names_its_release_and_the_licence(pages: FlaskClient, made_up: Release, path: str) -> None:
    response = pages.get(f"{path}.csv?lang=en{STEMS[path][2]}")
    rows = list(csv.DictReader(io.StringIO(response.text, newline="")))
    source = (f"{made_up.names.base}releases/{made_up.id}", made_up.manifest.licence)
    assert {(each["release"], each["licence"]) for each in rows} == {source}
    assert f'</releases/{made_up.id}/>; rel="describedby"' in response.headers["Link"]
    page = pages.get(f"{path}?lang=en{STEMS[path][2]}").text
    assert re.search(rf'download="khen-[\w-]+-{made_up.id}\.csv"', page)


def test_a_table_holds_the_words_that_its_page_shows(pages: FlaskClient, client: FlaskClient) -> None:
    quoted = r'<q lang="vi">([^<]*)</q> <small>characters ([\d,]+)–([\d,]+)</small>'
    for asked, path in ((pages, "/timeline"), (client, "/explore/person/do-thi-an-dak-lak")):
        rows = csv.DictReader(io.StringIO(asked.get(f"{path}.csv?lang=en").text, newline=""))
        told = [(each["words"], each["words_start"], each["words_end"]) for each in rows if each["words"]]
        found = re.findall(quoted, asked.get(f"{path}?lang=en").text)
        assert told == [(words, *(each.replace(",", "") for each in places)) for words, *places in found] != []


def test_a_narrow_screen_has_a_timeline_that_says_each_time_in_words(pages: FlaskClient) -> None:
    page = pages.get("/timeline?lang=en").text
    narrow = page.partition('<div class="slim">')[2].partition("</div>")[0]
    root = ET.fromstring(narrow)
    assert float(root.get("width", "0")) <= 360
    times = re.findall(r'<time datetime="[^"]*">([^<]*)</time>', page)
    written = [
        each.findtext(f"{SVG}text") or "" for each in root.iter(f"{SVG}g") if "span" in (each.get("class") or "")
    ]
    assert [each.partition(": ")[0] for each in written] == times
