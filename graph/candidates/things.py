"""Things of another data set: the properties that are read of them, and what is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.candidates.targets import Target, target_of

LANGUAGES: Final = ("", "vi", "en", "mul")
"""Of the literals that are read; ``mul`` is Wikidata's for a name that is the same in all languages."""

_RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_SCHEMA: Final = ("http://schema.org/", "https://schema.org/")
_GN: Final = "http://www.geonames.org/ontology#"
_WDT: Final = "http://www.wikidata.org/prop/direct/"
_DBO: Final = "http://dbpedia.org/ontology/"
_ORG: Final = "http://www.w3.org/ns/org#"
_WGS84: Final = "http://www.w3.org/2003/01/geo/wgs84_pos#"


def _both(local: str) -> tuple[str, ...]:
    return tuple(space + local for space in _SCHEMA)


SHOWN: Final = (_RDFS + "label", _SKOS + "prefLabel", *_both("name"), _GN + "name", _GN + "officialName")
"""Properties of the names by which a thing is shown."""
OTHER_NAMES: Final = (_SKOS + "altLabel", *_both("alternateName"), _GN + "alternateName", _GN + "shortName")
NAMES: Final = SHOWN + OTHER_NAMES
TYPES: Final = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    _WDT + "P31",
    _GN + "featureCode",
    *_both("additionalType"),
)
WITHIN: Final = (
    *(_WDT + each for each in ("P131", "P361", "P749")),
    *(_GN + each for each in ("parentFeature", "parentADM1", "parentADM2")),
    *(name for local in ("containedInPlace", "parentOrganization") for name in _both(local)),
    *(_ORG + each for each in ("subOrganizationOf", "unitOf")),
    _DBO + "isPartOf",
    "http://purl.org/dc/terms/isPartOf",
)
COUNTRY: Final = (_WDT + "P17", _GN + "parentCountry", _GN + "countryCode", _DBO + "country", *_both("addressCountry"))
CODES: Final[Mapping[str, str]] = {
    _WDT + "P300": "iso3166-2",
    _WDT + "P1566": "geonames",
    _WDT + "P6782": "ror",
    _SKOS + "notation": "iso3166-2",
}
"""Properties whose literal is an identifier, with its scheme."""
SAME: Final = (
    "http://www.w3.org/2002/07/owl#sameAs",
    _SKOS + "exactMatch",
    _SKOS + "closeMatch",
    *_both("sameAs"),
)
POINTS: Final = (_WDT + "P625", "http://www.opengis.net/ont/geosparql#asWKT")
LATITUDE: Final = (_WGS84 + "lat", *_both("latitude"))
LONGITUDE: Final = (_WGS84 + "long", *_both("longitude"))
DESCRIBED: Final = (
    *NAMES, *TYPES, *WITHIN, *COUNTRY, *CODES, *SAME, *POINTS, *LATITUDE, *LONGITUDE,
)  # fmt: skip
"""Every property that is read."""

_ISO: Final = re.compile(r"[A-Z]{2}-[0-9A-Z]{1,3}")
_DEGREE: Final = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]+)?")
_POINT: Final = re.compile(
    r"\s*(?:<[^>]*>\s*)?POINT\s*\(\s*(-?[0-9]{1,3}(?:\.[0-9]+)?)\s+(-?[0-9]{1,3}(?:\.[0-9]+)?)\s*\)\s*", re.IGNORECASE
)

Value = NamedNode | Literal


@dataclass(frozen=True)
class Name:
    """A name as it is written there; ``shown`` where the thing is shown by it."""

    text: str
    language: str
    shown: bool


@dataclass(frozen=True)
class Thing:
    """What is known of a thing of another data set.

    Attributes:
        iri: its address, as it is written there.
        names: with those by which it is shown first.
        types: addresses of its classes, or of what else says what it is.
        within: addresses of what contains it.
        countries: addresses of its countries.
        country_names: names or codes of its countries, where those are given as text.
        identifiers: what others call it, by its own account.
        point: latitude and longitude in degrees; ``None`` where they are not given, or not in one way.
    """

    iri: str
    names: tuple[Name, ...] = ()
    types: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    country_names: tuple[str, ...] = ()
    identifiers: frozenset[Target] = frozenset()
    point: tuple[float, float] | None = None

    @property
    def label(self) -> str:
        """The name to show to a person: in Vietnamese where there is one, or in English."""
        order = {"vi": 0, "mul": 1, "": 2, "en": 3}
        ranked = sorted(self.names, key=lambda name: (not name.shown, order.get(name.language, 4)))
        return ranked[0].text if ranked else ""

    @property
    def neighbours(self) -> tuple[str, ...]:
        """What has to be described as well for this thing to be judged."""
        return (*self.types, *self.within, *self.countries)


@dataclass
class _Parts:
    names: list[Name] = field(default_factory=list)
    found: dict[tuple[str, ...], list[str]] = field(default_factory=dict)
    identifiers: set[Target] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    points: set[tuple[float, float]] = field(default_factory=set)
    degrees: dict[tuple[str, ...], set[float]] = field(default_factory=dict)


def things(statements: Iterable[tuple[str, str, Value]]) -> dict[str, Thing]:
    """Address to thing, from subject, predicate and object of each statement; the order of those does not matter."""
    parts: dict[str, _Parts] = {}
    for subject, predicate, value in statements:
        _add(parts.setdefault(subject, _Parts()), predicate, value)
    return {iri: _thing(iri, part) for iri, part in sorted(parts.items())}


def _add(part: _Parts, predicate: str, value: Value) -> None:
    if isinstance(value, Literal):
        _add_literal(part, predicate, value)
        return
    if predicate in SAME and (same := target_of(value.value)):
        part.identifiers.add(same)
    for group in (TYPES, WITHIN, COUNTRY):
        if predicate in group:
            part.found.setdefault(group, []).append(value.value)


def _add_literal(part: _Parts, predicate: str, value: Literal) -> None:
    if predicate in NAMES:
        part.names.append(Name(value.value, value.language or "", predicate in SHOWN))
    elif predicate in CODES:
        if CODES[predicate] != "iso3166-2" or _ISO.fullmatch(value.value):
            part.identifiers.add(Target(CODES[predicate], value.value.rpartition("/")[2]))
    elif predicate in COUNTRY:
        part.countries.add(value.value)
    elif predicate in POINTS:
        # Well-known text puts the longitude first.
        if found := _POINT.fullmatch(value.value):
            part.points.add((float(found[2]), float(found[1])))
    elif (predicate in LATITUDE or predicate in LONGITUDE) and _DEGREE.fullmatch(value.value):
        axis = LATITUDE if predicate in LATITUDE else LONGITUDE
        part.degrees.setdefault(axis, set()).add(float(value.value))


def _thing(iri: str, part: _Parts) -> Thing:
    return Thing(
        iri,
        tuple(sorted(set(part.names), key=lambda name: (not name.shown, name.language, name.text))),
        tuple(sorted(set(part.found.get(TYPES, ())))),
        tuple(sorted(set(part.found.get(WITHIN, ())))),
        tuple(sorted(set(part.found.get(COUNTRY, ())))),
        tuple(sorted(part.countries)),
        frozenset(part.identifiers),
        _point(part),
    )


def _point(part: _Parts) -> tuple[float, float] | None:
    points = set(part.points)
    latitudes, longitudes = part.degrees.get(LATITUDE, set()), part.degrees.get(LONGITUDE, set())
    if len(latitudes) == len(longitudes) == 1:
        points.add((*latitudes, *longitudes))  # type: ignore[arg-type] # one of each
    return points.pop() if len(points) == 1 else None
