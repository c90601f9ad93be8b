"""What a place is today and what it was in 2023, for its page: it saves a reader the walk through versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from graph.store import Release, value_of
from server.addresses import link
from server.collation import collation
from server.naming import name_of

_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_IDENTITY: Final = "https://version.link/identity"
_FROM: Final = "https://schema.org/validFrom"
_THROUGH: Final = "https://schema.org/validThrough"
_FIRST_DAY, _LAST_DAY = "2023-01-01", "2023-12-31"
"""Of the year with which the tables begin: that of the 63 provinces. Days in ISO form compare as texts do."""


@dataclass(frozen=True)
class Unit:
    """A version of a place, or a change reported of one: its name, the language of that, and its page, none where
    it is this one.
    """

    name: str
    language: str
    href: str | None


@dataclass(frozen=True)
class Lineage:
    """What a place is and was.

    Attributes:
        today: the versions in force that it is or has become.
        before: the versions of 2023 that it was.
        ended: whether it ended, and nothing followed.
        reported: changes of today's versions that are reported and not verified.
    """

    today: tuple[Unit, ...]
    before: tuple[Unit, ...]
    ended: bool
    reported: tuple[Unit, ...]


def lineage(release: Release, iri: str, language: str) -> Lineage | None:
    """The lineage of a place or of a version of one; ``None`` for anything else."""
    kinds = set(_values(release, iri, _TYPE))
    if str(release.names.term("AdministrativeUnitVersion")) in kinds:
        own = [iri]
        former = _all(release, own, str(release.names.term("formerVersion"))) or own
    elif str(release.names.term("AdministrativeUnit")) in kinds:
        own = former = sorted(
            {value_of(quad.subject) for quad in release.pointing_at(iri) if quad.predicate.value == _IDENTITY}
        )
    else:
        return None
    today = _all(release, own, str(release.names.term("currentVersion")))
    reported = _all(release, today, str(release.names.term("reportedChange")))

    def units(found: Iterable[str]) -> tuple[Unit, ...]:
        known = (_unit(release, each, iri, language) for each in found)
        return tuple(sorted(known, key=lambda unit: collation(unit.name)))

    return Lineage(
        units(today),
        units(each for each in former if _valid_in_2023(release, each)),
        not today and bool(own) and all(any(_values(release, each, _THROUGH)) for each in own),
        units(reported),
    )


def _all(release: Release, iris: Iterable[str], predicate: str) -> list[str]:
    return sorted({value for iri in iris for value in _values(release, iri, predicate)})


def _values(release: Release, iri: str, predicate: str) -> Iterator[str]:
    quads = release.store.quads_for_pattern(NamedNode(iri), NamedNode(predicate), None, None)
    return (value_of(quad.object) for quad in quads)


def _valid_in_2023(release: Release, version: str) -> bool:
    """Whether the version was valid on every day of the year; the tables know no change within it."""
    return all(day <= _FIRST_DAY for day in _values(release, version, _FROM)) and all(
        day >= _LAST_DAY for day in _values(release, version, _THROUGH)
    )


def _unit(release: Release, iri: str, shown: str, language: str) -> Unit:
    name = name_of(release, iri, language)
    return Unit(name.text, name.language or language, None if iri == shown else link(release.names, iri))
