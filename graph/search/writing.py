"""The file of the index: an SQLite database, written once and only read from then on.

Each name is a row; each of its words, and each two that follow one another, leads to the rows that hold it. Shorter
names have lower numbers, so that the beginning of a list is the best part of it.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import sqlite3
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from graph.search.errors import REMEDY, SearchError
from graph.search.things import Thing, things
from graph.search.words import Word, forms, short_form, words
from graph.vocabulary import Quad

FILE: Final = "search"
"""The name of the index in the folder of a release."""
LAYOUT: Final = 1
_MAGIC: Final = b"SQLite format 3\0"
_MOST_WORDS: Final = 48
"""Words of a name that are compared; a title may have more."""
_SURE: Final = 4
"""Letters of an abbreviation that is written out in names of the data, where nobody asked for it."""
_TABLES: Final = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT NOT NULL, kinds TEXT NOT NULL, labels TEXT NOT NULL,
    rank INTEGER NOT NULL);
CREATE TABLE spelling (id INTEGER PRIMARY KEY, thing INTEGER NOT NULL, text TEXT NOT NULL, marked TEXT NOT NULL,
    plain TEXT NOT NULL, weights BLOB NOT NULL);
CREATE TABLE term (term TEXT PRIMARY KEY, count INTEGER NOT NULL, spellings BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE word (word TEXT PRIMARY KEY, count INTEGER NOT NULL, weight INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE near (form TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (form, word)) WITHOUT ROWID;
CREATE TABLE kind (kind TEXT PRIMARY KEY, spellings BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE abbreviation (short TEXT NOT NULL, number INTEGER NOT NULL, words TEXT NOT NULL,
    PRIMARY KEY (short, number)) WITHOUT ROWID;
"""
_INDEX: Final = "CREATE INDEX spelling_plain ON spelling (plain)"
_CONTENT: Final = ("thing", "spelling", "term", "word", "near", "kind", "abbreviation")


@dataclass(frozen=True)
class _Spelling:
    thing: int
    text: str
    words: tuple[Word, ...]

    @property
    def plain(self) -> str:
        return " ".join(word.plain for word in self.words)


@dataclass(frozen=True)
class _Expansion:
    """Writes out the abbreviations in a name of the data, where they are printed as the table has them."""

    shorts: Mapping[str, Sequence[str]]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, abbreviations: Mapping[str, Sequence[str]]) -> _Expansion:
        """For the abbreviations that are too long to be anything else."""
        shorts = {short: words for short, words in abbreviations.items() if len(short) >= _SURE}
        longest_first = sorted(shorts, key=lambda each: (-len(each), each))
        return cls(shorts, re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?!\w)"))

    def written_out(self, text: str) -> str:
        """The text with each abbreviation replaced by what it stands for first of all."""
        return self.pattern.sub(lambda match: self.shorts[match[0]][0], text)


def write_index(
    path: Path, quads: Iterable[Quad], *, abbreviations: Mapping[str, Sequence[str]] | None = None, source: str = ""
) -> None:
    """Write the index of the names in some statements. The same statements give the same bytes.

    Args:
        path: the file; one that is there is replaced.
        quads: the statements.
        abbreviations: further short forms to what each can stand for.
        source: the SHA-256 of the dump that holds the statements, for ``check_index``.

    Raises:
        OSError: the file cannot be written.
    """
    found = things(quads)
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(_TABLES)
        with database:
            _fill(database, found, abbreviations or {})
            database.execute(_INDEX)
            about = {"layout": str(LAYOUT), "source": source, "content": _digest(database)}
            database.executemany("INSERT INTO about VALUES (?, ?)", sorted(about.items()))
        path.write_bytes(database.serialize())


def check_index(path: Path, source: str) -> None:
    """Nothing, if the index is whole and was made from the dump with this SHA-256.

    Raises:
        SearchError: it is missing, damaged, of another layout or made from other statements.
    """
    if not path.is_file():
        raise SearchError(path.name, "is missing", REMEDY)
    try:
        content = path.read_bytes()
        if not content.startswith(_MAGIC):
            raise SearchError(path.name, "is no database", REMEDY)
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(content)
            about = dict(database.execute("SELECT key, value FROM about"))
            if about.get("layout") != str(LAYOUT):
                raise SearchError(path.name, "is of a layout that this program does not know", REMEDY)
            if about.get("source") != source:
                raise SearchError(path.name, "was made from other statements", REMEDY)
            if about.get("content") != _digest(database):
                raise SearchError(path.name, "holds other names than were written", REMEDY)
            faults = [row[0] for row in database.execute("PRAGMA integrity_check(1)")]
    except (sqlite3.Error, OSError) as error:
        raise SearchError(path.name, f"cannot be read: {error}", REMEDY) from error
    if faults != ["ok"]:
        raise SearchError(path.name, f"is damaged: {faults[0]}", REMEDY)


