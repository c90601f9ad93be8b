from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.proxy import Proxy, nginx
from tests.deploy.replicas import Replica, replicas
from tests.store.writing import write_release


def two_releases(releases: Path) -> Path:
    """A folder with the release r1, which is served, and the release r2."""
    write_release(releases)
    write_release(releases, "r2", current=False)
    return releases


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("deploy")


@pytest.fixture(scope="session")
def releases(folder: Path) -> Path:
    """A folder with the release that is served and another one."""
    return two_releases(folder / "releases")


@pytest.fixture(scope="session")
def pair(releases: Path, folder: Path) -> Iterator[list[Replica]]:
    """Two replicas. A test that ends or changes them leaves them as they were."""
    with replicas(releases, folder, 2) as pair:
        yield pair


@pytest.fixture(scope="session")
def proxy(pair: list[Replica], folder: Path) -> Iterator[Proxy]:
    """nginx in front of them, without limits per client."""
    with nginx(folder / "nginx", [each.port for each in pair], roomy=True) as proxy:
        yield proxy
