"""The order of Vietnamese names: a ă â b c d đ e ê ..., then by the tone, as dictionaries have it.

The order of the tones is that of the Vietnamese Academy of Social Sciences' dictionary and of CLDR:
https://github.com/unicode-org/cldr/blob/main/common/collation/vi.xml
"""

from __future__ import annotations

import unicodedata
from typing import Final

_TONES: Final = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
"""Grave, hook, tilde, acute, dot below; a letter without any comes first."""
_MARKS: Final = {"\u0306": 1, "\u0302": 2, "\u031b": 3}
"""Breve, circumflex, horn make other letters: a ă â, o ô ơ."""

Key = tuple[tuple[tuple[str, int], ...], tuple[int, ...], str]


def collation(text: str) -> Key:
    """A key to sort names by.

    >>> sorted(["Đắk Lắk", "Đà Nẵng", "Điện Biên", "Da", "An Giang", "Ấn"], key=collation)
    ['An Giang', 'Ấn', 'Da', 'Đà Nẵng', 'Đắk Lắk', 'Điện Biên']
    """
    letters: list[tuple[str, int]] = []
    tones: list[int] = []
    for each in unicodedata.normalize("NFD", text.lower()):
        if each in _TONES and tones:
            tones[-1] = _TONES[each]
        elif each in _MARKS and letters:
            letters[-1] = (letters[-1][0], _MARKS[each])
        elif not unicodedata.combining(each):
            letters.append(("d", 1) if each == "đ" else (each, 0))
            tones.append(0)
    return tuple(letters), tuple(tones), text
