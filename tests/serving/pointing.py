"""Which release is the current one."""

from __future__ import annotations

from pathlib import Path


def point(folder: Path, target: str) -> None:
    """Let ``current`` point elsewhere, in one step."""
    new = folder / ".new"
    new.symlink_to(target)
    new.rename(folder / "current")
