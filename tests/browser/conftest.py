"""The corpus of this repository, served by ``khen serve``, and Chromium before it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, sync_playwright

from server.assets import bundles
from tests.browser.watching import AXE, Watched
from tests.serving.running import serving

_CHROMIUM: Final = shutil.which("chromium") or shutil.which("chromium-browser")

Open = Callable[..., Watched]


@pytest.fixture(scope="session")
def origin(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the server is, without a slash at the end."""
    with serving(built, tmp_path_factory.mktemp("browser") / "log") as server:
        yield f"http://127.0.0.1:{server.port}"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for the tests of one file: while it lives, no other event loop can run in this process."""
    if _CHROMIUM is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    if not bundles() or not AXE.exists():
        pytest.skip("the front end has not been built: make web")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def reader(chromium: Browser, origin: str) -> Iterator[Open]:
    """Makes readers: ``reader(language="vi", scripts=True, width=1280)``."""
    contexts = []

    def opened(language: str = "vi", *, scripts: bool = True, width: int = 1280) -> Watched:
        context = chromium.new_context(
            locale=language, java_script_enabled=scripts, viewport={"width": width, "height": 900}
        )
        contexts.append(context)
        return Watched(context.new_page(), origin)

    yield opened
    for each in contexts:
        each.close()
