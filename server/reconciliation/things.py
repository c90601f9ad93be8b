"""Reading the things of a release: names, types, identifiers, and places through time. No query is made of any text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode

from graph.store import Release
from server.addresses import is_key
from server.naming import in_language
from server.reconciliation.days import Days, read_days
from server.reconciliation.kinds import UNIT, VERSION, of_classes

RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
SCHEMA: Final = "https://schema.org/"
ORG: Final = "http://www.w3.org/ns/org#"
VL: Final = "https://version.link/"
WGS84: Final = "http://www.w3.org/2003/01/geo/wgs84_pos#"
_NAMES: Final = (SKOS + "prefLabel", SKOS + "altLabel", "http://www.w3.org/2000/01/rdf-schema#label")
_CHANGES: Final = 200
"""Versions of places that are gone through from one to its successors."""


@dataclass(frozen=True)
class Thing:
    """Something the service can speak of.

    Attributes:
        id: its IRI without the identifier space.
        iri: its own.
        kinds: its types, the most special one first; empty for what is only the value of a property.
        labels: language to name.
    """

    id: str
    iri: str
    kinds: tuple[str, ...]
    labels: Mapping[str, str] = field(hash=False)

    def name(self, language: str) -> str:
        """Its name in a language, else in Vietnamese, else in any, else its identifier."""
        return in_language(self.labels, language) or self.id


@dataclass(frozen=True)
class Version:
    """An administrative unit between two changes; ``None`` where no beginning or no end is known."""

    iri: str
    first: date | None
    last: date | None

    def holds(self, days: Days) -> bool:
        """Whether it was valid on any of the days."""
        return (self.first is None or self.first <= days.last) and (self.last is None or days.first <= self.last)


@dataclass(frozen=True)
class Things:
    """The things of one release."""

    release: Release

    @property
    def space(self) -> str:
        """The identifier space: what the IRIs of things begin with."""
        return self.release.names.base + "id/"

    def term(self, local: str) -> str:
        """The IRI of a term of our own vocabulary."""
        return str(self.release.names.term(local))

    def iri(self, identifier: str) -> str | None:
        """The IRI that an identifier stands for; ``None`` where there is no such thing.

        An identifier may be whole, and that of a thing that was merged leads to what it was merged into.
        """
        key = identifier.removeprefix(self.space)
        retired = self.release.manifest.retired.get(key)
        if retired is not None and retired.to:
            key = retired.to
        iri = self.space + key
        return iri if is_key(key) and "#" not in key and self.release.knows(iri) else None

    def thing(self, iri: str) -> Thing:
        """A thing by its IRI."""
        classes = {each.rpartition("#" if "#" in each else "/")[2] for each in self.iris(iri, RDF_TYPE)}
        return Thing(iri.removeprefix(self.space), iri, of_classes(classes), self.release.labels(iri))

    def spellings(self, iri: str) -> tuple[str, ...]:
        """Every name that it bears."""
        return tuple(sorted({each for predicate in _NAMES for each in self.texts(iri, predicate)}))

    def iris(self, iri: str, predicate: str) -> tuple[str, ...]:
        """The things that are the values of a property, in order."""
        return tuple(sorted(each.value for each in self._values(iri, predicate) if isinstance(each, NamedNode)))

    def texts(self, iri: str, predicate: str) -> tuple[str, ...]:
        """The literals that are the values of a property, in order."""
        return tuple(sorted(each.value for each in self._values(iri, predicate) if isinstance(each, Literal)))

    def bearers(self, predicate: str, value: NamedNode | Literal) -> tuple[str, ...]:
        """What has this value of a property, in order."""
        found = self.release.store.quads_for_pattern(None, NamedNode(predicate), value, DefaultGraph())
        return tuple(sorted({quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)}))

    def _values(self, iri: str, predicate: str) -> Iterator[object]:
        found = self.release.store.quads_for_pattern(NamedNode(iri), NamedNode(predicate), None, DefaultGraph())
        return (quad.object for quad in found)

    def unit(self, iri: str) -> str:
        """The administrative unit of a version; anything else is its own."""
        return next(iter(self.iris(iri, VL + "identity")), iri)

    def versions(self, unit: str) -> tuple[Version, ...]:
        """The versions of an administrative unit, the earliest first; none of anything else."""
        found = (self.version(each) for each in self.bearers(VL + "identity", NamedNode(unit)))
        return tuple(sorted(found, key=lambda each: (each.first or date.min, each.iri)))

    def version(self, iri: str) -> Version:
        """A version of an administrative unit by its IRI."""
        first, last = (
            next((days.first for each in self.texts(iri, SCHEMA + name) if (days := read_days(each))), None)
            for name in ("validFrom", "validThrough")
        )
        return Version(iri, first, last)

    def states(self, place: str, days: Days | None) -> tuple[Version, ...]:
        """The versions of a unit that were valid on some days (all of them without), or the version that is given."""
        kinds = self.thing(place).kinds
        if VERSION in kinds:
            return (self.version(place),)
        found = self.versions(place) if UNIT in kinds else ()
        return tuple(each for each in found if days is None or each.holds(days))

    def places_on(self, place: str, days: Days | None) -> tuple[Version, ...]:
        """What a place was part of on some days, or what has become of it where none are given.

        Both ways through its changes: a province that was merged leads to the one that holds it now, and one of
        today to those that it was made of.
        """
        own = self.states(place, None)
        if days is not None and (held := tuple(each for each in own if each.holds(days))):
            return held
        seen = dict.fromkeys(each.iri for each in own)
        for way in ("successor",) if days is None else ("successor", "predecessor"):
            waiting = [each.iri for each in own]
            while waiting and len(seen) < _CHANGES:
                following = [each for each in self.iris(waiting.pop(), VL + way) if each not in seen]
                seen |= dict.fromkeys(following)
                waiting += following
        found = sorted((self.version(each) for each in seen), key=lambda each: each.iri)
        if days is None:
            return tuple(each for each in found if each.last is None and not self.iris(each.iri, VL + "successor"))
        return tuple(each for each in found if each.holds(days))
