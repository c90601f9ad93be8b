"""Older releases: few open at once, opened when asked, closed when idle."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.engine import LocalEngine
from graph.store import Release
from server.archive import Archive, Opened, open_locally
from server.errors import ProblemError
from tests.store.writing import write_release


class Closing(LocalEngine):
    """Tells when it is closed."""

    closed: list[str]

    def close(self) -> None:
        self.closed.append(self._release.id)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    for name in ("r1", "r2", "r3"):
        write_release(folder, name, current=name == "r1")
    (folder / "history.jsonl").write_text(
        '{"time": "2026-01-02T03:04:05+00:00", "id": "gone", "outcome": "published"}\n'
    )
    return folder


def archive(folder: Path, **options: Any) -> tuple[Archive, list[str]]:
    """An archive, and what it has closed."""
    closed: list[str] = []

    def opened(release: Release) -> Opened:
        engine = Closing(release)
        engine.closed = closed
        return Opened(release, engine, open_locally(release).endpoint)

    return Archive(folder, opened, **options), closed


def test_a_release_is_opened_once_and_gives_way_to_another(folder: Path) -> None:
    kept, closed = archive(folder, most=1, steady=0)
    with kept.asked("r1") as first, kept.asked("r1") as again:
        assert first is again
        with pytest.raises(ProblemError) as refused, kept.asked("r2"):
            pass
        assert refused.value.problem.status == 503
        assert "Retry-After" in refused.value.problem.headers
    with kept.asked("r2") as other:
        assert other.release.id == "r2"
    assert (kept.held, closed) == (("r2",), ["r1"])
    kept.close()
    assert (kept.held, closed) == ((), ["r1", "r2"])


def test_what_was_just_opened_stays(folder: Path) -> None:
    """Or whoever asks three releases in turns would keep the machine busy with opening them."""
    kept, closed = archive(folder, most=1, steady=60)
    with kept.asked("r1"):
        pass
    with pytest.raises(ProblemError, match="Other older releases"), kept.asked("r2"):
        pass
    assert (kept.held, closed) == (("r1",), [])


def test_the_one_that_was_not_asked_for_longest_gives_way(folder: Path) -> None:
    kept, closed = archive(folder, most=2, steady=0)
    for name in ("r1", "r2", "r1", "r3"):
        with kept.asked(name):
            pass
    assert (kept.held, closed) == (("r1", "r3"), ["r2"])


def test_idle_releases_are_closed_and_those_in_use_are_not(folder: Path) -> None:
    kept, closed = archive(folder, idle=-1)
    with kept.asked("r1"):
        with kept.asked("r2"):
            pass
        kept.tidy()
        assert (kept.held, closed) == (("r1",), ["r2"])
    kept.tidy()
    assert closed == ["r2", "r1"]


@pytest.mark.parametrize(("name", "status"), [("gone", 410), ("never", 404), ("../r1", 404), ("current", 404)])
def test_what_is_not_kept_says_so(folder: Path, name: str, status: int) -> None:
    with pytest.raises(ProblemError) as refused, archive(folder)[0].asked(name):
        pass
    assert refused.value.problem.status == status
    assert ("2026-01-02" in refused.value.problem.detail) == (status == 410)


def test_a_damaged_release_says_so(tmp_path: Path) -> None:
    damaged = write_release(tmp_path, "r9")
    (damaged / "store" / "CURRENT").unlink()
    (damaged / "khen.nq").unlink()
    kept = archive(tmp_path)[0]
    with pytest.raises(ProblemError, match="r9 cannot be opened"), kept.asked("r9"):
        pass
    assert kept.held == ()
