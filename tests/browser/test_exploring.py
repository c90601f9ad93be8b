"""Map, graph and timeline in a browser: without scripts, with the keyboard alone, and what is taken away from them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

PROGRAMME: Final = "/explore/programme/vwu-cadre-training-2019"
PAGES: Final = ("/map?show=money", PROGRAMME, "/timeline")
BEGINNINGS: Final = {"png": b"\x89PNG\r\n\x1a\n", "svg": b"<", "csv": b""}


def taken(page: Page, selector: str) -> bytes:
    """What a reader gets who takes something away; named as what it is."""
    with page.expect_download() as waiting:
        page.click(selector)
    download = waiting.value
    content = Path(download.path()).read_bytes()
    extension = download.suggested_filename.rpartition(".")[2]
    assert content.startswith(BEGINNINGS[extension])
    assert len(content) > 500
    return content


def test_everything_is_there_without_scripts(reader: Open) -> None:
    read = reader("en", scripts=False)
    page = read.open("/map?date=2023-09-22")
    expect(page.locator("#still-map svg")).to_be_visible()
    expect(page.locator("#map-table tbody tr")).to_have_count(63)
    expect(page.locator("#png")).to_be_hidden()
    page.select_option("#show", "money")
    page.click("form.choices button")
    expect(page.locator("h1")).to_contain_text("Money stated")
    expect(page.locator("#still-map svg")).to_contain_text("more than 3.7 billion VND")
    page.click("th a:has-text('Province')")
    expect(page.locator("#map-table tbody th").first).to_contain_text("An Giang")
    page = read.open(PROGRAMME)
    expect(page.locator("#still svg")).to_be_visible()
    expect(page.locator("#edges")).to_contain_text("conflicts with")
    page = read.open("/timeline?kind=programme")
    expect(page.locator("#times")).to_contain_text("2019–2025")
    read.check()


def test_the_map_is_turned_from_63_to_34_provinces(reader: Open) -> None:
    read = reader("en")
    page = read.open("/map?date=2023-09-22")
    expect(page.locator("#live-map path.map-valued")).to_have_count(10)
    page.click("a[data-day='2025-07-01']")
    expect(page.locator("#map-table tbody tr")).to_have_count(34)
    expect(page.locator("#live-map path.map-valued, #live-map path.map-plain")).to_have_count(34)
    assert "date=2025-07-01" in page.url
    expect(page.locator("a[data-day='2025-07-01']")).to_be_focused()
    page.go_back()
    expect(page.locator("#map-table tbody tr")).to_have_count(63)
    page.click("#play")
    expect(page.locator("#play")).to_have_text("Stop")
    expect(page.locator("a[data-day='2025-01-01']")).to_have_attribute("aria-current", "true")
    page.click("#play")
    expect(page.locator("#play")).to_have_text("Play the changes")
    read.check()


def test_the_map_can_be_used_with_the_keyboard(reader: Open) -> None:
    read = reader("en")
    page = read.open("/map")
    circle = page.locator("#live-map path.map-valued").first
    circle.focus()
    said = circle.get_attribute("aria-label") or ""
    expect(page.locator(".leaflet-tooltip")).to_have_text(said)
    plain = page.locator("#live-map path.map-plain")
    assert set(plain.evaluate_all("all => all.map(each => each.tabIndex)")) == {-1}, "no stop without a name"
    expect(page.locator("#live-map .map-label:not(.map-crowded)")).to_have_count(
        page.locator("#live-map path.map-valued").count()
    )
    page.keyboard.press("Enter")
    expect(page.locator("#map-table tbody th a").first).to_be_focused()
    assert said.startswith(f"{page.locator('#map-table tbody th a').first.text_content()}: ")
    before = page.locator(".map-sea").first.bounding_box()
    page.locator("#live-map").focus()
    page.keyboard.press("+")
    page.wait_for_function("([selector, x]) => document.querySelector(selector).getBoundingClientRect().x !== x",
                           arg=[".map-sea", before["x"] if before else 0])  # fmt: skip
    read.check()


def test_maps_and_timelines_can_be_taken_away(reader: Open) -> None:
    read = reader("vi")
    page = read.open("/map?date=2023-09-22&show=money")
    taken(page, "#png")
    assert "trên 3,7 tỷ VND" in taken(page, ".takeaway a:has-text('SVG')").decode()
    assert "MoreThan 3700000000 VND" in taken(page, ".takeaway a:has-text('CSV')").decode()
    page = read.open("/timeline")
    taken(page, "#png")
    read.check()


def test_the_graph_grows_by_the_keyboard_and_is_taken_away_as_it_stands(reader: Open) -> None:
    read = reader("en")
    page = read.open("/explore/org/vwu-ben-tre")
    options, rows = page.locator("#nodes li"), page.locator("#edges tbody tr")
    expect(options).to_have_count(5)
    first = rows.count()
    page.focus("#nodes")
    expect(options.nth(0)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator("#chosen")).to_contain_text("joined since:")
    assert options.count() > 5
    grown = rows.count()
    assert grown > first
    table = taken(page, "#csv").decode().splitlines()
    assert len(table) == grown + 1
    assert table[0] == page.request.get(page.url + ".csv").text().splitlines()[0], "the columns of the server's file"
    assert all("/releases/" in each for each in table[1:])
    page.uncheck("#properties label:has-text('sub-organisation of') input")
    expect(page.locator("#edges tbody")).not_to_contain_text("sub-organisation of")
    assert rows.count() < grown
    for layout in ("cose", "breadthfirst", "circle", "columns"):
        page.select_option("#layout", layout)
    svg = taken(page, "#svg").decode()
    assert "<title>What is around: Women's" in svg
    assert "/releases/" in svg, "a file says by itself where it is from"
    assert "Licence: " in svg
    assert svg.count("<circle") == options.count()
    taken(page, "#png")
    read.check()
