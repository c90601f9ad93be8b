"""The description of the data as a page: what VoID and DCAT say of the release, in tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from flask import render_template
from pyoxigraph import Literal, NamedNode, Triple

from graph.store import Release, parse_graph, value_of
from server.addresses import standing
from server.naming import Named, named
from server.negotiation import language

_KEPT: Final = 8
"""Summaries that are kept: one for each language, chosen or not, and each prefix under which the server runs."""
_VOID: Final = "http://rdfs.org/ns/void#"
_DCAT: Final = "http://www.w3.org/ns/dcat#"
_DCTERMS: Final = "http://purl.org/dc/terms/"
_COUNTS: Final = ("triples", "entities", "distinctSubjects", "distinctObjects", "classes", "properties")


@dataclass(frozen=True)
class Part:
    """A part of the data: what it is about, and how much there is of it."""

    about: Named
    count: int


@dataclass(frozen=True)
class Links:
    """Links to another data set by one property."""

    target: Named
    predicate: Named
    count: int


@dataclass(frozen=True)
class Summary:
    """What is said of the data set.

    Attributes:
        counts: by the local name of the property of VoID.
        space: what the addresses begin with that the data set has given, and how many things have one; ``None`` where
            it does not say.
        classes: how many things each class has, the largest first.
        properties: how many statements use each property, the largest first.
        graphs: how many statements each named graph has.
        links: to other data sets, the most first.
        vocabularies: whose terms are used.
        days: from when to when announcements were published; empty where that is not known.
    """

    counts: tuple[tuple[str, int], ...]
    space: tuple[str, int] | None
    classes: tuple[Part, ...]
    properties: tuple[Part, ...]
    graphs: tuple[Part, ...]
    links: tuple[Links, ...]
    vocabularies: tuple[Named, ...]
    days: tuple[str, str] | None


class _Facts:
    """The triples of a description, by subject and property."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._values: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for each in triples:
            if isinstance(each.object, NamedNode | Literal):
                self._values[value_of(each.subject), each.predicate.value].append(each.object.value)

    def all(self, subject: str, predicate: str) -> list[str]:
        return sorted(self._values.get((subject, predicate), ()))

    def one(self, subject: str, predicate: str) -> str:
        return next(iter(self.all(subject, predicate)), "")

    def number(self, subject: str, predicate: str) -> int:
        found = self.one(subject, predicate)
        return int(found) if found.isdecimal() else 0

    def subjects(self, predicate: str) -> list[str]:
        return sorted({subject for subject, each in self._values if each == predicate})


def pages(release: Release) -> Callable[[Iterable[tuple[str, str]]], str]:
    """What makes the page, from links to the description in other formats."""

    @lru_cache(maxsize=_KEPT)
    def read(code: str, root: str) -> Summary:
        return summary(release, parse_graph(release.folder / "void.ttl"), code)

    def page(formats: Iterable[tuple[str, str]]) -> str:
        about = read(language(), standing())  # on which its links depend
        return render_template("void.html", about=about, formats=formats)

    return page


def summary(release: Release, triples: Iterable[Triple], code: str) -> Summary:
    """What a description says, its terms by their names in a language."""
    facts = _Facts(triples)
    data = next(iter(facts.subjects(_VOID + "sparqlEndpoint")), "")
    period = facts.one(data, _DCTERMS + "temporal")
    first, last = facts.one(period, _DCAT + "startDate"), facts.one(period, _DCAT + "endDate")
    graphs = (Part(named(release, each.iri, code), each.triples) for each in release.manifest.graphs)
    return Summary(
        counts=tuple((each, count) for each in _COUNTS if (count := facts.number(data, _VOID + each))),
        space=_space(facts, data),
        classes=_largest(_parts(release, facts, data, ("classPartition", "class", "entities"), code)),
        properties=_largest(_parts(release, facts, data, ("propertyPartition", "property", "triples"), code)),
        graphs=_largest(graphs),
        links=tuple(sorted(_links(release, facts, code), key=lambda each: (-each.count, each.target.iri))),
        vocabularies=tuple(named(release, each, code) for each in facts.all(data, _VOID + "vocabulary")),
        days=(first, last) if first and last else None,
    )


def _space(facts: _Facts, data: str) -> tuple[str, int] | None:
    """What the IRIs of the data set's own things begin with, and how many there are: a subset counts just these."""
    found = next((each for each in facts.subjects(_VOID + "uriSpace") if each != data), "")
    number = facts.number(found, _VOID + "entities")
    return (facts.one(found, _VOID + "uriSpace"), number) if number else None


def _parts(release: Release, facts: _Facts, data: str, terms: tuple[str, str, str], code: str) -> Iterator[Part]:
    partition, about, counted = (_VOID + each for each in terms)
    for each in facts.all(data, partition):
        yield Part(named(release, facts.one(each, about), code), facts.number(each, counted))


def _links(release: Release, facts: _Facts, code: str) -> Iterator[Links]:
    for each in facts.subjects(_VOID + "linkPredicate"):
        target, predicate = facts.one(each, _VOID + "objectsTarget"), facts.one(each, _VOID + "linkPredicate")
        yield Links(
            named(release, target, code), named(release, predicate, code), facts.number(each, _VOID + "triples")
        )


def _largest(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(sorted(parts, key=lambda each: (-each.count, each.about.iri)))
