"""Two builds at once, a full disk, a folder that cannot be written, a torn history: nothing is lost."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from graph.release import (
    Contents,
    PublishedRelease,
    ReleaseError,
    current_release,
    last_inputs,
    list_releases,
    publish,
)
from graph.release import folder as release_folder
from graph.release.manifest import damages


def other(contents: Contents) -> Contents:
    """The same contents, one statement less: another release."""
    return replace(contents, quads=contents.quads[:-1])


def left_over(releases: Path) -> list[str]:
    return [each.name for each in releases.iterdir() if each.name.startswith(".building")]


def test_a_second_build_waits_and_says_so(contents: Contents, releases: Path) -> None:
    releases.mkdir()
    said: list[str] = []
    waiting = threading.Event()

    def say(message: str) -> None:
        said.append(message)
        waiting.set()

    with (releases / ".lock").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        build = threading.Thread(target=publish, args=(contents, releases), kwargs={"say": say})
        build.start()
        assert waiting.wait(30)
        assert "waiting" in said[0]
        build.join(0.3)
        assert build.is_alive(), "it has to wait for the lock"
        assert not (releases / "current").exists()
    build.join(60)
    assert not build.is_alive()
    assert current_release(releases) is not None


@pytest.mark.parametrize("place", ["khen.nq", "khen.jsonld.gz", "report.txt", "manifest.json"])
def test_a_full_disk_is_said_and_loses_nothing(
    contents: Contents, first: PublishedRelease, releases: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    write = release_folder.write_file

    def full(path: Path, content: bytes) -> None:
        if path.name == place:
            path.write_bytes(content[:100])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        write(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(release_folder, "write_file", full)
        with pytest.raises(ReleaseError, match="No space left on device") as caught:
            publish(other(contents), releases)
    assert "Make room" in caught.value.remedy
    assert left_over(releases) == []
    assert [each.id for each in list_releases(releases)] == [first.id]
    assert damages(releases / "current") == []
    assert publish(other(contents), releases).outcome == "published"


def test_an_interrupted_build_leaves_nothing(contents: Contents, releases: Path) -> None:
    def interrupt(message: str) -> None:
        if message == "writing JSON-LD":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(contents, releases, say=interrupt)
    assert [each.name for each in releases.iterdir()] == [".lock"]


def test_a_folder_that_cannot_be_written_is_said(contents: Contents, tmp_path: Path) -> None:
    """Also for root, whom no permission stops: a file stands where the folder should be."""
    (tmp_path / "release").write_text("in the way")
    with pytest.raises(ReleaseError, match="cannot be written") as caught:
        publish(contents, tmp_path / "release")
    assert "KHEN_RELEASES" in caught.value.remedy


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to a folder without write permission")
def test_a_read_only_folder_is_said(contents: Contents, releases: Path) -> None:
    first = publish(contents, releases)
    releases.chmod(0o555)
    try:
        with pytest.raises(ReleaseError, match="Permission denied"):
            publish(other(contents), releases)
    finally:
        releases.chmod(0o755)
    assert damages(first.folder) == []


def test_a_torn_line_of_the_history_spoils_only_itself(contents: Contents, releases: Path) -> None:
    publish(contents, releases, inputs="one")
    with (releases / "history.jsonl").open("a") as file:
        file.write('{"time": "2026-01-0')
    assert last_inputs(releases) == "one"
    publish(contents, releases, inputs="two")
    assert last_inputs(releases) == "two"
    lines = (releases / "history.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == 3
    assert json.loads(lines[-1])["outcome"] == "unchanged"


def test_inputs_of_a_damaged_or_missing_release_are_unknown(contents: Contents, releases: Path) -> None:
    assert last_inputs(releases) is None
    assert current_release(releases) is None
    assert list_releases(releases) == ()
    first = publish(contents, releases, inputs="one")
    os.truncate(first.folder / "khen.rdf", 3)
    assert last_inputs(releases) is None
