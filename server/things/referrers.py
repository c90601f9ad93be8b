"""Pages of what refers to a thing by one property: ``?incoming=khen:recipient&page=2``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask import request

from graph.errors import Worded
from graph.formats import Format
from server.addresses import at, chosen
from server.document import Document
from server.errors import Problem, ProblemError
from server.naming import Name
from server.negotiation import HTML
from server.things.evidence import Evidence
from server.things.facts import Facts, Value
from server.things.page import referrers_at, rows
from server.things.reader import Reader

PAGE: Final = 50
"""Statements on a page."""
_NUMBER: Final = re.compile("[1-9][0-9]{0,8}", re.ASCII)


@dataclass(frozen=True)
class Asked:
    """The prefixed name of a property, and which page."""

    short: str
    number: int


@dataclass(frozen=True)
class ReferrersPage:
    """A page of what refers to a thing.

    Attributes:
        iri: the thing.
        title: its name.
        address: of the page of the thing.
        label: of the property.
        short: its prefixed name.
        count: how many statements there are.
        start: the number of the first one here, from 1.
        values: the subjects.
        number: of this page.
        last: the number of the last page.
        around: the addresses of the pages before and after, and of the first and the last, by their relation.
    """

    iri: str
    title: Name
    address: str
    label: str
    short: str
    count: int
    start: int
    values: tuple[Value, ...]
    number: int
    last: int
    around: dict[str, str]

    @property
    def links(self) -> Iterator[str]:
        """Values of the Link header (RFC 8288)."""
        return (f'<{address}>; rel="{relation}"' for relation, address in self.around.items())


def asked_referrers(format: Format) -> Asked | None:
    """The page of referring statements that the request asks for, if any.

    Raises:
        ProblemError: 400 the parameters are not one property and the number of a page, or the format is no page.
    """
    properties, numbers = request.args.getlist("incoming"), request.args.getlist("page")
    if not properties and not numbers:
        return None
    if len(properties) != 1 or len(numbers) > 1 or not all(map(_NUMBER.fullmatch, numbers)):
        detail = Worded("The parameters are not one property and the number of a page.")
        raise ProblemError(Problem(400, detail, Worded("Ask as in incoming=khen:recipient&page=2.")))
    if format != HTML:
        detail = Worded("What refers to a thing is divided into pages for people only.")
        raise ProblemError(Problem(400, detail, Worded("Ask for text/html, or with LIMIT and OFFSET at /sparql.")))
    return Asked(properties[0], int(numbers[0]) if numbers else 1)


def referrers_page(reader: Reader, about: Document, path: str, asked: Asked) -> ReferrersPage:
    """One page of the statements that refer to a thing.

    Raises:
        ProblemError: 400 nothing refers to it by this property, or there is no such page.
    """
    known = {reader.short(each): each for each in about.referring.counts}
    if asked.short not in known:
        offered = ", ".join(sorted(known)) or "none"
        raise ProblemError(
            Problem(
                400,
                Worded("Nothing refers to the thing by this property."),
                Worded("There are: %(list)s.", list=offered),
            )
        )
    predicate = known[asked.short]
    count = about.referring.counts[predicate]
    last = -(-count // PAGE)
    if asked.number > last:
        raise ProblemError(
            Problem(400, Worded("There is no such page."), Worded("The last one is page=%(last)s.", last=str(last)))
        )
    start = (asked.number - 1) * PAGE
    numbers = {"first": 1, "prev": asked.number - 1, "next": asked.number + 1, "last": last}
    around = {each: referrers_at(path, asked.short, n, chosen()) for each, n in numbers.items() if 1 <= n <= last}
    return ReferrersPage(
        iri=about.iri,
        title=reader.apart(about.iri),
        address=at(path),
        label=reader.name(predicate).text,
        short=asked.short,
        count=count,
        start=start + 1,
        values=rows(Facts(reader, Evidence(reader)), about.referring, predicate, start, PAGE),
        number=asked.number,
        last=last,
        around=around,
    )
