"""Whether what a query says of a thing is so, and which things a value names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from pyoxigraph import Literal, NamedNode

from server.reconciliation.days import Days, read_days
from server.reconciliation.likeness import essence
from server.reconciliation.properties import CODE, DATE, PROVINCE, Property
from server.reconciliation.things import SKOS, Thing, Things

_WIDTHS: Final = (1, 2, 3, 5)
"""Digits of statistical codes: spreadsheets drop the zeros in front."""


def agrees(things: Things, property: Property, thing: Thing, values: Iterable[str], days: Days | None) -> bool | None:
    """Whether any of some values is one that a thing has; ``None`` where that is not known of it.

    Args:
        things: where to look.
        property: what is said of the thing; only one that its type can have.
        thing: the thing.
        values: what is said: text, or the identifier of a thing.
        days: of which it is said.
    """
    wanted = tuple(values)
    if property.id == DATE:
        said = [read for each in wanted if (read := read_days(each))]
        states = things.states(thing.iri, None)
        return any(state.holds(each) for each in said for state in states) if said and states else None
    held = tuple(property.read(things, thing.iri, days)) if property.read else ()
    if not held and property.id == PROVINCE:
        return _named_after(things, thing, wanted)
    if not held:
        return None
    return any(_same(things, property, each, value) for each in held for value in wanted)


def named_by(things: Things, property: Property, value: str, days: Days | None) -> tuple[str, ...]:
    """The IRIs of the things that a value of an identifying property names; none for other properties."""
    key = _key(value)
    if property.pattern is None or not property.pattern.fullmatch(key):
        return ()
    if property.links:
        linked = (NamedNode(each.format(key)) for each in property.links)
        found = [
            bearer
            for each in linked
            for way in ("exactMatch", "closeMatch")
            for bearer in things.bearers(SKOS + way, each)
        ]
    elif property.id == CODE:
        codes = {key.lstrip("0").zfill(width) for width in _WIDTHS}
        bearers = (bearer for code in sorted(codes) for bearer in things.bearers(things.term(CODE), Literal(code)))
        found = [each for each in bearers if days is None or things.version(each).holds(days)]
    else:
        found = list(things.bearers(SKOS + "notation", Literal(key, datatype=NamedNode(things.term(property.id)))))
    return tuple(dict.fromkeys(found))


def _same(things: Things, property: Property, held: str | float | Thing, value: str) -> bool:
    if not isinstance(held, Thing):
        held = str(held)
        if property.id == CODE:
            return held.lstrip("0") == _key(value).lstrip("0")
        return held == _key(value) if property.pattern else essence(held).plain == essence(value).plain
    iri = things.iri(value)
    if iri is not None:
        return things.unit(iri) == things.unit(held.iri)
    names = {essence(each).plain for each in (*things.spellings(held.iri), *things.spellings(things.unit(held.iri)))}
    return essence(value).plain in names or value.strip() in things.texts(things.unit(held.iri), SKOS + "notation")


def _named_after(things: Things, thing: Thing, values: Iterable[str]) -> bool | None:
    """Whether the name of a thing holds that of a province; nothing is known where it does not."""
    names = [f" {essence(each).plain} " for each in things.spellings(thing.iri)]
    said = []
    for value in values:
        iri = things.iri(value)
        said += [essence(each).plain for each in (things.spellings(things.unit(iri)) if iri else (value,))]
    return True if any(f" {each} " in name for each in said if each for name in names) else None


def _key(value: str) -> str:
    """An identifier without the address that it may stand at the end of.

    >>> _key("https://sws.geonames.org/1587974/"), _key(" VN-50 ")
    ('1587974', 'VN-50')
    """
    return re.split(r"[/#]", value.strip().rstrip("/"))[-1]
