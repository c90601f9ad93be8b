"""The corpus of this repository behind ``khen serve``, for programs that are not ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.pipeline import release
from graph.vocabulary import Names
from tests.serving.running import serving

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a release built from ``data/``; the recipes are written for the default base."""
    folder = tmp_path_factory.mktemp("clients") / "release"
    release(ROOT / "data", folder, Names())
    return folder


@pytest.fixture(scope="session")
def address(releases: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where ``khen serve`` listens, such as ``http://127.0.0.1:39999``."""
    with serving(releases, tmp_path_factory.mktemp("clients") / "log") as server:
        yield f"http://127.0.0.1:{server.port}"
