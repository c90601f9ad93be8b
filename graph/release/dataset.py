"""The description of the data set that a person writes: ``data/dataset.toml``.

Dates stand here and not in the clock, so that the same input gives the same files on any day.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from graph.errors import KhenError

_RELEASE: Final = re.compile("[0-9a-f]{16}")
_VERSION: Final = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
_ADDRESS: Final = re.compile(r'https?://[^\s<>"{}|\\^`]+')
_EMAIL: Final = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
_FIELDS: Final = frozenset(
    {
        "title",
        "description",
        "version",
        "issued",
        "modified",
        "previous",
        "notes",
        "keywords",
        "licence",
        "publisher",
        "contact",
    }
)


class DatasetError(KhenError):
    """``dataset.toml`` cannot be read or is incomplete."""


@dataclass(frozen=True)
class Wording:
    """The same words in Vietnamese and English."""

    vi: str
    en: str


@dataclass(frozen=True)
class Publisher:
    """Who publishes: a name, and a home page where there is one."""

    name: Wording
    homepage: str | None = None


@dataclass(frozen=True)
class Contact:
    """Where questions go. Without an e-mail address and a page, the home page of the data is the place."""

    name: Wording
    email: str | None = None
    page: str | None = None


@dataclass(frozen=True)
class Licence:
    """The licence of the statements: its address and its name."""

    iri: str
    name: Wording


@dataclass(frozen=True)
class Previous:
    """The release before: its identifier and its version."""

    release: str
    version: str


@dataclass(frozen=True)
class Dataset:
    """The description of the data set.

    Attributes:
        version: semantic version of the data (not of the program).
        issued: the day of the first release.
        modified: the day of the last change to the data.
        notes: what is new in this version.
        previous: the release before this one; none for the first.
    """

    title: Wording
    description: Wording
    version: str
    issued: date
    modified: date
    notes: Wording
    licence: Licence
    publisher: Publisher
    contact: Contact
    keywords_vi: tuple[str, ...] = ()
    keywords_en: tuple[str, ...] = ()
    previous: Previous | None = None


def read_dataset(path: Path) -> Dataset:
    """The description in a ``dataset.toml``.

    Raises:
        DatasetError: missing, unreadable, not TOML, or with a field that is missing, unknown or malformed.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DatasetError(path, f"cannot be read: {error.strerror}", "Check the path and its rights.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DatasetError(path, f"not valid TOML: {error}", "Correct the line named.") from error
    if unknown := sorted(set(table) - _FIELDS):
        raise DatasetError(path, f"unknown field '{unknown[0]}'", f"Known: {', '.join(sorted(_FIELDS))}.")
    return _dataset(_Reader(path, table))


@dataclass(frozen=True)
class _Reader:
    """A table of the file, and the way to say which of its fields is wrong."""

    path: Path
    table: Mapping[str, Any]
    prefix: str = ""

    def wrong(self, key: str, what: str) -> DatasetError:
        return DatasetError(
            self.path,
            f"'{self.prefix}{key}' {what}",
            "Every text is given in Vietnamese (vi) and English (en).",
        )

    def part(self, key: str) -> _Reader:
        value = self.table.get(key)
        if not isinstance(value, dict):
            raise self.wrong(key, "is missing, or is not a table")
        return _Reader(self.path, value, f"{self.prefix}{key}.")

    def text(self, key: str, pattern: re.Pattern[str] | None = None, what: str = "text") -> str:
        value = self.table.get(key)
        if not isinstance(value, str) or not value.strip() or (pattern and not pattern.fullmatch(value)):
            raise self.wrong(key, f"is missing, or is not {what}")
        return " ".join(value.split())

    def optional(self, key: str, pattern: re.Pattern[str], what: str) -> str | None:
        return self.text(key, pattern, what) if key in self.table else None

    def day(self, key: str) -> date:
        value = self.table.get(key)
        # A date-time is a date to Python; here it is a mistake.
        if type(value) is not date:
            raise self.wrong(key, "is missing, or is not a date such as 2026-01-31")
        return value

    def wording(self, key: str) -> Wording:
        part = self.part(key)
        return Wording(part.text("vi"), part.text("en"))

    def words(self, key: str) -> tuple[str, ...]:
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
            raise self.wrong(key, "is not a list of texts")
        return tuple(value)


def _dataset(file: _Reader) -> Dataset:
    issued, modified = file.day("issued"), file.day("modified")
    if modified < issued:
        raise file.wrong("modified", "is before 'issued'")
    licence, publisher, contact = file.part("licence"), file.part("publisher"), file.part("contact")
    keywords = file.part("keywords")
    version = file.text("version", _VERSION, "a version such as 0.1.0")
    return Dataset(
        title=file.wording("title"),
        description=file.wording("description"),
        version=version,
        issued=issued,
        modified=modified,
        notes=file.wording("notes"),
        licence=Licence(licence.text("iri", _ADDRESS, "an address"), licence.wording("name")),
        publisher=Publisher(publisher.wording("name"), publisher.optional("homepage", _ADDRESS, "an address")),
        contact=Contact(
            contact.wording("name"),
            contact.optional("email", _EMAIL, "an e-mail address"),
            contact.optional("page", _ADDRESS, "an address"),
        ),
        keywords_vi=keywords.words("vi"),
        keywords_en=keywords.words("en"),
        previous=_previous(file, version),
    )


def _previous(file: _Reader, version: str) -> Previous | None:
    if "previous" not in file.table:
        return None
    part = file.part("previous")
    release = part.text("release", _RELEASE, "the identifier of a release, 16 hex digits")
    before = part.text("version", _VERSION, "a version such as 0.1.0")
    if _numbers(before) >= _numbers(version):
        raise part.wrong("version", f"is not lower than {version}, the version of the release after it")
    return Previous(release, before)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
