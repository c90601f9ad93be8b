"""A document as the grammar reads it: lines, sentences, and quotations cut from the frozen text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from graph.source import SourceDocument
from graph.statement import Evidence

# Lines that a site prints after an article. The first of them ends the piece, where only short lines follow.
_FURNITURE = re.compile(
    r"ý kiến(?: của bạn| bạn đọc)?|\(\*\) nội dung bắt buộc.*|\d+ bình luận|bình luận.*|xem thêm.*|nhập thông tin.*"
    r"|đọc thêm.*|tin (?:liên quan|cùng chuyên mục|khác|mới|nổi bật).*|bài (?:liên quan|viết khác).*|các tin .*"
    r"|chia sẻ.*|gửi bình luận.*|từ kh(?:óa|oá).*|tags?\b.*|lượt (?:xem|truy cập).*|số lượt.*|in (?:trang|bài).*"
    r"|quay lại.*|trở (?:lại|về).*|về đầu trang|đánh giá bài viết.*|facebook.*|zalo.*|twitter.*"
    r"|copyright.*|©.*|nguồn *:.*",
    re.IGNORECASE,
)
_LONGEST_FURNITURE = 100
_LONGEST_SENTENCE = 2000
"""Beyond this a text has lost its full stops; the grammar looks at such a line piece by piece."""
# A dash or a bullet may touch the word after it; a number or a letter needs its mark.
_MARKER = re.compile(
    r"(?:[-–—•●▪◦*+·] *(?=[^\s\d])|[-–—•●▪◦*+·] +|\(?\d{1,3}(?:[.)/]|-(?=\D)) *(?=[^\s\d])"
    r"|\(?(?:[IVX]{1,5}|[a-zđ])[.)] +)"
)
_SPACE = re.compile(r"[^\S\n]|\ufeff")
_SENTENCE_END = re.compile(r"(?:\.{3}|[.!?…])(?=\s|$)")
_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:TP|Tp|TS|GS|PGS|ThS|BS|T|TX|TT|Q|P|H|ĐC|Đ/c|St|Mr|Ms)$")


@dataclass(frozen=True)
class Line:
    """One line of the text, without the white space around it. ``number`` counts from 1."""

    start: int
    end: int
    text: str
    number: int


@dataclass(frozen=True)
class Item:
    """A line that opens with a list marker; ``start`` and ``text`` leave the marker out."""

    start: int
    end: int
    text: str
    number: int
    marker: str


@dataclass(frozen=True)
class Sentence:
    """A stretch of the body between two full stops."""

    start: int
    end: int
    text: str


def plain(words: str) -> str:
    """The words with single plain spaces: what a name is, however its spaces are printed.

    >>> plain("Hội\u00a0LHPN  tỉnh")
    'Hội LHPN tỉnh'
    """
    return " ".join(words.split())


class Reader:
    """The frozen text of one document with the means to quote from it.

    ``text`` is what the grammar reads: the frozen text with every white space but the line end as a plain
    space, character for character, so that offsets are the same. Quotations are cut from the frozen text.

    >>> reader = Reader(SourceDocument("x", "Tin\\n\\n  Ban A tặng thưởng. Ông B vui.\\nĐọc thêm"))
    >>> [line.text for line in reader.lines], [each.text for each in reader.sentences(reader.lines)]
    (['Tin', 'Ban A tặng thưởng. Ông B vui.'], ['Tin', 'Ban A tặng thưởng', 'Ông B vui'])
    >>> reader.quote(5, 18).exact
    'Ban A tặng'
    """

    def __init__(self, document: SourceDocument) -> None:
        self.document = document
        self.text = _SPACE.sub(" ", document.text)

    def quote(self, start: int, end: int) -> Evidence:
        """The words in ``[start, end)`` without white space at either end."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        end = start + len(words.strip())
        return Evidence(self.document.id, start, end, self.document.text[start:end])

    def line_of(self, offset: int) -> int:
        """The number of the line, counted from 1, in which a code point stands."""
        return bisect_right(self._line_starts, offset)

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        return (0, *(match.end() for match in re.finditer("\n", self.text)))

    @cached_property
    def _all_lines(self) -> tuple[Line, ...]:
        lines, offset = [], 0
        for number, raw in enumerate(self.text.split("\n"), start=1):
            words = raw.strip()
            if words:
                start = offset + raw.index(words)
                lines.append(Line(start, start + len(words), words, number))
            offset += len(raw) + 1
        return tuple(lines)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the piece: no empty ones, and none of the furniture that closes the page."""
        lines = self._all_lines
        last = len(lines)
        while last and len(lines[last - 1].text) <= _LONGEST_FURNITURE and as_item(lines[last - 1]) is None:
            last -= 1
        furniture = (place for place in range(max(last, 1), len(lines)) if _FURNITURE.fullmatch(lines[place].text))
        return lines[: next(furniture, len(lines))]

    @property
    def furniture(self) -> tuple[Line, ...]:
        """The lines after the piece."""
        return self._all_lines[len(self.lines) :]

    def items(self) -> Iterator[Item]:
        """The lines that open with a list marker."""
        for line in self.lines:
            if item := as_item(line):
                yield item

    def sentences(self, lines: tuple[Line, ...]) -> Iterator[Sentence]:
        """The sentences of these lines; the closing mark is left out. A full stop in a number or after an
        abbreviation (``TP. Hồ Chí Minh``) ends none."""
        for line in lines:
            start = 0
            for match in _SENTENCE_END.finditer(line.text):
                if match.group() == "." and _ABBREVIATED.search(
                    line.text[max(start, match.start() - 8) : match.start()]
                ):
                    continue
                yield from self._sentence(line.start + start, line.text[start : match.start()])
                start = match.end()
            yield from self._sentence(line.start + start, line.text[start:])

    @staticmethod
    def _sentence(start: int, words: str) -> Iterator[Sentence]:
        """The sentence without white space around it, in pieces where no sentence can be so long."""
        while words := words.rstrip():
            start += len(words) - len(words.lstrip())
            words = words.lstrip()
            cut = len(words)
            if cut > _LONGEST_SENTENCE:
                cut = words.rfind(" ", 1, _LONGEST_SENTENCE) + 1 or _LONGEST_SENTENCE
            piece = words[:cut].rstrip()
            yield Sentence(start, start + len(piece), piece)
            start, words = start + cut, words[cut:]


def as_item(line: Line) -> Item | None:
    """The line as a list item, or ``None`` where it has no marker.

    >>> as_item(Line(10, 20, "- Hội LHPN", 1))
    Item(start=12, end=20, text='Hội LHPN', number=1, marker='-')
    """
    match = _MARKER.match(line.text)
    if not match or match.end() == len(line.text):
        return None
    marker = match.group().strip()
    return Item(line.start + match.end(), line.end, line.text[match.end() :], line.number, marker)
