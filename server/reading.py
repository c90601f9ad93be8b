"""A document as a page shows it: statements grouped by property, each beside the words it was read from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from markupsafe import Markup
from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.formats import JSON_LD
from graph.store import Release, serialize_graph, value_of
from server.addresses import link
from server.document import Document, Quote, quote_of, quotes
from server.embedding import embedded
from server.terms import EXTERNAL_LABELS

_RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True)
class Value:
    """One value: its text, where it leads, its language or datatype, the words that it was read from.

    ``known`` names and links the graph of a statement that was read from no announcement.
    """

    text: str
    href: str | None = None
    language: str = ""
    datatype: str = ""
    quotes: tuple[Quote, ...] = ()
    known: tuple[str, str | None] | None = None


@dataclass(frozen=True)
class Property:
    """A property with its values; ``short`` is its prefixed name."""

    label: str
    short: str
    href: str | None
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Part:
    """A part of the thing, addressed by a fragment."""

    anchor: str
    properties: tuple[Property, ...]


@dataclass(frozen=True)
class Page:
    """What the page of a thing shows."""

    iri: str
    title: str
    title_language: str
    names: Mapping[str, str]
    properties: tuple[Property, ...]
    incoming: tuple[Property, ...]
    incoming_count: int
    incoming_shown: int
    parts: tuple[Part, ...]
    graphs: tuple[tuple[str, str | None], ...]


def page_of(release: Release, about: Document, language: str) -> Page:
    """The page of a document in a language."""
    reader = _Reader(release, language)
    names = release.labels(about.iri)
    title, title_language = _best(names, language) or (short_name(release, about.iri), "")
    by_subject: dict[str, list[Quad]] = {}
    for quad in about.own:
        by_subject.setdefault(value_of(quad.subject), []).append(quad)
    own = by_subject.pop(about.iri, [])
    return Page(
        iri=about.iri,
        title=title,
        title_language=title_language,
        names=names,
        properties=reader.properties(own, own=quotes(release, about.iri)),
        incoming=reader.properties(about.incoming, backwards=True),
        incoming_count=about.incoming_count,
        incoming_shown=len(about.incoming),
        parts=tuple(
            Part(subject.partition("#")[2], reader.properties(quads)) for subject, quads in sorted(by_subject.items())
        ),
        graphs=tuple((graph, link(release.names, graph)) for graph in about.graphs),
    )


def short_name(release: Release, iri: str) -> str:
    """An IRI in the shortest way that says what it is.

    A prefixed name where a prefix fits, else the path of one of ours, else the IRI.
    """
    for prefix, namespace in release.prefixes().items():
        local = iri.removeprefix(namespace)
        if local != iri and local and not set(local) & set("/#?"):
            return f"{prefix}:{local}"
    return iri.removeprefix(release.names.base)


def embedded_json_ld(triples: Iterable[Triple], release: Release) -> Markup:
    """JSON-LD that can stand in a ``script`` element: no character that could end the element."""
    text = serialize_graph(triples, JSON_LD, release.prefixes()).decode()
    return embedded(json.loads(text))


@dataclass(frozen=True)
class _Reader:
    release: Release
    language: str

    def properties(
        self, quads: Iterable[Quad], *, own: tuple[Quote, ...] = (), backwards: bool = False
    ) -> tuple[Property, ...]:
        """The statements grouped by property; ``backwards`` shows their subjects instead of their objects."""
        groups: dict[str, dict[NamedNode | Literal, set[str]]] = {}
        for quad in quads:
            node = quad.subject if backwards else quad.object
            if isinstance(node, NamedNode | Literal):
                groups.setdefault(quad.predicate.value, {}).setdefault(node, set()).add(value_of(quad.graph_name))
        shown = [
            Property(
                self.label(predicate),
                short_name(self.release, predicate),
                link(self.release.names, predicate),
                tuple(
                    sorted(
                        (self.stated(each, own, predicate, graphs) for each, graphs in nodes.items()),
                        key=lambda each: each.text,
                    )
                ),
            )
            for predicate, nodes in groups.items()
        ]
        return tuple(sorted(shown, key=lambda each: (each.short != "rdf:type", each.label, each.short)))

    def stated(self, node: NamedNode | Literal, own: tuple[Quote, ...], predicate: str, graphs: set[str]) -> Value:
        """A value beside the words it was read from, or, where no announcement states it, beside its graph."""
        value = self.value(node, own, predicate)
        announcements = str(self.release.names.graph("announcement/"))
        if any(graph.startswith(announcements) for graph in graphs):
            return value
        graph = min(graphs)
        return replace(value, quotes=(), known=(self.label(graph), link(self.release.names, graph)))

    def value(self, node: NamedNode | Literal, own: tuple[Quote, ...], predicate: str) -> Value:
        """A value with the words of its own evidence, or of the thing's where it has none."""
        if isinstance(node, Literal):
            datatype = "" if node.language else short_name(self.release, node.datatype.value)
            return Value(node.value, None, node.language or "", datatype, _nearest(node.value, own))
        address = link(self.release.names, node.value)
        if evidence := quote_of(self.release, node.value):
            return Value("#" + node.value.rpartition("#")[2], address, quotes=(evidence,))
        ours = node.value.startswith(self.release.names.base + "id/")
        # One quotation of the thing itself says more about its statement than all that name the value.
        beside = own if len(own) == 1 else (quotes(self.release, node.value) if ours else ()) or own
        return Value(self.label(node.value), address, quotes=() if self._without_words(predicate) else beside)

    def _without_words(self, predicate: str) -> bool:
        """Whether no words can be the reason: what a thing is counted as, and what the text does not say."""
        return predicate in (_RDF_TYPE, str(self.release.names.term("notStated")))

    def label(self, iri: str) -> str:
        """The name of anything in the language of the page, else in any, else its short name."""
        best = _best(self.release.labels(iri), self.language)
        if best:
            return best[0]
        short = short_name(self.release, iri)
        return EXTERNAL_LABELS.get(short, {}).get(self.language, short)


def _nearest(text: str, own: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """The quotes that hold these very words, if any does; otherwise all of them."""
    return tuple(each for each in own if text in each.exact) or own


def _best(names: Mapping[str, str], language: str) -> tuple[str, str] | None:
    for each in (language, "vi", "en", *sorted(names)):
        if each in names:
            return names[each], each
    return None
