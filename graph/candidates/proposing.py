"""From things of ours and a source of others' to proposals, the best of each first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.candidates.names import Likeness
from graph.candidates.scoring import Score, score
from graph.candidates.source import Source, Wanted
from graph.candidates.subjects import Subject
from graph.candidates.targets import Target, target_of
from graph.candidates.things import Thing


@dataclass(frozen=True)
class Proposal:
    """A pair for a person to decide on."""

    subject: Subject
    target: Target
    label: str
    score: Score

    @property
    def pair(self) -> tuple[str, str]:
        """What is proposed, as the two keys of it."""
        return self.subject.key, self.target.iri


@dataclass(frozen=True)
class Choice:
    """Which pairs are worth a look.

    Attributes:
        least: points below which nothing is proposed.
        most: proposals for one thing of ours.
        taken: what other things of ours are linked to.
        rejected: pairs that somebody has rejected.
    """

    least: int = 40
    most: int = 3
    taken: Collection[Target] = ()
    rejected: Collection[tuple[str, str]] = ()


def propose(wanted: Wanted, source: Source, choice: Choice) -> tuple[Proposal, ...]:
    """The proposals, by the order of our things and then from the best down.

    Raises:
        KhenError: the source cannot be read.
    """
    found = sorted(source.find(wanted))
    candidates = source.describe(found) if found else {}
    around = {iri for thing in candidates.values() for iri in thing.neighbours} - candidates.keys()
    known = {**candidates, **(source.describe(sorted(around)) if around else {})}
    proposals: defaultdict[str, dict[Target, Proposal]] = defaultdict(dict)
    for each in _pairs(wanted, candidates.values(), known):
        held = proposals[each.subject.key].get(each.target)
        if held is None or each.score.points > held.score.points:
            proposals[each.subject.key][each.target] = each
    return tuple(each for subject in wanted.subjects for each in _best(proposals[subject.key].values(), choice))


def _pairs(wanted: Wanted, candidates: Iterable[Thing], known: Mapping[str, Thing]) -> Iterator[Proposal]:
    subjects = {each.key: each for each in wanted.subjects}
    holders = [(target, each.key) for each in wanted.subjects for target in sorted(each.identifiers)]
    for thing in candidates:
        target = target_of(thing.iri)
        if target is None:
            continue
        likenesses = _likenesses(wanted, thing)
        keys = {*likenesses, *(key for identifier, key in holders if identifier in thing.identifiers)}
        for key in sorted(keys):
            points = score(subjects[key], likenesses.get(key), thing, known)
            yield Proposal(subjects[key], target, thing.label, points)


def _likenesses(wanted: Wanted, thing: Thing) -> dict[str, tuple[Likeness, str]]:
    """Key of ours to the best likeness of any of their names, with that name."""
    found: dict[str, tuple[Likeness, str]] = {}
    for name in thing.names:
        for each in wanted.matcher.alike(name.text, shown=name.shown):
            if each.key not in found or each.likeness.points > found[each.key][0].points:
                found[each.key] = (each.likeness, name.text)
    return found


def _best(proposals: Iterable[Proposal], choice: Choice) -> list[Proposal]:
    open_ones = [
        each
        for each in proposals
        if each.score.points >= choice.least and each.target not in choice.taken and each.pair not in choice.rejected
    ]
    return sorted(open_ones, key=lambda each: (-each.score.points, each.target))[: choice.most]
