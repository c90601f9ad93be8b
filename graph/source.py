"""A source document: the frozen text that offsets count in, its digest, and what the text does not carry.

Freezing is the first step and the only change ever made to a text: UTF-8 is decoded (a byte order mark at
the very start is an encoding signature, not text), line ends become LF, characters are composed (NFC).
White space stays as it is, because three no-break spaces made plain would shift every later offset.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from graph.errors import KhenError

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_TEXT_FIELDS = ("language", "publisher", "address", "rights", "rights_vi", "sha256", "published")


class SourceError(KhenError):
    """A source document cannot be read."""


@dataclass(frozen=True)
class AcceptedDifference:
    """A difference between an announced count and the list that a curator has looked at and states.

    Attributes:
        kind: ``collective`` or ``individual``.
        announced: the number the text announces.
        listed: the number of recipients the text names.
        note: why, in the curator's words.
    """

    kind: str
    announced: int
    listed: int
    note: str


@dataclass(frozen=True)
class SourceMetadata:
    """What the text itself does not carry. ``None`` means: not stated, and never filled in.

    ``published`` (a day, ISO 8601) is for texts that print no date of their own. ``rights_vi`` says in Vietnamese what
    ``rights`` says in English.
    """

    language: str = "vi"
    publisher: str | None = None
    address: str | None = None
    rights: str | None = None
    rights_vi: str | None = None
    publish_text: bool = False
    sha256: str | None = None
    published: str | None = None
    differences: tuple[AcceptedDifference, ...] = ()


@dataclass(frozen=True)
class SourceDocument:
    """A text as it was read. Offsets are 0-based, end-exclusive Unicode code points of ``text``.

    >>> document = SourceDocument("x", "một\\nhai")
    >>> document.line_of(4), len(document.sha256)
    (2, 64)
    """

    id: str
    text: str
    metadata: SourceMetadata = field(default_factory=SourceMetadata)

    @property
    def sha256(self) -> str:
        """Hex digest of the frozen text in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def line_of(self, offset: int) -> int:
        """The number of the line, counted from 1, in which a code point stands."""
        starts = [0, *(match.end() for match in re.finditer("\n", self.text))]
        return bisect_right(starts, offset)


def freeze(raw: bytes, name: object = "source text") -> str:
    """The text that offsets count in.

    Raises:
        SourceError: not UTF-8, empty, or holding a control character (each named with its place).

    >>> freeze("a\\r\\ne\\u0301".encode())
    'a\\né'
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(
            name, f"not UTF-8: byte {error.start} cannot be decoded", "Save the text as UTF-8."
        ) from error
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        raise SourceError(name, "the text is empty", "Put the announcement's text into the file.")
    if match := _CONTROL.search(text):
        line = text.count("\n", 0, match.start()) + 1
        raise SourceError(
            name,
            f"control character U+{ord(match.group()):04X} at offset {match.start()}, line {line}",
            "Remove it: a text with such characters was damaged on its way.",
        )
    return text


def _metadata(table: dict[str, Any], name: Path) -> SourceMetadata:
    unknown = sorted(set(table) - {*_TEXT_FIELDS, "publish_text", "difference"})
    if unknown:
        raise SourceError(
            name,
            f"unknown field '{unknown[0]}'",
            f"Known: {', '.join(_TEXT_FIELDS)}, publish_text, and [[difference]].",
        )
    for key in _TEXT_FIELDS:
        if key in table and not (isinstance(table[key], str) and table[key].strip()):
            raise SourceError(name, f"'{key}' is not a text", "Leave the line out where it is not stated.")
    try:
        date.fromisoformat(table.get("published", "2000-01-01"))
    except ValueError as error:
        raise SourceError(name, f"'published' is not a day: {error}", 'Write it as "2023-09-22".') from error
    if not isinstance(table.get("publish_text", False), bool):
        raise SourceError(name, "'publish_text' is neither true nor false", "Write it without quotes.")
    differences = []
    for row in table.get("difference", []):
        try:
            accepted = AcceptedDifference(row["kind"], row["announced"], row["listed"], row["note"])
        except (KeyError, TypeError) as error:
            raise SourceError(
                name, "a [[difference]] is incomplete", "It needs kind, announced, listed and note."
            ) from error
        differences.append(accepted)
    texts = {key: table[key] for key in _TEXT_FIELDS if key in table}
    return SourceMetadata(publish_text=table.get("publish_text", False), differences=tuple(differences), **texts)


def read_source(path: Path) -> SourceDocument:
    """The document in a folder (``source.txt`` and ``source.toml``) or in a single text file.

    Raises:
        SourceError: missing or unreadable, not UTF-8, empty, with control characters, with a digest that
            no longer fits, or with metadata that is not understood.
    """
    folder, text_file = (path, path / "source.txt") if path.is_dir() else (path.parent, path)
    identifier = folder.name if path.is_dir() else path.stem
    if not _IDENTIFIER.fullmatch(identifier):
        if path.is_dir():
            raise SourceError(path, "the folder's name cannot be an identifier", "Use a-z, 0-9 and hyphens.")
        identifier = re.sub("[^a-z0-9]+", "-", identifier.lower()).strip("-")[:64] or "source"
    try:
        text = freeze(text_file.read_bytes(), text_file)
    except OSError as error:
        raise SourceError(text_file, f"cannot be read: {error.strerror}", "Check the path and its rights.") from error
    metadata_file = folder / "source.toml"
    metadata = SourceMetadata()
    if text_file.name == "source.txt" and metadata_file.exists():
        try:
            table = tomllib.loads(metadata_file.read_text(encoding="utf-8"))
        except OSError as error:
            raise SourceError(metadata_file, f"cannot be read: {error.strerror}", "Check its rights.") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SourceError(metadata_file, f"not valid TOML: {error}", "Correct the line named.") from error
        metadata = _metadata(table, metadata_file)
    document = SourceDocument(identifier, text, metadata)
    if metadata.sha256 is not None and metadata.sha256 != document.sha256:
        raise SourceError(
            text_file,
            f"the digest no longer fits: {metadata_file.name} says {metadata.sha256}, the text has {document.sha256}",
            "Restore the text, or, if the change is meant, write the new digest into source.toml.",
        )
    return document


def read_corpus(folder: Path) -> tuple[SourceDocument, ...]:
    """Every announcement below ``folder``, in the order of their identifiers.

    Raises:
        SourceError: the folder is missing or holds no announcement, or one cannot be read.
    """
    if not folder.is_dir():
        raise SourceError(folder, "there is no such folder", "Name the corpus with --data DIR or KHEN_DATA.")
    places = sorted(each for each in folder.iterdir() if each.is_dir() and not each.name.startswith("."))
    if not places:
        raise SourceError(folder, "it holds no announcement", "Add announcements/<id>/source.txt.")
    documents = tuple(read_source(each) for each in places)
    first: dict[str, str] = {}
    for document in documents:
        other = first.setdefault(document.sha256, document.id)
        if other != document.id:
            raise SourceError(
                folder / document.id,
                f"it holds the same text as '{other}', whose statements would be published twice",
                "Remove one of the two.",
            )
    return documents
