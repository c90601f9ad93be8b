"""What most tests stand on: the reviewed tables, the real announcement, and a text read as the pipeline reads it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.authority import Authority, read_authority
from graph.extraction import extract
from graph.source import SourceDocument, SourceMetadata, freeze, read_source
from graph.statement import Facts

DATA = Path(__file__).parents[1] / "data"
ANNOUNCEMENT = DATA / "announcements" / "642ca70eabb422b4"

Read = Callable[..., Facts]


@pytest.fixture(scope="session")
def authority() -> Authority:
    return read_authority(DATA / "authority")


@pytest.fixture(scope="session")
def document() -> SourceDocument:
    """The real announcement."""
    return read_source(ANNOUNCEMENT)


@pytest.fixture(scope="session")
def text(document: SourceDocument) -> str:
    """The frozen text of the real announcement."""
    return document.text


@pytest.fixture(scope="session")
def facts(document: SourceDocument, authority: Authority) -> Facts:
    """What the real announcement states."""
    return extract(document, authority)


@pytest.fixture(scope="session")
def read(authority: Authority) -> Read:
    """Reads a text, frozen first, as a document named ``copy``."""

    def reading(text: str, metadata: SourceMetadata | None = None) -> Facts:
        return extract(SourceDocument("copy", freeze(text.encode()), metadata or SourceMetadata()), authority)

    return reading
