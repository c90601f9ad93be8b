"""What most tests stand on: the reviewed tables, the real announcement, a text read as the pipeline reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.authority import Authority, read_authority
from graph.extraction import extract
from graph.pipeline import release
from graph.source import SourceDocument, SourceMetadata, freeze, read_source
from graph.statement import Facts
from graph.store import Release, open_release
from graph.vocabulary import Names
from server import create_app
from tests.workers import common, locked, turn

DATA = Path(__file__).parents[1] / "data"
ANNOUNCEMENT = DATA / "announcements" / "642ca70eabb422b4"

Read = Callable[..., Facts]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Where tests run side by side, those marked ``alone`` have their turn when no other runs."""
    folder = common(item.config)
    if folder is None:
        return (yield)
    with turn(folder, item.get_closest_marker("alone") is not None):
        return (yield)


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


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """A folder with the release of the real corpus, below the default base; made once, and no test changes it."""
    folder = (common(pytestconfig) or tmp_path_factory.getbasetemp()) / "built"
    with locked(folder.with_suffix(".lock")):
        if not (folder / "current").exists():
            release(DATA, folder, Names())
    return folder


@pytest.fixture(scope="session")
def opened(built: Path) -> Release:
    """That release."""
    return open_release(built)


@pytest.fixture(scope="session")
def app(opened: Release) -> Flask:
    """The pages of that release; folders whose tests have a release of their own put theirs in its place."""
    return create_app(opened)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