def _fill(database: sqlite3.Connection, found: tuple[Thing, ...], abbreviations: Mapping[str, Sequence[str]]) -> None:
    spellings = sorted(
        _spellings(found, _Expansion.of(abbreviations)), key=lambda each: (len(each.words), each.plain, each.thing)
    )
    counts = Counter(word for each in spellings for word in {word.plain for word in each.words})
    weights = {word: _weight(count, len(spellings)) for word, count in counts.items()}
    database.executemany(
        "INSERT INTO thing VALUES (?, ?, ?, ?, ?)",
        ((number, each.iri, " ".join(each.kinds), _json(each.labels), each.rank) for number, each in enumerate(found)),
    )
    database.executemany(
        "INSERT INTO spelling VALUES (?, ?, ?, ?, ?, ?)",
        (
            (number, each.thing, each.text, " ".join(word.marked for word in each.words), each.plain,
             bytes(weights[word.plain] for word in each.words))
            for number, each in enumerate(spellings)
        ),
    )  # fmt: skip
    database.executemany("INSERT INTO term VALUES (?, ?, ?)", _terms(spellings))
    database.executemany(
        "INSERT INTO word VALUES (?, ?, ?)", ((word, counts[word], weights[word]) for word in sorted(counts))
    )
    database.executemany(
        "INSERT INTO near VALUES (?, ?)", sorted({(form, word) for word in counts for form in forms(word)})
    )
    database.executemany("INSERT INTO kind VALUES (?, ?)", _kinds(found, spellings))
    database.executemany(
        "INSERT INTO abbreviation VALUES (?, ?, ?)",
        ((short, number, each) for short, meant in _meanings(abbreviations) for number, each in enumerate(meant)),
    )


def _meanings(abbreviations: Mapping[str, Sequence[str]]) -> list[tuple[str, list[str]]]:
    """The keys of the short forms, each with everything that forms of this key can stand for."""
    found: dict[str, dict[str, None]] = {}
    for short in sorted(abbreviations):
        found.setdefault(short_form(short), {}).update(dict.fromkeys(abbreviations[short]))
    return [(short, list(meant)) for short, meant in sorted(found.items())]


def _spellings(found: tuple[Thing, ...], expansion: _Expansion) -> Iterator[_Spelling]:
    """The names of each thing, those that are the same but for letters' size once, those that are shown first."""
    for number, thing in enumerate(found):
        texts: dict[tuple[Word, ...], str] = {}
        for text in (*(thing.labels[language] for language in sorted(thing.labels, reverse=True)), *thing.spellings):
            for parts in (words(text)[:_MOST_WORDS], words(expansion.written_out(text))[:_MOST_WORDS]):
                if parts:
                    texts.setdefault(parts, text)
        yield from (_Spelling(number, text, parts) for parts, text in texts.items())


def _weight(count: int, spellings: int) -> int:
    """What a word says, 51 to 255: a word that most names hold says little."""
    return round(255 * (1 - 0.8 * math.log(count) / math.log(max(spellings, 2))))


def _terms(spellings: list[_Spelling]) -> Iterator[tuple[str, int, bytes]]:
    lists: dict[str, array[int]] = {}
    for number, each in enumerate(spellings):
        plain = [word.plain for word in each.words]
        for term in {*plain, *(one + other for one, other in pairwise(plain))}:
            lists.setdefault(term, array("I")).append(number)
    for term in sorted(lists):
        yield term, len(lists[term]), packed(lists[term])


def _kinds(found: tuple[Thing, ...], spellings: list[_Spelling]) -> Iterator[tuple[str, bytes]]:
    """For each kind a bit for each spelling: whether it names a thing of that kind."""
    held: dict[str, bytearray] = {}
    for number, each in enumerate(spellings):
        for kind in found[each.thing].kinds:
            bits = held.setdefault(kind, bytearray(len(spellings) // 8 + 1))
            bits[number >> 3] |= 1 << (number & 7)
    for kind in sorted(held):
        yield kind, bytes(held[kind])


def packed(numbers: array[int]) -> bytes:
    """Numbers as they stand in the file: four bytes each, the lowest first."""
    return (numbers if sys.byteorder == "little" else _swapped(numbers)).tobytes()


def unpacked(content: bytes) -> array[int]:
    """Numbers read from the file."""
    numbers = array("I", content)
    return numbers if sys.byteorder == "little" else _swapped(numbers)


def _swapped(numbers: array[int]) -> array[int]:
    copy = array("I", numbers)
    copy.byteswap()
    return copy


def _json(labels: Mapping[str, str]) -> str:
    return json.dumps(dict(sorted(labels.items())), ensure_ascii=False)


def _digest(database: sqlite3.Connection) -> str:
    """The SHA-256 of every row but those about the index itself."""
    digest = hashlib.sha256()
    for table in _CONTENT:
        for row in database.execute(f"SELECT * FROM {table} ORDER BY 1, 2"):  # names of tables, from above
            digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
