"""How alike two names are. Vietnamese marks tell names apart: Hà Nam is not Hà Năm."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from typing import Final

from graph.spelling import fold, slug

LONGEST: Final = 200
"""Characters of a name that is looked at; what is longer is no name."""
_ALIKE: Final = 0.85
_SHARED: Final = 0.5


class Likeness(Enum):
    """How two names compare, with the points that this is worth in a score."""

    EQUAL = (45, "equal")
    OTHER_NAME = (41, "equal to another name")
    UNMARKED = (37, "equal but for marks that it does not write")
    OTHER_MARKS = (18, "equal but for other marks")
    SIMILAR = (15, "similar")

    def __init__(self, points: int, words: str) -> None:
        self.points = points
        self.words = words


def plain(name: str) -> str:
    """A name without marks, spaces and case.

    >>> plain("Hà Nội") == plain("HANOI")
    True
    """
    return slug(fold(name), LONGEST).replace("-", "")


@dataclass(frozen=True)
class Compared:
    """One of our things whose name is like one of theirs."""

    key: str
    likeness: Likeness


class Matcher:
    """Finds those of our things that have a name like a given one."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        """Takes the names of each thing by its key."""
        self._folded: defaultdict[str, set[str]] = defaultdict(set)
        self._plain: defaultdict[str, set[str]] = defaultdict(set)
        self._words: defaultdict[str, set[str]] = defaultdict(set)
        self._slugs: dict[str, str] = {}
        for key, own in names.items():
            for name in own:
                self._folded[fold(name)].add(key)
                self._plain[plain(name)].add(key)
                written = slug(fold(name), LONGEST)
                self._slugs[written] = plain(name)
                for word in written.split("-"):
                    self._words[word].add(written)

    def alike(self, name: str, *, shown: bool = True) -> tuple[Compared, ...]:
        """Our things with a name like this one, each in the best way."""
        if not name.strip() or len(name) > LONGEST:
            return ()
        found: dict[str, Likeness] = {}
        for key in self._similar(name):
            found[key] = Likeness.SIMILAR
        # Somebody who writes no marks at all says nothing about them.
        marked = Likeness.UNMARKED if name.isascii() else Likeness.OTHER_MARKS
        found |= dict.fromkeys(self._plain.get(plain(name), ()), marked)
        equal = Likeness.EQUAL if shown else Likeness.OTHER_NAME
        found |= dict.fromkeys(self._folded.get(fold(name), ()), equal)
        return tuple(Compared(key, likeness) for key, likeness in sorted(found.items()))

    def _similar(self, name: str) -> set[str]:
        written = slug(fold(name), LONGEST)
        words = set(written.split("-"))
        shared = Counter(other for word in words for other in self._words.get(word, ()))
        keys: set[str] = set()
        for other, count in shared.items():
            if count / max(len(words), other.count("-") + 1) < _SHARED:
                continue
            compared = SequenceMatcher(None, written, other, autojunk=False)
            if compared.quick_ratio() >= _ALIKE and compared.ratio() >= _ALIKE:
                keys |= self._plain[self._slugs[other]]
        return keys
