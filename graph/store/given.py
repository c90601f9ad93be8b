"""What an evaluation is given beside the text of a query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Change(NamedTuple):
    """Other words in the place of a part of a query, from ``start`` to ``end``."""

    start: int
    end: int
    words: str


@dataclass(frozen=True)
class Given:
    """What an evaluation is given beside the text of a query.

    Attributes:
        tables: ``VALUES`` blocks in the place of parts of the query. They are put in after all checks, so that they
            count towards no limit and nothing in them is taken for the query's own words: whoever gives them has
            bounded them, and has written their terms with the engine's own writer.
        empty: whether the query is tried on nothing, in place of the release.
    """

    tables: tuple[Change, ...] = ()
    empty: bool = False


NOTHING = Given()


def changed(text: str, changes: Iterable[Change]) -> str:
    """The text with all changes made, none of which touches another.

    >>> changed("ASK { SERVICE <a:b> { ?s ?p ?o } }", [Change(6, 32, "VALUES ?s { 1 }")])
    'ASK { VALUES ?s { 1 } }'
    """
    parts, place = [], 0
    for each in sorted(changes):
        parts += [text[place : each.start], each.words]
        place = each.end
    return "".join(parts) + text[place:]
