"""How alike what is looked for and a name are, 0 to 100.

Words are paired in the order in which both have them, near words counting less; the share of what was paired in all
that both say is the likeness (Dice's coefficient over weighed words). A word that most names hold weighs little, so
that *Hội Liên hiệp Phụ nữ* does not make all unions alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from graph.search.asking import Reading, Sought
from graph.search.words import Word, mark_likeness

_OTHER_ORDER: Final = 0.8
"""What words that are paired in another order count."""
_MOST_UNLESS_EQUAL: Final = 99.0
_SURELY: Final = 0.9
"""How alike words are at least that differ in their marks alone, or of which one begins the other."""
_JOINED: Final = 0.97
"""What two words count that the other text writes as one."""
_BEGUN: Final = 0.75
"""The share of what was typed in the likeness of a prefix; the rest is that of the whole name."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the index: its words, and what each says, 0 to 1."""

    words: tuple[Word, ...]
    weights: tuple[float, ...]


def most(reading: Reading, plain: Sequence[str], weights: Sequence[float], *, begun: bool = False) -> float:
    """What the score is not above, in a fraction of the time: each word with the one that weighs most.

    Args:
        reading: of what is looked for.
        plain: the words of a name without marks.
        weights: what each says, 0 to 1.
        begun: whether the reading is the beginning of a name.
    """
    heaviest: dict[str, float] = {}
    for word, weight in zip(plain, weights, strict=True):
        heaviest[word] = max(weight, heaviest.get(word, 0.0))
    paired, alone = 0.0, []
    for sought in reading:
        near = sought.near
        both = heaviest.keys() & near.keys()
        if both:
            paired += max(near[word] * _both(sought.weight, heaviest[word], begun) for word in both)
        else:
            alone.append(sought)
    typed, held = sum(sought.weight for sought in reading), sum(weights)
    if alone and _same_letters(reading, plain):
        return _MOST_UNLESS_EQUAL
    if alone and (heaviest.keys() & _twice([s.word.plain for s in reading]).keys() or _joined(alone, plain)):
        paired = max(typed, held)
    return _share(paired, typed, held, begun)


def _both(typed: float, held: float, begun: bool) -> float:
    """What a pair of words weighs; of a prefix, what was typed is to be found, whatever more the name says."""
    return typed if begun else (typed + held) / 2


def _same_letters(reading: Reading, plain: Sequence[str]) -> bool:
    """Whether the gaps between the words differ, and nothing else."""
    typed = [sought.word.plain for sought in reading]
    return typed != list(plain) and "".join(typed) == "".join(plain)


def _joined(alone: Sequence[Sought], plain: Sequence[str]) -> bool:
    twice = _twice(plain)
    return any(sought.word.plain in twice for sought in alone)


def _share(paired: float, typed: float, held: float, begun: bool) -> float:
    """What was paired in all that was typed and held, in hundredths to one decimal place."""
    alike = 2 * paired / (typed + held)
    if begun:
        alike = _BEGUN * min(paired / typed, 1.0) + (1 - _BEGUN) * alike
    return round(100 * alike, 1)


Joins = dict[tuple[int, int], tuple[int, int, float]]
"""Where two words end that the other text writes as one: how many words of each text, and what is paired."""


class Comparison:
    """A reading beside a name.

    Args:
        reading: of what is looked for.
        name: a name of the index.
        begun: whether the reading is the beginning of a name, so that what follows counts less.
    """

    def __init__(self, reading: Reading, name: Name, *, begun: bool = False) -> None:
        self._typed, self._held = tuple(sought.weight for sought in reading), name.weights
        self._pairs = [[_pair(sought, word) for word in name.words] for sought in reading]
        self._joins = _joins(reading, name, begun)
        self._same_letters = _same_letters(reading, [word.plain for word in name.words])
        self._begun = begun

    def score(self) -> float:
        """The likeness; 100 only where all words are equal, marks that were left out aside."""
        if len(self._typed) == len(self._held) and all(pair[at] == 1.0 for at, pair in enumerate(self._pairs)):
            return 100.0
        paired = max(self._in_order(), _OTHER_ORDER * self._in_any_order())
        alike = _share(paired, sum(self._typed), sum(self._held), self._begun)
        return min(max(alike, 100 * _JOINED if self._same_letters else 0.0), _MOST_UNLESS_EQUAL)

    def covered(self) -> float:
        """The share of what was typed that the name holds, 0 to 1: as it was typed, marks aside, or begun so."""
        twice = {row + 1 - place for (row, _), (rows, _, _) in self._joins.items() for place in range(1, rows + 1)}
        held = (
            weight
            for at, weight in enumerate(self._typed)
            if at in twice or max(self._pairs[at], default=0.0) >= _SURELY
        )
        return sum(held) / sum(self._typed)

    def _worth(self, at: int, to: int) -> float:
        alike = self._pairs[at][to]
        return alike * _both(self._typed[at], self._held[to], self._begun) if alike else 0.0

    def _in_order(self) -> float:
        """The most weight that can be paired without crossing; two words may be paired with one."""
        rows = [[0.0] * (len(self._held) + 1)]
        for at, pair in enumerate(self._pairs):
            above, row, last, typed = rows[-1], [0.0], 0.0, self._typed[at]
            for to, alike in enumerate(pair):
                best = max(above[to + 1], last)
                if alike:
                    best = max(best, above[to] + alike * _both(typed, self._held[to], self._begun))
                elif (at, to) in self._joins:
                    back, columns, worth = self._joins[at, to]
                    best = max(best, (rows[at + 1 - back] if back else row)[to + 1 - columns] + worth)
                row.append(best)
                last = best
            rows.append(row)
        return rows[-1][-1]

    def _in_any_order(self) -> float:
        """The weight that is paired when each word takes the likest one that is left."""
        left = set(range(len(self._held)))
        paired = 0.0
        for at, pair in enumerate(self._pairs):
            if not left:
                break
            best = max(left, key=lambda to: (pair[to], -to))
            if pair[best]:
                paired += self._worth(at, best)
                left.discard(best)
        return paired


def _pair(sought: Sought, word: Word) -> float:
    alike = sought.near.get(word.plain, 0.0)
    return mark_likeness(sought.word.marked, word.marked) if alike == 1.0 else alike


def _joins(reading: Reading, name: Name, begun: bool) -> Joins:
    found: Joins = {}
    typed, held = [sought.word.plain for sought in reading], [word.plain for word in name.words]
    for columns, twice in ((2, _twice(held)), (1, _twice(typed))):
        for at, word in enumerate(typed if columns == 2 else held):
            if word not in twice:
                continue
            end = twice[word]
            row, column = (at, end) if columns == 2 else (end, at)
            rows = 3 - columns
            wanted = sum(sought.weight for sought in reading[row + 1 - rows : row + 1])
            said = sum(name.weights[column + 1 - columns : column + 1])
            found[row, column] = rows, columns, _JOINED * _both(wanted, said, begun)
    return found


def _twice(words: Sequence[str]) -> dict[str, int]:
    """Each two words that follow one another, written as one, to the place of the second."""
    return {one + other: at + 1 for at, (one, other) in enumerate(pairwise(words))}
