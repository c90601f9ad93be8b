"""How alike what is looked for and a name are, 0 to 100.

Words are paired in the order in which both have them, near words counting less; the share of what was paired in all
that both say is the likeness (Dice's coefficient over weighed words). A word that most names hold weighs little, so
that *Hội Liên hiệp Phụ nữ* does not make all unions alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graph.search.asking import Reading, Sought
from graph.search.words import Word, mark_likeness

_OTHER_ORDER: Final = 0.8
"""What words that are paired in another order count."""
_MOST_UNLESS_EQUAL: Final = 99.0
_JOINED: Final = 0.97
"""What two words count that the other text writes as one."""
_BEGUN: Final = 0.75
"""The share of what was typed in the likeness of a prefix; the rest is that of the whole name."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the index: its words, and what each says, 0 to 1."""

    words: tuple[Word, ...]
    weights: tuple[float, ...]


def score(reading: Reading, name: Name, *, begun: bool = False) -> float:
    """The likeness of a reading and a name; 100 only where all words are equal, marks that were left out aside.

    Args:
        reading: of what is looked for.
        name: a name of the index.
        begun: whether the reading is the beginning of a name, so that what follows counts less.
    """
    typed = sum(sought.weight for sought in reading)
    held = sum(name.weights)
    pairs = [[_pair(sought, word) for word in name.words] for sought in reading]
    if len(reading) == len(name.words) and all(pairs[at][at] == 1.0 for at in range(len(reading))):
        return 100.0
    paired = max(_in_order(reading, name, pairs), _OTHER_ORDER * _in_any_order(reading, name, pairs))
    alike = 2 * paired / (typed + held)
    if begun:
        alike = _BEGUN * min(paired / typed, 1.0) + (1 - _BEGUN) * alike
    return round(min(100 * alike, _MOST_UNLESS_EQUAL), 1)


def _pair(sought: Sought, word: Word) -> float:
    alike = sought.near.get(word.plain, 0.0)
    return mark_likeness(sought.word.marked, word.marked) if alike == 1.0 else alike


def _in_order(reading: Reading, name: Name, pairs: Sequence[Sequence[float]]) -> float:
    """The most weight that can be paired without crossing; two words may be paired with one."""
    width = len(name.words) + 1
    rows = [[0.0] * width]
    for at, sought in enumerate(reading):
        above, row, pair = rows[-1], [0.0], pairs[at]
        for to in range(1, width):
            best = above[to] if above[to] > row[-1] else row[-1]
            if alike := pair[to - 1]:
                best = max(best, above[to - 1] + alike * (sought.weight + name.weights[to - 1]) / 2)
            elif joined := _joined(reading, name, at, to - 1):
                back, columns, worth = joined
                best = max(best, rows[at + 1 - back][to - columns] + _JOINED * worth)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def _joined(reading: Reading, name: Name, at: int, to: int) -> tuple[int, int, float] | None:
    """Two words that end here and that the other text writes as one: rows, columns, and what they weigh."""
    typed, held = reading[at].word.plain, name.words[to].plain
    if to and len(typed) > len(held) and typed == name.words[to - 1].plain + held:
        return 1, 2, (reading[at].weight + name.weights[to - 1] + name.weights[to]) / 2
    if at and len(held) > len(typed) and held == reading[at - 1].word.plain + typed:
        return 2, 1, (reading[at - 1].weight + reading[at].weight + name.weights[to]) / 2
    return None


def _in_any_order(reading: Reading, name: Name, pairs: Sequence[Sequence[float]]) -> float:
    """The weight that is paired when each word takes the likest one that is left."""
    left = set(range(len(name.words)))
    paired = 0.0
    for at, sought in enumerate(reading):
        best = max(left, key=lambda to: (pairs[at][to], -to), default=None)
        if best is None:
            break
        if alike := pairs[at][best]:
            paired += alike * (sought.weight + name.weights[best]) / 2
            left.discard(best)
    return paired
