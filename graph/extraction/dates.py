"""Days as press texts write them: ``22/9``, ``22-9-2023``, ``22.9.2023``, ``ngày 22 tháng 9 năm 2023``."""

from __future__ import annotations

import re
from datetime import date


def day_pattern(suffix: str = "", *, year: bool = False) -> str:
    """A pattern of a day, with groups ``day``, ``month`` and ``year`` (each with the suffix).

    Args:
        suffix: keeps the groups of two such patterns in one expression apart.
        year: whether the year must be there; else it may be left out.

    >>> [re.search(day_pattern(), words).group() for words in ("tối 4-11,", "ngày 22 tháng 9 năm 2023", "3.10.2023")]
    ['4-11', '22 tháng 9 năm 2023', '3.10.2023']
    """
    may = "" if year else "?"
    return (
        rf"(?<![\d/.,-])(?P<day{suffix}>\d{{1,2}})"
        rf"(?: *(?P<mark{suffix}>[/-]|\.(?=\d+\.\d{{4}}))? *(?(mark{suffix})| tháng +)"
        rf"(?P<month{suffix}>\d{{1,2}})(?: *(?(mark{suffix})(?P=mark{suffix})|,? năm) *(?P<year{suffix}>\d{{4}})){may})"
        r"(?!\d|[/-]\d)"
    )


def read_day(match: re.Match[str], suffix: str = "", year: int | None = None) -> date | None:
    """The day that a match states; ``year`` is used where it names none. ``None`` where there is no such day.

    >>> read_day(re.search(day_pattern(), "chiều 22/9"), year=2023)
    datetime.date(2023, 9, 22)
    >>> read_day(re.search(day_pattern(), "31/2/2023")) is None
    True
    """
    stated = int(match[f"year{suffix}"]) if match[f"year{suffix}"] else year
    if stated is None:
        return None
    try:
        return date(stated, int(match[f"month{suffix}"]), int(match[f"day{suffix}"]))
    except ValueError:
        return None
