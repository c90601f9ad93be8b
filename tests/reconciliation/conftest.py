"""The corpus of this repository, released once, and the service on it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from graph.store import Release, open_release
from server import create_app
from tests.reconciliation.asking import Service

MESSY = Path(__file__).parent / "messy.csv"


@pytest.fixture(scope="session")
def releases(built: Path) -> Path:
    """The folder of a release built from ``data/``."""
    return built


@pytest.fixture(scope="session")
def opened(releases: Path) -> Release:
    return open_release(releases)


@pytest.fixture(scope="session")
def client(opened: Release) -> FlaskClient:
    return create_app(opened).test_client()


@pytest.fixture(scope="session")
def service(client: FlaskClient) -> Service:
    return Service(client)


@pytest.fixture
def messy() -> Iterator[list[dict[str, str]]]:
    """Rows as people write them, with what each means; nothing of ours where that is empty."""
    with MESSY.open(encoding="utf-8", newline="") as file:
        yield list(csv.DictReader(file))
