"""The model as a picture: the classes of the ontology, and the properties that lead from one to another, as SVG.

A class stands in the column that says how many properties lead to it from the announcement, with which all begins.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from server.describing.ontology import Term
from server.describing.shapes import Shape
from server.terms import EXTERNAL_LABELS

_DOMAINS: Final = ("rdfs:domain", "schema:domainIncludes")
_RANGES: Final = ("rdfs:range", "schema:rangeIncludes")
_NAME: Final = re.compile(r"[\w-]*:[\w-]+")
_CHOICE: Final = re.compile(r"class ([\w-]*:[\w-]+)")
"""A class among those that ``sh:or`` allows, as ``server.describing.shapes`` writes them."""
_PASSED_OVER: Final = ("skos:", "xsd:", "rdf:", "rdfs:", "oa:")
"""Ranges that are values, concepts or evidence, which nearly every class has."""
WIDTH, HEIGHT, GAP_X, GAP_Y = 220, 44, 190, 34
_MARGIN: Final = 16
_ALONG: Final = (0.5, 0.32, 0.68)
"""Where labels stand, in turn, so that those of near arrows do not cover each other."""


@dataclass(frozen=True)
class Arrow:
    """Properties that lead from a class to another, by their names."""

    start: str
    end: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Box:
    """A class: what it is called, where it is explained, and where it stands, in units of the picture."""

    name: str
    label: str
    href: str
    x: int
    y: int


def arrows(terms: Iterable[Term], shapes: Iterable[Shape], short: Callable[[str], str]) -> tuple[Arrow, ...]:
    """What leads from class to class: by the ontology, and by what the shapes ask of the instances of a class.

    Args:
        terms: of the ontology.
        shapes: that data conform to.
        short: gives the prefixed name of an IRI.
    """
    found: dict[tuple[str, str], set[str]] = {}
    for start, name, end in (*_declared(terms, short), *_asked(shapes, short)):
        if not end.startswith(_PASSED_OVER) and not start.startswith(_PASSED_OVER):
            found.setdefault((start, end), set()).add(name)
    return tuple(Arrow(*pair, tuple(sorted(names))) for pair, names in sorted(found.items()))


def _declared(terms: Iterable[Term], short: Callable[[str], str]) -> Iterator[tuple[str, str, str]]:
    for term in terms:
        relations = dict(term.relations)
        starts = [each for name in _DOMAINS for each in relations.get(name, ())]
        ends = [each for name in _RANGES for each in relations.get(name, ())]
        yield from ((short(start), term.local, short(end)) for start in starts for end in ends)


def _asked(shapes: Iterable[Shape], short: Callable[[str], str]) -> Iterator[tuple[str, str, str]]:
    for shape in shapes:
        for target, start in shape.targets:
            for constraint in shape.constraints:
                asked = dict(constraint.parameters)
                ends = [asked["class"]] if "class" in asked else _CHOICE.findall(asked.get("or", ""))
                if target == "targetClass" and _NAME.fullmatch(constraint.path):
                    yield from ((short(start), constraint.path.removeprefix("khen:"), end) for end in ends)


def places(first: str, drawn: Sequence[Arrow]) -> dict[str, tuple[int, int]]:
    """Column and row of each class: as many columns from the first as arrows lead there, one group below another."""
    near: dict[str, list[str]] = {}
    for each in drawn:
        near.setdefault(each.start, []).append(each.end)
        near.setdefault(each.end, []).append(each.start)
    found: dict[str, tuple[int, int]] = {}
    below = 0
    led_to = {each.end for each in drawn}
    for root in (first, *sorted(near, key=lambda name: (name in led_to, -len(near[name]), name))):
        if root in found or root not in near:
            continue
        used: dict[int, int] = {}
        depth, waiting = {root: 0}, deque([root])
        while waiting:
            current = waiting.popleft()
            column = depth[current]
            found[current] = column, below + used.get(column, 0)
            used[column] = used.get(column, 0) + 1
            for other in sorted(near[current]):
                if other not in depth:
                    depth[other] = column + 1
                    waiting.append(other)
        below += max(used.values())
    return found


def draw(
    terms: Sequence[Term],
    shapes: Sequence[Shape],
    short: Callable[[str], str],
    *,
    language: str,
    title: str,
    at: str,
) -> str:
    """The picture, which stands by itself: it names no style sheet and no script.

    Args:
        terms: of the ontology.
        shapes: that data conform to.
        short: gives the prefixed name of an IRI.
        language: of the names.
        title: of the picture, for those who do not see it.
        at: the address of the page that explains the terms.
    """
    labels = {short(each.iri): each.labels.get(language, each.local) for each in terms}
    drawn = arrows(terms, shapes, short)
    first = next((each.start for each in drawn if each.start.endswith(":Announcement")), "")
    boxes = {
        name: Box(
            name,
            labels.get(name) or EXTERNAL_LABELS.get(name, {}).get(language, ""),
            f"{at}#{name.partition(':')[2]}" if name in labels else "",
            _MARGIN + column * (WIDTH + GAP_X),
            _MARGIN + row * (HEIGHT + GAP_Y),
        )
        for name, (column, row) in places(first, drawn).items()
    }
    wide = max((each.x for each in boxes.values()), default=0) + WIDTH + _MARGIN
    high = max((each.y for each in boxes.values()), default=0) + HEIGHT + _MARGIN
    lines = [
        _arrow(boxes[each.start], boxes[each.end], each.labels, _ALONG[number % len(_ALONG)])
        for number, each in enumerate(drawn)
        if each.start != each.end
    ]
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
            f'role="img" aria-labelledby="model-title" font-family="sans-serif" font-size="13">',
            f'<title id="model-title">{escape(title)}</title>',
            '<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" '
            'orient="auto"><path d="M0 0 8 4 0 8z" fill="#6b6455"/></marker></defs>',
            f'<rect width="{wide}" height="{high}" fill="#fffdf8"/>',
            *lines,
            *map(_box, boxes.values()),
            "</svg>\n",
        )
    )


def _box(box: Box) -> str:
    middle = box.x + WIDTH // 2
    text = (
        f'<rect x="{box.x}" y="{box.y}" width="{WIDTH}" height="{HEIGHT}" rx="6" fill="#f4efe3" stroke="#8a1c1c"/>'
        f'<text x="{middle}" y="{box.y + (19 if box.label else 27)}" text-anchor="middle" fill="#1b1b1b" '
        f'font-weight="bold">{escape(box.name)}</text>'
    )
    if box.label:
        text += (
            f'<text x="{middle}" y="{box.y + 35}" text-anchor="middle" fill="#5a5548" font-size="11">'
            f"{escape(box.label)}</text>"
        )
    return f"<a href={quoteattr(box.href)}>{text}</a>" if box.href else f"<g>{text}</g>"


def _arrow(start: Box, end: Box, labels: Sequence[str], along: float) -> str:
    """A curve from side to side, its label at a share of its length; within a column it is on the right."""
    forward = end.x >= start.x
    x1 = start.x + (WIDTH if forward else 0)
    x2 = end.x + (0 if forward and end.x > start.x else WIDTH)
    y1, y2 = start.y + HEIGHT // 2, end.y + HEIGHT // 2
    bend = GAP_X // 2 if end.x != start.x else GAP_X // 3
    c1 = x1 + (bend if forward else -bend)
    c2 = x2 + (bend if x2 > end.x else -bend)
    x = round(_bezier(x1, c1, c2, x2, along))
    y = round(_bezier(y1, y1, y2, y2, along)) - 6 * (len(labels) - 1)
    spans = "".join(
        f'<tspan x="{x}" dy="{0 if number == 0 else 12}">{escape(each)}</tspan>' for number, each in enumerate(labels)
    )
    return (
        f'<path d="M{x1} {y1}C{c1} {y1} {c2} {y2} {x2} {y2}" fill="none" stroke="#6b6455" marker-end="url(#head)"/>'
        f'<text x="{x}" y="{y - 4}" text-anchor="middle" font-size="11" fill="#8a1c1c" stroke="#fffdf8" '
        f'stroke-width="3" paint-order="stroke">{spans}</text>'
    )


def _bezier(start: float, first: float, second: float, end: float, along: float) -> float:
    """A coordinate of a cubic Bézier curve."""
    back = 1 - along
    return back**3 * start + 3 * back**2 * along * first + 3 * back * along**2 * second + along**3 * end
