"""The page of what changed between two releases, as each type of page is looked at in a browser."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from werkzeug.serving import make_server

from graph.store import open_release
from server import create_app
from tests.browser.conftest import Open
from tests.server.releases.several import write_several


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of two small releases instead of the corpus, which has but one."""
    folder = tmp_path_factory.mktemp("several")
    write_several(folder)
    server = make_server("127.0.0.1", 0, create_app(open_release(folder)), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(("language", "width"), [("vi", 1280), ("en", 360)])
def test_the_page_of_changes_is_accessible_and_keeps_to_itself(reader: Open, language: str, width: int) -> None:
    read = reader(language, width=width)
    page = read.open("/releases/r1/changes")
    assert page.locator("html").get_attribute("lang") == language
    assert "Người mới" in page.content()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "it scrolls sideways"
    assert read.faults() == []
    read.check()
