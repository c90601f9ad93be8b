"""Who leaves, by which names, and which statements are about nobody else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rdflib import RDF, RDFS, URIRef
from rdflib.namespace import ORG, SKOS

from graph.errors import KhenError
from graph.vocabulary import SCHEMA, Names, Quad
from graph.withheld import bare

_NAMED_BY = (SCHEMA.name, RDFS.label, SKOS.prefLabel, SKOS.altLabel)


class Namesake(KhenError):
    """Two people have one name and only one of them leaves: the name cannot be kept out of what is published."""


@dataclass(frozen=True)
class Leaving:
    """What is taken out of the statements.

    Attributes:
        people: those who leave and are described in the statements.
        nodes: they, and what is about them alone: their memberships.
        conferrals: what gave them an award. They stay, without the recipient.
        names: every name by which they are known, also with how they are addressed; never published.
        keys: the key of each node to the key of the person with whom it leaves.
    """

    people: frozenset[URIRef]
    nodes: frozenset[URIRef]
    conferrals: frozenset[URIRef]
    names: tuple[str, ...]
    keys: dict[str, str]


def find_leaving(quads: Sequence[Quad], people: Iterable[str], names: Names) -> Leaving:
    """What leaves with the people.

    Raises:
        Namesake: somebody who stays has the name of one who leaves.
    """
    prefix = names.at("id/")
    wanted = {URIRef(prefix + key) for key in people}
    present = frozenset(quad[0] for quad in quads if quad[0] in wanted)
    owner = {each: each for each in present}
    for subject, predicate, value, _ in quads:
        if predicate == ORG.member and isinstance(value, URIRef) and value in present:
            owner[subject] = value
    recipient = names.term("recipient")
    conferrals = frozenset(quad[0] for quad in quads if quad[1] == recipient and quad[2] in present)
    known = {str(quad[2]) for quad in quads if quad[0] in present and quad[1] in _NAMED_BY}
    _alone(quads, present, known, prefix)
    titles = {str(quad[2]) for quad in quads if quad[0] in present and quad[1] == SCHEMA.honorificPrefix}
    addressed = {f"{title} {name}" for title in titles for name in known}
    keys = {node.removeprefix(prefix): person.removeprefix(prefix) for node, person in owner.items()}
    return Leaving(present, frozenset(owner), conferrals, tuple(sorted(known | addressed)), keys)


def _alone(quads: Sequence[Quad], present: frozenset[URIRef], known: Iterable[str], prefix: str) -> None:
    spellings = {bare(name) for name in known}
    others = {quad[0] for quad in quads if quad[1] == RDF.type and quad[2] == SCHEMA.Person} - present
    for subject, predicate, value, _ in quads:
        if subject in others and predicate in _NAMED_BY and bare(value) in spellings:
            raise Namesake(
                subject.removeprefix(prefix),
                f"it has the name '{value}' of a person who is withdrawn, and is still published",
                "If it is the same person, withdraw this key too. If it is another one, texts do not tell the two "
                "apart: withdraw both, or take one of the announcements out.",
            )
