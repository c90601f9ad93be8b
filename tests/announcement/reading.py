"""What a page of an annotated text holds, read back from its HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br"}


@dataclass
class Read(HTMLParser):
    """A page, read back.

    Attributes:
        pieces: start and end of each stretch of the text -> its words; ``None`` for one that is left out.
        ids: of all elements.
        links: address and text of each, in the order of the page.
        words: all words of the page.
    """

    html: str
    pieces: dict[tuple[int, int], str | None] = field(default_factory=dict)
    ids: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    words: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self.feed(self.html)
        assert self._open == []
        self.words = re.sub(r"\s+", " ", self.words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if said.get("id"):
            self.ids.append(said["id"] or "")
        if tag == "a":
            self.links.append((said.get("href") or "", ""))
        if said.get("data-char"):
            self.pieces[self._place(said)] = None if said.get("class") == "gap" else ""
        if tag not in VOID:
            self._open.append((tag, said))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.words += data
        for tag, said in self._open:
            if tag == "a":
                href, text = self.links[-1]
                self.links[-1] = (href, text + data)
            if said.get("data-char") and self.pieces[place := self._place(said)] is not None:
                self.pieces[place] = (self.pieces[place] or "") + data

    def text(self, start: int, end: int) -> str:
        """The words that the page shows from one offset to another; they must begin and end with a stretch."""
        found = [words for place, words in sorted(self.pieces.items()) if start <= place[0] and place[1] <= end]
        assert all(words is not None for words in found)
        return "".join(words or "" for words in found)

    def leading(self, address: str) -> int:
        """How many links lead to an address."""
        return sum(href == address for href, _ in self.links)

    def _place(self, said: dict[str, str | None]) -> tuple[int, int]:
        start, end = (said.get("data-char") or "").split(",")
        return int(start), int(end)
