"""What has been read of a text, and what has not: every number ends as a statement or is reported with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from graph.extraction.reading import Line, Reader, Sentence
from graph.statement import Evidence, Unread

_NUMBER = re.compile(r"\d+(?:[.,/:-]\d+)*")
_COUNTER = re.compile(
    r"[\d.]+ (?:bình luận|lượt xem|lượt thích|chia sẻ)|(?:bình luận|chia sẻ|lượt xem|thích) ?[:(]? ?[\d.]+\)?"
    r"|(?:copyright|©).*",
    re.IGNORECASE,
)
_AROUND = 30


class Coverage:
    """The code points of one text that a statement quotes, and the passages that none could be read from."""

    def __init__(self, reader: Reader, read: Iterable[Evidence] = ()) -> None:
        self._reader = reader
        self._read = bytearray(len(reader.text))
        self.unread: list[Unread] = []
        self.add(read)

    def add(self, quotes: Iterable[Evidence]) -> None:
        """Counts the words of these quotations as read."""
        for quote in quotes:
            self._read[quote.start : quote.end] = b"\1" * (quote.end - quote.start)

    def holds(self, offset: int) -> bool:
        """Whether the code point at ``offset`` has been read."""
        return bool(self._read[offset])

    def report(self, sentence: Sentence, start: int, end: int, reason: str) -> None:
        """Reports ``[start, end)`` as unread, with some whole words around it."""
        text, first, last = self._reader.text, max(sentence.start, start - _AROUND), min(sentence.end, end + _AROUND)
        if first > sentence.start and text[first - 1] != " ":
            first = text.find(" ", first, start) + 1 or start
        if last < sentence.end and text[last] != " ":
            last = max(text.rfind(" ", end, last), end)
        quote = self._reader.quote(first, last)
        self.unread.append(Unread(reason, quote, self._reader.line_of(start)))
        self.add([self._reader.quote(start, end)])

    def report_rest(self, sentences: Iterable[Sentence]) -> None:
        """Reports every number in these sentences that nothing has read."""
        for sentence in sentences:
            for start, end in self._left(sentence):
                self.report(sentence, start, end, "a number that no statement uses")

    def report_furniture(self, lines: Iterable[Line]) -> None:
        """Reports the lines after the piece that hold more of a number than a count of comments or readers."""
        for line in lines:
            if _NUMBER.search(line.text) and not _COUNTER.fullmatch(line.text):
                quote = self._reader.quote(line.start, line.end)
                self.unread.append(Unread("a number after the end of the piece", quote, line.number))

    def _left(self, sentence: Sentence) -> Iterator[tuple[int, int]]:
        for match in _NUMBER.finditer(sentence.text):
            start, end = sentence.start + match.start(), sentence.start + match.end()
            if 0 in self._read[start:end]:
                yield start, end
