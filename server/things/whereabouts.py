"""Which maps belong on the page of a thing: those of the places that it is, serves, names or comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Final

from pyoxigraph import NamedNode

from graph.store import value_of
from server.lookup import value
from server.provinces import Province, day_of
from server.things.locator import Locator, locator
from server.things.reader import TYPE, Reader
from server.things.timeline import REFORM, versions_of

_DAYS: Final = (REFORM - timedelta(days=1), REFORM)
"""The last day of the 63 provinces, and the first of the 34."""
_MOST: Final = 1000
"""Statements of the types of a thing that are looked at for the announcements that make them."""
_PATHS: Final = (
    ("schema:areaServed",),
    ("khen:mobiliser",),
    ("oa:hasBody",),
    ("khen:recipient", "schema:areaServed"),
    ("org:organization", "schema:areaServed"),
    ("^khen:seat",),
    ("^geo:hasGeometry",),
)
"""Ways from a thing to the version of a place; ``^`` goes backwards."""


def maps(reader: Reader, iri: str, provinces: Callable[[], Iterable[Province]]) -> tuple[Locator, ...]:
    """The maps of a thing; of a place before and after the reform, of what is announced on the day of its announcement.

    Args:
        reader: of the page.
        iri: the thing.
        provinces: gives all versions of all provinces; asked only where there is a place to be marked.
    """
    own = versions_of(reader, iri)
    if own:
        whole = iri in own
        marked = set(own) | set(_values(reader, own, "khen:currentVersion"))
        marked |= set(_values(reader, own, "khen:formerVersion")) if whole else set()
        days: tuple[date, ...] = _DAYS
    else:
        marked = set(_places(reader, iri))
        days = _announced(reader, iri)
    if not marked:
        return ()
    marked |= set(_values(reader, marked, "schema:containedInPlace"))  # a district has no point of its own
    known = tuple(provinces())
    drawn = tuple(each for day in days if (each := locator(known, marked, day, reader.language)))
    if drawn or own:
        return drawn
    found = locator(known, marked, _valid(reader, marked), reader.language)  # of another time than its announcement
    return (found,) if found else ()


def _announced(reader: Reader, iri: str) -> tuple[date, ...]:
    """The days of the announcements that speak of a thing: the last before the reform, and the last since."""
    names = reader.release.names
    start = str(names.graph("announcement/"))
    quads = reader.release.store.quads_for_pattern(NamedNode(iri), NamedNode(TYPE), None, None)
    graphs = {value_of(each.graph_name) for each in islice(quads, _MOST) if isinstance(each.graph_name, NamedNode)}
    announcements = (
        str(names.thing("announcement", each.removeprefix(start))) for each in graphs if each.startswith(start)
    )
    published = reader.iri("schema:datePublished")
    days = {day for each in announcements if (day := day_of(value(reader.release, each, published)[:10]))}
    sides = ([each for each in days if each < REFORM], [each for each in days if each >= REFORM])
    return tuple(max(each) for each in sides if each)


def _valid(reader: Reader, marked: Iterable[str]) -> date:
    """The latest of the two days on which some of the versions of places were there."""
    return _DAYS[0] if all(reader.one(each, "schema:validThrough") for each in marked) else _DAYS[1]


def _places(reader: Reader, iri: str) -> Iterator[str]:
    for path in _PATHS:
        found = [iri]
        for short in path:
            if short.startswith("^"):
                found = [value for each in found for value in reader.subjects(short[1:], each, 5)]
            else:
                found = list(_values(reader, found, short))
        yield from (each for each in found if versions_of(reader, each))


def _values(reader: Reader, iris: Iterable[str], short: str) -> Iterator[str]:
    return (value for each in iris for value in reader.iris(each, short))
