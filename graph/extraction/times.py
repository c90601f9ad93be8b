"""Expressions of time that say when a number holds: ``Tính đến hết năm 2021``, ``Từ năm 2019 đến nay``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from graph.extraction.reading import Reader, Sentence
from graph.statement import ReferenceTime

_END_OF_YEAR = r"(?:tính[ \u00a0])?đến[ \u00a0](?:hết|cuối)[ \u00a0]năm[ \u00a0](?P<end_of>\d{4})"
_DAY = r"(?:tính[ \u00a0])?đến[ \u00a0](?:ngày[ \u00a0])?(?P<day>\d{1,2})[/-](?P<month>\d{1,2})[/-](?P<of>\d{4})"
_SINCE = r"từ[ \u00a0](?:đầu[ \u00a0])?năm[ \u00a0](?P<since>\d{4})(?:[ \u00a0]đến[ \u00a0]nay)?"
_YEAR = r"(?:(?:riêng|trong|vào|đến)[ \u00a0])?năm[ \u00a0](?P<year>\d{4})"
_SPAN = r"(?:trong|qua)[ \u00a0]\d{1,2}[ \u00a0]năm[ \u00a0](?:qua|nay|thực hiện|triển khai)"
_TIME = re.compile(rf"(?<!\w)(?:{_END_OF_YEAR}|{_DAY}|{_SINCE}|{_YEAR}|{_SPAN})(?!\w)", re.IGNORECASE)


def read_times(reader: Reader, sentence: Sentence) -> Iterator[ReferenceTime]:
    """The expressions of time in a sentence, in order."""
    for match in _TIME.finditer(sentence.text):
        quote = reader.quote(sentence.start + match.start(), sentence.start + match.end())
        day = None
        if match["end_of"]:
            day = date(int(match["end_of"]), 12, 31)
        elif match["day"]:
            try:
                day = date(int(match["of"]), int(match["month"]), int(match["day"]))
            except ValueError:
                continue
        yield ReferenceTime(
            quote.exact,
            quote,
            int(match["year"]) if match["year"] else None,
            day,
            int(match["since"]) if match["since"] else None,
        )
