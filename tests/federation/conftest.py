from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.store import Release, open_release
from tests.federation.standing_in import Asking, Endpoint, asking, standing_in
from tests.store.writing import write_release


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("federation")
    write_release(folder)
    return open_release(folder)


@pytest.fixture(scope="session")
def _standing() -> Iterator[Endpoint]:
    with standing_in() as endpoint:
        yield endpoint


@pytest.fixture
def endpoint(_standing: Endpoint) -> Endpoint:
    """The stand-in; it answers truly and has not been asked."""
    _standing.behaviour = _standing.tell
    _standing.requests.clear()
    return _standing


@pytest.fixture
def open_to(release: Release, endpoint: Endpoint) -> Iterator[Asking]:
    """An engine that may ask the stand-in."""
    with asking(release, endpoint.address, rate=0) as asked:
        yield asked
