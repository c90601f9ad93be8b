from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from graph.store import open_release
from server import create_app
from tests.server.releases.several import write_several


@pytest.fixture(scope="session")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the release that is served, an older one that says less, and one that is only remembered."""
    folder = tmp_path_factory.mktemp("several")
    write_several(folder)
    return folder


@pytest.fixture(scope="session")
def client_of_several(several: Path) -> FlaskClient:
    return create_app(open_release(several)).test_client()
