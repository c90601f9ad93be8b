from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.protocol import release
from tests.protocol.asking import Endpoint
from tests.serving.running import serving


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """The endpoint of a ``khen serve`` of its own, on the made-up release; no test changes it."""
    releases = tmp_path_factory.mktemp("releases")
    release.write(releases)
    with serving(releases, tmp_path_factory.mktemp("protocol") / "log", "--query-timeout", "20") as server:
        yield Endpoint(server.port)
