"""The head of the piece: title, byline, stamp of publication, caption. What is missing stays missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from graph.extraction.lexicon import UPPER
from graph.extraction.reading import Line, Reader, plain
from graph.spelling import fold
from graph.statement import Announcement, Stated

_TIME = r"(?P<hour{0}>\d{{1,2}}) *[:hg] *(?P<minute{0}>\d{{2}})(?::\d{{2}})?"
# A line that is nothing but a day, with the hour after it or before it.
_STAMP = re.compile(
    rf"(?:(?:Ngày|Đăng|Cập nhật|Xuất bản)[^\d:]{{0,20}}: *)?(?:{_TIME.format('_before')} *,?[-–| ]*)?"
    r"(?:(?:Thứ *\w+|Chủ nhật|ngày),? *){0,2}"
    r"(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})"
    rf"(?:[ ,|–-]+(?:lúc +)?{_TIME.format('')})?(?: *(?P<zone>\(?(?:GMT|UTC) *\+ *0?7(?::00)?\)?))?",
    re.IGNORECASE,
)
_SYLLABLE = rf"(?:{UPPER}[\w'’]*\.?)+"
# Who wrote it: initials or a name, with or without a word that says so. Two names may be joined.
_BYLINE = re.compile(
    r"(?:(?:Tác giả|Bài|Bài và ảnh|Tin|Theo|PV|Phóng viên)(?: *: *| +))?"
    rf"{_SYLLABLE}(?:(?: +| *[-–,&/] *){_SYLLABLE}){{0,6}}"
)
_LONGEST_BYLINE = 60
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
    title, *rest = reader.lines
    headlines, byline, stamped, stamp = [title], None, None, None
    while rest:
        line = rest[0]
        match = None if stamp else _STAMP.fullmatch(line.text)
        if match and _iso(match):
            stamped, stamp = line, match
        elif fold(line.text) == fold(title.text):
            headlines.append(line)
        elif byline is None and (_names_author(line) or (stamp is None and _stands_before_stamp(rest))):
            byline = line
        else:
            break
        rest = rest[1:]
    caption = next((line for line in rest if _is_caption(line)), None)
    announcement = Announcement(
        _stated(reader, *headlines),
        _stated(reader, byline) if byline else None,
        _iso(stamp) if stamp else reader.document.metadata.published,
        reader.quote(stamped.start, stamped.end) if stamped else None,
        _stated(reader, caption) if caption else None,
        bool(stamp and stamp["zone"]),
    )
    return Layout(announcement, title, caption, tuple(line for line in rest if line is not caption))


def _stated(reader: Reader, *lines: Line) -> Stated:
    return Stated(plain(lines[0].text), tuple(reader.quote(line.start, line.end) for line in lines))


def _names_author(line: Line) -> bool:
    return len(line.text) <= _LONGEST_BYLINE and _BYLINE.fullmatch(line.text) is not None


def _stands_before_stamp(lines: Sequence[Line]) -> bool:
    """Whether a short line, whatever it says, is followed by the line of the date."""
    if len(lines) < 2 or len(lines[0].text) > _LONGEST_BYLINE:
        return False
    stamp = _STAMP.fullmatch(lines[1].text)
    return stamp is not None and _iso(stamp) is not None


def _iso(match: re.Match[str]) -> str | None:
    """Local date and time as ISO 8601, the time only where it is printed."""
    try:
        day, month, year = (int(match[part]) for part in ("day", "month", "year"))
        hour, minute = match["hour"] or match["hour_before"], match["minute"] or match["minute_before"]
        moment = datetime(year, month, day, int(hour or 0), int(minute or 0))
    except ValueError:
        return None
    return moment.isoformat() if hour else moment.date().isoformat()


def _is_caption(line: Line) -> bool:
    """A line that says where people stand in a photograph, or credits it, and is no full sentence."""
    return bool(_CAPTION.search(line.text)) and not line.text.endswith((".", ":"))
