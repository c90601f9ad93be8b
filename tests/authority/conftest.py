from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.authority.places import Places, read_places

TABLES = Path(__file__).parents[2] / "data" / "authority"
PLACE_TABLES = (
    "places.csv", "versions.csv", "successions.csv", "identifiers.csv", "legislation.csv", "points.csv", "seats.csv",
    "reported_changes.csv", "province_counts.csv",
)  # fmt: skip

Change = Callable[[str, str, str], Path]


@pytest.fixture(scope="session")
def places() -> Places:
    return read_places(TABLES)


@pytest.fixture
def change(tmp_path: Path) -> Change:
    """Copies the tables once and replaces a text that stands exactly once in one of them."""
    for name in PLACE_TABLES:
        shutil.copy(TABLES / name, tmp_path)

    def replace(table: str, old: str, new: str) -> Path:
        text = (tmp_path / table).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (tmp_path / table).write_text(text.replace(old, new), encoding="utf-8")
        return tmp_path

    return replace
