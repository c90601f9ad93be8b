"""The words of a name as they are compared: in small letters, each with its marks and without them.

The syllables of Vietnamese are written apart and are short, so a word here is a syllable. Two words are near when one
letter was typed wrong, left out, doubled, or changed places with its neighbour.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from graph.errors import Worded
from graph.search.errors import TextTooLong
from graph.spelling import expand, settle_tone

MOST_CHARACTERS: Final = 200
"""Of a text that is looked for."""
MOST_WORDS: Final = 32
"""Of a text that is looked for."""
_LONGEST: Final = 24
"""Letters by which words differ; longer ones are the same if these are."""
_WORD: Final = re.compile(r"[^\W_]+")
_STROKE: Final = "\u0335"
_APOSTROPHES: Final = dict.fromkeys(map(ord, "'\u2019\u02bc"))


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name.

    Attributes:
        marked: in small letters, composed, its tone mark where the statistical office writes it.
        plain: without marks, ``đ`` as ``d``.
    """

    marked: str
    plain: str


def words(text: str) -> tuple[Word, ...]:
    """The words of a text, the abbreviations of the genre written out.

    >>> [word.plain for word in words("Hội LHPN TP. Thanh Hoá")]
    ['hoi', 'lien', 'hiep', 'phu', 'nu', 'thanh', 'pho', 'thanh', 'hoa']
    >>> words("Women's")[0].plain, words("\\0 \\ud800 *"), words("Hoà") == words("HÒA")
    ('womens', (), True)
    """
    return _split(expand(unicodedata.normalize("NFC", text)))


def short_form(text: str) -> str:
    """The key of an abbreviation, whatever way it is written.

    >>> short_form("GD&ĐT") == short_form("gd - dt")
    True
    """
    return " ".join(word.plain for word in _split(text))


def _split(text: str) -> tuple[Word, ...]:
    written = settle_tone(text.translate(_APOSTROPHES))
    lowered = unicodedata.normalize("NFC", written.lower())
    bare = "".join(each for each in lowered if not unicodedata.combining(each))
    found = (Word(each, plain(each)) for each in (match[:_LONGEST] for match in _WORD.findall(bare)))
    return tuple(word for word in found if word.plain)


def words_sought(text: str) -> tuple[Word, ...]:
    """The words of a text that somebody looks for.

    Raises:
        TextTooLong: it is longer than a name can be.
    """
    if len(text) > MOST_CHARACTERS:
        raise TextTooLong(
            Worded(
                "has %(count)s characters; the limit is %(limit)s",
                count=len(text),
                limit=MOST_CHARACTERS,
            ),
            ("search_characters", MOST_CHARACTERS),
        )
    found = words(text)
    if len(found) > MOST_WORDS:
        raise TextTooLong(
            Worded("has %(count)s words; the limit is %(limit)s", count=len(found), limit=MOST_WORDS),
            ("search_words", MOST_WORDS),
        )
    return found


def plain(word: str) -> str:
    """A word without its marks.

    >>> plain("đắk"), plain("Ｔhuý")
    ('dak', 'thuy')
    """
    parts = unicodedata.normalize("NFKD", word.lower().replace("đ", "d").replace("ð", "d"))
    return "".join(each for each in parts if each.isalnum())[:_LONGEST]


@lru_cache(maxsize=65536)
def mark_likeness(sought: str, held: str) -> float:
    """How far the marks of two words agree that are the same without them, 0 to 1.

    Marks may be left out by whoever looks for a name. Other marks make it another word.

    >>> mark_likeness("ben", "bến"), mark_likeness("bên", "bến"), mark_likeness("bền", "bến")
    (1.0, 1.0, 0.9)
    """
    if sought == held:
        return 1.0
    typed, printed = _letters(sought), _letters(held)
    if len(typed) != len(printed):
        return 0.9
    if all(marks <= others for marks, others in zip(typed, printed, strict=True)):
        return 1.0
    left_out = all(others <= marks for marks, others in zip(typed, printed, strict=True))
    return 0.97 if left_out else 0.9


def _letters(word: str) -> list[set[str]]:
    """The letters of a word, each with its marks."""
    found: list[set[str]] = []
    for each in unicodedata.normalize("NFD", word.replace("đ", f"d{_STROKE}").replace("ð", f"d{_STROKE}")):
        if found and (unicodedata.combining(each) or each == _STROKE):
            found[-1].add(each)
        else:
            found.append({each})
    return found


def forms(word: str) -> Iterator[str]:
    """The word, and the word with each one of its letters left out: near words share one of them.

    >>> list(forms("tre"))
    ['tre', 're', 'te', 'tr']
    """
    yield from dict.fromkeys([word, *(word[:at] + word[at + 1 :] for at in range(len(word)))])


def likeness(sought: str, held: str) -> float:
    """How alike two words without marks are, 0 to 1; 0 where more than one letter is wrong.

    >>> likeness("bem", "ben"), likeness("ebn", "ben"), likeness("be", "ben"), likeness("bem", "hen")
    (0.8, 0.8, 0.8, 0.0)
    """
    if sought == held:
        return 1.0
    return 1 - 0.6 / max(len(sought), len(held)) if _one_apart(sought, held) else 0.0


def _one_apart(one: str, other: str) -> bool:
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    exchanged = other[at + 1 : at + 2] + other[at : at + 1] + other[at + 2 :]
    return one[at + 1 :] == other[at + 1 :] or one[at:] == exchanged
