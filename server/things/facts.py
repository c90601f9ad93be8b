"""What is stated about a thing, in groups: each value beside the words that it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from flask_babel import LazyString
from pyoxigraph import Literal, NamedNode, Quad

from graph.store import value_of
from server.addresses import link
from server.collation import Key, collation
from server.things import literals
from server.things.evidence import MOST, Evidence
from server.things.grounds import Finder, Grounds
from server.things.grouping import TITLES, group_of, order_of
from server.things.reader import Reader, Term

_SHOWN_AS_IT_IS: Final = (
    "xsd:string",
    "xsd:integer",
    "xsd:decimal",
    "xsd:date",
    "xsd:dateTime",
    "xsd:gYear",
    "xsd:boolean",
)
_NAMING: Final = ("schema:headline", "skos:prefLabel", "schema:name", "foaf:name", "dcterms:title", "rdfs:label")
"""Properties that often repeat one another, the one that is shown first."""


@dataclass(frozen=True)
class Value:
    """One value: its text, where it leads, its language, what the statement rests on.

    Attributes:
        text: as the language of the page writes it.
        href: where it leads, if anywhere.
        language: of the text, where it is another than the page's.
        machine: the value as the data have it, where the text differs.
        datatype: the prefixed name, where it is no plain one.
        grounds: the words that say it, or why there are none.
    """

    text: str
    href: str | None = None
    language: str = ""
    machine: str = ""
    datatype: str = ""
    grounds: Grounds = Grounds()  # noqa: RUF009 - frozen


@dataclass(frozen=True)
class Property:
    """A property with its values.

    Attributes:
        label: its name.
        short: its prefixed name.
        href: where to read about it.
        count: how many values there are.
        values: of these at most ``MOST``.
        also: the prefixed names of properties that say just the same.
    """

    label: str
    short: str
    href: str | None
    count: int
    values: tuple[Value, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Properties that belong together, under a heading; ``key`` is its fragment."""

    key: str
    title: LazyString
    properties: tuple[Property, ...]


@dataclass(frozen=True)
class Facts:
    """Turns statements into what a page shows.

    Attributes:
        reader: of the page.
        evidence: the words of the sources.
    """

    reader: Reader
    evidence: Evidence

    @cached_property
    def finder(self) -> Finder:
        """What finds the words for each statement."""
        return Finder(self.reader, self.evidence)

    def groups(self, iri: str, quads: Iterable[Quad], left_out: Iterable[str] = ()) -> tuple[Group, ...]:
        """The statements about a thing, in groups, but for some properties that the page shows otherwise."""
        hidden = {self.reader.iri(each) for each in left_out}
        shown = self.properties(iri, (each for each in quads if each.predicate.value not in hidden))
        found: dict[str, list[Property]] = {}
        for each in shown:
            found.setdefault(group_of(each.short), []).append(each)
        return tuple(Group(key, title, tuple(found[key])) for key, title in TITLES.items() if key in found)

    def properties(self, iri: str, quads: Iterable[Quad]) -> tuple[Property, ...]:
        """The statements about one thing by property."""
        by_property: dict[str, dict[Term, set[str]]] = {}
        for quad in quads:
            if isinstance(quad.object, NamedNode | Literal):
                graphs = by_property.setdefault(quad.predicate.value, {}).setdefault(quad.object, set())
                graphs.add(value_of(quad.graph_name))
        same = self._named_alike(by_property)
        shown = (
            self._property(iri, predicate, nodes, same.get(predicate, ()))
            for predicate, nodes in by_property.items()
            if not any(predicate in others for others in same.values())
        )
        return tuple(sorted(shown, key=lambda each: order_of(each.short)))

    def _named_alike(self, by_property: Mapping[str, Mapping[Term, set[str]]]) -> dict[str, tuple[str, ...]]:
        """The properties that give a name, by the first of them that gives just the same."""
        found: dict[str, tuple[str, ...]] = {}
        for predicate in (self.reader.iri(each) for each in _NAMING):
            said = by_property.get(predicate)
            first = next((each for each in found if by_property[each] == said), None)
            if said and first:
                found[first] += (predicate,)
            elif said:
                found[predicate] = ()
        return found

    def _property(self, iri: str, predicate: str, nodes: Mapping[Term, set[str]], also: Iterable[str] = ()) -> Property:
        shown = sorted(nodes, key=str)[:MOST]
        values = [self._stated(iri, node, predicate, nodes[node]) for node in shown]
        return Property(
            self.reader.name(predicate).text,
            self.reader.short(predicate),
            link(self.reader.release.names, predicate),
            len(nodes),
            tuple(sorted(values, key=_order)),
            tuple(map(self.reader.short, also)),
        )

    def _stated(self, iri: str, node: Term, predicate: str, graphs: set[str]) -> Value:
        """A value beside what the statement rests on."""
        grounds = self.finder.of(iri, predicate, node, graphs)
        if isinstance(node, Literal):
            text, language = self._literal(iri, node, predicate)
            short = "" if node.language else self.reader.short(node.datatype.value)
            machine = node.value if text != node.value else ""
            return Value(text, None, language, machine, "" if short in _SHOWN_AS_IT_IS else short, grounds)
        address = link(self.reader.release.names, node.value)
        if self.evidence.quote(node.value):
            return Value("#" + node.value.rpartition("#")[2], address, grounds=grounds)
        name = self.reader.apart(node.value)
        return Value(name.text, address, name.language, grounds=grounds)

    def _literal(self, iri: str, node: Literal, predicate: str) -> tuple[str, str]:
        """A literal as it is written, with its unit where the thing names one, and its language if it is another."""
        short = self.reader.short(predicate)
        if short in _MEASURED:
            return measured(self.reader, iri, node), ""
        language = node.language or ""
        return literals.formatted(node), language if language != self.reader.language else ""


_MEASURED: Final = ("khen:statedValue", "schema:value", "schema:minValue", "schema:maxValue", "khen:difference")


def measured(reader: Reader, iri: str, value: Literal) -> str:
    """A number with the unit that the thing names: per cent, a currency, or none."""
    unit = reader.one(iri, "khen:unit")
    currency = reader.one(iri, "schema:currency") or (reader.one(unit, "skos:notation") if unit else "")
    if unit == reader.iri("khen:Percent"):
        return literals.per_cent(value.value)
    return literals.money(value.value, currency) if currency else literals.formatted(value)


def _order(value: Value) -> tuple[str, int, Key]:
    """Where a value stands among others: in the order of the alphabet, passages in that of the text."""
    quotes = value.grounds.words.quotes
    start = quotes[0].start if value.text.startswith("#char=") and quotes else 0
    return value.language, start, collation(value.text)
