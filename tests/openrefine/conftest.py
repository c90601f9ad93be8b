"""The corpus of this repository, served by ``khen serve``, and an OpenRefine beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.openrefine.refining import Refine, installed, refining
from tests.serving.running import serving


@pytest.fixture(scope="session")
def service(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the reconciliation service."""
    with serving(built, tmp_path_factory.mktemp("openrefine") / "log") as server:
        yield f"http://127.0.0.1:{server.port}/reconcile"


@pytest.fixture(scope="session")
def refine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Refine]:
    if not installed():
        pytest.skip("OpenRefine is not installed: apt-get install openrefine")
    with refining(tmp_path_factory.mktemp("refine")) as refine:
        yield refine
