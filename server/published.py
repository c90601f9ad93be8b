"""The releases in a folder, in the order in which they were published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from graph.errors import Worded
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
    """The releases before and after one, of those that are kept.

    What a release says of the one before it counts; only where it says nothing, the time of publication does.
    """
    by_name = {each.manifest.id: each for each in known}
    older = dict(zip(by_name, known[1:], strict=False))

    def before(name: str) -> Published | None:
        stated = by_name[name].manifest.previous
        return by_name.get(stated.release) if stated else older.get(name)

    followers = (each for each in known if before(each.manifest.id) == by_name[identifier])
    return before(identifier), next(followers, None)


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
    """The problem of a release that is not kept: 410 where the history or a later release tells of it, else 404."""
    remedy = Worded("Ask the publisher for it, or take another release; see the list below /releases/.")
    day = published_on(releases).get(identifier)
    if day is not None:
        detail = Worded(
            "The release %(identifier)s was published on %(day)s and is not kept here any more.",
            identifier=identifier,
            day=f"{day:%Y-%m-%d}",
        )
        return ProblemError(Problem(410, detail, remedy, {"published": day.isoformat()}))
    for each in list_releases(releases):
        if each.previous and each.previous.release == identifier:
            detail = Worded(
                "The release %(identifier)s was version %(version)s of the data, and is not kept here.",
                identifier=identifier,
                version=each.previous.version,
            )
            return ProblemError(Problem(410, detail, remedy, {"version": each.previous.version}))
    return ProblemError(Problem(404, Worded("There is no such release."), Worded("See the list below /releases/.")))
