from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.proxy import Proxy, nginx
from tests.deploy.replicas import Replica, replicas
from tests.store.writing import write_release


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("deploy")


@pytest.fixture(scope="module")
def releases(folder: Path) -> Path:
    """A folder with the release that is served and another one."""
    releases = folder / "releases"
    write_release(releases)
    write_release(releases, "r2", current=False)
    return releases


@pytest.fixture(scope="module")
def pair(releases: Path, folder: Path) -> Iterator[list[Replica]]:
    """Two replicas."""
    with replicas(releases, folder, 2) as pair:
        yield pair


@pytest.fixture(scope="module")
def proxy(pair: list[Replica], folder: Path) -> Iterator[Proxy]:
    """nginx in front of them, without limits per client."""
    with nginx(folder / "nginx", [each.port for each in pair], roomy=True) as proxy:
        yield proxy
