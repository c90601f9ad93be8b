"""The provinces of a release, each in every form that it had, as tables and maps show them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad

from graph.store import Release, value_of

_VL: Final = "https://version.link/"
_IDENTITY: Final = f"{_VL}identity"
_PREDECESSOR: Final = f"{_VL}predecessor"
_SUCCESSOR: Final = f"{_VL}successor"
_START_EVENT: Final = f"{_VL}startEvent"
_COMBINATION: Final = f"{_VL}Combination"
_RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_NOTATION: Final = "http://www.w3.org/2004/02/skos/core#notation"
_FROM: Final = "https://schema.org/validFrom"
_THROUGH: Final = "https://schema.org/validThrough"
_LATITUDE: Final = "http://www.w3.org/2003/01/geo/wgs84_pos#lat"
_LONGITUDE: Final = "http://www.w3.org/2003/01/geo/wgs84_pos#long"
_TEMPORAL: Final = "http://purl.org/dc/terms/temporal"
_START: Final = "http://www.w3.org/ns/dcat#startDate"
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True)
class Province:
    """A province as it was between two changes.

    Attributes:
        iri: of this version.
        identity: of the province through time.
        names: language to name.
        code: of the statistical office, which has been given to other provinces since.
        iso: its ISO 3166-2 code; empty where none is known for the province in this form.
        kind: the local name of its type; empty where the release states none.
        valid_from: its first day; ``None`` where the release does not know.
        valid_through: its last day; ``None`` where it has not ended.
        successors: the versions that it became.
        point: longitude and latitude (WGS 84) of a point within it, in degrees, if the release has one.
    """

    iri: str
    identity: str
    names: Mapping[str, str]
    code: str
    iso: str
    kind: str
    valid_from: date | None
    valid_through: date | None
    successors: tuple[str, ...]
    point: tuple[float, float] | None

    def valid_on(self, day: date) -> bool:
        """Whether the province had this form on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_through is None or day <= self.valid_through)


def read_provinces(release: Release) -> tuple[Province, ...]:
    """All versions of all provinces, in the order of their codes and then of their IRIs."""
    level, province = str(release.names.term("level")), str(release.names.term("Province"))
    identities = _subjects(release, level, province)
    found = (_version(release, iri, each) for each in identities for iri in _subjects(release, _IDENTITY, each))
    return tuple(sorted(found, key=lambda each: (each.code, each.iri)))


def became(start: Province, known: Mapping[str, Province], day: date) -> tuple[Province, ...]:
    """What a province is on a later day: itself, or those that it became by then."""
    if start.valid_on(day):
        return (start,)
    followers = (known[iri] for iri in start.successors if iri in known)
    found = {each.iri: each for follower in followers for each in became(follower, known, day)}
    return tuple(found[iri] for iri in sorted(found))


def covered_from(release: Release) -> date | None:
    """The first day for which the release can speak of places: that of its earliest announcement.

    The first version of a place has no first day, which does not mean that it has always been so.
    """
    periods = (value_of(quad.object) for quad in _matching(release, None, _TEMPORAL))
    days = (day for period in periods for value in _values(release, period, _START) if (day := day_of(value)))
    return min(days, default=None)


def day_of(text: str) -> date | None:
    """A day of the calendar written as RFC 3339 has it; ``None`` for anything else.

    >>> day_of("2023-09-22"), day_of("2023-02-30"), day_of("20230922")
    (datetime.date(2023, 9, 22), None, None)
    """
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _version(release: Release, iri: str, identity: str) -> Province:
    latitude, longitude = (_first(_values(release, iri, each)) for each in (_LATITUDE, _LONGITUDE))
    return Province(
        iri=iri,
        identity=identity,
        names=release.labels(iri),
        code=_first(_values(release, iri, str(release.names.term("statisticalCode")))),
        iso=_first(_values(release, identity, _NOTATION)) if _uncombined(release, iri) else "",
        kind="",
        valid_from=day_of(_first(_values(release, iri, _FROM))),
        valid_through=day_of(_first(_values(release, iri, _THROUGH))),
        successors=tuple(sorted(_values(release, iri, _SUCCESSOR))),
        point=(float(longitude), float(latitude)) if latitude and longitude else None,
    )


def _uncombined(release: Release, iri: str) -> bool:
    """Whether neither a version nor one before it came of a combination: codes of others were verified for those."""
    events = _values(release, iri, _START_EVENT)
    if any(_COMBINATION in _values(release, event, _RDF_TYPE) for event in events):
        return False
    return all(_uncombined(release, each) for each in _values(release, iri, _PREDECESSOR))


def _subjects(release: Release, predicate: str, value: str) -> list[str]:
    found = release.store.quads_for_pattern(None, NamedNode(predicate), NamedNode(value), DefaultGraph())
    return sorted(value_of(quad.subject) for quad in found)


def _matching(release: Release, subject: str | None, predicate: str) -> Iterator[Quad]:
    about = NamedNode(subject) if subject is not None else None
    return release.store.quads_for_pattern(about, NamedNode(predicate), None, DefaultGraph())


def _values(release: Release, subject: str, predicate: str) -> list[str]:
    """The values of a property, in a defined order."""
    return sorted(value_of(quad.object) for quad in _matching(release, subject, predicate))


def _first(values: Iterable[str]) -> str:
    return next(iter(values), "")
