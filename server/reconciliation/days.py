"""Days as tables write them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ].*)?", re.ASCII)
_VIETNAMESE: Final = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", re.ASCII)
_MONTH: Final = re.compile(r"([0-9]{4})-([0-9]{2})", re.ASCII)
_YEAR: Final = re.compile(r"[0-9]{4}", re.ASCII)


@dataclass(frozen=True)
class Days:
    """A day, or the days of a month or a year; both ends included."""

    first: date
    last: date


def read_days(value: object) -> Days | None:
    """The days that a value of a table names, ``None`` if it names none.

    The day stands before the month where the year comes last, as in Vietnamese.

    >>> read_days("22/09/2023") == read_days("2023-09-22") == read_days("2023-09-22T00:00:00Z")
    True
    >>> read_days(2023)
    Days(first=datetime.date(2023, 1, 1), last=datetime.date(2023, 12, 31))
    >>> read_days("31/02/2023") is read_days(True) is None
    True
    """
    text = "" if isinstance(value, bool) else str(value).strip()
    if found := _ISO.fullmatch(text):
        return _day(found[1], found[2], found[3])
    if found := _VIETNAMESE.fullmatch(text):
        return _day(found[3], found[2], found[1])
    if (found := _MONTH.fullmatch(text)) and (first := _day(found[1], found[2], "1")):
        return Days(first.first, first.first.replace(day=calendar.monthrange(first.first.year, first.first.month)[1]))
    if _YEAR.fullmatch(text) and int(text) > 0:
        return Days(date(int(text), 1, 1), date(int(text), 12, 31))
    return None


def _day(year: str, month: str, day: str) -> Days | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return Days(found, found)
