"""What a release says about itself: ``manifest.json``, read strictly."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from graph.store.errors import ReleaseError
from graph.withheld import sealed

FORMAT: Final = 1
"""The layout of a release folder that this version reads."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_REBUILD = "Build the release again with: khen build"


@dataclass(frozen=True)
class FileEntry:
    """One published file: ``bytes`` long, ``sha256`` in hexadecimal, ``holds`` in the release's words."""

    name: str
    media_type: str
    bytes: int
    sha256: str
    holds: str = ""
    compressed: bool = False


@dataclass(frozen=True)
class GraphEntry:
    """One public named graph and its number of triples."""

    iri: str
    triples: int


@dataclass(frozen=True)
class Retired:
    """A key that is no longer used: ``merged`` into the key ``to``, or ``withdrawn``.

    Attributes:
        status: which of the two.
        to: the key that took its place.
        date: since when (ISO 8601); empty where that is not known.
        reason: ``request``, ``law`` or ``error``; empty where it is not stated.
    """

    status: str
    to: str | None = None
    date: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Previous:
    """The release before: its identifier and its version."""

    release: str
    version: str


@dataclass(frozen=True)
class Manifest:
    """The content of ``manifest.json``.

    ``title``, ``description``, ``notes``, ``publisher`` (its name) and ``keywords`` are by language (vi, en).
    """

    id: str
    base: str
    version: str
    issued: str
    modified: str
    licence: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    counts: Mapping[str, int]
    graphs: tuple[GraphEntry, ...]
    files: tuple[FileEntry, ...]
    sources: tuple[Mapping[str, Any], ...] = ()
    retired: Mapping[str, Retired] = field(default_factory=dict)
    prefixes: Mapping[str, str] = field(default_factory=dict)
    contact: Mapping[str, Any] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    publisher: Mapping[str, str] = field(default_factory=dict)
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    previous: Previous | None = None

    def file(self, name: str) -> FileEntry | None:
        """The published file of this name."""
        return next((each for each in self.files if each.name == name), None)

    @property
    def reachable_at(self) -> str:
        """Where to write to whoever publishes: ``mailto:`` or a page; empty where neither is stated."""
        email, page = self.contact.get("email"), self.contact.get("page")
        return f"mailto:{email}" if email else str(page or "")

    def retirement(self, key: str) -> Retired | None:
        """What became of a key that is no longer used; those of withdrawn people are known by their digest alone."""
        return self.retired.get(key) or self.retired.get(sealed(key))


def read_manifest(path: Path) -> Manifest:
    """The manifest in a file.

    Raises:
        ReleaseError: missing, not JSON, of another format, or without a field that is needed.
    """
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ReleaseError(path, f"cannot be read: {error.strerror}", _REBUILD) from error
    except ValueError as error:
        raise ReleaseError(path, f"is not JSON in UTF-8: {error}", _REBUILD) from error
    if not isinstance(table, dict) or table.get("format") != FORMAT:
        found = table.get("format") if isinstance(table, dict) else None
        raise ReleaseError(path, f"format {found!r} is not the format {FORMAT} that this version reads", _REBUILD)
    try:
        return _manifest(table)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ReleaseError(path, f"is incomplete: {type(error).__name__} {error}", _REBUILD) from error


def _manifest(table: Mapping[str, Any]) -> Manifest:
    files = tuple(
        FileEntry(
            each["name"], each["media_type"], int(each["bytes"]), each["sha256"],
            str(each.get("holds", "")), bool(each.get("compressed", False)),
        )
        for each in table["files"]
    )  # fmt: skip
    previous = table.get("previous")
    for each in files:
        # A name is joined to a folder later on; a manifest must not be able to point out of its release.
        if not _NAME.fullmatch(each.name):
            raise ValueError(f"a file cannot be called {each.name!r}")
        if not re.fullmatch("[0-9a-f]{64}", each.sha256):
            raise ValueError(f"the digest of {each.name} is not SHA-256 in hexadecimal")
    return Manifest(
        id=str(table["id"]),
        base=str(table["base"]),
        version=str(table["version"]),
        issued=str(table["issued"]),
        modified=str(table["modified"]),
        licence=str(table["licence"]),
        title=dict(table["title"]),
        description=dict(table["description"]),
        counts={key: int(value) for key, value in table["counts"].items()},
        graphs=tuple(GraphEntry(each["iri"], int(each["triples"])) for each in table["graphs"]),
        files=files,
        sources=tuple(table.get("sources", ())),
        retired={
            key: Retired(each["status"], each.get("to"), str(each.get("date", "")), str(each.get("reason", "")))
            for key, each in table.get("retired", {}).items()
        },
        prefixes=dict(table.get("prefixes", {})),
        contact=dict(table.get("contact", {})),
        notes=dict(table.get("notes", {})),
        publisher=dict(table.get("publisher", {}).get("name", {})),
        keywords={language: tuple(words) for language, words in table.get("keywords", {}).items()},
        previous=Previous(str(previous["release"]), str(previous["version"])) if previous else None,
    )
