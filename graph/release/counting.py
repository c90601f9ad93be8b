"""The counts of VoID (https://www.w3.org/TR/void/#statistics), exact for the union of the public graphs.

The description is itself in the union, so its own statements are counted too. ``Held`` keeps what the data
contribute, so that counting again with another description costs only the size of the description.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import Literal, URIRef
from rdflib.namespace import RDF

from graph.release.statements import Triple

Term = URIRef | Literal


@dataclass(frozen=True)
class Counts:
    """What VoID counts.

    Attributes:
        triples: statements of the union, each once.
        entities: subjects that have a type.
        minted: those of them whose IRI begins as the release's own do.
        subjects: distinct subjects.
        objects: distinct objects, literals included.
        classes: each class with the number of its instances, sorted.
        properties: each property with the number of its statements, sorted.
    """

    triples: int
    entities: int
    minted: int
    subjects: int
    objects: int
    classes: tuple[tuple[URIRef, int], ...]
    properties: tuple[tuple[URIRef, int], ...]


@dataclass(frozen=True)
class Held:
    """Statements, indexed for counting."""

    triples: frozenset[Triple]
    subjects: frozenset[URIRef]
    objects: frozenset[Term]
    instances: frozenset[tuple[URIRef, Term]]
    properties: Counter[URIRef]

    @classmethod
    def of(cls, triples: Iterable[Triple]) -> Held:
        """The index of these statements."""
        held = frozenset(triples)
        return cls(
            held,
            frozenset(subject for subject, _, _ in held),
            frozenset(value for _, _, value in held),
            frozenset((subject, value) for subject, predicate, value in held if predicate == RDF.type),
            Counter(predicate for _, predicate, _ in held),
        )

    def counts(self, more: Iterable[Triple] = (), space: str = "") -> Counts:
        """The counts of these statements and some more together.

        Args:
            more: the other statements.
            space: what the IRIs that the release has given begin with.

        >>> a, p = URIRef("x:a"), URIRef("x:p")
        >>> Held.of([(a, p, Literal(1))]).counts([(a, p, Literal(1)), (a, RDF.type, p)], "y:")
        Counts(triples=2, entities=1, minted=0, subjects=1, objects=2, \
classes=((rdflib.term.URIRef('x:p'), 1),), \
properties=((rdflib.term.URIRef('http://www.w3.org/1999/02/22-rdf-syntax-ns#type'), 1), \
(rdflib.term.URIRef('x:p'), 1)))
        """
        added = Held.of(set(more) - self.triples) if more else _NOTHING
        instances = self.instances | added.instances
        entities = {subject for subject, _ in instances}
        classes = Counter(URIRef(kind) for _, kind in instances)
        return Counts(
            triples=len(self.triples) + len(added.triples),
            entities=len(entities),
            minted=sum(each.startswith(space) for each in entities),
            subjects=len(self.subjects | added.subjects),
            objects=len(self.objects | added.objects),
            classes=tuple(sorted(classes.items())),
            properties=tuple(sorted((self.properties + added.properties).items())),
        )


_NOTHING = Held(frozenset(), frozenset(), frozenset(), frozenset(), Counter())
