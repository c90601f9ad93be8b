"""The text of an announcement as far as quotations tell it, cut wherever one of them begins or ends.

A release holds no full text, unless the rights allow it: only quotations, each with its place and with a few
characters around it. What they say together is laid out here, and what nothing quotes stays a gap of known length.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Final

from graph.withheld import MARK, shown

DEEPEST: Final = 12
"""Spans within one another that become elements within one another."""


@dataclass(frozen=True, order=True)
class Span:
    """Words of the text, from one offset to another in code points, as a piece of evidence quotes them.

    Two with the same place are the same: whatever else they say, they are one stretch to be shown.

    Attributes:
        start: of the first character.
        end: behind the last.
        exact: the words.
        before: what stands before them, as far as the evidence says.
        after: likewise.
        iri: of the evidence.
    """

    start: int
    end: int
    exact: str = field(compare=False)
    before: str = field(default="", compare=False)
    after: str = field(default="", compare=False)
    iri: str = field(default="", compare=False)

    @property
    def anchor(self) -> str:
        """The fragment that addresses it (RFC 5147, section 2.2.1)."""
        return f"char={self.start},{self.end}"

    @property
    def words(self) -> str:
        """The words as they are shown, those that are withheld as ``[…]``."""
        return shown(self.exact)

    @property
    def sound(self) -> bool:
        """Whether it has words, and they fill the place."""
        return 0 <= self.start < self.end == self.start + len(self.exact)


@dataclass(frozen=True)
class Segment:
    """A stretch of the text in which no span begins or ends.

    Attributes:
        start: of its first character.
        end: behind its last.
        text: empty where nothing quotes it.
        spans: that cover it, the outermost first.
    """

    start: int
    end: int
    text: str
    spans: tuple[Span, ...] = ()

    @property
    def anchor(self) -> str:
        """The fragment that addresses it."""
        return f"char={self.start},{self.end}"

    @property
    def withheld(self) -> bool:
        """Whether what stands there is left out of what is published."""
        return self.text.startswith(MARK)


@dataclass(frozen=True)
class Passage:
    """A span, or the part of one that no other span breaks off, with what is within it."""

    span: Span
    content: tuple[Passage | Segment, ...]
    begins: bool
    ends: bool


def segments(
    spans: Iterable[Span], start: int, end: int, *, further: Iterable[Span] = (), full_text: str = ""
) -> tuple[Segment, ...]:
    """The text between two offsets, cut wherever a span begins or ends, or what is known of the text does.

    Args:
        spans: in any order; one that is not sound is passed over.
        start: of the first character that is wanted.
        end: behind the last one.
        further: spans that tell more of the text, and do not cut it.
        full_text: the whole text from its first character, where it may be shown.
    """
    placed = sorted({each for each in spans if each.sound}, key=lambda each: (each.start, -each.end))
    known = _known([*placed, *(each for each in further if each.sound)], start, end, full_text)
    edges = {start, end, *(each.start for each in placed), *(each.end for each in placed), *_edges(known)}
    return tuple(_filled(placed, sorted(each for each in edges if start <= each <= end), known))


def nested(laid_out: Sequence[Segment], depth: int = 0) -> Iterator[Passage | Segment]:
    """The segments as a tree: a span within its elders, and one that overlaps another in as many parts as needed."""
    groups = groupby(laid_out, key=lambda each: each.spans[depth] if depth < min(len(each.spans), DEEPEST) else None)
    for span, group in groups:
        within = tuple(group)
        if span is None:
            yield from within
        else:
            begins, ends = within[0].start == span.start, within[-1].end == span.end
            yield Passage(span, tuple(nested(within, depth + 1)), begins, ends)


def _known(spans: Sequence[Span], start: int, end: int, full_text: str) -> Mapping[int, str]:
    """The characters that are told, by their offsets; what a quotation says goes before what stands around one."""
    known: dict[int, str] = {}
    for each in spans:
        known.update(enumerate(each.before, each.start - len(each.before)))
        known.update(enumerate(each.after, each.end))
    quoted: dict[int, str] = {}
    for each in spans:
        quoted.update(enumerate(each.exact, each.start))
    quoted.update(enumerate(full_text[start:end], start))
    known.update(quoted)
    for place in _broken(known, quoted, start, end):
        del known[place]
    return {place: character for place, character in known.items() if start <= place < end}


def _broken(known: Mapping[int, str], quoted: Mapping[int, str], start: int, end: int) -> set[int]:
    """The characters around quotations at which what is known breaks off, up to the next border of a word.

    What stands around a quotation is of a fixed length, so that it begins and ends within words.
    """
    found: set[int] = set()
    for place in known:
        for step, whole in ((1, start), (-1, end - 1)):
            if place == whole or place - step in known:
                continue
            here = place
            while here not in quoted and known.get(here, "").isalnum():
                found.add(here)
                here += step
    return found


def _edges(known: Mapping[int, str]) -> Iterator[int]:
    """Where the text begins and stops to be known, and where a part begins and ends that is withheld."""
    for place, character in known.items():
        for beside, edge in ((place - 1, place), (place + 1, place + 1)):
            if beside not in known or (known[beside] == MARK) is not (character == MARK):
                yield edge


def _filled(placed: Sequence[Span], edges: Sequence[int], known: Mapping[int, str]) -> Iterator[Segment]:
    waiting, covering = iter((*placed, None)), list[Span]()
    following = next(waiting)
    for start, end in pairwise(edges):
        covering = [each for each in covering if each.end > start]
        while following is not None and following.start <= start:
            if following.end > start:
                covering.append(following)
            following = next(waiting)
        text = "".join(known[place] for place in range(start, end)) if start in known else ""
        yield Segment(start, end, text, tuple(covering))
