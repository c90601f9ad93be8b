"""Whether the words of a source hold a value: names, numbers, days and years, however the text writes them.

A value is only looked for, never read from the words: where a number or a day can be meant in two ways, both count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from pyoxigraph import Literal

from graph.spelling import fold

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_SCALES: Final = {"": 1, "trăm": 100, "nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_NUMBER: Final = re.compile(r"(?<![\w/:.,])(\d+(?:[.,]\d+)*)(?![/:]?\d)(?:\s*(trăm|nghìn|ngàn|triệu|tỷ|tỉ)(?!\w))?")
_DAYS: Final = (
    re.compile(r"(?<![\d/])(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})(?:\s?[/.-]\s?(?P<year>\d{4}))?(?![/.-]?\d)"),
    re.compile(r"(?<!\d)(?P<day>\d{1,2}) tháng (?P<month>\d{1,2})(?:,? năm (?P<year>\d{4})|/(?P<year2>\d{4}))?(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"),
)
_CLOCK: Final = re.compile(r"(?<!\d)(\d{1,2})\s?(?::|h|giờ)\s?(\d{2})(?!\d)")
_THOUSAND: Final = 3
"""Digits of a group between separators."""


def holds(words: str, value: Literal, *, any_year: bool = False) -> bool:
    """Whether words hold a value.

    Args:
        words: a quotation.
        value: a number, a day, a moment, a year, or a text.
        any_year: whether a day without its year counts.

    >>> from pyoxigraph import NamedNode
    >>> holds("khai thác trên 3.7 tỷ", Literal("3700000000", datatype=NamedNode(_XSD + "integer")))
    True
    >>> holds("22/09/2023 - 17:39", Literal("2023-09-22", datatype=NamedNode(_XSD + "date")))
    True
    """
    kind = value.datatype.value.removeprefix(_XSD)
    try:
        if kind in ("date", "dateTime"):
            return _holds_moment(words, datetime.fromisoformat(value.value), kind == "dateTime", any_year)
        return _HELD.get(kind, holds_text)(words, value.value)
    except (ValueError, InvalidOperation):  # no value of its datatype
        return False


def holds_text(words: str, text: str) -> bool:
    """Whether words hold a text in any accepted spelling, and not as a part of some other word.

    >>> holds_text("TƯ Hội LHPN Việt Nam", "Hội Liên hiệp Phụ nữ"), holds_text("vi mô", "v")
    (True, False)
    """
    wanted = fold(text)
    return bool(wanted) and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", fold(words)) is not None


def _holds_number(words: str, text: str) -> bool:
    wanted = Decimal(text)
    return any(wanted in _readings(digits) for digits in _scaled(words))


def _scaled(words: str) -> Iterator[tuple[str, int]]:
    for digits, scale in _NUMBER.findall(words.lower()):
        yield digits, _SCALES[scale]


def _readings(written: tuple[str, int]) -> set[Decimal]:
    """What digits with a scale can mean: separators are of groups, or the last of them is that of the fraction."""
    digits, scale = written
    parts = re.split(r"[.,]", digits)
    separators = re.sub(r"\d", "", digits)
    found = set()
    if not separators or (len(parts[0]) <= _THOUSAND and all(len(each) == _THOUSAND for each in parts[1:])):
        found.add(Decimal("".join(parts)))
    # Without a word of scale, 1.000 is a thousand in Vietnamese; 1.500 tỷ is one and a half as well.
    of_groups = separators[:-1]
    if separators and (not found or scale > 1) and len(set(of_groups)) <= 1 and separators[-1] not in of_groups:
        found.add(Decimal("".join(parts[:-1]) + "." + parts[-1]))
    return {each * scale for each in found}


def _holds_year(words: str, text: str) -> bool:
    return re.search(rf"(?<!\d){int(text)}(?!\d)", words) is not None


def _holds_moment(words: str, moment: datetime, timed: bool, any_year: bool) -> bool:
    if timed and not any((int(hour), int(minute)) == (moment.hour, moment.minute)
                         for hour, minute in _CLOCK.findall(words)):  # fmt: skip
        return False
    return any(_is_day(each, moment.date(), any_year) for pattern in _DAYS for each in pattern.finditer(words))


def _is_day(found: re.Match[str], wanted: date, any_year: bool) -> bool:
    said = found.groupdict()
    year = said.get("year") or said.get("year2")
    if (int(said["day"]), int(said["month"])) != (wanted.day, wanted.month):
        return False
    return int(year) == wanted.year if year else any_year


_HELD: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "integer": _holds_number,
    "decimal": _holds_number,
    "gYear": _holds_year,
}
