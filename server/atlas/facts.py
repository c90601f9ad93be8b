"""What the announcements say of provinces: who was commended, what money is named, which figures are given.

A fact is stated of the unit that there was on the day of its announcement. What that is on another day is the matter of
``server.atlas.attributing``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from pyoxigraph import Quad

from graph.store import Release, value_of
from server.lookup import stated_at_most, subjects, value, values

_ORG: Final = "http://www.w3.org/ns/org#"
_SCHEMA: Final = "https://schema.org/"
_NOTATION: Final = "http://www.w3.org/2004/02/skos/core#notation"
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True)
class Conferral:
    """A commendation of somebody, with the versions of provinces that they belong to.

    ``individual`` is false for a collective.
    """

    recipient: str
    individual: bool
    stated_of: frozenset[str]


@dataclass(frozen=True)
class Money:
    """A sum that was raised or spent, in the degree of exactness and the currency in which it is stated.

    Attributes:
        iri: of the mobilisation, or of the figure.
        amount: the IRI of the sum.
        value: the number that is written; a decimal as the release has it.
        qualifier: the local name of the degree: ``Exact``, ``MoreThan``, ``Nearly``, ``About``.
        currency: its code (ISO 4217).
        inferred: whether the text does not name the currency.
        stated_of: the versions of provinces that raised it, or that it is about.
        whose: who raised it, or what it is about.
        indicator: what is measured, where it is a figure; empty for what was raised.
    """

    iri: str
    amount: str
    value: str
    qualifier: str
    currency: str
    inferred: bool
    stated_of: frozenset[str]
    whose: tuple[str, ...]
    indicator: str = ""


@dataclass(frozen=True)
class Figure:
    """A figure about something that belongs to provinces, or to none."""

    iri: str
    stated_of: frozenset[str]


@dataclass(frozen=True)
class Facts:
    """All facts of a release that can lie in a province."""

    conferrals: tuple[Conferral, ...]
    money: tuple[Money, ...]
    figures: tuple[Figure, ...]


def read_facts(release: Release, provinces: Iterable[str]) -> Facts:
    """The facts of a release.

    Args:
        release: where to look.
        provinces: the IRIs of all versions of provinces.

    Raises:
        ProblemError: 422 the release holds more than are counted here.
    """
    reader = _Reader(release, frozenset(provinces))

    def named(property: str) -> list[Quad]:
        return stated_at_most(release, str(release.names.term(property)))

    conferrals = map(reader.conferral, named("recipient"))
    sums = (*map(reader.money, named("amount")), *(each for quad in named("unit") for each in reader.funding(quad)))
    money = (each for each in sums if each.value and each.currency)
    figures = map(reader.figure, named("about"))
    return Facts(
        tuple(sorted(conferrals, key=lambda each: each.recipient)),
        tuple(sorted(money, key=lambda each: each.iri)),
        tuple(sorted(figures, key=lambda each: each.iri)),
    )


class _Reader:
    """Looks facts up, each unit of an announcement once."""

    def __init__(self, release: Release, provinces: frozenset[str]) -> None:
        self._release = release
        self._known = provinces
        self._seen: dict[tuple[str, str], frozenset[str]] = {}
        self._term = release.names.term

    def conferral(self, quad: Quad) -> Conferral:
        """The conferral that names its recipient."""
        kind = value(self._release, value_of(quad.subject), str(self._term("recipientKind")))
        who, graph = value_of(quad.object), value_of(quad.graph_name)
        return Conferral(who, kind == str(self._term("Individual")), self._of(who, graph))

    def money(self, quad: Quad) -> Money:
        """The mobilisation that names its amount."""
        iri, amount, graph = value_of(quad.subject), value_of(quad.object), value_of(quad.graph_name)
        own = partial(value, self._release, amount)
        by = values(self._release, iri, str(self._term("mobiliser")), graph)
        return Money(
            iri,
            amount,
            own(f"{_SCHEMA}value"),
            own(str(self._term("qualifier"))).rpartition("#")[2],
            own(f"{_SCHEMA}currency"),
            own(str(self._term("currencyInferred"))) == "true",
            frozenset().union(*(self._of(each, graph) for each in by)),
            tuple(by),
        )

    def funding(self, quad: Quad) -> Iterator[Money]:
        """The sum of a figure, if its unit is a currency and the sum no mere aim."""
        iri, graph = value_of(quad.subject), value_of(quad.graph_name)
        own = partial(value, self._release, iri)
        about = values(self._release, iri, str(self._term("about")), graph)
        if (currency := value(self._release, value_of(quad.object), _NOTATION)) and not self._aimed_at(iri):
            yield Money(
                iri,
                iri,
                own(str(self._term("statedValue"))),
                own(str(self._term("qualifier"))).rpartition("#")[2],
                currency,
                own(str(self._term("currencyInferred"))) == "true",
                frozenset().union(*(self._of(each, graph) for each in about)),
                tuple(about),
                own(str(self._term("indicator"))),
            )

    def _aimed_at(self, iri: str) -> bool:
        return str(self._term("Target")) in values(self._release, iri, _TYPE)

    def figure(self, quad: Quad) -> Figure:
        """The figure that names what it is about."""
        return Figure(value_of(quad.subject), self._of(value_of(quad.object), value_of(quad.graph_name)))

    def _of(self, thing: str, graph: str) -> frozenset[str]:
        """The versions of provinces that a thing belongs to by what an announcement says of it."""
        key = (thing, graph)
        if key not in self._seen:
            self._seen[key] = frozenset(self._walk(thing, graph))
        return self._seen[key]

    def _walk(self, thing: str, graph: str) -> Iterator[str]:
        """As questions 25 and 26 do: by offices, by the bodies of units, by the areas served, by what holds these."""
        release = self._release
        memberships = subjects(release, f"{_ORG}member", thing, graph)
        offices = [each for one in memberships for each in values(release, one, f"{_ORG}organization", graph)]
        bodies = self._closure([thing, *offices], f"{_ORG}unitOf")
        areas = [
            each
            for body in bodies
            for each in values(release, body, f"{_SCHEMA}areaServed", graph)
            or values(release, body, f"{_SCHEMA}areaServed")
        ]
        return (each for each in self._closure([*areas, thing], f"{_SCHEMA}containedInPlace") if each in self._known)

    def _closure(self, start: Iterable[str], predicate: str) -> set[str]:
        found, waiting = set[str](), list(start)
        while waiting:
            if (current := waiting.pop()) not in found:
                found.add(current)
                waiting += values(self._release, current, predicate)
        return found
