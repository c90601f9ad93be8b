from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.engine import ProcessEngine, Settings
from graph.engine.settings import MIB
from graph.store import Release, open_release
from tests.store.writing import write_release


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("releases")
    write_release(folder)
    return open_release(folder)


@pytest.fixture(scope="session")
def shared(release: Release) -> Iterator[ProcessEngine]:
    """Two workers with little time and memory, for tests that leave them as they were."""
    engine = ProcessEngine(release, Settings(timeout=5, memory=96 * MIB, workers=2))
    yield engine
    engine.close()


@pytest.fixture
def own(release: Release) -> Iterator[ProcessEngine]:
    """The same for one test, which may do with it what it likes."""
    engine = ProcessEngine(release, Settings(timeout=5, memory=96 * MIB, workers=2))
    yield engine
    engine.close()
