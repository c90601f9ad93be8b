"""Pages of things in a browser: read without scripts, by keyboard, on a narrow screen, with no serious fault."""

from __future__ import annotations

from typing import Final

import pytest

from tests.browser.conftest import Open

_ID: Final = "642ca70eabb422b4"
TYPES: Final = (
    f"conferral/{_ID}-1-c01", "person/le-thi-ngoc-be-nghe-an", "org/vwa", "area/vinh-long", "area/ben-tre/v/1",
    "programme/vwu-cadre-training-2019", f"amount/{_ID}-1", f"announcement/{_ID}/text", "link/ror-04sftj265",
)  # fmt: skip


@pytest.mark.parametrize(("language", "width"), [("vi", 1280), ("en", 360)])
def test_one_of_each_type_can_be_read(reader: Open, language: str, width: int) -> None:
    read = reader(language, width=width)
    paths = [f"/doc/{key}" for key in TYPES]
    for path in [*paths, "/doc/org/vwu?incoming=org:subOrganizationOf&page=2"]:
        page = read.open(path)
        assert page.locator(".lead").inner_text(), path
        read.check_page(language)


def test_what_a_place_was_and_is_reads_without_scripts(reader: Open) -> None:
    read = reader("en", scripts=False, width=320)
    page = read.open("/doc/area/vinh-long")
    assert page.locator(".timeline li").count() == 5
    assert page.get_by_role("img", name="Map: Vinh Long among the provinces").count() == 2
    page.get_by_role("link", name="Combination of Ben Tre").click()
    assert "became" in page.locator(".lead").inner_text()
    read.check()


def test_the_pages_of_what_refers_to_a_thing_are_reached_by_keyboard(reader: Open) -> None:
    read = reader("en", scripts=False, width=360)
    page = read.open("/doc/org/vwu")
    page.locator("#incoming").get_by_role("link", name="All").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**incoming=*")
    page.get_by_role("link", name="Next page").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**page=2**")
    assert "Statements 51–" in page.locator(".lead").inner_text()
    page.get_by_role("link", name="Tiếng Việt").click()
    assert "Phát biểu 51–" in page.locator(".lead").inner_text()
    read.check()


def test_a_fragment_of_a_text_is_where_its_address_leads(reader: Open) -> None:
    read = reader("vi", scripts=False)
    page = read.open(f"/doc/announcement/{_ID}/text#char=4709,4763")
    assert "Ông Trần Quang Tiến" in page.locator(":target").inner_text()
    page.goto(f"{read.origin}/doc/announcement/{_ID}/text#quote-4709-4763")
    assert page.locator(":target").count() == 1
    read.check()
