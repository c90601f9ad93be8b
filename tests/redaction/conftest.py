from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graph.pipeline import release
from graph.store import Release, open_release
from graph.vocabulary import Names
from tests.conftest import DATA
from tests.workers import common, locked

KEY = "person/phan-thi-thuy-van-tay-ninh"
NAME = "Phan Thị Thuỳ Vân"
ROW = f"key,status,to,date,note,reason\n{KEY},withdrawn,,2026-11-24,as she wrote,request\n"


@pytest.fixture(scope="session")
def without_her(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """The folder with a release of the real corpus from which one of the five individuals is withdrawn."""
    folder = (common(pytestconfig) or tmp_path_factory.getbasetemp()) / "without-her"
    with locked(folder.with_suffix(".lock")):
        if not (folder / "release" / "current").exists():
            data = shutil.copytree(DATA, folder / "data")
            (data / "authority" / "retired.csv").write_text(ROW)
            release(data, folder / "release", Names())
    return folder / "release"


@pytest.fixture(scope="session")
def redacted(without_her: Path) -> Release:
    return open_release(without_her)
