"""The preview of the reconciliation service, in a frame of another site as a tool such as OpenRefine shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from flask import Flask, render_template_string, request
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.threaded import threaded

THINGS: Final = ("area/ben-tre", "org/vwu-ben-tre")
NAMES: Final = {"vi": "Bến Tre", "en": "Ben Tre"}
_FRAMING: Final = """<!doctype html><title>A table</title><link rel=icon href="data:,">
<iframe width={{ request.args.width }} height={{ request.args.height }} src="{{ request.args.address }}"></iframe>"""


@pytest.fixture(scope="module")
def table() -> Iterator[str]:
    """A page of another site, which frames what it is told."""
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: render_template_string(_FRAMING, request=request))
    with threaded(app) as address:
        yield f"{address}/"


@pytest.fixture(scope="module")
def preview(origin: str) -> dict[str, Any]:
    """What the service says of its previews."""
    with urlopen(f"{origin}/reconcile", timeout=20) as response:
        said: dict[str, Any] = json.load(response)["preview"]
    return said


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_preview_stands_in_the_frame_of_another_site(
    reader: Open, table: str, preview: dict[str, Any], language: str
) -> None:
    read = reader(language)
    for thing in THINGS:
        address = quote(preview["url"].replace("{{id}}", thing))
        read.page.goto(f"{table}?width={preview['width']}&height={preview['height']}&address={address}")
        framed = read.page.frame_locator("iframe")
        expect(framed.locator("html")).to_have_attribute("lang", language)
        expect(framed.locator("h1")).to_contain_text(NAMES[language])
        assert framed.locator("html").evaluate("html => html.scrollWidth <= html.clientWidth"), "it scrolls sideways"
    with read.page.expect_popup() as opened:
        framed.get_by_role("link").last.click()
    expect(opened.value.locator("h1")).to_contain_text(NAMES[language])
    assert read.errors == []
    assert all(each.startswith(table) for each in read.strayed), "it fetches nothing from elsewhere"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_preview_by_itself_has_no_serious_fault(
    reader: Open, origin: str, preview: dict[str, Any], language: str
) -> None:
    read = reader(language, width=400)
    read.open(preview["url"].removeprefix(origin).replace("{{id}}", "org/vwu-ben-tre"))
    read.check_page(language)
