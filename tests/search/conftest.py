"""The index of the names of this repository's corpus, made as a release has it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.pipeline import build_graph, read_data
from graph.search import FILE, SearchIndex, open_index, write_index
from graph.vocabulary import Names, Quad
from tests.conftest import DATA
from tests.search.naming import abbreviations


@pytest.fixture(scope="session")
def quads() -> tuple[Quad, ...]:
    return build_graph(read_data(DATA), Names())[1]


@pytest.fixture(scope="session")
def folder(quads: tuple[Quad, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the index."""
    place = tmp_path_factory.mktemp("names")
    write_index(place / FILE, quads, abbreviations=abbreviations(), source="the dump")
    return place


@pytest.fixture(scope="session")
def index(folder: Path) -> Iterator[SearchIndex]:
    opened = open_index(folder)
    assert opened is not None
    yield opened
    opened.close()
