"""A result is cited, opened again and found identical; whoever alters the address is told. No scripts are needed."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from playwright.sync_api import Page

from tests.browser.conftest import Open

QUERY: Final = "# Ai được khen thưởng?\nSELECT ?who ?name { ?c khen:recipient ?who . ?who skos:prefLabel ?name }"


def verdict(page: Page) -> str:
    return page.locator("[role=status] h2").inner_text()


def test_a_result_is_cited_and_found_identical_without_scripts(reader: Open) -> None:
    read = reader("en", scripts=False, width=360)
    page = read.open(f"/sparql?query={quote(QUERY)}")
    page.get_by_role("link", name="Cite this result").click()
    assert "Ai được khen thưởng? (from: Khen" in page.locator("blockquote").first.inner_text()
    assert page.locator("[role=status]").count() == 0
    page.locator("a.pin").first.click()
    assert verdict(page) == "Identical"
    page.get_by_role("link", name="Tiếng Việt").click()
    assert verdict(page) == "Giống hệt"
    address = page.url
    assert "digest=" in address
    page.goto(re.sub("digest=[0-9a-f]{8}", "digest=00000000", address))
    assert verdict(page) == "Cùng các dòng, tệp khác"
    page.goto(re.sub("rows=[0-9a-f]{8}", "rows=00000000", address))
    assert verdict(page) == "Khác nhau"
    page.locator("a.pin").nth(1).click()
    assert re.search(r"/releases/[0-9a-f]{16}/sparql\?query=", page.url)
    assert page.locator("table tbody tr").count() > 5
    read.check()
