"""The head of the piece: title, byline, stamp of publication, caption. What is missing stays missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from graph.extraction.reading import Line, Reader
from graph.spelling import fold
from graph.statement import Announcement, Stated

_STAMP = re.compile(
    r"(?:(?:Thứ \w+|Chủ nhật|Ngày)[,.]?\s+)?(?P<day>\d{1,2})[/-](?P<month>\d{1,2})[/-](?P<year>\d{4})"
    r"(?:[\s,|–-]+(?P<hour>\d{1,2})[:hg](?P<minute>\d{2}))?(?:\s*\(?GMT\+0?7\)?)?",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"\((?:[^()]*từ (?:trái|phải)[^()]*|(?:ngoài cùng|giữa|bìa|bên)[^()]*)\)|\bẢnh(?: minh họa)?\s*:")


@dataclass(frozen=True)
class Layout:
    """The parts of the piece by what they are.

    Attributes:
        announcement: what the head states.
        caption: the line under the photograph, if any.
        body: every line after the head, lists included.
    """

    announcement: Announcement
    title: Line
    caption: Line | None
    body: tuple[Line, ...]


def read_layout(reader: Reader) -> Layout:
    """The head and the body of a piece."""
    lines = list(reader.lines)
    title = lines[0]
    stamp_at, stamp = _stamp(lines)
    byline = None
    if stamp and stamp_at >= 2 and len(lines[stamp_at - 1].text) <= 60:
        byline = reader.quote(lines[stamp_at - 1].start, lines[stamp_at - 1].end)
    headline = [reader.quote(title.start, title.end)]
    after = stamp_at + 1 if stamp else 1
    if after < len(lines) and fold(lines[after].text) == fold(title.text):
        headline.append(reader.quote(lines[after].start, lines[after].end))
        after += 1
    caption = next((line for line in lines[after:] if _is_caption(line)), None)
    given = reader.document.metadata.published
    evidence = reader.quote(lines[stamp_at].start, lines[stamp_at].end) if stamp else None
    quote = reader.quote(caption.start, caption.end) if caption else None
    announcement = Announcement(
        Stated(title.text, tuple(headline)),
        Stated(byline.exact, (byline,)) if byline else None,
        _iso(stamp) if stamp else given,
        evidence,
        Stated(quote.exact, (quote,)) if quote else None,
        bool(stamp and "GMT" in stamp.group().upper()),
    )
    body = tuple(line for line in lines[after:] if line is not caption)
    return Layout(announcement, title, caption, body)


def _stamp(lines: list[Line]) -> tuple[int, re.Match[str] | None]:
    """The line that is nothing but a date, among the first lines."""
    for number, line in enumerate(lines[:8]):
        match = _STAMP.fullmatch(line.text)
        if match and number > 0 and _iso(match) is not None:
            return number, match
    return 0, None


def _iso(match: re.Match[str]) -> str | None:
    """Local date and time as ISO 8601, the time only where it is printed."""
    try:
        day, month, year = (int(match[part]) for part in ("day", "month", "year"))
        moment = datetime(year, month, day, int(match["hour"] or 0), int(match["minute"] or 0))
    except ValueError:
        return None
    return moment.isoformat() if match["hour"] else moment.date().isoformat()


def _is_caption(line: Line) -> bool:
    """A line that says where people stand in a photograph, or credits it, and is no full sentence."""
    return bool(_CAPTION.search(line.text)) and not line.text.endswith((".", ":"))
