"""The corpus of this repository, released once and served over real HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from graph.store import open_release
from server import create_app


@pytest.fixture(scope="session")
def releases(built: Path) -> Path:
    """The folder of a release built from ``data/``; the questions are written for the default base."""
    return built


@pytest.fixture(scope="session")
def address(releases: Path) -> Iterator[str]:
    """Where a server of that release listens, such as ``http://127.0.0.1:39999``."""
    server = make_server("127.0.0.1", 0, create_app(open_release(releases)), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(timeout=10)
        server.server_close()
