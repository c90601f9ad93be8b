"""What a reader should know before trusting a text: where it contradicts itself, and what it does not say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from server.announcement.stated import Stated
from server.announcement.things import Thing

SUPPLIED: Final = ("dateSupplied", "timeZoneAssumed", "yearAssumed", "currencyInferred")
"""Properties of ours that are true where something was assumed or inferred, and no word says it."""


@dataclass(frozen=True)
class Comparison:
    """A result that the text sets beside a target."""

    thing: Thing
    target: Thing
    result: Thing


@dataclass(frozen=True)
class Doubts:
    """What the statements of an announcement say against each other, and what lies beyond its words.

    Attributes:
        conflicts: things that contradict one another, as the data declare; each group at least two.
        discrepancies: announced counts that differ from the list.
        comparisons: results beside targets.
        unread: passages that no rule could read.
        supplied: property -> the things of which something was assumed or inferred.
        unsaid: a thing and a property of which the text gives no value.
    """

    conflicts: tuple[tuple[Thing, ...], ...]
    discrepancies: tuple[Thing, ...]
    comparisons: tuple[Comparison, ...]
    unread: tuple[Thing, ...]
    supplied: Mapping[str, tuple[str, ...]]
    unsaid: tuple[tuple[str, str], ...]


def doubts_of(stated: Stated, things: tuple[Thing, ...]) -> Doubts:
    """What is doubtful in an announcement, each with the things that it is about."""
    by_iri = {each.iri: each for each in things}
    supplied = {
        term: tuple(
            iri for iri in sorted(stated.things) if any(node.value == "true" for node in stated.values(iri, term))
        )
        for term in SUPPLIED
    }
    return Doubts(
        tuple(_conflicts(stated, by_iri)),
        _of_class(stated, by_iri, "CountDiscrepancy"),
        tuple(_comparisons(stated, by_iri)),
        _of_class(stated, by_iri, "UnreadPassage"),
        {term: iris for term, iris in supplied.items() if iris},
        tuple((iri, node.value) for iri in sorted(stated.things) for node in stated.values(iri, "notStated")),
    )


def _of_class(stated: Stated, by_iri: Mapping[str, Thing], term: str) -> tuple[Thing, ...]:
    found = (by_iri[iri] for iri in stated.all_of(term) if iri in by_iri)
    return tuple(sorted(found, key=lambda each: each.number))


def _conflicts(stated: Stated, by_iri: Mapping[str, Thing]) -> Iterator[tuple[Thing, ...]]:
    """The groups of things that are joined by conflicts, in the order of the text."""
    rivals: dict[str, set[str]] = {}
    for iri in by_iri:
        for node in stated.values(iri, "conflictsWith"):
            if isinstance(node, NamedNode) and node.value in by_iri:
                rivals.setdefault(iri, set()).add(node.value)
                rivals.setdefault(node.value, set()).add(iri)
    seen: set[str] = set()
    for iri in by_iri:
        group, waiting = set[str](), [iri] if iri in rivals and iri not in seen else []
        while waiting:
            group.add(current := waiting.pop())
            waiting += rivals[current] - group
        if group:
            seen |= group
            yield tuple(each for each in by_iri.values() if each.iri in group)


def _comparisons(stated: Stated, by_iri: Mapping[str, Thing]) -> Iterator[Comparison]:
    for thing in _of_class(stated, by_iri, "TargetComparison"):
        target, result = (by_iri.get(stated.value(thing.iri, term)) for term in ("target", "result"))
        if target and result:
            yield Comparison(thing, target, result)
