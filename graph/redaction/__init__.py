"""Statements without the people who are withdrawn.

Works on statements that were made from the whole texts: so the keys, the positions in lists and the offsets stay as
they are, and only what is about the person, and the words that name her, are missing. What is missing is said to be
withheld (``khen:withheld``), never passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rdflib import URIRef

from graph.redaction.following import find_following
from graph.redaction.passages import Passages, find_passages
from graph.redaction.people import Leaving, Namesake, find_leaving
from graph.redaction.words import rewritten
from graph.source import SourceDocument
from graph.vocabulary import OA, Names, Quad

__all__ = ["Leaving", "Namesake", "redact"]


def redact(
    quads: Iterable[Quad], documents: Sequence[SourceDocument], people: Iterable[str], names: Names
) -> tuple[tuple[Quad, ...], Leaving]:
    """The statements without the people, and what left with them.

    Args:
        quads: the statements of the announcements.
        documents: the texts that they were read from.
        people: keys of the people, such as ``person/phan-thi-hieu-ben-tre``.
        names: of the publisher.

    Raises:
        Namesake: somebody else who stays bears the name of one who leaves.
    """
    stated = tuple(quads)
    leaving = find_leaving(stated, people, names)
    if not leaving.nodes:
        return stated, leaving
    passages = find_passages(stated, documents, leaving, names)
    following = find_following(stated, leaving, passages, names)
    staying = [quad for quad in stated if quad[0] not in leaving.nodes and not following.takes(quad)]
    kept = dict.fromkeys(new for quad in staying for new in rewritten(quad, leaving, passages, names))
    remaining = tuple(_cited(kept, passages, names))
    return remaining, _with_followers(leaving, stated, remaining, names)


def _with_followers(leaving: Leaving, before: Iterable[Quad], after: Iterable[Quad], names: Names) -> Leaving:
    """The same, with the keys of all things of which nothing is stated any more."""
    prefix = names.at("id/")
    person = min(leaving.keys[each.removeprefix(prefix)] for each in leaving.people)
    lost = {quad[0] for quad in before} - {quad[0] for quad in after}
    keys = {each.removeprefix(prefix): person for each in lost if each.startswith(prefix) and "#" not in each}
    return replace(leaving, keys=keys | leaving.keys)


def _cited(quads: Iterable[Quad], passages: Passages, names: Names) -> Iterable[Quad]:
    """The quads without the evidence that no statement cites any more."""
    every = tuple(quads)
    citing = (names.term("evidence"), names.term("contextEvidence"), OA.hasTarget)
    cited = {value for _, predicate, value, _ in every if predicate in citing}
    unused: set[URIRef] = set()
    for span, place in passages.spans.items():
        if span not in cited:
            unused |= {span, *place.selectors}
    return (quad for quad in every if quad[0] not in unused)
