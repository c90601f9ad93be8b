from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from graph.store import open_release
from server import create_app


@pytest.fixture(scope="session")
def app(built: Path) -> Flask:
    """The pages of the real corpus."""
    return create_app(open_release(built))
