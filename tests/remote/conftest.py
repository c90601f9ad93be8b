"""One release, and three engines that answer from it: our own, `oxigraph serve`, and Virtuoso."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.engine import Engine, ProcessEngine, Settings
from graph.store import Release, open_release
from server.remote.command import load
from server.remote.engine import RemoteEngine
from tests.remote.deviations import DEVIATIONS
from tests.remote.stores import Running, oxigraph, virtuoso
from tests.store.writing import write_release

SETTINGS = Settings(timeout=20, workers=4, wait=10)


@dataclass(frozen=True)
class Tried:
    """An engine under its name, and the store that it answers from, if that is another's."""

    name: str
    engine: Engine
    store: Running | None = None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is known to deviate: such a test must fail, or the deviation is gone and the table wrong."""
    for item in items:
        params = getattr(getattr(item, "callspec", None), "params", {})
        reason = DEVIATIONS.get((str(params.get("tried")), str(params.get("case"))))
        if reason is not None and "remote" in item.path.parts:
            item.add_marker(pytest.mark.xfail(strict=True, reason=reason))


@pytest.fixture(scope="session")
def releases(built: Path) -> Path:
    """The folder of a release built from ``data/``; the questions are written for the default base."""
    return built


@pytest.fixture(scope="session")
def release(releases: Path) -> Release:
    return open_release(releases)


@pytest.fixture(scope="session", params=["local", "oxigraph", "virtuoso"])
def tried(
    request: pytest.FixtureRequest, release: Release, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Tried]:
    """Each engine in turn, on the same release."""
    if request.param == "local":
        with closing(ProcessEngine(release, SETTINGS)) as engine:
            yield Tried("local", engine)
        return
    with oxigraph() if request.param == "oxigraph" else virtuoso(tmp_path_factory.mktemp("virtuoso")) as store:
        loaded(store, release.folder.parent)
        with closing(RemoteEngine(release, store.url, SETTINGS)) as remote:
            yield Tried(request.param, remote, store)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two small releases, of which ``r1`` is the current one."""
    folder = tmp_path_factory.mktemp("small")
    write_release(folder)
    write_release(folder, "r0", current=False)
    return folder


@pytest.fixture
def changing(small: Path, tmp_path: Path) -> Path:
    """A folder with the small release, and another one that has the same graphs with other content."""
    folder = tmp_path / "releases"
    shutil.copytree(small, folder, symlinks=True)
    other = folder / "r2"
    shutil.copytree(folder / "r1", other)
    shutil.rmtree(other / "store")
    quads = (other / "khen.nq").read_bytes().replace("Đắk Lắk".encode(), "Đắk Nông".encode())
    (other / "khen.nq").write_bytes(quads)
    text = (other / "manifest.json").read_text(encoding="utf-8").replace('"id": "r1"', '"id": "r2"')
    digest = next(each.sha256 for each in open_release(folder).manifest.files if each.name == "khen.nq")
    (other / "manifest.json").write_text(text.replace(digest, "2" * 64), encoding="utf-8")
    return folder


@pytest.fixture
def store() -> Iterator[Running]:
    """An empty store for one test."""
    with oxigraph() as running:
        yield running


def loaded(store: Running, releases: Path, *options: str) -> str:
    """What `khen load` says when it has put the current release into a store."""
    command = [store.url, "--releases", str(releases), "--grace", "0", *store.options, *options]
    result = CliRunner(env={"VIRTUOSO_PASSWORD": "dba"}).invoke(load, command)
    if result.exception is not None:
        raise result.exception
    return result.output
