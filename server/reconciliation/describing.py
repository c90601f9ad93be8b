"""What tells a thing from its namesakes, in a line, and what a preview shows of it."""

from __future__ import annotations

from collections.abc import Iterator

from server.reconciliation.kinds import KINDS
from server.reconciliation.properties import PROPERTIES, Property
from server.reconciliation.things import Thing, Things

_LINE = ("unitType", "iso3166-2", "statisticalCode", "validFrom", "validThrough", "organisation", "partOf")
"""The properties that tell things apart."""
_ROWS = ("nameVi", "nameEn", "otherName", "unitType", "iso3166-2", "statisticalCode", "validFrom", "validThrough",
         "province", "provinceToday", "partOf", "organisation", "role", "award", "wikidata", "geonames",
         "ror")  # fmt: skip
_MOST = 4
"""Values of a property that a preview shows."""


def description(things: Things, thing: Thing, language: str) -> str:
    """A thing in a line: its type, and what tells it from others."""
    parts = [KINDS[each].names[language] for each in thing.kinds[:1]]
    parts += (f"{each.names[language]}: {', '.join(values)}" for each, values in _told(things, thing, language, _LINE))
    return "; ".join(parts)


def rows(things: Things, thing: Thing, language: str) -> list[tuple[str, tuple[str, ...]]]:
    """What a preview shows: the name of each property, and its first values."""
    return [(each.names[language], values) for each, values in _told(things, thing, language, _ROWS)]


def _told(
    things: Things, thing: Thing, language: str, wanted: tuple[str, ...]
) -> Iterator[tuple[Property, tuple[str, ...]]]:
    for property in (PROPERTIES[each] for each in wanted):
        if property.read is None or not set(property.kinds) & set(thing.kinds):
            continue
        found = property.read(things, thing.iri, None)
        values = dict.fromkeys(each.name(language) if isinstance(each, Thing) else str(each) for each in found)
        if values:
            yield property, tuple(values)[:_MOST]
