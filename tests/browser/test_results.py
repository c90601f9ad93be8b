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
