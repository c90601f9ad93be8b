"""What is said in place of words that are withheld, and how a name is found however it is written.

A person who asks for it is no longer named. That is a promise about every spelling, so names are compared here by
their bare letters: without case, marks, and whatever stands between two words.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

MARK: Final = "█"
"""Stands in a quotation for each character that is withheld, so that the offsets still fit."""
OMITTED: Final = "[…]"
"""Stands for withheld words where no offsets have to fit: in labels, and on pages."""
_WORD: Final = re.compile(r"[^\W_]+")
_BETWEEN: Final = re.compile(r"[\W_]+")
_COMBINING: Final = re.compile("[\u0300-\u036f]+")
_ESCAPED: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\[nrt]")


def shown(words: str) -> str:
    """The words with what is withheld made short, for people who read or hear them.

    >>> shown("Phó ban, ████████ và ██")
    'Phó ban, […] và […]'
    """
    return re.sub(f"{MARK}+", OMITTED, words)


def sealed(key: str) -> str:
    """What a withdrawn key is known by. The key of a person is made from the name, so a release must not hold it.

    >>> sealed("person/a")[:15]
    'sha256:3b39040a'
    """
    return f"sha256:{hashlib.sha256(key.encode()).hexdigest()}"


def bare(text: str) -> str:
    r"""The words of a text by their bare letters, one space before and after each; escapes of JSON and RDF are read.

    >>> bare("Bà LÊ Thị-Ngọc  Đẹp"), bare("person/le-thi_ngoc-\\u0111ep")
    (' ba le thi ngoc dep ', ' person le thi ngoc dep ')
    """
    read = _ESCAPED.sub(lambda match: chr(int(match[1], 16)) if match[1] else " ", text)
    plain = _COMBINING.sub("", unicodedata.normalize("NFD", read.lower())).replace("đ", "d")
    return f" {_BETWEEN.sub(' ', plain).strip()} "


def holds(text: str, name: str) -> bool:
    """Whether a text holds a name.

    >>> holds("trao cho bà lê thị ngọc bé.", "Lê Thị Ngọc Bé"), holds("Lê Thị Ngọc Bén", "Lê Thị Ngọc Bé")
    (True, False)
    """
    return bool(name.strip()) and bare(name) in bare(text)


def places(text: str, names: Sequence[str]) -> list[tuple[int, int]]:
    """Where any of the names stands in a composed text, as offsets of code points; sorted and apart.

    >>> places("Bà Lê Thị  Bé, Phó ban; LE THI BE", ["Lê Thị Bé", "Thị Bé"])
    [(3, 13), (24, 33)]
    """
    words = [(match.start(), match.end(), bare(match[0]).strip()) for match in _WORD.finditer(text)]
    found = []
    for wanted in (bare(name).split() for name in names):
        for first in range(len(words) - len(wanted) + 1):
            if wanted and [word for *_, word in words[first : first + len(wanted)]] == wanted:
                found.append((words[first][0], words[first + len(wanted) - 1][1]))
    return apart(found)


def apart(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges sorted, those that touch one another made one.

    >>> apart([(7, 9), (1, 3), (2, 5)])
    [(1, 5), (7, 9)]
    """
    found: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
