"""A corpus whose links to Wikidata are missing for a few places, and a dump in which they can be found."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.candidates.command import link
from tests.conftest import DATA

MESSY = Path(__file__).with_name("messy.ttl")
MISSING = ("ho-chi-minh", "ben-tre", "ha-nam", "district-836-ba-tri", "vwa")

Khen = Callable[..., Result]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A copy of the corpus without the links of some things to Wikidata."""
    folder = shutil.copytree(DATA, tmp_path / "data")
    for name in ("identifiers.csv", "organisation_links.csv"):
        table = folder / "authority" / name
        lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(tuple(f"{key},wikidata," for key in MISSING))]
        table.write_text("".join(kept), encoding="utf-8")
    return folder


@pytest.fixture
def review(tmp_path: Path) -> Path:
    return tmp_path / "review.csv"


@pytest.fixture
def khen_link(corpus: Path) -> Khen:
    """Runs ``khen link`` on that corpus; an error of ours is raised."""

    def run(*arguments: object) -> Result:
        result = CliRunner().invoke(link, [*map(str, arguments), "--data", str(corpus)])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run
