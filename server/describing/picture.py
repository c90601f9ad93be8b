"""The model as a picture: what the classes of the ontology say of one another, as cards that name each property.

A card stands the nearer to the announcement, with which all begins, the fewer properties lead there. Each property is
written out on the card of its class, with the class that it leads to, so that no label stands on a line.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from server.describing.ontology import Term
from server.describing.shapes import Shape

ANY: Final = "rdfs:Resource"
"""The card of what can be said of anything."""
_DOMAINS: Final = ("rdfs:domain", "schema:domainIncludes")
_RANGES: Final = ("rdfs:range", "schema:rangeIncludes")
_NAME: Final = re.compile(r"[\w-]*:[\w-]+")
_CHOICE: Final = re.compile(r"class ([\w-]*:[\w-]+)")
"""A class among those that ``sh:or`` allows, as ``server.describing.shapes`` writes them."""
_VALUES: Final = ("xsd:", "rdf:")
"""Ranges that are values and no things."""
_COMMON: Final = 6
"""Classes of which a property is asked; where there are as many, it is said of anything."""


@dataclass(frozen=True)
class Arrow:
    """What a property of a class leads to: short names of classes, none where that is not laid down."""

    start: str
    property: str
    ends: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """A class as the picture shows it.

    Attributes:
        name: its short name.
        label: what it is called.
        kind_of: the classes that it is a kind of, as far as there are cards for them.
        arrows: what it says of others.
    """

    name: str
    label: str
    kind_of: tuple[str, ...]
    arrows: tuple[Arrow, ...]


def arrows(terms: Iterable[Term], shapes: Iterable[Shape], short: Callable[[str], str]) -> tuple[Arrow, ...]:
    """What leads from class to class: by the ontology, and by what the shapes ask of the instances of a class.

    Args:
        terms: of the ontology.
        shapes: that data conform to.
        short: gives the prefixed name of an IRI.
    """
    found: dict[str, dict[str, set[str]]] = {}
    for start, name, ends in (*_declared(terms, short), *_asked(shapes, short)):
        found.setdefault(name, {}).setdefault(start, set()).update(ends)
    return tuple(
        Arrow(start, name, tuple(sorted(ends)))
        for name, by_class in sorted(found.items())
        for start, ends in sorted(_shared(by_class).items())
    )


def _shared(by_class: dict[str, set[str]]) -> dict[str, set[str]]:
    """What is said of anything need not be said of each class again; without a domain, the shapes tell the classes."""
    named = {start: ends for start, ends in by_class.items() if start != ANY}
    return named if 0 < len(named) < _COMMON else {ANY: set().union(*by_class.values())}


def _declared(terms: Iterable[Term], short: Callable[[str], str]) -> Iterator[tuple[str, str, list[str]]]:
    for term in terms:
        relations = dict(term.relations)
        ends = [short(each) for name in _RANGES for each in relations.get(name, ())]
        if not term.leads or any(each.startswith(_VALUES) for each in ends):
            continue
        starts = [short(each) for name in _DOMAINS for each in relations.get(name, ())]
        yield from ((start, short(term.iri), ends) for start in starts or [ANY])


def _asked(shapes: Iterable[Shape], short: Callable[[str], str]) -> Iterator[tuple[str, str, list[str]]]:
    for shape in shapes:
        for target, start in shape.targets:
            for constraint in shape.constraints:
                asked = dict(constraint.parameters)
                ends = [asked["class"]] if "class" in asked else _CHOICE.findall(asked.get("or", ""))
                if ends and target == "targetClass" and _NAME.fullmatch(constraint.path):
                    yield short(start), constraint.path, ends


def cards(
    terms: Sequence[Term], drawn: Sequence[Arrow], short: Callable[[str], str], labels: Mapping[str, str]
) -> tuple[Card, ...]:
    """A card for each class of the ontology and each that a property leads to, the nearest to the announcement first.

    Args:
        terms: of the ontology.
        drawn: what leads from class to class.
        short: gives the prefixed name of an IRI.
        labels: what the terms are called, by their short names.
    """
    classes = {short(each.iri): each for each in terms if each.group == "classes"}
    every = {*classes, *(each.start for each in drawn), *(end for each in drawn for end in each.ends)}
    parents = {
        name: tuple(short(each) for each in dict(term.relations).get("rdfs:subClassOf", ()) if short(each) in every)
        for name, term in classes.items()
    }
    own: dict[str, list[Arrow]] = {}
    for each in drawn:
        inherited = {(above, each.property) for above in parents.get(each.start, ())}
        if not inherited & {(other.start, other.property) for other in drawn}:
            own.setdefault(each.start, []).append(each)
    order = _nearest(every, drawn, parents)
    return tuple(Card(name, labels.get(name, ""), parents.get(name, ()), tuple(own.get(name, ()))) for name in order)


def _nearest(every: Iterable[str], drawn: Iterable[Arrow], parents: Mapping[str, Sequence[str]]) -> list[str]:
    """The classes by how many steps lead to them; what nothing joins with the announcement comes after."""
    near: dict[str, set[str]] = {each: set() for each in every}
    pairs = [(each.start, end) for each in drawn if each.start != ANY for end in each.ends]
    pairs += [(name, each) for name, above in parents.items() for each in above]
    for one, other in pairs:
        near[one].add(other)
        near[other].add(one)
    order: list[str] = []
    for root in sorted(
        near, key=lambda name: (not name.endswith(":Announcement"), name == ANY, -len(near[name]), name)
    ):
        waiting = deque([root] if root not in order else [])
        while waiting:
            current = waiting.popleft()
            if current not in order:
                order.append(current)
                waiting.extend(sorted(near[current] - set(order)))
    return order
