"""What the announcements state of a place, also of what it was before: who was commended there, what was raised."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _
from markupsafe import Markup

from server.atlas.facts import Facts
from server.things.reader import Reader
from server.things.timeline import versions_of

_LISTED: Final = 50
"""Things of one kind that the page of a place names."""


@dataclass(frozen=True)
class There:
    """The things of one kind.

    Attributes:
        title: what they are.
        count: how many there are.
        rows: of some, the thing and the units of which it is stated, as links.
    """

    title: str
    count: int
    rows: tuple[tuple[Markup, Markup], ...]


def there(reader: Reader, iri: str, facts: Callable[[], Facts]) -> tuple[There, ...]:
    """What is stated of a place or of a version of one, as the map counts it; nothing for anything else.

    Args:
        reader: of the page.
        iri: the thing.
        facts: gives all that lie in provinces; asked only where the thing is a place.
    """
    own = versions_of(reader, iri)
    if not own:
        return ()
    places = {*own, *(former for each in own for former in reader.iris(each, "khen:formerVersion"))}
    known = facts()
    kinds = (
        (_("Commended"), ((each.recipient, each.stated_of) for each in known.conferrals)),
        (_("Funds raised"), ((each.iri, each.stated_of) for each in known.money)),
    )
    return tuple(found for title, stated in kinds if (found := _of_kind(reader, str(title), stated, places)).count)


def _of_kind(reader: Reader, title: str, stated: Iterable[tuple[str, frozenset[str]]], places: set[str]) -> There:
    found: dict[str, set[str]] = {}
    for each, stated_of in stated:
        if stated_of & places:
            found.setdefault(each, set()).update(stated_of & places)
    return There(title, len(found), tuple(_rows(reader, dict(list(found.items())[:_LISTED]))))


def _rows(reader: Reader, found: dict[str, set[str]]) -> Iterator[tuple[Markup, Markup]]:
    for each, places in found.items():
        yield reader.anchor(each), Markup(", ").join(map(reader.anchor_apart, sorted(places)))
