"""An independent scan of a text for what its statements have to account for.

This module shares nothing with the extraction, on purpose: it knows no names and no sentences, only what
numbers, periods and list lines look like, so that what the extraction overlooks is still seen here. It reads
numbers by rules of its own, so that a value misread there disagrees with the value read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What a token is; the value is also the word in its address."""

    NUMBER = "number"
    PERIOD = "period"
    ITEM = "item"


@dataclass(frozen=True)
class Token:
    """A piece of the text at ``[start, end)`` in code points.

    Attributes:
        value: what a number amounts to; ``None`` for dates, document numbers, ranges and ambiguous forms.
        qualifier: ``Exact``, ``MoreThan``, ``Nearly`` or ``About`` by the word before the number; ``None``
            where that word is none this scan understands.
        currency: ISO 4217 code, where the text names a currency after the number.
    """

    kind: Kind
    start: int
    end: int
    exact: str
    value: Decimal | None = None
    qualifier: str | None = None
    currency: str | None = None


_AMOUNT = r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2}(?!\d))?|\d+[.,]\d{1,2}(?!\d)|\d{1,3}(?:,\d{3})+|\d+"
_SCALES = {
    "chục": 10, "trăm": 10**2, "nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9,
}  # fmt: skip
_SCALE = rf"(?i:(?:{'|'.join(_SCALES)})(?!\w)(?:\s+(?:{'|'.join(_SCALES)})(?!\w))*)"

# The first alternative that fits wins, so the forms stand from the most to the least particular. A digit
# glued to a letter before it is part of a name (QH15, C19), not a number.
_NUMBER = re.compile(
    rf"""(?<![\w])(?:
      (?P<document> \d+(?:/\d{{4}})?\s?/\s?[A-ZĐ]{{2}}[\wĐ]*(?:\s?-\s?[A-ZĐ][\wĐ]*)* )
    | (?P<date> \d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}(?!\d) )
    | (?P<years> \d{{4}}\s*[-–—]\s*\d{{4}}(?!\d) )
    | (?P<days> \d{{1,2}}\s*[-–—]\s*\d{{1,2}}/\d{{1,2}}(?:/\d{{4}})?(?!\d) )
    | (?P<day> \d{{1,3}}[/-]\d{{1,3}}(?!\d|[.,]\d|\s?%) )
    | (?P<time> \d{{1,2}}:\d{{2}}(?!\d)|\d{{1,2}}(?:h|g|\sgiờ\s)\d{{1,2}}(?!\d) )
    | (?P<scaled> (?:{_AMOUNT})\s*{_SCALE}(?:\s+(?:{_AMOUNT})\s*{_SCALE})* )
    | (?P<percent> (?:{_AMOUNT})\s?% )
    | (?P<plain> {_AMOUNT} )
    )""",
    re.VERBOSE,
)
_PART = re.compile(rf"({_AMOUNT})\s*({_SCALE})")

_ENUMERATOR = re.compile(r"[^\S\n]*(?:\(\d{1,3}\)|\d{1,3}(?:\.\d{1,2})?[.)/](?=\s))")
# Reviewed: whole lines that pages print around an article, which state nothing.
_FURNITURE = re.compile(
    r"[\d.]+\s(?:bình luận|lượt xem|lượt thích|chia sẻ)|(?:bình luận|chia sẻ|lượt xem|thích)\s?[:(]?\s?[\d.]+\)?"
    r"|(?:copyright|©).*",
    re.IGNORECASE,
)

QUALIFIERS = {
    "trên": "MoreThan", "hơn": "MoreThan", "quá": "MoreThan",
    "gần": "Nearly", "ngót": "Nearly",
    "khoảng": "About", "chừng": "About", "xấp xỉ": "About", "ước": "About", "ước tính": "About", "ước đạt": "About",
}  # fmt: skip
"""What a word of degree before a number says of it."""
UNDECIDED = (
    "dưới", "đến", "tới", "ít nhất", "chí ít", "thấp nhất", "tối thiểu", "nhiều nhất", "cao nhất", "tối đa",
    "từ", "ngoài", "không quá", "chưa quá", "chưa đến", "không đến", "chưa tới", "không tới", "không dưới",
    "không kém", "hơn kém", "suýt", "suýt soát", "tầm", "cỡ", "ngót nghét", "chưa được", "chưa đầy",
    "không đầy", "chưa đủ", "độ", "ngấp nghé", "sấp xỉ", "cận", "kém", "hụt", "già", "non", "trung bình",
    "bình quân",
)  # fmt: skip
"""Words that bound a number in a way the model has no qualifier for."""
_TURNING = ("không", "chưa", "chẳng", "ít", "thấp", "nhỏ", "kém", "dưới", "nhất", "tối thiểu", "tối đa")
_LINKS = ("là", "có", "phải", "được", "đạt", "cũng", "mức", "năm")
_LOOSE = ("rưỡi", "rưởi", "lẻ", "mấy")
_CURRENCIES = (("VND", r"đồng(?! (?:chí|bào|đội|nghiệp))|đ|vnđ|vnd"), ("USD", r"usd|đô la|đô-la"), ("EUR", r"eur|euro"))

