"""Every type of page, in both languages: no error behind it, nothing fetched from elsewhere, no serious fault."""

from __future__ import annotations

from typing import Final

import pytest

from tests.browser.conftest import Open

PAGES: Final = ("/", "/search?q=ben+tre", "/sparql", "/def", "/shapes", "/releases/", "/limits", "/reconcile/about")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("language", "width"), [("vi", 1280), ("en", 360)])
def test_a_page_is_accessible_and_keeps_to_itself(reader: Open, path: str, language: str, width: int) -> None:
    read = reader(language, width=width)
    read.open(path)
    read.check_page(language)
