"""Expressions of time that say when a number holds: ``Tính đến hết năm 2021``, ``Từ năm 2019 đến nay``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from graph.extraction.dates import day_pattern, read_day
from graph.extraction.reading import Reader, Sentence, plain
from graph.statement import ReferenceTime

_END_OF_YEAR = r"(?:tính +)?đến +(?:hết|cuối) +năm +(?P<end_of>[12]\d{3})"
_DAY = rf"(?:tính +)?đến +(?:hết +)?(?:ngày +)?{day_pattern(year=True)}"
_SINCE = r"từ +(?:đầu +)?năm +(?P<since>[12]\d{3})(?: +đến +nay)?"
_YEAR = r"(?:(?:riêng|trong|vào|đến) +)?năm +(?P<in_year>[12]\d{3})"
_SPAN = r"(?:trong|qua) +\d{1,2} +năm +(?:qua|nay|thực hiện|triển khai)"
_TIME = re.compile(rf"(?<!\w)(?:{_END_OF_YEAR}|{_DAY}|{_SINCE}|{_YEAR}|{_SPAN})(?!\w)", re.IGNORECASE)


def read_times(reader: Reader, sentence: Sentence) -> Iterator[ReferenceTime]:
    """The expressions of time in a sentence, in order."""
    for match in _TIME.finditer(sentence.text):
        quote = reader.quote(sentence.start + match.start(), sentence.start + match.end())
        day = None
        if match["end_of"]:
            day = date(int(match["end_of"]), 12, 31)
        elif match["day"]:
            day = read_day(match)
        yield ReferenceTime(
            plain(quote.exact),
            quote,
            int(match["in_year"]) if match["in_year"] else None,
            day,
            int(match["since"]) if match["since"] else None,
        )
