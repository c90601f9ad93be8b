"""What a statement rests on: the words that say it, or, where none do, a reason in plain language.

Evidence is stated of things (``docs/model.md``), and a thing has many statements. So the words for one of them are
chosen, and only such as say it: those that hold the value; else the evidence of the value; else the words that fix the
time or the measure; else those of the thing from which the statement was taken over. No others are ever shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.store import value_of
from server.addresses import link
from server.document import Quote
from server.things import reasons
from server.things.evidence import Evidence, Words
from server.things.holding import holds, holds_text
from server.things.reader import Reader, Term

_GRAPHS: Final = 20
"""Announcements that state one and the same, in which words for it are looked for."""
_NAMES: Final = ("skos:prefLabel", "skos:altLabel", "rdfs:label", "schema:name")
_SIGNS: Final = {"khen:Percent": "%"}
_OWN: Final = frozenset(
    {
        "khen:statedValue", "khen:recipientCount", "schema:value", "khen:startYear", "khen:endYear", "schema:currency",
        "khen:statedOutcome", "khen:ground", "khen:surfaceForm", "schema:legislationDate",
        "schema:legislationIdentifier",
    }
)  # fmt: skip
"""What the evidence of a thing says by the model, even in words that are not recognised, such as ``mười``."""
_TIMES: Final = frozenset({"khen:referenceTime", "khen:referenceStart", "khen:referenceText"})
_TAKEN_FROM: Final = {
    "khen:ground": ("khen:underDecision",),
    "khen:recipientKind": ("khen:underDecision", "khen:announcedCount"),
}
"""Ways from a thing to another that states the same, from which it was taken over."""


@dataclass(frozen=True)
class Grounds:
    """What one statement rests on.

    Attributes:
        words: that say it.
        said: what is to be known about them, or about a statement that no words say.
        source: the name and the address of what ``said`` ends with, if anything.
    """

    words: Words = Words()  # noqa: RUF009 - frozen
    said: str = ""
    source: tuple[str, str | None] | None = None


@dataclass(frozen=True)
class Fact:
    """A statement of one or more announcements; ``graphs`` are theirs."""

    subject: str
    short: str
    value: Term
    graphs: tuple[str, ...]


@dataclass(frozen=True)
class Finder:
    """Finds what statements rest on, for one page.

    Attributes:
        reader: of the page.
        evidence: the words of the sources.
    """

    reader: Reader
    evidence: Evidence
    _names: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, subject: str, predicate: str, value: Term, graphs: Iterable[str]) -> Grounds:
        """What a statement rests on.

        Args:
            subject: what it is about.
            predicate: the property.
            value: its value.
            graphs: all that hold it.
        """
        held = sorted(graphs)
        announcements = str(self.reader.release.names.graph("announcement/"))
        said = tuple(each for each in held if each.startswith(announcements))[:_GRAPHS]
        if not said:
            return self._known(held)
        passage = self.evidence.quote(subject)
        if passage is None and isinstance(value, NamedNode):
            passage = self.evidence.quote(value.value)
        if passage:
            return Grounds(Words.of([passage]))
        fact = Fact(subject, self.reader.short(predicate), value, said)
        return self._never(fact) or next(self._read(fact), None) or self._unsaid(fact, held)

    def _known(self, graphs: list[str]) -> Grounds:
        """No announcement states it."""
        return Grounds(said=str(reasons.TABLE), source=self._named(graphs[0])) if graphs else Grounds()

    def _never(self, fact: Fact) -> Grounds | None:
        """The reason for what is never read from words."""
        short = self.reader.short(fact.value.value) if isinstance(fact.value, NamedNode) else ""
        reason = reasons.NEVER_READ.get(fact.short) or reasons.NEVER_SAID.get(short)
        if fact.short in reasons.CURRENCY and self._flag(fact, "khen:currencyInferred"):
            reason = reasons.INFERRED
        return Grounds(said=str(reason)) if reason else None

    def _read(self, fact: Fact) -> Iterator[Grounds]:
        """The words for it, the best first."""
        own = self.evidence.of(fact.subject, fact.graphs)
        context = self.evidence.of(fact.subject, fact.graphs, "khen:contextEvidence")
        doubt = self._doubt(fact)
        for quotes in (own, context):
            held = [each for each in quotes if self._holds(each, fact)]
            printed = [each for each in held if isinstance(fact.value, Literal) and fact.value.value in each.exact]
            yield from self._shown(printed or held, doubt)
        if isinstance(fact.value, NamedNode):
            beside = reasons.BESIDE.get(fact.short, reasons.NAMED_HERE)
            yield from self._shown(self.evidence.of(fact.value.value, fact.graphs), str(beside))
        yield from self._taken_over(fact)
        if fact.short in _OWN:
            yield from self._shown(own, doubt)

    def _shown(
        self, quotes: Iterable[Quote], said: str = "", source: tuple[str, str | None] | None = None
    ) -> Iterator[Grounds]:
        words = Words.of(quotes)
        if words.count:
            yield Grounds(words, said, source)

    def _taken_over(self, fact: Fact) -> Iterator[Grounds]:
        """The words of what states the same, and from which this was taken over."""
        if fact.short == "khen:attestedOn":
            yield from self._day(fact)
        found = [fact.subject] if fact.short in _TAKEN_FROM else []
        for step in _TAKEN_FROM.get(fact.short, ()):
            found = [value for each in found for value in self.reader.iris(each, step)]
        for each in found:
            if fact.value in self.reader.terms(each, fact.short):
                there = Fact(each, fact.short, fact.value, fact.graphs)
                quotes = (quote for quote in self.evidence.of(each, fact.graphs) if self._holds(quote, there))
                yield from self._shown(quotes, str(reasons.AS_FOR), self._named(each))

    def _day(self, fact: Fact) -> Iterator[Grounds]:
        """The words in which the announcement says its own day."""
        names = self.reader.release.names
        for graph in fact.graphs:
            announcement = graph.replace(str(names.graph("")), names.base + "id/", 1)
            quotes = self.evidence.of(announcement, (graph,))
            held = (each for each in quotes if isinstance(fact.value, Literal) and holds(each.exact, fact.value))
            yield from self._shown(held, str(reasons.ON_THE_DAY))
        yield Grounds(said=str(reasons.ON_THE_DAY))

    def _unsaid(self, fact: Fact, graphs: list[str]) -> Grounds:
        """Why it stands, though no words say it: it is known as well, or the value is an entry of a table."""
        known = [each for each in graphs if each not in fact.graphs]
        if known:
            return self._known(known)
        if reason := reasons.OTHERWISE.get(fact.short):
            return Grounds(said=str(reason))
        if isinstance(fact.value, NamedNode) and (table := self._table(fact.value)):
            return Grounds(said=str(reasons.MATCHED), source=self._named(table))
        return Grounds(said=str(reasons.CONCLUDED))

    def _holds(self, quote: Quote, fact: Fact) -> bool:
        """Whether words hold the value of a statement: a literal, the words for a thing, or its name."""
        if fact.short in _TIMES and (words := self.reader.one(fact.subject, "khen:referenceText")):
            return holds_text(quote.exact, words)
        if isinstance(fact.value, Literal):
            return holds(quote.exact, fact.value, any_year=self._flag(fact, "khen:yearAssumed"))
        within = self.evidence.of(fact.value.value, fact.graphs)
        if within:
            return any(_covers(quote, each) for each in within)
        return any(holds_text(quote.exact, name) for name in self._called(fact.value.value)) or (
            _SIGNS.get(self.reader.short(fact.value.value), "\0") in quote.exact
        )

    def _called(self, iri: str) -> tuple[str, ...]:
        """The names of a thing; a word of degree has several in one."""
        if iri not in self._names:
            found = tuple(each.value for each in self.reader.terms(iri, *_NAMES))
            if self.reader.iri("khen:QualifierScheme") in self.reader.iris(iri, "skos:inScheme"):
                found = tuple(part for each in found for part in each.replace("(", ",").strip(")").split(","))
            self._names[iri] = found
        return self._names[iri]

    def _doubt(self, fact: Fact) -> str:
        """What was assumed about the value."""
        return next(
            (str(said) for flag, (shorts, said) in reasons.DOUBTS.items()
             if fact.short in shorts and self._flag(fact, flag)),
            "",
        )  # fmt: skip

    def _flag(self, fact: Fact, short: str) -> bool:
        return self.reader.one(fact.subject, short) == "true"

    def _table(self, value: NamedNode) -> str:
        """The graph of reviewed tables that describes a thing; empty where none does."""
        start = str(self.reader.release.names.graph("ref/"))
        named = (value_of(quad.graph_name) for quad in self.reader.release.about(value.value))
        return next((each for each in named if each.startswith(start)), "")

    def _named(self, iri: str) -> tuple[str, str | None]:
        return self.reader.name(iri).text, link(self.reader.release.names, iri)


def _covers(outer: Quote, inner: Quote) -> bool:
    """Whether words are within others of the same text."""
    same = outer.iri.partition("#")[0] == inner.iri.partition("#")[0]
    return same and outer.start <= inner.start and inner.end <= outer.end