_PERIOD = re.compile(r"giai đoạn(?: từ)?(?: năm)?\s+(\d{4}\s*(?:[-–—]|đến)\s*\d{4})(?!\d)", re.IGNORECASE)
_MARKER = re.compile(r"[^\S\n]*(?:[-–—•+*]|\(?\d{1,3}[.)/])\s+(?=\S)")
_LIST_HEAD = re.compile(
    r"tập thể|cá nhân|danh sách|bằng khen|giấy khen|khen thưởng|kỷ niệm chương|huân chương|cờ thi đua",
    re.IGNORECASE,
)


def scan(text: str) -> tuple[Token, ...]:
    """Every number, stated period and list line of recipients, in the order of their kinds and places.

    >>> tokens = scan("Huy động trên 3.7 tỷ, gần 1.000 lớp.")
    >>> [(each.exact, str(each.value), each.qualifier) for each in tokens]
    [('3.7 tỷ', '3700000000', 'MoreThan'), ('1.000', '1000', 'Nearly')]
    """
    return (*_numbers(text), *_periods(text), *_items(text))


def _numbers(text: str) -> Iterator[Token]:
    for start, line in _lines(text):
        if _FURNITURE.fullmatch(line.strip()):
            continue
        enumerator = _ENUMERATOR.match(line)
        for match in _NUMBER.finditer(line, enumerator.end() if enumerator else 0):
            value = _value(match)
            yield Token(
                Kind.NUMBER,
                start + match.start(),
                start + match.end(),
                match.group(),
                value,
                None if value is None else _qualifier(line[: match.start()], line[match.end() :]),
                None if value is None else _currency(line[match.end() :]),
            )


def _periods(text: str) -> Iterator[Token]:
    for match in _PERIOD.finditer(text):
        yield Token(Kind.PERIOD, match.start(1), match.end(1), match.group(1))


def _items(text: str) -> Iterator[Token]:
    head = ""
    for start, line in _lines(text):
        marker = _MARKER.match(line)
        if marker and _LIST_HEAD.search(head) and head.endswith(":"):
            exact = line[marker.end() :].rstrip(" \u00a0\t;,.")
            if exact:
                yield Token(Kind.ITEM, start + marker.end(), start + marker.end() + len(exact), exact)
        elif line.strip():
            head = line.strip()


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _value(match: re.Match[str]) -> Decimal | None:
    if match.lastgroup == "scaled":
        parts = [(_amount(each[1]), _scale(each[2])) for each in _PART.finditer(match.group())]
        known = [amount * scale for amount, scale in parts if amount is not None]
        return _plain(sum(known, Decimal())) if len(known) == len(parts) else None
    if match.lastgroup in ("percent", "plain"):
        return _amount(match.group().rstrip("% \u00a0"))
    return None


def _scale(words: str) -> int:
    """Words of scale that stand together multiply: ``nghìn tỷ`` is a million million."""
    factor = 1
    for word in words.lower().split():
        factor *= _SCALES[word]
    return factor


def _amount(written: str) -> Decimal | None:
    """A point before three digits marks thousands, any other mark decimals; ``1,000`` could be either."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+", written):
        return None
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", written):
        written = written.replace(".", "")
    return _plain(Decimal(written.replace(",", ".")))


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()


def _qualifier(before: str, after: str) -> str | None:
    """``None`` where a bound that the model cannot say stands on either side of the number."""
    following = re.split(r"[\d.,;:()]", after.lower().lstrip("% "), maxsplit=1)[0].split()
    if "trở" in following[:12] and "từ" not in following[: following.index("trở")]:
        return None
    if following[:1] and (following[0] in _LOOSE or following[:2] == ["có", "lẻ"] or following == ["hơn"]):
        return None
    words = re.findall(r"\w+|[^\w\s]", before.lower()[-60:])
    if words and words[-1] == ":":
        words.pop()
    if words and words[-1] in "≥≤<>~≈±":
        return None
    degree = next((size for size in (2, 1) if " ".join(words[-size:]) in QUALIFIERS), 0)
    if not degree:
        ends = (words, words[:-1]) if words and words[-1] in _LINKS else (words,)
        bounded = any(" ".join(each[-size:]) in UNDECIDED for each in ends for size in (1, 2))
        return None if bounded else "Exact"
    rest = words[:-degree]
    if len(rest) > 1 and rest[-1] in _LINKS:
        rest.pop()
    turned = any(" ".join(rest[-size:]) in _TURNING for size in (1, 2)) or " ".join(rest[-2:]) in UNDECIDED
    if turned or " ".join(words[-2:]) in UNDECIDED:
        return None
    return QUALIFIERS[" ".join(words[-degree:])]


def _currency(after: str) -> str | None:
    for code, names in _CURRENCIES:
        if re.match(rf"\s?(?:{names})(?!\w)", after, re.IGNORECASE):
            return code
    return None
