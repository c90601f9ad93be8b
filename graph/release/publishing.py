"""Publishing a release: whole or not at all, one build at a time, and the releases there are."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rdflib import URIRef

from graph.formats import TURTLE, Content
from graph.release import folder, manifest
from graph.release.contents import Contents, NotConforming, ReleaseError, identify, source_records
from graph.release.description import describe, prefixes, void_turtle
from graph.release.dumps import compress, write_dumps
from graph.release.forgetting import refuse_forgotten
from graph.release.index import write_store
from graph.release.links import link_files
from graph.release.locking import locked
from graph.release.manifest import File
from graph.release.nodes import Place
from graph.release.search import write_names
from graph.release.statements import problems, quad_line
from graph.release.succession import check_previous, forgotten, served
from graph.vocabulary import Quad


@dataclass(frozen=True)
class PublishedRelease:
    """A release on the disk.

    Attributes:
        id: its identifier.
        folder: where it lies.
        manifest: its ``manifest.json``.
        current: whether it is the one that is served.
        outcome: of the build that made or last confirmed it: ``published``, ``repaired``, ``rebased`` (the same
            statements were there below another base) or ``unchanged``.
        time: when that was (ISO 8601, UTC); none where the history does not say.
        notice: what whoever published it should know, where there is something.
    """

    id: str
    folder: Path
    manifest: Mapping[str, Any]
    current: bool
    outcome: str | None = None
    time: str | None = None
    notice: str | None = None


def _silent(message: str) -> None:
    """Progress nobody asked for."""


def publish(
    contents: Contents, releases: Path, *, inputs: str | None = None, say: Callable[[str], None] = _silent
) -> PublishedRelease:
    """Publish the contents as a release and make it the current one.

    The same contents have the same identifier: a whole release of that name is kept, a damaged one rebuilt.

    Args:
        contents: what to publish.
        releases: the folder of releases; made where it is missing.
        inputs: a fingerprint of everything the contents were made from, to be asked for by ``last_inputs``.
        say: told of each step.

    Raises:
        NotConforming: the data do not conform to the shapes.
        ReleaseError: a statement cannot be published, a dump does not read back as it was written, the release
            before is of another version than stated, or the folder cannot be written. In each case the release
            that was current stays current.
    """
    if not contents.conforms:
        raise NotConforming(contents.report_text)
    _check(contents)
    release_id = identify(contents)
    with _disk_errors(releases):
        releases.mkdir(parents=True, exist_ok=True)
        with locked(releases, say):
            if folder.remove_leftovers(releases):
                say("removed what an interrupted build had left")
            check_previous(contents.dataset, releases)
            before = served(releases)
            outcome = _publish(contents, release_id, releases, say)
            # Also the copy that a killed build left as the current release: nothing points at it any more.
            folder.remove_leftovers(releases)
            folder.record(releases, release_id, inputs, outcome)
            found = _release(releases, releases / release_id)
    say(f"release {release_id}: {outcome}")
    return replace(found, notice=forgotten(contents.dataset, release_id, before))


def list_releases(releases: Path) -> tuple[PublishedRelease, ...]:
    """The releases in a folder, the one built last at the end. What cannot be read is left out."""
    found = []
    for place in sorted(releases.glob("*/" + manifest.NAME)):
        if place.parent.is_symlink() or place.parent.name.startswith("."):
            continue
        try:
            release = _release(releases, place.parent)
        except ReleaseError:
            continue
        # The folder of one that is kept aside, below another base, bears another name.
        if release.id == place.parent.name:
            found.append(release)
    return tuple(sorted(found, key=lambda each: (each.time or "", each.id)))


def current_release(releases: Path) -> PublishedRelease | None:
    """The release that is served; none where nothing was published yet.

    Raises:
        ReleaseError: its manifest cannot be read.
    """
    link = releases / folder.CURRENT
    return _release(releases, link.resolve()) if link.is_symlink() else None


def last_inputs(releases: Path) -> str | None:
    """The fingerprint of what the current release was made from; none where it is damaged or unknown.

    Its files are looked for and measured, not read, so that asking is quick.
    """
    try:
        current = current_release(releases)
        if current is None:
            return None
        for each in current.manifest["files"]:
            if (current.folder / each["name"]).stat().st_size != each["bytes"]:
                return None
    except (ReleaseError, OSError):
        return None
    builds = [each for each in folder.history(releases) if each["id"] == current.id]
    return builds[-1].get("inputs") if builds else None


def _release(releases: Path, place: Path) -> PublishedRelease:
    table = manifest.read_manifest(place)
    builds = [each for each in folder.history(releases) if each["id"] == table["id"]]
    last = builds[-1] if builds else {}
    link = releases / folder.CURRENT
    current = link.is_symlink() and link.resolve() == place.resolve()
    return PublishedRelease(table["id"], place, table, current, last.get("outcome"), last.get("time"))


@contextmanager
def _disk_errors(releases: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        remedy = "Make room on the disk, or let KHEN_RELEASES name a folder that can be written."
        raise ReleaseError(
            error.filename or releases,
            f"cannot be written: {reason}",
            f"{remedy} The release before it is untouched.",
        ) from error


def _check(contents: Contents) -> None:
    """Refuse what must not or cannot be published, before anything is written."""
    names = contents.names
    published = {each.id for each in contents.documents if each.metadata.publish_text}
    private = names.graph("text/")
    for quad in contents.quads:
        secret = quad[3].startswith(private) and quad[3].removeprefix(private) not in published
        owner = quad[0].removeprefix(names.thing("announcement", "")).removesuffix("/text")
        if secret or (quad[1] == names.term("fullText") and owner not in published):
            raise ReleaseError(
                quad[0],
                "a full text whose publication is not allowed is among the public statements",
                "Leave it out, or set publish_text in its source.toml where the rights allow it.",
            )
        if quad[3] == names.graph("meta"):
            raise ReleaseError(quad[3], "the release itself writes this graph", "Use another graph.")
    _check_retired(contents)
    for quad, reason in problems(contents.quads):
        raise ReleaseError(quad_line(quad).rstrip(), reason, "Correct the statement where it is made.")


def _check_retired(contents: Contents) -> None:
    known = {quad[0] for quad in contents.quads}
    base = contents.names.at("id/")
    for key, row in sorted(contents.retired.items()):
        if row.get("status") not in ("merged", "withdrawn"):
            raise ReleaseError(key, "a retired key is either 'merged' or 'withdrawn'", "Correct its status.")
        if row["status"] == "merged" and URIRef(f"{base}{row.get('to')}") not in known:
            raise ReleaseError(
                key,
                f"it is merged into '{row.get('to')}', which nothing describes",
                "Name the key that took its place.",
            )
        if row["status"] == "withdrawn" and URIRef(f"{base}{key}") in known:
            raise ReleaseError(
                key,
                "it is withdrawn, and the data still describe it",
                "Take out the announcement or the row of a table that it comes from; only people are left out of "
                "what is read.",
            )


def _publish(contents: Contents, release_id: str, releases: Path, say: Callable[[str], None]) -> str:
    target = releases / release_id
    there = target.exists() or target.is_symlink()
    whole = there and not manifest.damages(target)
    former = manifest.read_manifest(target)["base"] if whole else contents.names.base
    aside = None
    if whole and former == contents.names.base:
        folder.switch(releases, release_id)
        return "unchanged"
    if whole:
        aside = _aside(releases, release_id, former)
        say(f"release {release_id} has the base {former}: keeping it as {aside.name}")
    elif there:
        say(f"release {release_id} is damaged: rebuilding it")
    with folder.workshop(releases) as built:
        _build(contents, release_id, built, say)
        folder.sync_tree(built)
        folder.install(built, target, aside)
    if aside:
        return "rebased"
    return "repaired" if there else "published"


def _aside(releases: Path, release_id: str, base: str) -> Path:
    """Where a release is kept whose statements are published again below another base.

    The identifier follows from the content alone, so both have the same; only one of them can be served.
    """
    place = releases / f"{release_id}-{hashlib.sha256(base.encode()).hexdigest()[:8]}"
    if place.exists():
        shutil.rmtree(place)
    return place


def tidy(releases: Path) -> None:
    """Remove what a killed build left, unless a build is under way.

    Raises:
        ReleaseError: the folder cannot be written.
    """
    if not releases.is_dir():
        return
    with _disk_errors(releases), suppress(BlockingIOError), locked(releases, None):
        folder.remove_leftovers(releases)


def _build(contents: Contents, release_id: str, built: Path, say: Callable[[str], None]) -> None:
    say("describing the data set")
    meta = describe(contents, release_id)
    quads = tuple(sorted({*contents.quads, *meta}, key=quad_line))
    entries = []
    for file in _files(contents, release_id, quads, meta, say):
        folder.write_file(built / file.name, file.content)
        entries.append(file.entry())
    say("writing the store")
    n_quads = (built / "khen.nq").read_bytes()
    write_store(built, n_quads)
    say("writing the index of names")
    write_names(built, quads, n_quads, contents.abbreviations)
    folder.write_file(built / manifest.NAME, manifest.dump(manifest.manifest(contents, release_id, quads, entries)))
    refuse_forgotten(built, contents.forgotten)


def _files(
    contents: Contents,
    release_id: str,
    quads: tuple[Quad, ...],
    meta: tuple[Quad, ...],
    say: Callable[[str], None],
) -> Iterator[File]:
    dumps = []
    for form, content in write_dumps(quads, prefixes(contents.names), say):
        name = f"khen.{form.extension}"
        holds = "dataset" if form.content is Content.DATASET else "union graph"
        plain = File(name, form.media_type, holds, content)
        packed = File(f"{name}.gz", form.media_type, holds, compress(content), compressed=True)
        dumps += [plain.entry(), packed.entry()]
        yield from (plain, packed)
    turtle = TURTLE.media_type
    place = Place(contents.names, contents.dataset, release_id)
    for file in link_files(place, quads):
        dumps.append(file.entry())
        yield file
    yield File("void.ttl", turtle, "description", void_turtle(place, meta, dumps))
    yield File("ontology.ttl", turtle, "ontology", contents.ontology.encode())
    yield File("shapes.ttl", turtle, "shapes", contents.shapes.encode())
    yield File("report.ttl", turtle, "report", contents.report_turtle.encode())
    yield File("report.txt", "text/plain", "report", contents.report_text.encode())
    sources = manifest.dump(source_records(contents.documents))
    yield File("sources.json", "application/json", "sources", sources)
