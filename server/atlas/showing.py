"""The map and the table of a page, from one count: what the one shows is what the other says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from flask_babel import format_date
from flask_babel import gettext as _
from markupsafe import Markup

from graph.store import Release
from server.atlas.counting import Count, Row
from server.atlas.facts import Money
from server.atlas.words import Show, Sum, said, sentence, sums, value_lines, weight
from server.collation import collation
from server.drawing import Mark, draw_map, framed, provenance
from server.provinces import Province

LISTED: Final = 12
"""Recipients, and figures, of a province that its row names."""
SORTS: Final = ("value", "name", "code", "recipients", "money", "figures")

Name = Callable[[str], str]
"""The name of a thing in the language of the reader."""
Address = Callable[[str], str | None]
"""Where to read about a thing."""


@dataclass(frozen=True)
class Linked:
    """A thing by its name or in words, its page, and whether something in the words was inferred."""

    text: str
    href: str | None
    inferred: bool = False


@dataclass(frozen=True)
class Line:
    """A row of the table.

    ``title`` is what a pointer on the map reads; ``size`` what the circle is drawn by.
    """

    row: Row
    name: str
    href: str | None
    stated_of: tuple[Linked, ...]
    recipients: tuple[Linked, ...]
    money: tuple[Linked, ...]
    figures: tuple[Linked, ...]
    title: str
    label: tuple[str, ...]
    size: float


@dataclass(frozen=True)
class Shown:
    """A count as it is shown to a reader.

    Attributes:
        count: that is shown.
        show: what the circles stand for.
        lines: of the table, sorted.
        sums: of money, where they can be added.
        unplaced: some of the sums of no province, each with whose it is.
        currency: by which circles are drawn where they stand for money.
    """

    count: Count
    show: Show
    lines: tuple[Line, ...]
    sums: tuple[Sum, ...]
    unplaced: tuple[tuple[Linked, tuple[Linked, ...]], ...]
    currency: str

    @property
    def valued(self) -> int:
        """How many provinces have a value."""
        return sum(bool(each.label) for each in self.lines)

    @property
    def without_point(self) -> tuple[Line, ...]:
        """The provinces that the map cannot show."""
        return tuple(each for each in self.lines if each.row.province.point is None)


def shown(count: Count, show: Show, sort: str, name: Name, address: Address) -> Shown:
    """A count in the language of the reader.

    Args:
        count: the provinces of a day with their facts.
        show: what the circles stand for.
        sort: one of ``SORTS``.
        name: tells the names of things.
        address: tells where to read about them.
    """
    added = sums(count.rows)
    currency = added[0].money[0].currency if added else ""
    lines = [_line(each, show, currency, name, address) for each in count.rows]
    unplaced = tuple(
        (_sum(each, address), tuple(Linked(name(one), address(one)) for one in each.whose))
        for each in count.unplaced[:LISTED]
    )
    return Shown(count, show, tuple(_sorted(lines, sort, currency)), added, unplaced, currency)


def heading(shown: Shown) -> str:
    """What the map shows, in a line."""
    what = {
        Show.RECIPIENTS: _("Recipients by province"),
        Show.MONEY: _("Money stated, by province"),
        Show.FIGURES: _("Figures by province"),
    }[shown.show]
    return str(_("%(what)s: the provinces of %(day)s", what=what, day=format_date(shown.count.day, "long")))


def drawing(shown: Shown) -> Markup:
    """The map of what is shown."""
    marks = [
        Mark(*each.row.province.point, title=each.title, lines=written(each, shown.show), size=each.size)
        for each in shown.lines
        if each.row.province.point
    ]
    description = _(
        "A point for each of %(all)s provinces, with a circle and a value for %(valued)s. The table holds the same.",
        all=len(shown.lines),
        valued=shown.valued,
    )
    return draw_map(marks, title=heading(shown), description=description)


def file(release: Release, shown: Shown) -> Markup:
    """The map as a file of its own: what it shows, of which day, how to read it, and where it is from."""
    return framed(drawing(shown), heading(shown), [*legend(shown), *provenance(release)])


def legend(shown: Shown) -> tuple[str, ...]:
    """How the map is to be read."""
    if shown.show == Show.MONEY:
        area = _(
            "The area of a circle is in proportion to the number stated, in %(currency)s, whatever its degree (more "
            "than, nearly, about). Where several sums are stated, it is the largest.",
            currency=shown.currency or "VND",
        )
    else:
        area = _("The area of a circle is in proportion to the number beside it.")
    room = _("Where there is no room for a value, only the table holds it.")
    return (
        f"{area} {room}",
        str(
            _(
                "Points stand for territories; no border is drawn, for the release holds none. The archipelagos Hoàng "
                "Sa (Đà Nẵng) and Trường Sa (Khánh Hòa) are named where they lie; the release has no points of their "
                "own for them."
            )
        ),
    )


def written(line: Line, show: Show) -> tuple[str, ...]:
    """What stands beside a circle: a count on the line of the name, sums below it."""
    if not line.label:
        return ()
    return (line.name, *line.label) if show == Show.MONEY else (f"{line.name}: {line.label[0]}",)


def _line(row: Row, show: Show, currency: str, name: Name, address: Address) -> Line:
    own = name(row.province.iri)
    return Line(
        row,
        own,
        address(row.province.iri),
        tuple(Linked(_dated(name(each.iri), each), address(each.iri)) for each in row.stated_of),
        tuple(Linked(name(each), address(each)) for each in row.recipients[:LISTED]),
        tuple(_sum(each, address) for each in row.money),
        tuple(Linked(name(each), address(each)) for each in row.figures[:LISTED]),
        f"{own}: {sentence(row, show)}",
        value_lines(row, show),
        weight(row, show, currency),
    )


def _sum(money: Money, address: Address) -> Linked:
    return Linked(said(money), address(money.iri), money.inferred)


def _dated(name: str, province: Province) -> str:
    """A name with the end of its time, for the province of another time often has the same one."""
    if province.valid_through is None:
        return name
    return str(_("%(name)s (until %(day)s)", name=name, day=format_date(province.valid_through, "medium")))


def _sorted(lines: Iterable[Line], sort: str, currency: str) -> list[Line]:
    ordered = sorted(lines, key=lambda each: (each.row.province.code, collation(each.name)))
    if sort == "code":
        return ordered
    if sort == "name":
        return sorted(ordered, key=lambda each: collation(each.name))
    if sort == "value":
        return sorted(ordered, key=lambda each: (-each.size, -len(each.label)))
    return sorted(ordered, key=lambda each: -weight(each.row, Show(sort), currency))
