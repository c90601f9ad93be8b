"""Whether a release names the one before it as the folder of releases knows it.

What a release says is never taken from the folder, or the same data would give another release elsewhere. The folder
only tells when a person forgot, or wrote something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graph.release import folder, manifest
from graph.release.contents import ReleaseError
from graph.release.dataset import Dataset


def check_previous(dataset: Dataset, releases: Path) -> None:
    """Refuse a release that gives the one before it a version that this one does not have.

    Raises:
        ReleaseError: the versions differ.
    """
    stated = dataset.previous
    if stated is None or not (releases / stated.release / manifest.NAME).is_file():
        return
    held = manifest.read_manifest(releases / stated.release)["version"]
    if held != stated.version:
        raise ReleaseError(
            stated.release,
            f"'previous' calls this release version {stated.version}, and its own version is {held}",
            "Correct [previous] in dataset.toml.",
        )


def served(releases: Path) -> Mapping[str, Any] | None:
    """The manifest of the release that is served; none where there is none, or it cannot be read."""
    link = releases / folder.CURRENT
    try:
        return manifest.read_manifest(link.resolve()) if link.is_symlink() else None
    except ReleaseError:
        return None


def forgotten(dataset: Dataset, release_id: str, current: Mapping[str, Any] | None) -> str | None:
    """What to say where a new version follows another and names none before it.

    Args:
        dataset: of the release that is being published.
        release_id: its identifier.
        current: the manifest of the release that was served until now.
    """
    if current is None or current["id"] == release_id or current["version"] == dataset.version:
        return None
    if dataset.previous and dataset.previous.release == current["id"]:
        return None
    return (
        f"release {current['id']}, version {current['version']}, was served until now, and this one does not name it."
        " If it is the one before, add to dataset.toml, and build again:\n"
        f'[previous]\nrelease = "{current["id"]}"\nversion = "{current["version"]}"'
    )
