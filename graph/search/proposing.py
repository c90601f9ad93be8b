"""Which names are compared at all: a few hundred, however many there are and whatever is looked for.

The words that fewest names hold are looked up first, until the lists of names that they lead to have been long enough.
"""

from __future__ import annotations

import heapq
import math
import sqlite3
from collections.abc import Collection, Iterable
from typing import Final

from graph.search.asking import Reading, terms
from graph.search.writing import unpacked

_MOST_TERMS: Final = 600
_MOST_LISTED: Final = 12_000
"""Entries of the lists that are read."""
_MOST_COMPARED: Final = 120
_SAME: Final = 50
"""Names that are the same without marks, which come first in any case."""


def proposals(
    database: sqlite3.Connection, readings: Iterable[Reading], kinds: Collection[str], *, begun: bool = False
) -> list[int]:
    """The numbers of the names to compare.

    Args:
        database: the index.
        readings: of what is looked for.
        kinds: of the things wanted; any where empty.
        begun: whether names that begin with a reading come first as well.
    """
    allowed = _allowed(database, kinds)
    found: dict[int, None] = {}
    for reading in readings:
        found |= dict.fromkeys(_same(database, reading, allowed, begun))
        found |= dict.fromkeys(_voted(database, reading, allowed))
    return list(found)


def _same(database: sqlite3.Connection, reading: Reading, allowed: bytes | None, begun: bool) -> list[int]:
    whole = " ".join(sought.word.plain for sought in reading)
    rows = database.execute(
        "SELECT id FROM spelling WHERE plain >= ? AND plain < ? ORDER BY plain, id LIMIT 1000",
        (whole, f"{whole}\U0010ffff" if begun else f"{whole}\0"),
    )
    return [number for (number,) in rows if allowed is None or _holds(allowed, number)][:_SAME]


def _voted(database: sqlite3.Connection, reading: Reading, allowed: bytes | None) -> list[int]:
    """The names that hold most of the terms, weighed by how few names hold each; the shorter one at a draw."""
    wanted = dict(heapq.nlargest(_MOST_TERMS, terms(reading).items(), key=lambda each: each[1]))
    rows = database.execute(
        f"SELECT term, count FROM term WHERE term IN ({', '.join('?' * len(wanted))}) ORDER BY count, term",
        list(wanted),
    ).fetchall()
    total = _count(database)
    votes: dict[int, float] = {}
    left = _MOST_LISTED
    for term, count in rows:
        if left <= 0:
            break
        (content,) = database.execute(
            "SELECT substr(spellings, 1, ?) FROM term WHERE term = ?", (4 * left, term)
        ).fetchone()
        listed = unpacked(content)
        left -= len(listed)
        worth = wanted[term] * math.log(1 + total / count)
        for number in listed:
            votes[number] = votes.get(number, 0.0) + worth
    if allowed is not None:
        votes = {number: worth for number, worth in votes.items() if _holds(allowed, number)}
    least = heapq.nlargest(_MOST_COMPARED, votes.values())[-1] if votes else 0.0
    best = sorted((-worth, number) for number, worth in votes.items() if worth >= least)
    return [number for _, number in best[:_MOST_COMPARED]]


def _count(database: sqlite3.Connection) -> int:
    row = database.execute("SELECT max(id) FROM spelling").fetchone()
    return (row[0] or 0) + 1


def _allowed(database: sqlite3.Connection, kinds: Collection[str]) -> bytes | None:
    """A bit for each name of a thing of one of the kinds; ``None`` where any will do."""
    if not kinds:
        return None
    bits = 0
    for kind in sorted(set(kinds)):
        row = database.execute("SELECT spellings FROM kind WHERE kind = ?", (kind,)).fetchone()
        bits |= int.from_bytes(row[0], "little") if row else 0
    return bits.to_bytes((bits.bit_length() + 7) // 8, "little")


def _holds(bits: bytes, number: int) -> bool:
    at = number >> 3
    return at < len(bits) and bool(bits[at] >> (number & 7) & 1)
