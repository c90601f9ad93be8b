"""How the value of each property of the service is read from the statements of a release."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from pyoxigraph import NamedNode

from server.reconciliation.days import Days
from server.reconciliation.kinds import PERSON, UNIT
from server.reconciliation.things import ORG, SCHEMA, SKOS, WGS84, Thing, Things

Read = Callable[[Things, str, Days | None], Iterable[str | float | Thing]]
"""Reads the values that a thing has of a property on some days, or in all its time."""
_ABOVE: Final = 5
"""Steps upwards, from a unit to its organisation or from a commune to its province."""


def label(language: str) -> Read:
    """Reads the name in a language."""

    def read(things: Things, iri: str, days: Days | None) -> Iterable[str]:
        return [name] if (name := things.release.labels(iri).get(language)) else []

    return read


def other_names(things: Things, iri: str, days: Days | None) -> Iterable[str]:
    """Other spellings."""
    return things.texts(iri, SKOS + "altLabel")


def own_iri(things: Things, iri: str, days: Days | None) -> Iterable[str]:
    """The whole IRI."""
    return [iri]


def iso(things: Things, iri: str, days: Days | None) -> Iterable[str]:
    """The code of ISO 3166-2 of a unit."""
    return things.texts(things.unit(iri), SKOS + "notation")


def statistical_code(things: Things, iri: str, days: Days | None) -> Iterable[str]:
    """The codes that the statistical office gave a unit in its states, in the order of time."""
    codes = (
        code for each in things.states(iri, days) for code in things.texts(each.iri, things.term("statisticalCode"))
    )
    return dict.fromkeys(codes)


def link(prefix: str) -> Read:
    """Reads what others call a thing, from links to IRIs that begin with this prefix."""

    def read(things: Things, iri: str, days: Days | None) -> Iterable[str]:
        linked = (each for name in ("exactMatch", "closeMatch") for each in things.iris(things.unit(iri), SKOS + name))
        return dict.fromkeys(each.removeprefix(prefix).rstrip("/") for each in linked if each.startswith(prefix))

    return read


def valid_from(things: Things, iri: str, days: Days | None) -> Iterable[str]:
    """The first day of a state, where it is known."""
    return [str(each.first) for each in things.states(iri, days)[:1] if each.first]


def valid_through(things: Things, iri: str, days: Days | None) -> Iterable[str]:
    """The last day of a state, where it has ended."""
    return [str(each.last) for each in things.states(iri, days)[-1:] if each.last]


def unit_type(things: Things, iri: str, days: Days | None) -> Iterable[Thing]:
    """What a unit was in its states: *tỉnh* or centrally run city, in the order of time."""
    term = things.term("unitType")
    found = dict.fromkeys(value for each in things.states(iri, days) for value in things.iris(each.iri, term))
    return [things.thing(each) for each in found]


def coordinate(name: str) -> Read:
    """Reads ``lat`` or ``long`` (WGS 84, degrees) of the states of a unit."""

    def read(things: Things, iri: str, days: Days | None) -> Iterable[float]:
        said = (text for each in things.states(iri, days) for text in things.texts(each.iri, WGS84 + name))
        return dict.fromkeys(float(each) for each in said)

    return read


def province(things: Things, iri: str, days: Days | None) -> Iterator[Thing]:
    """The province of a place, an organisation or a person; on some days, what held that place then."""
    for place in _provinces(things, iri):
        if days is None:
            yield things.thing(things.unit(place))
        else:
            yield from (things.thing(each.iri) for each in things.places_on(place, days))


def province_today(things: Things, iri: str, days: Days | None) -> Iterable[Thing]:
    """The province that holds today what was the province of a place, an organisation or a person."""
    found = (each.iri for place in _provinces(things, iri) for each in things.places_on(place, None))
    return [things.thing(each) for each in dict.fromkeys(things.unit(each) for each in found)]


def state(things: Things, iri: str, days: Days | None) -> Iterable[Thing]:
    """The states of a unit that were valid on some days; its last one where none are given."""
    found = things.states(iri, days)
    return [things.thing(each.iri) for each in (found if days else found[-1:])]


def organisation(things: Things, iri: str, days: Days | None) -> Iterable[Thing]:
    """The organisations in which a person is said to hold an office."""
    return [things.thing(each) for each in _of_memberships(things, iri, "organization")]


def role(things: Things, iri: str, days: Days | None) -> Iterable[Thing]:
    """The offices that a person is said to hold."""
    return [things.thing(each) for each in _of_memberships(things, iri, "role")]


def parent(things: Things, iri: str, days: Days | None) -> Iterable[Thing]:
    """What an organisation is a part of."""
    return [things.thing(each) for each in _parents(things, iri)]


def decision(things: Things, iri: str, days: Days | None) -> Iterable[Thing]:
    """The decisions by which a recipient was commended."""
    return [things.thing(each) for each in things.iris(iri, things.term("receivedAward"))]


def award(things: Things, iri: str, days: Days | None) -> Iterable[Thing]:
    """The awards that a recipient was given."""
    decisions = things.iris(iri, things.term("receivedAward"))
    found = (each for decided in decisions for each in things.iris(decided, things.term("award")))
    return [things.thing(each) for each in dict.fromkeys(found)]


def _of_memberships(things: Things, person: str, part: str) -> Iterable[str]:
    memberships = things.bearers(ORG + "member", NamedNode(person))
    return dict.fromkeys(value for each in memberships for value in things.iris(each, ORG + part))


def _parents(things: Things, iri: str) -> Iterable[str]:
    above = (each for name in ("unitOf", "subOrganizationOf") for each in things.iris(iri, ORG + name))
    return dict.fromkeys(above)


def _provinces(things: Things, iri: str) -> Iterable[str]:
    """The provinces of a thing as the statements have them: versions, or units where no version is named."""
    kinds = things.thing(iri).kinds
    if UNIT in kinds:
        places: Iterable[str] = [iri]
    elif PERSON in kinds:
        places = [place for each in _of_memberships(things, iri, "organization") for place in _served(things, each)]
    else:
        places = _served(things, iri)
    found = (_climbed(things, each) for each in places)
    return dict.fromkeys(each for each in found if each)


def _served(things: Things, organisation: str) -> tuple[str, ...]:
    """The area of an organisation, or of the nearest one above it that has one."""
    for _ in range(_ABOVE):
        if areas := things.iris(organisation, SCHEMA + "areaServed"):
            return areas
        above = next(iter(_parents(things, organisation)), None)
        if above is None:
            break
        organisation = above
    return ()


def _climbed(things: Things, place: str) -> str | None:
    """The province that a place is or lies in."""
    for _ in range(_ABOVE):
        if things.term("Province") in things.iris(things.unit(place), things.term("level")):
            return place
        states = [each.iri for each in things.states(place, None)]
        above = next((each for state in states for each in things.iris(state, SCHEMA + "containedInPlace")), None)
        if above is None:
            break
        place = above
    return None
