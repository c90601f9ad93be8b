"""The releases in a folder, in the order in which they were published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from graph.store import Manifest, Release, list_releases, published_on
from server.errors import Problem, ProblemError


@dataclass(frozen=True)
class Published:
    """A release that is kept.

    Attributes:
        manifest: what it says about itself.
        folder: where its files are.
        time: when it was published, as far as the history knows, else the begin of the day that it names itself.
    """

    manifest: Manifest
    folder: Path
    time: datetime


def published(release: Release, releases: Path) -> tuple[Published, ...]:
    """The releases of a folder and the one that is served, the newest first."""
    times = published_on(releases)
    manifests = {each.id: each for each in (*list_releases(releases), release.manifest)}
    found = (
        Published(
            each,
            release.folder if each.id == release.id else releases / each.id,
            times.get(each.id) or datetime.fromisoformat(each.issued).replace(tzinfo=UTC),
        )
        for each in manifests.values()
    )
    return tuple(sorted(found, key=lambda each: (each.time, each.manifest.id), reverse=True))


def neighbours(known: tuple[Published, ...], identifier: str) -> tuple[Published | None, Published | None]:
    """The releases before and after one, of those that are kept."""
    place = next(number for number, each in enumerate(known) if each.manifest.id == identifier)
    before = known[place + 1] if place + 1 < len(known) else None
    return before, known[place - 1] if place else None


def kept(release: Release, releases: Path, identifier: str) -> Published:
    """A release by its identifier.

    Raises:
        ProblemError: 404 there never was one, as far as is known; 410 it is not kept any more.
    """
    for each in published(release, releases):
        if each.manifest.id == identifier:
            return each
    raise not_kept(releases, identifier)


def not_kept(releases: Path, identifier: str) -> ProblemError:
    """The problem of a release that is not in a folder: 410 where the history tells of it, else 404."""
    day = published_on(releases).get(identifier)
    if day is None:
        return ProblemError(Problem(404, "There is no such release.", "See the list below /releases/."))
    detail = f"The release {identifier} was published on {day:%Y-%m-%d} and is not kept here any more."
    remedy = "Ask the publisher for it, or take another release; see the list below /releases/."
    return ProblemError(Problem(410, detail, remedy, {"published": day.isoformat()}))
