"""Every type of page, in both languages: no error behind it, nothing fetched from elsewhere, no serious fault."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

import pytest

from server.helping.pages import PAGES as HELP
from tests.browser.conftest import Open

_QUERY: Final = quote("SELECT ?who { ?c khen:recipient ?who }")
PAGES: Final = (
    "/", "/search?q=ben+tre", "/sparql", "/read/642ca70eabb422b4", "/map?show=money", "/timeline",
    "/explore/programme/vwu-cadre-training-2019", "/cite", f"/cite?query={_QUERY}&rows={'0' * 64}", "/releases/",
    "/releases/current/", "/report", "/.well-known/void", "/def", "/shapes", "/limits", "/reconcile/about", "/help",
    *(f"/help/{each}" for each in HELP),
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("language", "width"), [("vi", 320), ("vi", 1280), ("en", 320), ("en", 1280)])
def test_a_page_is_accessible_and_keeps_to_itself(reader: Open, path: str, language: str, width: int) -> None:
    read = reader(language, width=width)
    read.open(path)
    read.check_page(language)
