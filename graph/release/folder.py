"""The folder of releases: what is renamed, synced and removed, so that a reader never sees half a release.

Everything unfinished has a name that begins with ``.building-``. Whatever carries such a name when a build
holds the lock was left by one that died, and is removed.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

CURRENT: Final = "current"
HISTORY: Final = "history.jsonl"
_UNFINISHED: Final = ".building-"


@contextmanager
def workshop(releases: Path) -> Iterator[Path]:
    """A folder to build in, removed at the end unless it was renamed into place."""
    path = _unfinished(releases, "release")
    path.mkdir()
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def _unfinished(releases: Path, what: str) -> Path:
    """A name that no other build has used: process numbers come again, in a container sooner than later."""
    return releases / f"{_UNFINISHED}{os.getpid()}-{secrets.token_hex(4)}-{what}"


def remove_leftovers(releases: Path) -> int:
    """Remove what a killed build left, and return how much that was. Only for the holder of the lock."""
    served = (_target(releases) or "").partition("/")[0]
    leftovers = [each for each in releases.glob(f"{_UNFINISHED}*") if each.name != served]
    for each in leftovers:
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each)
        else:
            each.unlink()
    return len(leftovers)


def write_file(path: Path, content: bytes) -> None:
    """Write a file to the disk, not only to its cache."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_tree(folder: Path) -> None:
    """Bring a folder and everything below it to the disk."""
    for place, _, names in os.walk(folder):
        for each in [*(Path(place, name) for name in names), Path(place)]:
            _sync(each)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def install(built: Path, target: Path, aside: Path | None = None) -> None:
    """Put a finished release in its place and make it current.

    When a release of the same name is there, a copy of the new one is served while it is replaced: the link
    never points at nothing, whenever the build is killed.

    Args:
        built: the finished release.
        target: where it belongs.
        aside: where a release that is there is kept; ``None`` for a damaged one, which goes.
    """
    releases = target.parent
    if target.exists() or target.is_symlink():
        # The folder of a release bears its identifier, so the copy lies a level deeper.
        copies = _unfinished(releases, "copy")
        shutil.copytree(built, copies / target.name)
        sync_tree(copies)
        switch(releases, f"{copies.name}/{target.name}")
        target.rename(aside or _unfinished(releases, "damaged"))
    built.rename(target)
    _sync(releases)
    switch(releases, target.name)


def switch(releases: Path, name: str) -> None:
    """Let ``current`` point at a release, in one step.

    Args:
        releases: the folder of releases.
        name: the path of the release in it.
    """
    if _target(releases) == name:
        return
    link = _unfinished(releases, CURRENT)
    link.symlink_to(name)
    link.replace(releases / CURRENT)
    _sync(releases)


def _target(releases: Path) -> str | None:
    link = releases / CURRENT
    return str(link.readlink()) if link.is_symlink() else None


def record(releases: Path, release_id: str, inputs: str | None, outcome: str) -> None:
    """Add a line to the history: the one place that holds times."""
    line = {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "id": release_id,
        "inputs": inputs,
        "outcome": outcome,
    }
    path = releases / HISTORY
    with path.open("a+b") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - 1))
        torn = file.read(1) not in (b"", b"\n")
        # A line that a killed build left unfinished is closed, so that it spoils only itself.
        file.write((b"\n" if torn else b"") + json.dumps(line, ensure_ascii=False).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def history(releases: Path) -> tuple[dict[str, Any], ...]:
    """The lines of the history, oldest first; a torn line is left out."""
    try:
        lines = (releases / HISTORY).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return ()
    found = []
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            found.append(entry)
    return tuple(found)
