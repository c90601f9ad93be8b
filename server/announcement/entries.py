"""The statements about a thing as its entry beside the text shows them, each leading back to its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from server.announcement.naming import Naming
from server.announcement.segments import Span
from server.announcement.stated import TYPE, Node, Stated
from server.announcement.things import Thing
from server.announcement.wording import figure, period
from server.collation import collation
from server.naming import Name
from server.things.literals import formatted

VALUES: Final = 12
"""Of one property that an entry shows; the page of the thing shows all."""
SPANS: Final = 20
"""Places that an entry leads back to."""
_SAID_ELSEWHERE: Final = frozenset(
    {
        TYPE,
        "http://www.w3.org/2000/01/rdf-schema#label",
        "http://www.w3.org/2004/02/skos/core#prefLabel",
        "https://schema.org/headline",
    }
)
"""The heading of an entry says what these say."""


@dataclass(frozen=True)
class Value:
    """A value of a statement.

    Attributes:
        name: its text, and in which language that is.
        iri: of the thing that it is; empty where it is none.
        thing: that, where the announcement speaks of it.
        spans: where these very words stand, if not everywhere in the places of the entry.
    """

    name: Name
    iri: str = ""
    thing: Thing | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Line:
    """The values of one property, as many as are shown of ``count``."""

    label: str
    values: tuple[Value, ...]
    count: int


@dataclass(frozen=True)
class Entry:
    """What is stated about a thing.

    Attributes:
        thing: it.
        mark: the letter and number that stand for it in the text.
        kind: what it is.
        name: of it.
        figure: with unit and word of degree, where it is a number; or a period.
        lines: its statements.
        spans: the places in the text that its statements were read from, as many as are shown.
        further: how many more there are.
    """

    thing: Thing
    mark: str
    kind: str
    name: Name
    figure: str
    lines: tuple[Line, ...]
    spans: tuple[Span, ...]
    further: int


def entry(stated: Stated, naming: Naming, thing: Thing, known: Mapping[str, Thing]) -> Entry:
    """The entry of a thing; ``known`` holds the things of the announcement by their IRIs."""
    return Entry(
        thing,
        naming.mark(thing),
        naming.kind(thing.kind),
        naming.name(thing.iri),
        figure(stated, thing.iri, naming.label) or period(stated, thing.iri),
        tuple(sorted(_lines(stated, naming, thing, known), key=lambda each: collation(each.label))),
        thing.places[:SPANS],
        max(len(thing.places) - SPANS, 0),
    )


def _lines(stated: Stated, naming: Naming, thing: Thing, known: Mapping[str, Thing]) -> Iterator[Line]:
    hidden = {*_SAID_ELSEWHERE, f"{stated.terms}evidence", f"{stated.terms}contextEvidence"}
    about = dict(stated.of(thing.iri))
    spellings = {node for each in thing.mentions for node in stated.values(each, "surfaceForm")}
    if spellings:
        about[f"{stated.terms}surfaceForm"] = tuple(sorted(spellings, key=str))
    for predicate, nodes in about.items():
        if predicate not in hidden:
            said = spoken(nodes, naming.language)
            values = tuple(_value(each, naming, thing, known) for each in said[:VALUES])
            yield Line(naming.label(predicate), values, len(said))


def spoken(nodes: Iterable[Node], language: str) -> tuple[Node, ...]:
    """Of texts in several languages only those in the reader's, if there are any."""
    tags = {node.language for node in nodes if isinstance(node, Literal) and node.language}
    foreign = tags - {language} if language in tags else set()
    return tuple(node for node in nodes if not (isinstance(node, Literal) and node.language in foreign))


def _value(node: Node, naming: Naming, thing: Thing, known: Mapping[str, Thing]) -> Value:
    if isinstance(node, NamedNode):
        return Value(naming.name(node.value), node.value, known.get(node.value))
    holding = tuple(each for each in thing.places if _holds(each.exact, node.value))
    tag = node.language if node.language and node.language != naming.language else ""
    return Value(Name(formatted(node), tag or ""), spans=holding if 0 < len(holding) < len(thing.places) else ())


def _holds(words: str, text: str) -> bool:
    """Whether words hold a text, and not as a part of some other word."""
    return text in words and re.search(rf"(?<!\w){re.escape(text)}(?!\w)", words) is not None
