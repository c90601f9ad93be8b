"""What an answer can be seen as: a table, a map, a chart, a graph; in both languages, wide and narrow."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from server.assets import FOLDER
from tests.browser.conftest import Open
from tests.browser.test_editor import QUERIES, RESULT, asking


@pytest.mark.parametrize(
    ("language", "width", "number", "view", "drawn", "count"),
    [
        ("vi", 1280, "28", "Bản đồ", ".map path.point", 63),
        ("en", 360, "05", "Chart", ".chart rect", 3),
        ("vi", 360, "23", "Đồ thị", ".graph canvas", 3),
        ("en", 1280, "22", "Graph", ".graph canvas", 3),
    ],
)
def test_an_answer_is_seen_in_another_way(
    reader: Open, language: str, width: int, number: str, view: str, drawn: str, count: int
) -> None:
    read = reader(language, width=width)
    page = read.open(asking(QUERIES[number]))
    page.get_by_role("button", name=view, exact=True).click()
    expect(page.locator(f"{RESULT} {drawn}")).to_have_count(count)
    read.check_page(language)
    page.reload(wait_until="networkidle")
    expect(page.locator(f"{RESULT} {drawn}")).to_have_count(count)
    read.check()


def test_a_point_tells_its_row(reader: Open) -> None:
    read = reader("vi")
    page = read.open(asking(QUERIES["28"]) + "#map")
    page.locator(".map path.point").first.click()
    expect(page.locator(".leaflet-popup dd").nth(1)).to_have_text("Thành phố Hà Nội")
    read.check()


def test_an_answer_calls_things_by_name_in_every_view(reader: Open) -> None:
    read = reader("en")
    areas = "SELECT ?area (COUNT(?union) AS ?number) { ?union schema:areaServed ?area } GROUP BY ?area"
    page = read.open(asking(f"{areas} HAVING (?area = <https://w3id.org/khen/id/area/ha-nam/v/1>)"))
    cell = page.locator(f"{RESULT} tbody td").first
    expect(cell.locator("a")).to_have_text("Ha Nam")
    expect(cell.locator("small")).to_have_text("id/area/ha-nam/v/1")
    page.get_by_role("button", name="Chart", exact=True).click()
    expect(page.locator(".chart text").first).to_contain_text("Ha Nam")
    page = read.open(asking(QUERIES["28"]) + "#map")
    expect(page.locator(".map .name:not(.crowded) span").first).to_be_visible()
    assert page.locator(".map path:not([aria-label])[tabindex]").count() == 0
    expect(page.get_by_role("button", name="Hà Nam", exact=True)).to_have_count(1)
    read.check()


def test_nothing_found_is_a_result_that_can_be_cited(reader: Open) -> None:
    read = reader("en")
    page = read.open(asking("SELECT ?s { ?s a khen:AwardConferral FILTER(false) }"))
    expect(page.locator(RESULT)).to_contain_text("Rows: 0")
    expect(page.get_by_role("link", name="Link to this query")).to_have_count(1)
    page.get_by_role("link", name="Cite this result").click()
    expect(page.locator("main")).to_contain_text("0 rows")
    expect(page.locator(".citation").first).to_be_visible()
    read.check()


def test_our_names_lead_to_their_pages_and_nothing_else_does(reader: Open) -> None:
    read = reader("vi")
    values = "<https://w3id.org/khen/id/area/ben-tre> <javascript:alert(1)> '<b>x</b>' 2023"
    page = read.open(asking(f"SELECT ?x {{ VALUES ?x {{ {values} }} }}"))
    expect(page.locator(f"{RESULT} td.number")).to_have_text("2023")
    assert page.locator(f"{RESULT} tbody a").evaluate_all("all => all.map(a => a.pathname)") == ["/doc/area/ben-tre"]
    expect(page.locator(f"{RESULT} tbody")).to_contain_text("<b>x</b>")
    read.check()


def test_no_bundle_names_another_server() -> None:
    """What is named is a namespace, or the address in Leaflet's attribution, which is not shown."""
    if not FOLDER.is_dir():
        pytest.skip("the front end has not been built: make web")
    manifest = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    files = [path for path in FOLDER.rglob("*") if path.suffix in (".js", ".css")]
    assert {Path(each["file"]).name for each in manifest.values()} >= {
        path.name for path in files if path.suffix == ".js"
    }
    for path in files:
        text = path.read_text(encoding="utf-8")
        hosts = set(re.findall(r"(?:https?:)?//((?:[a-z0-9-]+\.)+(?:[a-z]{2,}))", text))
        assert hosts <= {"www.w3.org", "leafletjs.com"}, path.name
        assert not re.search(r"\beval\(|new Function\(|lov\.linkeddata|prefix\.cc|gstatic|google", text), path.name
