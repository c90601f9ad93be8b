"""The statements that refer to a thing: how many there are by property, and some of them at a time.

Ten thousand of them are counted by the engine, which decodes none of their terms: read one by one from the disk they
would take ten times as long. Some of them are read from where they begin in the index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, Store, Variable

from graph.index import is_union
from graph.store import Release, value_of

ORDERED: Final = 500
"""Up to so many statements of a property are put in the order of their subjects; more stay in that of the index."""
_SAMPLE: Final = 16
"""Of more, so many are looked at to tell whether it is parts of the thing that refer to it by the property."""
# The engine puts a value only where a variable is selected.
_COUNT: Final = "SELECT ?value ?property (COUNT(*) AS ?number) { ?subject ?property ?value } GROUP BY ?value ?property"
_KINDS: Final = (
    "SELECT ?value ?property ?kind (COUNT(*) AS ?number) { ?subject ?property ?value . ?subject a ?kind } "
    "GROUP BY ?value ?property ?kind"
)
_SOME: Final = "SELECT ?subject ?property ?value {{ ?subject ?property ?value }} OFFSET {start:d} LIMIT {most:d}"


@dataclass(frozen=True)
class Referring:
    """The statements that refer to a thing, without those about the thing itself and its parts.

    Attributes:
        release: that holds them.
        iri: the thing.
        counts: property to their number.
        own: property to how many statements about the thing itself and its parts are left out.
        read: property to its subjects, the thing itself and its parts among them, sorted, as far as they were read.
    """

    release: Release
    iri: str
    counts: Mapping[str, int]
    own: Mapping[str, int]
    read: dict[str, list[str]] = field(default_factory=dict)

    def kinds(self, predicate: str) -> dict[str, int]:
        """How many things of each class refer to it by a property; those of two classes count in both."""
        given = {Variable("value"): NamedNode(self.iri), Variable("property"): NamedNode(predicate)}
        found = _asked(self.release.store, _KINDS, given)
        numbers = ((value_of(each["kind"]), each["number"]) for each in found)
        return {kind: int(number.value) for kind, number in numbers if isinstance(number, Literal)}

    @property
    def count(self) -> int:
        """How many there are of all properties."""
        return sum(self.counts.values())

    def subjects(self, predicate: str, start: int, most: int) -> list[str]:
        """The subjects of at most so many statements with a property, from the one at ``start`` on."""
        if self.counts.get(predicate, 0) <= ORDERED or self.own.get(predicate):
            if predicate not in self.read:
                self.read[predicate] = sorted(subjects(self.release, predicate, self.iri))
            return [each for each in self.read[predicate] if not is_part(each, self.iri)][start : start + most]
        if start == 0:
            return list(islice(subjects(self.release, predicate, self.iri), most))
        given = {Variable("value"): NamedNode(self.iri), Variable("property"): NamedNode(predicate)}
        found = _asked(self.release.store, _SOME.format(start=start, most=most), given)
        return [value_of(each["subject"]) for each in found]

    def graphs(self, subject: str, predicate: str) -> set[str]:
        """The named graphs in which one of the statements stands."""
        return {value_of(quad.graph_name) for quad in self._stated(subject, predicate)}

    def quads(self, most: int) -> Iterator[Quad]:
        """At most so many triples, in each graph that they stand in."""
        if self.count <= most <= ORDERED:
            found = self.release.pointing_at(self.iri)
            yield from (quad for quad in found if not is_part(value_of(quad.subject), self.iri))
            return
        left = most
        for predicate in sorted(self.counts):
            for subject in self.subjects(predicate, 0, left) if left else ():
                left -= 1
                yield from self._stated(subject, predicate)

    def _stated(self, subject: str, predicate: str) -> Iterator[Quad]:
        terms = NamedNode(subject), NamedNode(predicate), NamedNode(self.iri)
        return (quad for quad in self.release.store.quads_for_pattern(*terms, None) if not is_union(quad))


def referring(
    release: Release, iri: str, counts: Mapping[str, int], own: Iterable[Quad], read: dict[str, list[str]]
) -> Referring:
    """What refers to a thing.

    Args:
        release: where to look.
        iri: the thing.
        counts: as from :func:`counted`.
        own: the statements about it and its parts; those among them that refer to it are left out.
        read: as :func:`parts_referring` has filled it.
    """
    left_out: dict[str, int] = {}
    found = {each.triple for each in own if isinstance(value := each.object, NamedNode) and value.value == iri}
    for triple in found:
        left_out[triple.predicate.value] = left_out.get(triple.predicate.value, 0) + 1
    rest = {each: number - left_out.get(each, 0) for each, number in counts.items()}
    return Referring(release, iri, {each: number for each, number in rest.items() if number > 0}, left_out, read)


def counted(release: Release, iri: str) -> dict[str, int]:
    """Property to the number of statements that refer to a thing, those of its own parts among them."""
    found = _asked(release.store, _COUNT, {Variable("value"): NamedNode(iri)})
    numbers = ((value_of(each["property"]), each["number"]) for each in found)
    return {each: int(number.value) for each, number in numbers if isinstance(number, Literal)}


def parts_referring(release: Release, iri: str, counts: Mapping[str, int], read: dict[str, list[str]]) -> Iterator[str]:
    """The parts of a thing (its IRI with a fragment) that refer to it.

    Args:
        release: where to look.
        iri: the thing.
        counts: as from :func:`counted`.
        read: is given the subjects by property, where all of them had to be read.
    """
    for predicate, number in counts.items():
        found = subjects(release, predicate, iri)
        if number <= ORDERED:
            read[predicate] = sorted(found)
            found = iter(read[predicate])
        else:
            first = list(islice(found, _SAMPLE))
            if not any(is_part(each, iri) for each in first):
                continue
            found = chain(first, found)
        yield from (each for each in found if is_part(each, iri))


def subjects(release: Release, predicate: str, iri: str) -> Iterator[str]:
    """The named subjects of the statements that refer to a thing by a property, in the order of the index."""
    found = release.store.quads_for_pattern(None, NamedNode(predicate), NamedNode(iri), DefaultGraph())
    return (quad.subject.value for quad in found if isinstance(quad.subject, NamedNode))


def subjects_of_any(release: Release, iri: str) -> Iterator[str]:
    """The named subjects of all statements that refer to a thing."""
    found = release.store.quads_for_pattern(None, None, NamedNode(iri), DefaultGraph())
    return (quad.subject.value for quad in found if isinstance(quad.subject, NamedNode))


def is_part(subject: str, iri: str) -> bool:
    """Whether this is the thing itself or one of its parts."""
    return subject == iri or subject.startswith(iri + "#")


def _asked(store: Store, query: str, given: dict[Variable, NamedNode]) -> QuerySolutions:
    found = store.query(query, substitutions={**given})
    assert isinstance(found, QuerySolutions)
    return found
