"""Opening a release: the manifest is checked, the store opened, or built again from the N-Quads."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store

from graph.index import fill, has_union, is_union
from graph.store.errors import ReleaseError
from graph.store.manifest import Manifest, read_manifest
from graph.vocabulary import Names

_log = logging.getLogger(__name__)
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LABELS: Final = (
    NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"),
    NamedNode("http://www.w3.org/2000/01/rdf-schema#label"),
    NamedNode("https://schema.org/headline"),
    NamedNode("http://purl.org/dc/terms/title"),
)


@dataclass(frozen=True)
class Release:
    """A release opened for reading.

    Attributes:
        id: its identifier, which is also the name of its folder.
        folder: where its files are.
        manifest: what it says about itself.
        names: the IRIs below its base.
        store: the index of its quads; never written to.
        index: ``disk``, or ``memory`` where the store had to be built again from ``khen.nq``.
        union: the union of the graphs alone, in memory, where it is held there: most queries ask for nothing else, and
            are answered several times as fast.
    """

    id: str
    folder: Path
    manifest: Manifest
    names: Names
    store: Store
    index: str = "disk"
    union: Store | None = None

    @cached_property
    def graphs(self) -> tuple[str, ...]:
        """The IRIs of the public named graphs, sorted."""
        return tuple(sorted(each.iri for each in self.manifest.graphs))

    def prefixes(self) -> dict[str, str]:
        """Prefix to namespace: ours, and what the manifest adds."""
        return {**self.names.prefixes(), **self.manifest.prefixes}

    @cached_property
    def mentions(self) -> tuple[tuple[str, str, str], ...]:
        """How a query mentions each prefix, then its name and its namespace."""
        return tuple((f"{name}:", name, iri) for name, iri in self.prefixes().items())

    def about(self, iri: str) -> Iterator[Quad]:
        """The statements that have this IRI as their subject, in any graph."""
        yield from self._stated(NamedNode(iri), None)

    def union_about(self, iri: str) -> Iterator[Quad]:
        """The statements that have this IRI as their subject, in the union of the graphs, which is read faster."""
        yield from self.store.quads_for_pattern(NamedNode(iri), None, None, DefaultGraph())

    def pointing_at(self, iri: str) -> Iterator[Quad]:
        """The statements that have this IRI as their object, in any graph."""
        yield from self._stated(None, NamedNode(iri))

    def _stated(self, subject: NamedNode | None, value: NamedNode | None) -> Iterator[Quad]:
        """The quads of the named graphs; the default graph only repeats them."""
        found = self.store.quads_for_pattern(subject, None, value, None)
        return (quad for quad in found if not is_union(quad))

    def within(self, graph: str) -> Iterator[Quad]:
        """The statements of one named graph."""
        yield from self.store.quads_for_pattern(None, None, None, NamedNode(graph))

    def labels(self, iri: str) -> dict[str, str]:
        """The names of a thing by language; ``skos:prefLabel`` before ``rdfs:label`` before titles."""
        found: dict[str, str] = {}
        for predicate in _LABELS:
            values = sorted(
                (quad.object.language or "", quad.object.value)
                for quad in self.store.quads_for_pattern(NamedNode(iri), predicate, None, DefaultGraph())
                if isinstance(quad.object, Literal)
            )
            for language, value in values:
                found.setdefault(language, value)
        return found

    def knows(self, iri: str) -> bool:
        """Whether anything is stated about this IRI."""
        return next(self.store.quads_for_pattern(NamedNode(iri), None, None, DefaultGraph()), None) is not None


def open_release(releases: Path, identifier: str | None = None) -> Release:
    """The current release in a folder of releases, or the one named.

    Args:
        releases: the folder that ``khen build`` writes, with its link ``current``.
        identifier: a release other than the current one.

    Raises:
        ReleaseError: there is none yet, it is damaged, or of a format that this version does not read.
    """
    if identifier is not None and not _IDENTIFIER.fullmatch(identifier):
        raise ReleaseError(identifier, "cannot be the identifier of a release", "List them with: khen releases")
    folder = releases / (identifier or "current")
    if not folder.is_dir():
        if identifier is None:
            raise ReleaseError(releases, "there is no release here yet", "Build one with: khen build")
        raise ReleaseError(folder, "there is no such release", "List them with: khen releases")
    folder = folder.resolve()
    manifest = read_manifest(folder / "manifest.json")
    if manifest.id != folder.name:
        raise ReleaseError(folder, f"its manifest is that of {manifest.id}", "Build the release again with: khen build")
    store, index = _open_store(folder)
    return Release(manifest.id, folder, manifest, Names(manifest.base), store, index)


def held_in_memory(release: Release, largest: int) -> Release:
    """The release with its index in memory, which is read several times as fast as on the disk, if it is small enough.

    Args:
        release: as it was opened. Where its dumps cannot be read, it stays as it is.
        largest: bytes of ``khen.nq`` up to which it is held.
    """
    quads, union = release.folder / "khen.nq", release.folder / "khen.nt"
    try:
        if release.index == "memory" or quads.stat().st_size > largest:
            return release
        store = Store()
        store.bulk_load(path=str(quads), format=RdfFormat.N_QUADS)
        store.bulk_load(path=str(union), format=RdfFormat.N_TRIPLES)
    except (OSError, SyntaxError) as error:
        _log.warning("%s cannot be held in memory: %s", release.folder, error)
        return release
    return replace(release, store=store)


def list_releases(releases: Path) -> tuple[Manifest, ...]:
    """The manifests of all complete releases in a folder, the newest first."""
    folders = (each for each in releases.iterdir() if not each.is_symlink()) if releases.is_dir() else ()
    names = sorted(each for each in folders if (each / "manifest.json").is_file())
    manifests = []
    for folder in names:
        try:
            manifest = read_manifest(folder / "manifest.json")
        except ReleaseError as error:
            _log.warning("a release is passed over: %s", error)
            continue
        if manifest.id == folder.name:
            manifests.append(manifest)
    return tuple(sorted(manifests, key=lambda each: (each.issued, each.id), reverse=True))


def _open_store(folder: Path) -> tuple[Store, str]:
    """The store on disk, or one in memory where that is missing or damaged: it is only an index."""
    place = folder / "store"
    if place.is_dir():
        try:
            store = Store.read_only(str(place))
            if has_union(store):
                return store, "disk"
            _log.warning("%s holds no union of its graphs: reading khen.nq into memory", place)
        except (OSError, RuntimeError) as error:  # the engine reports what it calls corruption as the latter
            _log.warning("%s cannot be opened (%s): reading khen.nq into memory", place, error)
    else:
        _log.warning("%s is missing: reading khen.nq into memory", place)
    dump = folder / "khen.nq"
    store = Store()
    try:
        fill(store, dump.read_bytes())
    except (OSError, SyntaxError) as error:
        raise ReleaseError(dump, f"cannot be read: {error}", "Build the release again with: khen build") from error
    return store, "memory"
