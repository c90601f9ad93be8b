"""The page of what changed between two releases, as each type of page is looked at in a browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.store import open_release
from server import create_app
from tests.browser.conftest import Open
from tests.server.releases.several import write_several
from tests.threaded import threaded


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of two small releases instead of the corpus, which has but one."""
    folder = tmp_path_factory.mktemp("several")
    write_several(folder)
    with threaded(create_app(open_release(folder))) as address:
        yield address


@pytest.mark.parametrize(("language", "width"), [("vi", 1280), ("en", 360)])
def test_the_page_of_changes_is_accessible_and_keeps_to_itself(reader: Open, language: str, width: int) -> None:
    read = reader(language, width=width)
    page = read.open("/releases/r1/changes")
    assert "Người mới" in page.content()
    read.check_page(language)
