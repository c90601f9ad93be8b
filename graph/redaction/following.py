"""What else leaves: an organisation, a place or an office that a text names nowhere but where it speaks of the person.

Such a thing stands within the line of the award: what is said of it would tell whose award that was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from graph.redaction.passages import Passages
from graph.redaction.people import Leaving
from graph.vocabulary import OA, Names, Quad

Stated = tuple[URIRef, URIRef]
"""A node, and the graph that states it."""


@dataclass(frozen=True)
class Following:
    """What leaves with a person.

    Attributes:
        stated: nodes, each with the graph that no longer speaks of it.
        citations: a node that stays, and evidence within a withheld passage which it can do without.
    """

    stated: frozenset[Stated]
    citations: frozenset[tuple[URIRef, URIRef]]

    def takes(self, quad: Quad) -> bool:
        """Whether a statement leaves."""
        return (quad[0], quad[3]) in self.stated or (quad[0], quad[2]) in self.citations


def find_following(quads: Sequence[Quad], leaving: Leaving, passages: Passages, names: Names) -> Following:
    """What is read from withheld passages alone, and to which nothing that stays refers."""
    citing = (names.term("evidence"), names.term("contextEvidence"), OA.hasTarget)
    cited: dict[Stated, set[URIRef]] = defaultdict(set)
    for subject, predicate, value, graph in quads:
        if predicate in citing and isinstance(value, URIRef) and subject not in leaving.nodes:
            cited[subject, graph].add(value)
    within = {span for span in passages.spans if passages.hold(span)}
    alone = {each for each, spans in cited.items() if spans <= within and each[0] not in leaving.conferrals}
    gone = _unreferred(quads, alone, leaving)
    spare = {
        (node, span)
        for (node, graph), spans in cited.items()
        if (node, graph) not in gone and not spans <= within
        for span in spans & within
    }
    left = {each[0] for each in cited} - {node for node, _ in set(cited) - gone}
    # Beside its own graph, what is known of such a node, its parent in the hierarchy, may stand in one of reference.
    elsewhere = {(quad[0], quad[3]) for quad in quads if quad[0] in left}
    return Following(frozenset(gone | elsewhere), frozenset(spare))


def _unreferred(quads: Iterable[Quad], alone: set[Stated], leaving: Leaving) -> set[Stated]:
    """Those to which no statement of the same graph refers that stays."""
    referring = [
        ((quad[0], quad[3]), (quad[2], quad[3]))
        for quad in quads
        if isinstance(quad[2], URIRef) and (quad[2], quad[3]) in alone and quad[0] not in leaving.nodes
    ]
    gone = set(alone)
    while kept := {target for source, target in referring if target in gone and source not in gone}:
        gone -= kept
    return gone
