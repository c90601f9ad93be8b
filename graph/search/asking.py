"""What somebody looks for, as the index can compare it: each word with the words of the index that it may stand for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from graph.search.words import MOST_WORDS, Word, forms, likeness, words, words_sought

_MOST_NEAR: Final = 12
"""Words of the index that one word may stand for."""
_MOST_FORMED: Final = 400
"""Words of the index that share a form with one that is looked for, and are compared."""
_MOST_BEGUN: Final = 60
"""Words of the index that begin like the last one of a prefix."""
_OTHER_WORD: Final = 0.8
"""What a near word is worth where the one that was typed is a word of the index itself, and likely meant."""
_UNKNOWN: Final = 0.9
"""The weight of a word that no name holds, nor any near it."""
_SHORT_FORM: Final = 4
"""Words of the longest abbreviation: ``gd & đt`` has two."""
_MOST_MEANINGS: Final = 2
"""What a short form can stand for, as far as it is looked for."""


@dataclass(frozen=True)
class Sought:
    """A word that is looked for.

    Attributes:
        word: as it was typed.
        weight: what it says, 0 to 1.
        near: words of the index without marks to how alike they are, itself included.
    """

    word: Word
    weight: float
    near: Mapping[str, float]


Reading = tuple[Sought, ...]
"""One way to read what is looked for."""


def readings(database: sqlite3.Connection, text: str, *, begun: bool = False) -> tuple[Reading, ...]:
    """The ways to read a text: as it is, and with its short forms written out where there are any.

    Args:
        database: the index.
        text: what is looked for.
        begun: whether its last word may be the beginning of one.

    Raises:
        TextTooLong: it is longer than a name can be.
    """
    typed = words_sought(text)
    known: dict[tuple[Word, bool], Sought] = {}
    found = []
    # Written out, a text may have many more words than were typed.
    ways = (tuple(_written_out(database, typed, number))[:MOST_WORDS] for number in range(_MOST_MEANINGS))
    for parts in dict.fromkeys((typed, *ways)):
        marked = [(word, begun and at == len(parts) - 1) for at, word in enumerate(parts)]
        for each in marked:
            if each not in known:
                known[each] = _sought(database, *each)
        found.append(tuple(known[each] for each in marked))
    return tuple(each for each in found if each)


def _written_out(database: sqlite3.Connection, typed: Sequence[Word], number: int) -> Iterator[Word]:
    """The words, each short form replaced by the one of its meanings with this number, or by its last."""
    at = 0
    while at < len(typed):
        for length in range(min(_SHORT_FORM, len(typed) - at), 0, -1):
            short = " ".join(word.plain for word in typed[at : at + length])
            row = database.execute(
                "SELECT words FROM abbreviation WHERE short = ? AND number <= ? ORDER BY number DESC", (short, number)
            ).fetchone()
            if row:
                yield from words(row[0])
                at += length
                break
        else:
            yield typed[at]
            at += 1


def _sought(database: sqlite3.Connection, word: Word, begun: bool) -> Sought:
    near = _near(database, word.plain)
    beginnings = _beginning_with(database, word.plain) if begun else {}
    if word.plain in near or beginnings:
        near = {held: alike if alike == 1.0 else _OTHER_WORD * alike for held, alike in near.items()}
    begins = {held: max(alike, near.get(held, 0.0)) for held, alike in beginnings.items()}
    near = {**begins, **{held: alike for held, alike in near.items() if held not in begins}}
    own = database.execute("SELECT weight FROM word WHERE word = ?", (word.plain,)).fetchone()
    if own is None and near:
        own = database.execute("SELECT weight FROM word WHERE word = ?", (next(iter(near)),)).fetchone()
    return Sought(word, own[0] / 255 if own else _UNKNOWN, near)


def _near(database: sqlite3.Connection, word: str) -> dict[str, float]:
    """Words of the index that are this one or one letter from it, the likest and most frequent first."""
    each = list(forms(word))
    rows = database.execute(
        "SELECT DISTINCT near.word, word.count FROM near JOIN word ON word.word = near.word "
        f"WHERE near.form IN ({', '.join('?' * len(each))}) LIMIT {_MOST_FORMED}",
        each,
    ).fetchall()
    scored = [(likeness(word, held), count, held) for held, count in rows]
    best = sorted((each for each in scored if each[0]), key=lambda each: (-each[0], -each[1], each[2]))
    return {held: alike for alike, _, held in best[:_MOST_NEAR]}


def _beginning_with(database: sqlite3.Connection, word: str) -> dict[str, float]:
    rows = database.execute(
        f"SELECT word FROM word WHERE word >= ? AND word < ? ORDER BY count DESC, word LIMIT {_MOST_BEGUN}",
        (word, f"{word}\U0010ffff"),
    ).fetchall()
    return {held: 0.9 + 0.1 * len(word) / len(held) for (held,) in rows}


def terms(reading: Reading) -> dict[str, float]:
    """The terms of the index that a reading leads to, with what each is worth."""
    found: dict[str, float] = {}

    def add(term: str, worth: float) -> None:
        found[term] = max(found.get(term, 0.0), worth)

    for sought in reading:
        for held, alike in ((sought.word.plain, 1.0), *sought.near.items()):
            add(held, alike)
    for one, other in pairwise(reading):
        add(one.word.plain + other.word.plain, 1.5)
        for held, alike in list(one.near.items())[:_MOST_NEAR]:
            add(held + other.word.plain, 1.5 * alike)
        for held, alike in list(other.near.items())[:_MOST_NEAR]:
            add(one.word.plain + held, 1.5 * alike)
    return found
