"""Vietnamese spelling: comparing names that are written in more than one way.

One syllable can be written with its tone mark on either vowel (``hoá`` and ``hóa``), one name with or
without an abbreviation (``Hội LHPN``), one text in composed or decomposed Unicode. The functions here
make *keys* to compare by. None of them is ever applied to a quotation.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONED = {
    "a": "aàáảãạ", "ă": "ăằắẳẵặ", "â": "âầấẩẫậ", "e": "eèéẻẽẹ", "o": "oòóỏõọ", "u": "uùúủũụ", "y": "yỳýỷỹỵ",
}  # fmt: skip


def _tone_pairs() -> dict[str, str]:
    """``oá`` -> ``óa`` and the like: the tone moves to the first vowel of oa, oe and uy."""
    pairs = {}
    for first, second in (("o", "a"), ("o", "e"), ("u", "y")):
        for tone in range(1, 6):
            pairs[first + _TONED[second][tone]] = _TONED[first][tone] + second
    return pairs


_PAIRS = _tone_pairs()
# Only at the end of a syllable: `toán` and `quý` have one spelling.
_PAIR = re.compile(rf"(?<![qQ])(?:{'|'.join(_PAIRS)})(?![^\W\d_])", re.IGNORECASE)

_ABBREVIATIONS = (
    (r"\bT\.?\s?[ƯW]\.?(?=\W|$)", "Trung ương"),
    (r"\bLHPN\b", "Liên hiệp Phụ nữ"),
    (r"\bUBND\b", "Ủy ban nhân dân"),
    (r"\bHĐND\b", "Hội đồng nhân dân"),
    (r"\bMTTQ\b", "Mặt trận Tổ quốc"),
    (r"\bBCH\b", "Ban Chấp hành"),
    (r"\bĐCT\b", "Đoàn Chủ tịch"),
    (r"\bT\.?P\.?\s?HCM\b", "Thành phố Hồ Chí Minh"),
    (r"\bT\.?P\.?\s?(?=[^\W\d_])", "Thành phố "),
    (r"\bLĐLĐ\b", "Liên đoàn Lao động"),
    (r"\bGD\s?[&-]?\s?ĐT\b", "Giáo dục và Đào tạo"),
)
_EXPAND = tuple((re.compile(pattern), full) for pattern, full in _ABBREVIATIONS)


def _move_tone(match: re.Match[str]) -> str:
    written = match.group()
    moved = _PAIRS[written.lower()]
    if written.isupper():
        return moved.upper()
    return moved[0].upper() + moved[1] if written[0].isupper() else moved


def settle_tone(text: str) -> str:
    """The text with each tone mark where the statistical office writes it (``hóa``, ``thúy``, ``ủy``).

    >>> settle_tone("Thanh Hoá, Uỷ viên, Thuý, quý, toán")
    'Thanh Hóa, Ủy viên, Thúy, quý, toán'
    """
    return _PAIR.sub(_move_tone, unicodedata.normalize("NFC", text))


def expand(text: str) -> str:
    """The text with the abbreviations of the genre written out.

    >>> expand("Hội LHPN TP. Hồ Chí Minh"), expand("TƯ Hội LHPN Việt Nam")
    ('Hội Liên hiệp Phụ nữ Thành phố Hồ Chí Minh', 'Trung ương Hội Liên hiệp Phụ nữ Việt Nam')
    """
    for pattern, full in _EXPAND:
        text = pattern.sub(full, text)
    return text


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """A key under which every accepted spelling of a name is the same.

    Composed, lower case, tone marks settled, abbreviations written out, dashes and spaces made one.

    >>> fold("Hội LHPN tỉnh Thanh Hoá") == fold("hội liên hiệp phụ nữ tỉnh Thanh  Hóa")
    True
    >>> fold("Hà Nam") == fold("Hà Năm")
    False
    """
    text = settle_tone(expand(unicodedata.normalize("NFC", text))).lower()
    text = re.sub(r"[\u2010-\u2015\u2212-]+", " ", text)
    return " ".join(text.split())


def slug(text: str, limit: int = 60) -> str:
    """A readable key in lower-case ASCII: no marks, đ as d, anything else as a hyphen.

    >>> slug("Ban Xây dựng tổ chức Hội, tỉnh Đắk Lắk")
    'ban-xay-dung-to-chuc-hoi-tinh-dak-lak'
    """
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    key = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return key if len(key) <= limit else key[:limit].rstrip("-")
