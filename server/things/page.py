"""The page of a thing: what it is, what is stated about it, where it stands, and what refers to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from markupsafe import Markup
from pyoxigraph import Literal, NamedNode, Quad

from graph.store import value_of
from server import document as documents
from server.addresses import at, chosen, here, link
from server.collation import collation
from server.document import Document
from server.naming import Name
from server.passages import text_beside
from server.referring import Referring
from server.things.elsewhere import MATCHES, Link, links
from server.things.evidence import Evidence
from server.things.facts import Facts, Group, Value
from server.things.hierarchy import Hierarchy, hierarchy
from server.things.locator import Locator
from server.things.parts import Parts, Passage, parts_of, passages_of
from server.things.reader import Reader
from server.things.summaries import kind_of, summary
from server.things.thing import Thing
from server.things.timeline import Timeline, timeline
from server.things.ways import leads

FIRST: Final = 8
"""Statements of one property that refer to a thing, on its page."""
_NAMES: Final = 12
"""Names at the head of a page."""
EMBEDDED: Final = 50
"""Statements that refer to a thing, in the data that its page carries."""


@dataclass(frozen=True)
class Referrers:
    """Statements that refer to a thing by one property.

    Attributes:
        label: of the property.
        short: its prefixed name.
        href: where to read about it.
        count: how many there are.
        values: the subjects of some.
        more: where all of them are, if these are not all.
    """

    label: str
    short: str
    href: str | None
    count: int
    values: tuple[Value, ...]
    more: str | None


@dataclass(frozen=True)
class Page:
    """What the page of a thing shows.

    Attributes:
        iri: the thing.
        title: its name.
        title_language: of the name, if it has one.
        names: what else it is called, those in the language of the page first.
        kind: its class, as a link; empty where none is known.
        summary: what it is, in a sentence.
        groups: the statements about it.
        links: to other data sets.
        hierarchy: where it stands.
        timeline: of a place.
        maps: of where it is.
        referrers: what refers to it, by property.
        referring: how many statements refer to it.
        shown: how many of them the page shows.
        passages: parts that are quoted.
        parts: all others, by kind.
        graphs: where the statements were taken from.
        ways: further pages about it, by what they are.
    """

    iri: str
    title: str
    title_language: str
    names: tuple[Name, ...]
    kind: Markup
    summary: Markup
    groups: tuple[Group, ...]
    links: tuple[Link, ...]
    hierarchy: Hierarchy
    timeline: Timeline | None
    maps: tuple[Locator, ...]
    referrers: tuple[Referrers, ...]
    referring: int
    shown: int
    passages: tuple[Passage, ...]
    parts: tuple[Parts, ...]
    graphs: tuple[tuple[str, str | None], ...]
    ways: Mapping[str, str]


def page_of(
    reader: Reader, about: Document, path: str, above: Mapping[str, frozenset[str]], maps: tuple[Locator, ...] = ()
) -> Page:
    """The page of a document.

    Args:
        reader: of the page.
        about: the document.
        path: of the document below the base.
        above: class to its superclasses, as prefixed names.
        maps: that belong to it.
    """
    evidence = Evidence(reader)
    facts = Facts(reader, evidence)
    thing = Thing(reader, about.iri, about.referring)
    kind = kind_of((reader.short(each) for each in reader.iris(about.iri, "rdf:type")), above)
    by_subject: dict[str, list[Quad]] = {}
    for quad in about.own:
        by_subject.setdefault(value_of(quad.subject), []).append(quad)
    names, title = reader.release.labels(about.iri), reader.apart(about.iri)
    linked, own = links(reader, about.iri), by_subject.pop(about.iri, [])
    passages = tuple(passages_of(evidence, by_subject))
    referrers = tuple(_referrers(facts, about, path))
    return Page(
        iri=about.iri,
        title=title.text,
        title_language=(title.language or reader.language) if names else "",
        names=tuple(_other_names(reader, about.iri)),
        kind=reader.anchor(reader.iri(kind)) if kind else _first_type(reader, about.iri),
        summary=summary(thing, kind),
        groups=facts.groups(about.iri, own, MATCHES if linked else ()),
        links=linked,
        hierarchy=hierarchy(
            reader, about.iri, about.referring, lambda short: referrers_at(path, short, language=chosen())
        ),
        timeline=timeline(reader, about.iri),
        maps=maps,
        referrers=referrers,
        referring=about.referring.count,
        shown=sum(len(each.values) for each in referrers),
        passages=passages,
        parts=tuple(parts_of(facts, by_subject, passages)),
        graphs=tuple((reader.name(graph).text, link(reader.release.names, graph)) for graph in about.graphs),
        ways=_ways(about.iri, path, reader),
    )


def rows(facts: Facts, referring: Referring, predicate: str, start: int, most: int) -> tuple[Value, ...]:
    """Subjects of statements that refer to a thing by a property, each with the words for its statement."""
    shown = []
    for each in referring.subjects(predicate, start, most):
        name = facts.reader.apart(each)
        text = "#" + each.rpartition("#")[2] if facts.evidence.quote(each) else name.text
        grounds = facts.finder.of(each, predicate, NamedNode(referring.iri), referring.graphs(each, predicate))
        shown.append(Value(text, link(facts.reader.release.names, each), name.language, grounds=grounds))
    return tuple(shown)


def referrers_at(path: str, short: str, number: int = 1, language: str = "") -> str:
    """The address of a page of what refers to a thing by a property."""
    asked = {
        "incoming": short,
        **({"page": str(number)} if number > 1 else {}),
        **({"lang": language} if language else {}),
    }
    return f"{here(path)}?{urlencode(asked)}"


def _referrers(facts: Facts, about: Document, path: str) -> Iterator[Referrers]:
    reader, left = facts.reader, documents.INCOMING
    named = {predicate: reader.name(predicate).text for predicate in about.referring.counts}
    for predicate in sorted(named, key=lambda each: (collation(named[each]), each)):
        count, short = about.referring.counts[predicate], reader.short(predicate)
        values = rows(facts, about.referring, predicate, 0, min(FIRST, left)) if left else ()
        left -= len(values)
        more = referrers_at(path, short, language=chosen()) if len(values) < count else None
        yield Referrers(named[predicate], short, link(reader.release.names, predicate), count, values, more)


def _other_names(reader: Reader, iri: str) -> Iterator[Name]:
    """All names of a thing but the one that heads its page, some of very many."""
    terms = reader.terms(iri, "skos:prefLabel", "schema:name", "rdfs:label", "skos:altLabel")
    found = dict.fromkeys((each.value, each.language or "") for each in terms if isinstance(each, Literal))
    others = [Name(text, language) for text, language in found if text != reader.name(iri).text]
    yield from sorted(others, key=lambda each: each.language != reader.language)[:_NAMES]


def _first_type(reader: Reader, iri: str) -> Markup:
    types = reader.iris(iri, "rdf:type")
    return reader.anchor(types[0]) if types else Markup("")


def _ways(iri: str, path: str, reader: Reader) -> Mapping[str, str]:
    key = path.removeprefix("doc/")
    found = {"sparql": f"{here('sparql')}?{urlencode({'query': f'DESCRIBE <{iri}>', 'lang': reader.language})}"}
    if key != path and leads(f"explore/{key}"):
        found["graph"] = at(f"explore/{key}")
    if text := text_beside(iri):
        found["read"] = at(text)
    return found
