"""The pages that help: the tutorial's queries answer, in both languages and without scripts."""

from __future__ import annotations

import pytest

from server.helping import STEPS
from tests.browser.conftest import Open


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_step_of_the_tutorial_has_an_answer(reader: Open, language: str) -> None:
    page = reader(language, scripts=False).open("/help/sparql")
    steps = page.locator("ol.steps > li")
    assert steps.count() == len(STEPS) == 7
    for number in range(steps.count()):
        assert steps.nth(number).locator("tbody tr").count() > 0, steps.nth(number).locator("h2").inner_text()
    assert page.locator(".problem").count() == 0
