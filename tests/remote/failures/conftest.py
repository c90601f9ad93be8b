"""A store that does wrong as a test wants, and the engines that ask it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from graph.engine import Settings
from graph.store import Limits, Release, open_release
from server.remote.dialect import OXIGRAPH
from server.remote.engine import RemoteEngine
from tests.remote.faking import Fake, serving

SELECT = "SELECT ?s { ?s ?p ?o }"
GRAPH = "CONSTRUCT WHERE { ?s ?p ?o }"
_LIMITS = Limits(result_bytes=100_000, result_triples=1000)
SETTINGS = Settings(timeout=15, workers=2, wait=10, limits=_LIMITS)


@pytest.fixture(scope="module")
def release(small: Path) -> Release:
    return open_release(small)


@pytest.fixture(scope="module")
def listening(release: Release) -> Iterator[Fake]:
    with serving(Fake(release)) as fake:
        yield fake


@pytest.fixture(scope="module")
def engine(release: Release, listening: Fake) -> Iterator[RemoteEngine]:
    with closing(RemoteEngine(release, listening.url, SETTINGS)) as engine:
        yield engine


@pytest.fixture(scope="module")
def trusting(release: Release, listening: Fake) -> Iterator[RemoteEngine]:
    """Takes the store for Oxigraph, and passes on what that writes right."""
    with closing(RemoteEngine(release, listening.url, SETTINGS, dialect=OXIGRAPH)) as engine:
        yield engine


@pytest.fixture
def fake(listening: Fake) -> Iterator[Fake]:
    """As it should be at the beginning and at the end of each test."""
    listening.requests.clear()
    yield listening
    listening.behaviour, listening.state = None, None
