"""The picture of the model on paper: columns of cards, and curves from properties to what they lead to nearby.

What is far away, or what very many lead to, has no curve: it is named, and a bundle of lines across cards says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from server.describing.picture import Card

WIDTH: Final = 232
"""Of a card, in units of the picture; four of them and what lies between are as wide as a page."""
_GAP_X, _GAP_Y, _MARGIN = 52, 16, 12
_LINE: Final = 17
_HEAD: Final = 40
_MANY: Final = 6
"""Properties that lead to one card; where there are more, none of them has a curve."""
_LETTERS: Final = 32
"""That stand on a line of a card."""
_INK, _SOFT, _PAPER, _CARD, _RED = "#1b1b1b", "#5a5548", "#fffdf8", "#f4efe3", "#8a1c1c"


@dataclass(frozen=True)
class Line:
    """A property in words, wrapped, and the cards that it leads to."""

    words: tuple[str, ...]
    ends: tuple[str, ...]


@dataclass(frozen=True)
class Placed:
    """A card on the paper, with its upper left corner."""

    card: Card
    lines: tuple[Line, ...]
    column: int
    x: int
    y: int

    @property
    def height(self) -> int:
        """Of the card."""
        return _height(self.lines)

    @property
    def door(self) -> int:
        """Where curves arrive, from above."""
        return self.y + _HEAD // 2


@dataclass(frozen=True)
class Sheet:
    """What is written around the cards: the title above, and lines below.

    Attributes:
        title: of the picture.
        kind_of: how a card says what it is a kind of.
        notes: how to read it, and where it is from.
    """

    title: str
    kind_of: str
    notes: tuple[str, ...]


def draw(
    cards: Sequence[Card], labels: Mapping[str, str], sheet: Sheet, href: Callable[[str], str], *, columns: int
) -> str:
    """The picture, which stands by itself: it names no style sheet and no script.

    Args:
        cards: in the order in which they are to be read.
        labels: what classes and properties are called, by their short names.
        sheet: what is written around them.
        href: gives the address where a class is explained; empty where there is none.
        columns: beside one another; a single one has no curves, and fits a narrow screen.
    """
    wide = 2 * _MARGIN + columns * WIDTH + (columns - 1) * _GAP_X
    title = wrap(sheet.title, wide // 10)
    notes = [each for note in sheet.notes for each in wrap(note, int(wide / 6.6))]
    top = _MARGIN + 24 * len(title) + 8
    placed = {each.card.name: each for each in places(cards, labels, sheet.kind_of, columns, top)}
    foot = max((each.y + each.height for each in placed.values()), default=top) + 26
    high = foot + 17 * len(notes)
    curves = [curve for each in placed.values() for curve in _curves(each, placed)] if columns > 1 else []
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
            'role="img" aria-labelledby="model-title" font-family="system-ui, \'Noto Sans\', sans-serif" '
            'font-size="12.5">',
            f'<title id="model-title">{escape(sheet.title)}</title>',
            '<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" '
            f'orient="auto"><path d="M0 0 8 4 0 8z" fill="{_RED}"/></marker></defs>',
            f'<rect width="{wide}" height="{high}" fill="{_PAPER}"/>',
            *(_text(_MARGIN, _MARGIN + 18 + 24 * row, each, size=18, bold=True) for row, each in enumerate(title)),
            f'<g fill="none" stroke="{_RED}" stroke-opacity="0.45">',
            *curves,
            "</g>",
            *(_card(each, href(each.card.name)) for each in placed.values()),
            *(_text(_MARGIN, foot + 17 * row, each, fill=_SOFT) for row, each in enumerate(notes)),
            "</svg>\n",
        )
    )


def places(cards: Sequence[Card], labels: Mapping[str, str], kind_of: str, columns: int, top: int) -> Iterator[Placed]:
    """Where the cards stand: down one column after the other, all of about one height.

    Args:
        cards: in the order in which they are to be read.
        labels: what classes and properties are called.
        kind_of: how a card says what it is a kind of.
        columns: beside one another.
        top: where they begin, from above.
    """
    written = [(each, tuple(_lines(each, labels, kind_of))) for each in cards]
    whole = sum(_height(lines) + _GAP_Y for _, lines in written)
    column, y, passed = 0, top, 0
    for card, lines in written:
        height = _height(lines) + _GAP_Y
        if column < columns - 1 and passed + height / 2 > whole * (column + 1) / columns:
            column, y = column + 1, top
        yield Placed(card, lines, column, _MARGIN + column * (WIDTH + _GAP_X), y)
        y, passed = y + height, passed + height


def _lines(card: Card, labels: Mapping[str, str], kind_of: str) -> Iterator[Line]:
    called = [labels.get(each) or each for each in card.kind_of]
    if called:
        yield Line(tuple(wrap(f"{kind_of} {', '.join(called)}", _LETTERS)), card.kind_of)
    for each in card.arrows:
        ends = ", ".join(labels.get(end) or end for end in each.ends)
        words = f"{labels.get(each.property) or each.property}{' → ' if ends else ''}{ends}"
        yield Line(tuple(wrap(words, _LETTERS)), each.ends)


def _height(lines: Sequence[Line]) -> int:
    return _HEAD + _LINE * sum(len(each.words) for each in lines) + (8 if lines else 0)


def _card(placed: Placed, href: str) -> str:
    x, y = placed.x, placed.y
    parts = [
        f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{placed.height}" rx="6" fill="{_CARD}" stroke="{_RED}"/>',
        _text(x + 10, y + 17, placed.card.label or placed.card.name, size=13.5, bold=True),
        _text(x + 10, y + 33, placed.card.name, size=11, fill=_SOFT),
    ]
    if placed.lines:
        parts.append(f'<path d="M{x} {y + _HEAD}h{WIDTH}" stroke="{_RED}" stroke-opacity="0.35"/>')
    row = 0
    for line in placed.lines:
        for number, words in enumerate(line.words):
            parts.append(_text(x + (10 if number == 0 else 20), y + _HEAD + 15 + row * _LINE, words))
            row += 1
    text = "".join(parts)
    return f"<a href={quoteattr(href)}>{text}</a>" if href else f"<g>{text}</g>"


def _curves(start: Placed, placed: Mapping[str, Placed]) -> Iterator[str]:
    """From the side of each property to the side of what it leads to."""
    row = 0
    last = max(each.column for each in placed.values())
    arriving = Counter(end for each in placed.values() for line in each.lines for end in line.ends)
    for line in start.lines:
        y = start.y + _HEAD + 11 + row * _LINE
        row += len(line.words)
        for end in (placed[each] for each in line.ends if each != start.card.name and arriving[each] <= _MANY):
            if abs(end.column - start.column) > 1:
                continue
            # Within a column on its right; within the last one on its left, where there is room.
            out = 1 if end.column > start.column or (end.column == start.column < last) else -1
            into = 1 if end.column < start.column else -1 if end.column > start.column else out
            x1, x2 = (each.x + (WIDTH if side > 0 else 0) for each, side in ((start, out), (end, into)))
            bend = _GAP_X * (0.55 if end.column == start.column else 0.8)
            c1, c2 = x1 + out * bend, x2 + into * bend
            yield f'<path d="M{x1} {y}C{c1:.0f} {y} {c2:.0f} {end.door} {x2} {end.door}" marker-end="url(#head)"/>'


def _text(x: float, y: float, words: str, *, size: float = 0, bold: bool = False, fill: str = _INK) -> str:
    more = (f' font-size="{size}"' if size else "") + (' font-weight="bold"' if bold else "")
    return f'<text x="{x}" y="{y}" fill="{fill}"{more}>{escape(words)}</text>'
