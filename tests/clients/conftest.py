"""The corpus of this repository behind ``khen serve``, for programs that are not ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving.running import serving


@pytest.fixture(scope="session")
def releases(built: Path) -> Path:
    """The folder of a release built from ``data/``; the recipes are written for the default base."""
    return built


@pytest.fixture(scope="session")
def address(releases: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where ``khen serve`` listens, such as ``http://127.0.0.1:39999``."""
    with serving(releases, tmp_path_factory.mktemp("clients") / "log") as server:
        yield f"http://127.0.0.1:{server.port}"
