"""Words that bound a number in a way that the data have no word for: such a number is not read.

``không dưới 80`` is neither 80 nor more than 80, ``80 trở lên`` neither. Read as exact, either would be a
wrong fact; so would a word of degree that another word turns round (``không quá``, ``ít hơn``).
"""

from __future__ import annotations

import re

from graph.extraction.lexicon import either

_BOUNDS = (
    "dưới", "đến", "tới", "ít nhất", "chí ít", "thấp nhất", "tối thiểu", "nhiều nhất", "cao nhất", "tối đa", "từ",
    "ngoài", "không quá", "chưa quá", "không dưới", "chưa đến", "không đến", "chưa tới", "không tới", "không kém",
    "hơn kém", "suýt", "suýt soát", "tầm", "cỡ", "ngót nghét", "chưa được", "chưa đầy", "không đầy", "chưa đủ", "độ",
    "ngấp nghé", "sấp xỉ", "cận", "kém", "hụt", "già", "non", "trung bình", "bình quân",
)  # fmt: skip
BOUNDS = frozenset(_BOUNDS)
"""What may stand before a number and is none of the words of degree that are read."""

_MODAL = r"(?: +(?:là|có|phải|được|đạt|cũng|mức))?"
_BEFORE = re.compile(rf"(?<!\w)(?:{either(BOUNDS)}){_MODAL}[ :]+$|[≥≤<>~≈±] *$", re.IGNORECASE)
# Before a word of degree: `ít nhất khoảng 80`, `không quá 80`, `ít hơn 80`; but `lên đến hơn 80` is more than 80.
_TURNS = either(
    (*(BOUNDS - {"đến", "tới", "từ", "ngoài"}), "không", "chưa", "chẳng", "ít", "thấp", "nhỏ", "kém", "không phải")
)
_TURNED = re.compile(rf"(?<!\w)(?:{_TURNS}){_MODAL} +$", re.IGNORECASE)
# `80 chuyên đề trở lên`; in `13 huyện từ cấp xã trở lên` it is the commune that the words go up from.
_AFTER = re.compile(r"(?:(?! từ )[^\d.,;:()]){0,60}?(?<!\w)trở +(?:lên|xuống|đi)(?!\w)", re.IGNORECASE)
_VAGUE = re.compile(r" +(?:rưỡi|rưởi|lẻ|có lẻ|mấy|ngoài|hơn(?= *(?:[.,;:()]|$)))(?!\w)", re.IGNORECASE)
_NEAR = 32


def bound_of(text: str, start: int, end: int, *, qualified: bool) -> tuple[int, int] | None:
    """The span that the number at ``[start, end)`` fills together with its bound; ``None`` where it has none.

    Args:
        qualified: ``start`` is that of a word of degree which is read (``trên``, ``gần``).

    >>> words = "mở không dưới 80 lớp, 13 huyện trở lên"
    >>> bound_of(words, 14, 16, qualified=False), bound_of(words, 22, 24, qualified=False)
    ((3, 16), (22, 38))
    >>> bound_of("lên đến hơn 80 lớp", 8, 14, qualified=True)
    """
    before = (_TURNED if qualified else _BEFORE).search(text[max(0, start - _NEAR) : start])
    if before:
        start -= len(before.group())
    after = _AFTER.match(text, end) or _VAGUE.match(text, end)
    if before is None and after is None:
        return None
    return start, after.end() if after else end
