"""``manifest.json``: what a release holds, with the SHA-256 of every file, and whether that is still so."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from rdflib import RDF

from graph.release.contents import FORMAT, Contents, ReleaseError, source_records
from graph.release.description import prefixes
from graph.release.index import check_store
from graph.release.named_graphs import by_graph, derived_from
from graph.release.search import check_names
from graph.release.statements import union
from graph.search import SearchError
from graph.vocabulary import Names, Quad

NAME: Final = "manifest.json"
_BLOCK: Final = 1 << 20


@dataclass(frozen=True)
class File:
    """A file of a release and its entry in the manifest.

    Attributes:
        name: the file name, with ``.gz`` where it is compressed.
        media_type: of the content, once unpacked.
        holds: ``dataset``, ``union graph``, ``links``, ``ontology``, ``shapes``, ``report``, ``description``
            or ``sources``.
        content: the bytes.
        compressed: whether the bytes are gzip.
    """

    name: str
    media_type: str
    holds: str
    content: bytes
    compressed: bool = False

    def entry(self) -> dict[str, Any]:
        """What the manifest says of it: size in bytes, SHA-256 in hex digits, and what it is."""
        return {
            "name": self.name,
            "media_type": self.media_type,
            "bytes": len(self.content),
            "sha256": hashlib.sha256(self.content).hexdigest(),
            "holds": self.holds,
            "compressed": self.compressed,
        }


def manifest(
    contents: Contents, release_id: str, quads: tuple[Quad, ...], entries: Iterable[Mapping[str, Any]]
) -> dict[str, Any]:
    """The manifest of a release.

    Args:
        contents: what the release is made of.
        release_id: its identifier.
        quads: all its statements, those of ``graph/meta`` included.
        entries: the entries of its files.
    """
    dataset, names = contents.dataset, contents.names
    return {
        **({"previous": asdict(dataset.previous)} if dataset.previous else {}),
        "format": FORMAT,
        "id": release_id,
        "base": names.base,
        "version": dataset.version,
        "issued": dataset.issued.isoformat(),
        "modified": dataset.modified.isoformat(),
        "licence": dataset.licence.iri,
        "title": asdict(dataset.title),
        "description": asdict(dataset.description),
        "notes": asdict(dataset.notes),
        "keywords": {"vi": list(dataset.keywords_vi), "en": list(dataset.keywords_en)},
        "publisher": asdict(dataset.publisher),
        "contact": asdict(dataset.contact),
        "counts": _counts(names, quads),
        "graphs": [
            {
                "iri": str(iri),
                "triples": len(triples),
                "derived_from": [str(each) for each in derived_from(names, iri, triples)],
            }
            for iri, triples in by_graph(quads).items()
        ],
        "sources": [
            {key: each[key] for key in ("id", "sha256", "characters", "text_published")}
            for each in source_records(contents.documents)
        ],
        "files": sorted(entries, key=lambda each: str(each["name"])),
        "retired": {key: dict(value) for key, value in sorted(contents.retired.items())},
        "prefixes": prefixes(names),
    }


def _counts(names: Names, quads: tuple[Quad, ...]) -> dict[str, int]:
    triples = union(quads)
    kinds = Counter(kind for _, predicate, kind in triples if predicate == RDF.type)
    return {
        "quads": len(quads),
        "triples": len(triples),
        "subjects": len({subject for subject, _, _ in triples}),
        "graphs": len({graph for *_, graph in quads}),
        "announcements": kinds[names.term("Announcement")],
        "conferrals": kinds[names.term("AwardConferral")],
    }


def dump(table: Any) -> bytes:
    """A table as the release writes JSON: sorted keys, one space of indent, UTF-8."""
    return (json.dumps(table, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a release.

    Raises:
        ReleaseError: it is missing, unreadable or of a layout this program does not know.
    """
    path = folder / NAME
    try:
        table = json.loads(path.read_bytes())
    except OSError as error:
        raise ReleaseError(path, f"cannot be read: {error.strerror}", _REBUILD) from error
    except ValueError as error:
        raise ReleaseError(path, f"is not JSON: {error}", _REBUILD) from error
    if not isinstance(table, dict) or table.get("format") != FORMAT:
        raise ReleaseError(path, "is of a layout that this program does not know", _REBUILD)
    return table


_REBUILD: Final = "Run `khen build`: a release is rebuilt from the data."


def damages(folder: Path) -> list[str]:
    """What is wrong with a release: each file that is missing or altered, and a store or an index of
    names that is not of ``khen.nq``. Empty when the release is whole.
    """
    try:
        entries = read_manifest(folder)["files"]
        found = [reason for each in entries if (reason := _damage(folder / each["name"], each))]
    except (ReleaseError, KeyError, TypeError) as error:
        return [f"{NAME}: {error}"]
    try:
        n_quads = (folder / "khen.nq").read_bytes()
    except OSError:
        return found
    for name, check in (("store", check_store), ("names", check_names)):
        try:
            check(folder, n_quads)
        except (ReleaseError, SearchError) as error:
            found.append(f"{name}: {error}")
    return found


def _damage(path: Path, entry: Mapping[str, Any]) -> str | None:
    digest = hashlib.sha256()
    try:
        if path.stat().st_size != entry["bytes"]:
            return f"{path.name}: has {path.stat().st_size} bytes instead of {entry['bytes']}"
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    except OSError as error:
        return f"{path.name}: {error.strerror}"
    return None if digest.hexdigest() == entry["sha256"] else f"{path.name}: its SHA-256 differs"
