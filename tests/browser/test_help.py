"""The pages that help: the tutorial's queries answer, in both languages and without scripts."""

from __future__ import annotations

import pytest

from server.helping import STEPS
from server.helping.pages import PAGES
from tests.browser.conftest import Open


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_step_of_the_tutorial_has_an_answer(reader: Open, language: str) -> None:
    page = reader(language, scripts=False).open("/help/sparql")
    steps = page.locator("ol.steps > li")
    assert steps.count() == len(STEPS) == 7
    for number in range(steps.count()):
        assert steps.nth(number).locator("tbody tr").count() > 0, steps.nth(number).locator("h2").inner_text()
    assert page.locator(".problem").count() == 0


@pytest.mark.parametrize("name", ["", *(f"/{each}" for each in PAGES)])
@pytest.mark.parametrize(("language", "width"), [("vi", 360), ("en", 1280)])
def test_help_is_accessible(reader: Open, name: str, language: str, width: int) -> None:
    read = reader(language, width=width)
    read.open(f"/help{name}")
    read.check_page(language)
