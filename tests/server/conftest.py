from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, Store, parse

from graph.index import union
from graph.store import Release, open_release
from server import create_app
from tests.server.journalling import Log
from tests.server.naming import write_names
from tests.store.writing import write_release


@pytest.fixture(scope="session")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the release that is served and an older one, which has no index of names."""
    folder = tmp_path_factory.mktemp("releases")
    write_names(write_release(folder))
    write_release(folder, "r0", current=False)
    return folder


@pytest.fixture(scope="session")
def release(releases: Path) -> Release:
    return open_release(releases)


@pytest.fixture(scope="session")
def made_up(release: Release) -> Release:
    """A release of made-up provinces, two of which were combined, and of what is stated of them."""
    text = (Path(__file__).parent / "provinces.trig").read_text(encoding="utf-8")
    quads = list(parse(text, format=RdfFormat.TRIG))
    store = Store()
    store.extend(quads)
    store.extend(union(quads))
    return replace(release, store=store, index="memory")


@pytest.fixture(scope="session")
def app(release: Release) -> Flask:
    return create_app(release)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def log_file(tmp_path: Path) -> Path:
    return tmp_path / "access.log"


@pytest.fixture
def access(log_file: Path) -> Iterator[Log]:
    access = Log(log_file)
    yield access
    access.log.close()
