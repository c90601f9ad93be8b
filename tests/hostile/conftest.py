"""The server under attack, which all tests of the folder share, and the state that it must be in at the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.asking import ASK
from tests.hostile.baseline import SECRET, Before, taken
from tests.hostile.listening import Listener, listening
from tests.hostile.processes import MIB
from tests.hostile.serving import BROWSER, Server, served
from tests.store.writing import write_release

QUICK = "test_quick.py"
LAST = "test_zz_afterwards.py"
_TIMEOUT = 2.0
_PATIENCE = 15.0


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is not quick; what is looked at afterwards comes after everything else of this folder."""
    ours = [each for each in items if Path(__file__).parent in each.path.parents]
    for item in ours:
        if item.path.name != QUICK:
            item.add_marker(pytest.mark.hostile)
    places = [place for place, item in enumerate(items) if item in ours]
    ordered = sorted(ours, key=lambda each: each.path.name == LAST)
    for place, item in zip(places, ordered, strict=True):
        items[place] = item


@pytest.fixture(scope="session")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a release, an older one, and files beside and among theirs that nobody may read."""
    folder = tmp_path_factory.mktemp("releases")
    write_release(folder)
    write_release(folder, "r0", current=False)
    for place in (folder, folder / "r1", folder / "r0", folder.parent):
        (place / "secret.txt").write_text(SECRET, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def server(releases: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(releases, tmp_path_factory.mktemp("server"), timeout=_TIMEOUT) as server:
        yield server


@pytest.fixture(scope="session")
def patient(releases: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that gives queries more time and memory, for what only another limit, or a hang-up, should end."""
    with served(releases, tmp_path_factory.mktemp("patient"), timeout=_PATIENCE, memory=512) as server:
        yield server


@pytest.fixture(scope="session", autouse=True)
def before(server: Server) -> Before:
    """Taken once every kind of page and answer has been asked for, so that what it loads for them is there."""
    for _ in range(20):
        for accept in ("text/csv", "application/sparql-results+xml", BROWSER):
            assert server.get(ASK if accept != "text/csv" else "SELECT * {}", accept).status == 200
        for target in ("/", "/sparql", "/limits", "/releases/", "/releases/r1/khen.ttl", "/def", "/health"):
            assert server.fetch(target, Accept=BROWSER).status == 200
    server.rest()
    return taken(server)


@pytest.fixture(scope="session")
def listener() -> Iterator[Listener]:
    with listening() as listener:
        yield listener


@pytest.fixture(autouse=True)
def untouched(server: Server, listener: Listener) -> Iterator[None]:
    """After each test: nothing was fetched, and the memory watch did not have to step in."""
    yield
    assert listener.hits == []
    assert not server.watch.killed, f"beyond {server.watch.most // MIB} MiB"
