"""The real corpus and the pages of its things."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.store import Release, open_release
from server import create_app


@pytest.fixture(scope="session")
def opened(built: Path) -> Release:
    return open_release(built)


@pytest.fixture(scope="session")
def app(opened: Release) -> Flask:
    return create_app(opened)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
