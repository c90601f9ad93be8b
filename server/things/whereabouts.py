"""Which maps belong on the page of a thing: those of the places that it is, serves, names or comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from graph.store import value_of
from server.provinces import Province, day_of
from server.things.locator import Locator, locator
from server.things.reader import Reader
from server.things.timeline import REFORM, versions_of

_DAYS: Final = (REFORM - timedelta(days=1), REFORM)
"""The last day of the 63 provinces, and the first of the 34."""
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
    """The maps of a thing; of a place before and after the reform.

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
        days: Iterable[date] = _DAYS
    else:
        marked = set(_places(reader, iri))
        days = [_day(reader, iri, marked)]
    if not marked:
        return ()
    marked |= set(_values(reader, marked, "schema:containedInPlace"))  # a district has no point of its own
    known = tuple(provinces())
    found = (locator(known, marked, day, reader.language) for day in days)
    return tuple(each for each in found if each)


def _day(reader: Reader, iri: str, marked: Iterable[str]) -> date:
    """Whose provinces are drawn: those of the day of the announcement that states it, the last one of several."""
    start = str(reader.release.names.graph("announcement/"))
    graphs = {value_of(quad.graph_name) for quad in reader.release.about(iri)}
    announcements = (f"{reader.release.names.base}id/announcement/{each.removeprefix(start)}"
                     for each in graphs if each.startswith(start))  # fmt: skip
    days = [day for each in announcements if (day := day_of(reader.one(each, "schema:datePublished")[:10]))]
    held = [each for each in days if all(_there(reader, version, each) for version in marked)]
    ended = all(reader.one(each, "schema:validThrough") for each in marked)
    return max(held, default=_DAYS[0] if ended else _DAYS[1])


def _there(reader: Reader, version: str, day: date) -> bool:
    """Whether a version of a place was in force on a day."""
    first, last = (day_of(reader.one(version, f"schema:valid{each}")) for each in ("From", "Through"))
    return (first or day) <= day <= (last or day)


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
