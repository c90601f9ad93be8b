"""What is stated about a thing, in groups: each value beside the words that it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from flask_babel import LazyString
from pyoxigraph import Literal, NamedNode, Quad

from graph.store import value_of
from server.addresses import link
from server.collation import Key, collation
from server.things import literals
from server.things.evidence import MOST, Evidence, Words
from server.things.grouping import TITLES, group_of, order_of
from server.things.reader import TYPE, Reader, Term

_SHOWN_AS_IT_IS: Final = (
    "xsd:string",
    "xsd:integer",
    "xsd:decimal",
    "xsd:date",
    "xsd:dateTime",
    "xsd:gYear",
    "xsd:boolean",
)


@dataclass(frozen=True)
class Value:
    """One value: its text, where it leads, its language, the words that it was read from.

    Attributes:
        text: as the language of the page writes it.
        href: where it leads, if anywhere.
        language: of the text, where it is another than the page's.
        machine: the value as the data have it, where the text differs.
        datatype: the prefixed name, where it is no plain one.
        words: that it was read from.
        known: names and links the graph of a statement that was read from no announcement.
    """

    text: str
    href: str | None = None
    language: str = ""
    machine: str = ""
    datatype: str = ""
    words: Words = Words()  # noqa: RUF009 - frozen
    known: tuple[str, str | None] | None = None


@dataclass(frozen=True)
class Property:
    """A property with its values.

    Attributes:
        label: its name.
        short: its prefixed name.
        href: where to read about it.
        count: how many values there are.
        values: of these at most ``MOST``.
    """

    label: str
    short: str
    href: str | None
    count: int
    values: tuple[Value, ...]


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
        own = self.evidence.of(iri, MOST)
        shown = (self._property(iri, predicate, nodes, own) for predicate, nodes in by_property.items())
        return tuple(sorted(shown, key=lambda each: order_of(each.short)))

    def _property(self, iri: str, predicate: str, nodes: Mapping[Term, set[str]], own: Words) -> Property:
        shown = sorted(nodes, key=str)[:MOST]
        values = [self._stated(iri, node, predicate, nodes[node], own) for node in shown]
        return Property(
            self.reader.name(predicate).text,
            self.reader.short(predicate),
            link(self.reader.release.names, predicate),
            len(nodes),
            tuple(sorted(values, key=_order)),
        )

    def _stated(self, iri: str, node: Term, predicate: str, graphs: set[str], own: Words) -> Value:
        """A value beside the words it was read from, or, where no announcement states it, beside its graph."""
        known = self.known(graphs)
        read = known is None
        if isinstance(node, Literal):
            text, language = self._literal(iri, node, predicate)
            short = "" if node.language else self.reader.short(node.datatype.value)
            return Value(
                text,
                None,
                language,
                node.value if text != node.value else "",
                "" if short in _SHOWN_AS_IT_IS else short,
                own.holding(node.value).listed() if read else Words(),
                known,
            )
        address = link(self.reader.release.names, node.value)
        if passage := self.evidence.quote(node.value):
            return Value(
                "#" + node.value.rpartition("#")[2],
                address,
                words=Words((passage,), 1) if read else Words(),
                known=known,
            )
        name = self.reader.name(node.value)
        words = self._beside(node.value, predicate, own) if read else Words()
        return Value(name.text, address, name.language, words=words, known=known)

    def _beside(self, value: str, predicate: str, own: Words) -> Words:
        """The words for a statement whose value is a thing: one's own, or those that name the value."""
        # No words can be the reason for what a thing is counted as, and for what is not said.
        if predicate == TYPE or self.reader.short(predicate) in ("khen:notStated", "khen:withheld"):
            return Words()
        # One quotation of the thing itself says more about its statement than all that name the value.
        if own.count == 1 or not value.startswith(self.reader.release.names.base + "id/"):
            return own.listed()
        # The value may be named in other announcements too, which say nothing about this thing.
        texts = frozenset(each.iri.partition("#")[0] for each in own.quotes)
        found = self.evidence.of(value, texts=texts)
        return found if found.count else own.listed()

    def _literal(self, iri: str, node: Literal, predicate: str) -> tuple[str, str]:
        """A literal as it is written, with its unit where the thing names one, and its language if it is another."""
        short = self.reader.short(predicate)
        if short in _MEASURED:
            return measured(self.reader, iri, node), ""
        language = node.language or ""
        return literals.formatted(node), language if language != self.reader.language else ""

    def known(self, graphs: set[str]) -> tuple[str, str | None] | None:
        """The name and the address of the graph that a statement is known from; ``None`` if an announcement says it."""
        announcements = str(self.reader.release.names.graph("announcement/"))
        if any(graph.startswith(announcements) for graph in graphs):
            return None
        graph = min(graphs)
        return self.reader.name(graph).text, link(self.reader.release.names, graph)


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
    start = value.words.quotes[0].start if value.text.startswith("#char=") and value.words.quotes else 0
    return value.language, start, collation(value.text)
