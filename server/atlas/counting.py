"""The facts of each province of a day, counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from server.atlas.attributing import Successions
from server.atlas.facts import Conferral, Facts, Figure, Money
from server.provinces import Province

Fact = Conferral | Money | Figure


@dataclass(frozen=True)
class Row:
    """What is stated of a province.

    Attributes:
        province: in the form of the day.
        collectives, individuals: the recipients, each once.
        money: the sums, each as it is stated.
        figures: the figures about what belongs to it.
        stated_of: the provinces in other forms that facts of it name.
    """

    province: Province
    collectives: tuple[str, ...]
    individuals: tuple[str, ...]
    money: tuple[Money, ...]
    figures: tuple[str, ...]
    stated_of: tuple[Province, ...]

    @property
    def recipients(self) -> tuple[str, ...]:
        """Collectives, then individuals."""
        return (*self.collectives, *self.individuals)


@dataclass(frozen=True)
class Unclear:
    """Facts of a province that is one of several on the day, or none.

    Attributes:
        stated_of: the province that they name.
        candidates: what it can be; empty where nothing followed it.
        recipients, money, figures: how many facts.
    """

    stated_of: Province
    candidates: tuple[Province, ...]
    recipients: int
    money: int
    figures: int


@dataclass(frozen=True)
class Count:
    """The provinces of a day with their facts.

    Attributes:
        day: that decides which provinces there are.
        rows: one for each province, in the order of their codes.
        unclear: what cannot be given to one of them.
        recipients: all recipients of the release, and those of no province.
        money: the same of the sums.
        figures: the same of the figures.
        unplaced: the sums of no province.
        several: recipients that belong to more than one province, and count in each.
    """

    day: date
    rows: tuple[Row, ...]
    unclear: tuple[Unclear, ...]
    recipients: tuple[int, int]
    money: tuple[int, int]
    figures: tuple[int, int]
    unplaced: tuple[Money, ...]
    several: int


@dataclass
class _Found:
    facts: list[Fact] = field(default_factory=list)
    stated_of: set[str] = field(default_factory=set)


def count(facts: Facts, successions: Successions, day: date) -> Count:
    """The facts of a release, by the provinces that there were on a day."""
    found: dict[str, _Found] = defaultdict(_Found)
    unclear: dict[str, list[Fact]] = defaultdict(list)
    becomes = {iri: successions.on(iri, day) for iri in successions.provinces}
    every: list[Fact] = [*facts.conferrals, *facts.money, *facts.figures]
    for fact in every:
        for version in sorted(fact.stated_of):
            if len(becomes[version]) == 1:
                place = found[becomes[version][0]]
                place.facts.append(fact)
                place.stated_of.add(version)
            else:
                unclear[version].append(fact)
    known = successions.provinces
    rows = tuple(_row(each, found[each.iri], successions) for each in known.values() if each.valid_on(day))
    belongs = Counter(each for row in rows for each in set(row.recipients))
    return Count(
        day,
        rows,
        tuple(_unclear(known[iri], [known[each] for each in becomes[iri]], unclear[iri]) for iri in sorted(unclear)),
        _whole(facts.conferrals),
        _whole(facts.money),
        _whole(facts.figures),
        tuple(each for each in facts.money if not each.stated_of),
        sum(number > 1 for number in belongs.values()),
    )


def _row(province: Province, found: _Found, successions: Successions) -> Row:
    return Row(
        province,
        tuple(sorted(_who(found.facts, individual=False))),
        tuple(sorted(_who(found.facts, individual=True))),
        tuple(dict.fromkeys(each for each in found.facts if isinstance(each, Money))),
        tuple(sorted({each.iri for each in found.facts if isinstance(each, Figure)})),
        tuple(successions.provinces[each] for each in sorted(found.stated_of - {province.iri})),
    )


def _who(facts: Iterable[Fact], *, individual: bool) -> set[str]:
    return {each.recipient for each in facts if isinstance(each, Conferral) and each.individual == individual}


def _unclear(stated_of: Province, candidates: Iterable[Province], facts: list[Fact]) -> Unclear:
    return Unclear(
        stated_of,
        tuple(candidates),
        len({each.recipient for each in facts if isinstance(each, Conferral)}),
        sum(isinstance(each, Money) for each in facts),
        len({each.iri for each in facts if isinstance(each, Figure)}),
    )


def _whole(facts: Iterable[Fact]) -> tuple[int, int]:
    """How many things a kind of fact is about, and how many of those belong to no province at all."""
    every, placed = set[str](), set[str]()
    for iri, provinces in _named(facts):
        every.add(iri)
        if provinces:
            placed.add(iri)
    return len(every), len(every - placed)


def _named(facts: Iterable[Fact]) -> Iterator[tuple[str, frozenset[str]]]:
    for each in facts:
        yield (each.recipient if isinstance(each, Conferral) else each.iri), each.stated_of
