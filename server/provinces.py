"""The provinces of a release, each in every form that it had, as tables and maps show them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode

from graph.store import Release, value_of

_VL: Final = "https://version.link/"
_IDENTITY: Final = f"{_VL}identity"
_PREDECESSOR: Final = f"{_VL}predecessor"
_START_EVENT: Final = f"{_VL}startEvent"
_COMBINATION: Final = f"{_VL}Combination"
_RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_NOTATION: Final = "http://www.w3.org/2004/02/skos/core#notation"
_FROM: Final = "https://schema.org/validFrom"
_THROUGH: Final = "https://schema.org/validThrough"
_LATITUDE: Final = "http://www.w3.org/2003/01/geo/wgs84_pos#lat"
_LONGITUDE: Final = "http://www.w3.org/2003/01/geo/wgs84_pos#long"
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True)
class Reported:
    """A change of type that others report: its first day and the local name of the new type."""

    day: date
    kind: str


@dataclass(frozen=True)
class Province:
    """A province as it was between two changes.

    Attributes:
        iri: of this version.
        identity: of the province through time.
        names: language to name.
        code: of the statistical office, which has been given to other provinces since.
        iso: its ISO 3166-2 code; empty where none is known for the province in this form.
        kind: the local name of its type, by acts that are known; empty where the release states none.
        valid_from: its first day; ``None`` where the release does not know.
        valid_through: its last day; ``None`` where it has not ended.
        today: the versions in force that it is, or has become.
        reported: a change of type that others report, where the act behind it is not known.
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
    today: tuple[str, ...]
    reported: Reported | None
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


def covered_from(release: Release) -> date | None:
    """The first day for which the release can say which provinces there were: that of the earliest count of them.

    The first version of a place has no first day, which does not mean that it has always been so.
    """
    counts = _subjects(release, _RDF_TYPE, str(release.names.term("ProvinceCount")))
    days = (day_of(_value(release, each, _FROM)) for each in counts)
    return min((day for day in days if day), default=None)


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
    term = release.names.term
    latitude, longitude = _value(release, iri, _LATITUDE), _value(release, iri, _LONGITUDE)
    reports = (_report(release, each) for each in _values(release, iri, str(term("reportedChange"))))
    return Province(
        iri=iri,
        identity=identity,
        names=release.labels(iri),
        code=_value(release, iri, str(term("statisticalCode"))),
        iso=_value(release, identity, _NOTATION) if _uncombined(release, iri) else "",
        kind=_local(_value(release, iri, str(term("unitType")))),
        valid_from=day_of(_value(release, iri, _FROM)),
        valid_through=day_of(_value(release, iri, _THROUGH)),
        today=tuple(_values(release, iri, str(term("currentVersion")))),
        reported=next((each for each in reports if each), None),
        point=(float(longitude), float(latitude)) if latitude and longitude else None,
    )


def _report(release: Release, iri: str) -> Reported | None:
    day = day_of(_value(release, iri, str(release.names.term("reportedDay"))))
    return Reported(day, _local(_value(release, iri, str(release.names.term("reportedType"))))) if day else None


def _uncombined(release: Release, iri: str) -> bool:
    """Whether neither a version nor one before it came of a combination: codes of others were verified for those."""
    events = _values(release, iri, _START_EVENT)
    if any(_COMBINATION in _values(release, event, _RDF_TYPE) for event in events):
        return False
    return all(_uncombined(release, each) for each in _values(release, iri, _PREDECESSOR))


def _subjects(release: Release, predicate: str, value: str) -> list[str]:
    found = release.store.quads_for_pattern(None, NamedNode(predicate), NamedNode(value), DefaultGraph())
    return sorted(value_of(quad.subject) for quad in found)


def _values(release: Release, subject: str, predicate: str) -> list[str]:
    """The values of a property, in a defined order."""
    found = release.store.quads_for_pattern(NamedNode(subject), NamedNode(predicate), None, DefaultGraph())
    return sorted(value_of(quad.object) for quad in found)


def _value(release: Release, subject: str, predicate: str) -> str:
    """The value of a property that has one at most; empty where it has none."""
    return next(iter(_values(release, subject, predicate)), "")


def _local(iri: str) -> str:
    return iri.rpartition("#")[2]
