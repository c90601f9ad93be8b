"""The index of a release, opened for reading. Threads share it; each search has a connection to itself."""

from __future__ import annotations

import heapq
import json
import queue
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from graph.search.asking import Reading, readings
from graph.search.errors import REMEDY, SearchError
from graph.search.proposing import proposals
from graph.search.ranking import Comparison, Name, most
from graph.search.words import Word
from graph.search.writing import FILE, LAYOUT

MOST_HITS: Final = 100
"""Of one search."""
_MOST_IN_FULL: Final = 120
"""Names that are compared in full, of those that can come to most."""
_LEAST: Final = 35.0
"""A name that is less alike is no hit."""


@dataclass(frozen=True)
class Hit:
    """Something that was found.

    Attributes:
        iri: its own.
        kinds: local names of its classes, such as ``AdministrativeUnit``, ``Person``, ``Organization``; the one that
            says most first.
        labels: language to the name that is shown.
        matched: the name of it that is most like what was looked for.
        score: how alike they are, 0 to 100; 100 where they are equal, marks that were left out aside.
        covered: the share of what was looked for that this name holds without a letter being wrong, 0 to 1.
    """

    iri: str
    kinds: tuple[str, ...]
    labels: Mapping[str, str]
    matched: str
    score: float
    covered: float


def open_index(folder: Path) -> SearchIndex | None:
    """The index of the release in a folder; ``None`` where it has none.

    Raises:
        SearchError: the index is damaged, or of a layout that this program does not know.
    """
    path = folder / FILE
    return SearchIndex(path) if path.is_file() else None


class SearchIndex:
    """An index of names on the disk. It is never written to, and threads share it.

    Args:
        path: the file.

    Raises:
        SearchError: it is damaged, or of a layout that this program does not know.
    """

    def __init__(self, path: Path) -> None:
        self._path = path.resolve()
        self._idle: queue.SimpleQueue[sqlite3.Connection] = queue.SimpleQueue()
        with self._reading() as database:
            row = database.execute("SELECT value FROM about WHERE key = 'layout'").fetchone()
            self.kinds = frozenset(kind for (kind,) in database.execute("SELECT kind FROM kind"))
            """Local names of the classes that something in the index has."""
        if row is None or row[0] != str(LAYOUT):
            raise SearchError(path, "is of a layout that this program does not know", REMEDY)

    def search(self, text: str, *, kinds: Collection[str] = (), limit: int = 10) -> tuple[Hit, ...]:
        """What bears a name like this, the likest first.

        Args:
            text: a name, with or without marks, abbreviations and small errors.
            kinds: local names of classes, of which it has one; any where empty.
            limit: how many at most, 1 to ``MOST_HITS``.

        Raises:
            TextTooLong: the text is longer than a name can be.
            SearchError: the index cannot be read.
        """
        return self._found(text, kinds, limit, begun=False)

    def suggest(self, prefix: str, *, kinds: Collection[str] = (), limit: int = 10) -> tuple[Hit, ...]:
        """As ``search``, for a text whose last word may be the beginning of one, and which more may follow."""
        return self._found(prefix, kinds, limit, begun=True)

    def close(self) -> None:
        """Close the file; nothing can be looked for any more."""
        while not self._idle.empty():
            self._idle.get_nowait().close()

    def _found(self, text: str, kinds: Collection[str], limit: int, *, begun: bool) -> tuple[Hit, ...]:
        wanted = self.kinds.intersection(kinds)
        with self._reading() as database:
            ways = readings(database, text, begun=begun)
            if not ways or (kinds and not wanted):
                return ()
            numbers = proposals(database, ways, wanted, begun=begun)
            return tuple(_hits(database, ways, numbers, max(1, min(limit, MOST_HITS)), begun))

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that no other thread has meanwhile."""
        try:
            database = self._idle.get_nowait()
        except queue.Empty:
            database = self._connect()
        try:
            yield database
        except sqlite3.Error as error:
            database.close()
            raise SearchError(self._path, f"cannot be read: {error}", REMEDY) from error
        else:
            self._idle.put(database)

    def _connect(self) -> sqlite3.Connection:
        # A release never changes, so that nothing need be locked.
        address = f"file:{quote(str(self._path))}?mode=ro&immutable=1"
        try:
            database = sqlite3.connect(address, uri=True, check_same_thread=False)
            database.executescript("PRAGMA query_only = 1; PRAGMA trusted_schema = 0; PRAGMA temp_store = MEMORY;")
        except sqlite3.Error as error:
            raise SearchError(self._path, f"cannot be opened: {error}", REMEDY) from error
        return database


def _hits(
    database: sqlite3.Connection, ways: tuple[Reading, ...], numbers: list[int], limit: int, begun: bool
) -> Iterator[Hit]:
    """The things whose names are likest, each once, by the likest of its names."""
    best = _likest(_candidates(database, ways, numbers, begun), limit, begun)
    things = {
        number: (iri, kinds, labels, rank)
        for number, iri, kinds, labels, rank in database.execute(
            f"SELECT id, iri, kinds, labels, rank FROM thing WHERE id IN ({', '.join('?' * len(best))})", list(best)
        )
    }
    for number in sorted(best, key=lambda each: (-best[each][0], things[each][3], things[each][0]))[:limit]:
        iri, kinds, labels, _ = things[number]
        alike, matched, compared = best[number]
        yield Hit(iri, tuple(kinds.split(" ")), json.loads(labels), matched, alike, compared.covered())


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A name that may be like a reading: what it can come to at most, and what is needed to compare it."""

    most: float
    thing: int
    text: str
    marked: str
    plain: list[str]
    weights: tuple[float, ...]
    way: Reading

    def compared(self, begun: bool) -> Comparison:
        words = tuple(Word(*each) for each in zip(self.marked.split(" "), self.plain, strict=True))
        return Comparison(self.way, Name(words, self.weights), begun=begun)


def _candidates(
    database: sqlite3.Connection, ways: tuple[Reading, ...], numbers: list[int], begun: bool
) -> list[_Candidate]:
    """The names with these numbers, each with each reading, those first that can come to most."""
    rows = database.execute(
        "SELECT thing, text, marked, plain, weights FROM spelling "
        f"WHERE id IN ({', '.join('?' * len(numbers))}) ORDER BY id",
        numbers,
    )
    found = []
    for thing, text, marked, whole, said in rows.fetchall():
        plain, weights = whole.split(" "), tuple(weight / 255 for weight in said)
        for way in ways:
            found.append(_Candidate(most(way, plain, weights, begun=begun), thing, text, marked, plain, weights, way))
    return sorted(found, key=lambda each: -each.most)


def _likest(candidates: list[_Candidate], limit: int, begun: bool) -> dict[int, tuple[float, str, Comparison]]:
    """The things that may be among the first, with the likeness and the name; the rest is not compared in full."""
    best: dict[int, tuple[float, str, Comparison]] = {}
    enough = _LEAST
    for each in candidates[:_MOST_IN_FULL]:
        if each.most < enough:
            break
        compared = each.compared(begun)
        alike = compared.score()
        if alike >= _LEAST and (each.thing not in best or alike > best[each.thing][0]):
            best[each.thing] = alike, each.text, compared
            if len(best) >= limit:
                enough = heapq.nlargest(limit, (score for score, _, _ in best.values()))[-1]
    return best
