"""``/releases/<id>/changes``: what a release says that the one before it did not, as a page, a patch and a table."""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, render_template
from pyoxigraph import Literal, RdfFormat, parse

from graph.errors import Worded
from graph.formats import CSV, Content, Format
from graph.store import Changes, Count, Part, Release, Thing, TooLargeToCompareError, changes_between, value_of
from server.addresses import standing
from server.collation import collation
from server.errors import Problem, ProblemError
from server.naming import Named, in_language, named
from server.negotiation import HTML, language, respond
from server.published import Published, kept, neighbours, published

# RDF Patch (https://afs.github.io/rdf-patch/) is no format of data but one of changes to them.
_PATCH: Final = Format("rdfp", "application/rdf-patch", Content.DATASET, "", "", "RDF Patch")
LARGEST: Final = 16 * 1024 * 1024
"""Bytes of a dump beyond which two releases are not compared here: it takes some seconds, and memory."""
LISTED: Final = 100
"""Things and terms of a kind that the page lists."""
_COMPARED: Final = 2
"""Pairs of releases whose changes are kept."""


@dataclass(frozen=True)
class _Pair:
    """Two releases: their folders and their bases."""

    before: Path
    after: Path
    bases: tuple[str, str]


@dataclass(frozen=True)
class _Group:
    """Things of the same kinds: how many there are, and some of them."""

    kinds: str
    count: int
    things: tuple[Named, ...]


@dataclass(frozen=True)
class _Shown:
    """What the page of changes lists of a part, in the words of a language."""

    tables: Mapping[str, Sequence[tuple[Named, Count]]]
    came: tuple[_Group, ...]
    went: tuple[_Group, ...]


class _Comparing:
    """Compares releases, one pair at a time, and remembers what it found: releases never change."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._found = lru_cache(maxsize=_COMPARED)(
            lambda pair: changes_between(pair.before, pair.after, pair.bases, LARGEST)
        )

    def changes(self, before: Published, after: Published) -> Changes:
        """What changed.

        Raises:
            ProblemError: 501 one of them is too large to be compared here.
        """
        with self._turn:
            try:
                return self._found(_Pair(before.folder, after.folder, (before.manifest.base, after.manifest.base)))
            except TooLargeToCompareError as error:
                detail = Worded("The release %(subject)s %(reason)s.", subject=error.subject, reason=error.reason)
                raise ProblemError(
                    Problem(501, detail, error.remedy, {"limit": {"compared_bytes": LARGEST}})
                ) from error


def blueprint(release: Release, releases: Path) -> Blueprint:
    """The addresses of the changes from each release of a folder to the next one."""
    routes = Blueprint("changed", __name__)
    comparing = _Comparing()

    def found(identifier: str) -> tuple[Published, Published, Changes]:
        after = kept(release, releases, identifier)
        before, _ = neighbours(published(release, releases), identifier)
        if before is None:
            detail = Worded("There is no release before this one here, so nothing can be compared.")
            raise ProblemError(Problem(404, detail, Worded("Fetch the release itself.")))
        return before, after, comparing.changes(before, after)

    @lru_cache(maxsize=_COMPARED)
    def shown(identifiers: tuple[str, str], code: str, where: tuple[str, str]) -> tuple[_Shown, _Shown]:
        changes = found(identifiers[1])[2]
        return _shown(release, changes.data, code), _shown(release, changes.description, code)

    @routes.get("/releases/<identifier>/changes")
    def page(identifier: str) -> Response:
        before, after, changes = found(identifier)
        words = shown((before.manifest.id, identifier), language(), standing())
        body = render_template("changes.html", before=before, after=after, changes=changes, shown=words)
        return respond(body, HTML, vary=())

    @routes.get("/releases/<identifier>/changes.rdfp")
    def patch(identifier: str) -> Response:
        before, after, changes = found(identifier)
        return respond("".join(_patch(before, after, changes)), _PATCH, vary=())

    @routes.get("/releases/<identifier>/changes.csv")
    def table(identifier: str) -> Response:
        return respond(_csv(found(identifier)[2]), CSV, vary=())

    return routes


def _shown(release: Release, part: Part, code: str) -> _Shown:
    return _Shown(
        _tables(release, part, code), _groups(release, part.appeared, code), _groups(release, part.disappeared, code)
    )


def _tables(release: Release, changes: Part, code: str) -> Mapping[str, Sequence[tuple[Named, Count]]]:
    """The counts by graph, class and property, those first that changed most."""
    groups = {"graphs": changes.graphs, "classes": changes.classes, "properties": changes.properties}
    return {
        name: [(named(release, each.iri, code), each) for each in counts[:LISTED]] for name, counts in groups.items()
    }


def _groups(release: Release, things: tuple[Thing, ...], code: str) -> tuple[_Group, ...]:
    """The things by what they are, the largest group first, each with its name."""
    found: dict[str, list[Thing]] = {}
    for each in things:
        kinds = sorted(each.classes, key=lambda kind: (not kind.startswith(release.names.base), kind))
        found.setdefault(", ".join(named(release, kind, code).name for kind in kinds), []).append(each)
    groups = (
        _Group(kinds, len(each), _in_order(_called(release, thing, code) for thing in each[:LISTED]))
        for kinds, each in found.items()
    )
    return tuple(sorted(groups, key=lambda each: (-each.count, collation(each.kinds))))


def _in_order(names: Iterable[Named]) -> tuple[Named, ...]:
    """Names as a dictionary has them."""
    return tuple(sorted(names, key=lambda each: collation(each.name)))


def _called(release: Release, thing: Thing, code: str) -> Named:
    """A thing by the name that it had; linked if the release that is served knows it."""
    about = named(release, thing.iri, code)
    name = in_language(thing.names, code) or about.short
    return Named(thing.iri, name, about.short, about.href if release.knows(thing.iri) else None)


def _patch(before: Published, after: Published, changes: Changes) -> Iterator[str]:
    for name, each in (("id", after.manifest), ("prev", before.manifest)):
        yield f"H {name} <{after.manifest.base}releases/{each.id}> .\n"
    yield "TX .\n"
    yield from (f"D {line}\n" for line in changes.removed)
    yield from (f"A {line}\n" for line in changes.added)
    yield "TC .\n"


def _csv(changes: Changes) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(("change", "graph", "subject", "predicate", "object", "language", "datatype"))
    for change, lines in (("removed", changes.removed), ("added", changes.added)):
        for quad in parse("\n".join(lines), format=RdfFormat.N_QUADS):
            value = quad.object
            kind = (value.language or "", value.datatype.value) if isinstance(value, Literal) else ("", "")
            row = (value_of(each) for each in (quad.graph_name, quad.subject, quad.predicate, value))
            writer.writerow((change, *row, *kind))
    return buffer.getvalue()
