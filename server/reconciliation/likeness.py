"""How far a spelling of a table is from the names of a thing.

A word without a vowel is an abbreviation, whatever its case. Words for a kind of unit (``tỉnh``, ``thành phố``) are
taken out and compared on their own: the union of the *city* of Bến Tre is not that of the *province*, although one
word alone tells them apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from graph.spelling import fold

FAR: Final = 4
"""As many edits as are counted; more are as many."""
PROVINCE: Final = "tỉnh"
_WORD: Final = re.compile(r"[^\W_]+")
_DIGITS: Final = re.compile(r"[0-9]+")
_VOWELS: Final = re.compile(r"[aeiouy0-9]")
_UNITS: Final = {
    "tỉnh": PROVINCE, "tinh": PROVINCE, "province": PROVINCE,
    "thành phố": "thành phố", "thanh pho": "thành phố", "tp": "thành phố", "city": "thành phố",
    "huyện": "huyện", "huyen": "huyện", "district": "huyện", "quận": "quận",
    "thị xã": "thị xã", "thi xa": "thị xã", "town": "thị xã", "thị trấn": "thị trấn", "thi tran": "thị trấn",
    "xã": "xã", "commune": "xã", "phường": "phường", "ward": "phường",
}  # fmt: skip
"""Without their marks, those that are words of many names as well (quan, xa, phuong) are left out."""
_UNIT: Final = re.compile(rf"(?<!\bha )(?<!\bhà )\b(?:{'|'.join(sorted(_UNITS, key=len, reverse=True))})\b")
"""``tinh`` in ``ha tinh`` is the name of a province."""


@dataclass(frozen=True)
class Essence:
    """A name without what writers vary.

    Attributes:
        whole: folded, its words apart.
        words: the same without words for a kind of unit.
        plain: the latter without marks.
        units: the words for a kind of unit, in Vietnamese.
    """

    whole: str
    words: str
    plain: str
    units: frozenset[str]


@lru_cache(maxsize=65536)
def essence(text: str) -> Essence:
    """What a name is compared by.

    >>> essence("Hội LHPN TP. Cần Thơ").words, essence("tinh Ha Tinh").plain
    ('hội liên hiệp phụ nữ cần thơ', 'ha tinh')
    """
    text = unicodedata.normalize("NFC", text)
    raised = _WORD.sub(lambda word: word[0] if _VOWELS.search(_unmarked(word[0].lower())) else word[0].upper(), text)
    whole = " ".join(_WORD.findall(fold(raised)))
    words = " ".join(_UNIT.sub(" ", whole).split()) or whole
    return Essence(whole, words, _unmarked(words), frozenset(_UNITS[each] for each in _UNIT.findall(whole)))


def edits(text: str, names: Iterable[str]) -> int:
    """Letters by which a text differs from the nearest of the names, at most ``FAR``.

    The order of words may differ, numbers may not. A text without any marks is compared without them; one that has
    some is the same where only other marks are missing, and wrong marks are one edit together. Spaces do not count.

    >>> edits("Bentre", ["Bến Tre"]), edits("Bến Tra", ["Bến Tre"]), edits("Tre Bến", ["Bến Tre"])
    (0, 1, 0)
    >>> edits("Hoi LHPN tinh Bến Tre", ["Hội LHPN Bến Tre"]), edits("Đề án 1892", ["Đề án 1893"]) == FAR
    (0, True)
    """
    asked, least = essence(text), FAR
    for each in map(essence, names):
        if _DIGITS.findall(asked.plain) == _DIGITS.findall(each.plain):
            if _left_out(asked.words, each.words):
                return 0
            for one, other, more in _forms(asked, each, bare=text.isascii()):
                least = min(least, _apart(one, other, least) + more)
    return least


def _forms(asked: Essence, held: Essence, *, bare: bool) -> Iterator[tuple[str, str, int]]:
    """The pairs of forms that are compared, with the edits that each takes from the start."""
    if not bare:
        yield asked.words, held.words, 0
        yield asked.whole, held.whole, 0
    yield asked.plain, held.plain, 0 if bare else 1
    yield _unmarked(asked.whole), _unmarked(held.whole), 0 if bare else 1


def names_whole(text: str, names: Iterable[str]) -> bool:
    """Whether a text is one of the names, with its words for a kind of unit, or what looks like them.

    >>> names_whole("nguyen thi huyen", ["Nguyễn Thị Huyền"]), names_whole("tỉnh Bến Tre", ["Bến Tre"])
    (True, False)
    """
    asked = essence(text).whole
    return any(asked in (each.whole, _unmarked(each.whole)) for each in map(essence, names))


def likeness(text: str, names: Iterable[str]) -> float:
    """How like a text is to the most like of the names: 100 where nothing but what writers vary differs.

    >>> likeness("tinh Ben Tre", ["Bến Tre"]), likeness("Hà Nam", ["Hà Nội"]) < 80
    (100.0, True)
    """
    asked, bare, best = essence(text), text.isascii(), 0.0
    for each in map(essence, names):
        one, other = (asked.plain, each.plain) if bare else (asked.words, each.words)
        best = max(best, SequenceMatcher(None, one, other, autojunk=False).ratio())
    return round(100 * best, 1)


def _left_out(one: str, other: str) -> bool:
    """Whether a text is another but for spaces, and for marks that were left out of some of its letters."""
    letters, held = one.replace(" ", ""), other.replace(" ", "")
    return len(letters) == len(held) and all(
        letter in (own, _unmarked(own)) for letter, own in zip(letters, held, strict=True)
    )


def _unmarked(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(each for each in apart if not unicodedata.combining(each))


def _apart(one: str, other: str, most: int) -> int:
    """The distance of two texts, or of their words in order of the alphabet."""
    least = _distance(one, other, most)
    return min(least, _distance(" ".join(sorted(one.split())), " ".join(sorted(other.split())), least))


def _distance(one: str, other: str, most: int) -> int:
    """Letters to insert, drop, change, or swap with their neighbour; ``most`` if it takes as many or more."""
    if one == other:
        return 0
    if abs(len(one) - len(other)) >= most:
        return most
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row] + [most] * len(other)
        for column in range(max(1, row - most), min(len(other), row + most) + 1):
            changed = above[column - 1] + (letter != other[column - 1])
            line[column] = min(changed, above[column] + 1, line[column - 1] + 1)
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == other[column - 1]:
                line[column] = min(line[column], before[column - 2] + 1)
        if min(line) >= most:
            return most
        before, above = above, line
    return min(above[-1], most)
