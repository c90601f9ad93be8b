"""The command line as a user has it: a process of its own, with its exit status and both its outputs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DATA

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def released(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of releases with the release of the real corpus, which ``khen build`` may replace."""
    return shutil.copytree(built, tmp_path_factory.mktemp("releases") / "release", symlinks=True)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A copy of the corpus that a test may spoil."""
    return shutil.copytree(DATA, tmp_path / "data")


@pytest.fixture
def khen(tmp_path: Path, released: Path) -> Run:
    """Runs ``khen`` with these arguments, on the corpus and the release of the tests."""

    def run(*arguments: object, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        settings = {"KHEN_DATA": str(DATA), "KHEN_RELEASES": str(released), **environment}
        return subprocess.run(
            [sys.executable, "-m", "graph", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            env={**os.environ, **settings},
        )

    return run
