"""Where in which source a node of the data was read, for reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph
from rdflib import RDFS, SKOS

from graph.source import SourceDocument
from graph.vocabulary import OA, Names


@dataclass(frozen=True)
class Place:
    """The line (from 1) of an announcement's source text, and the words quoted there."""

    announcement: str
    line: int
    quote: str


class Places:
    """Finds the place of a node by its evidence, and what to call it by its labels."""

    def __init__(self, store: pyoxigraph.Store, documents: Sequence[SourceDocument], names: Names) -> None:
        self._store = store
        self._documents = {str(names.thing("announcement", f"{each.id}/text")): each for each in documents}
        self._evidence = str(names.term("evidence"))
        self._in_text = str(names.term("inText"))
        # From a part of a statement to what has the evidence: amounts, selectors, shared counts.
        self._holders = [str(each) for each in (names.term("amount"), OA.hasSelector, OA.hasTarget)]

    def of(self, node: str) -> Place | None:
        """The first place from which a node was read; ``None`` for what no announcement states."""
        found = list(self._spans(node))
        for holder in self._holders:
            if not found:
                found = [span for each in self._subjects(holder, node) for span in self._spans(each)]
        if not found:
            return None
        source, start, quote = min(found)
        document = self._documents[source]
        return Place(document.id, document.line_of(min(max(start, 0), len(document.text))), quote)

    def label(self, node: str) -> str:
        """The Vietnamese label of a node, or any, or the end of its address."""
        labels = [
            quad.object
            for predicate in (str(RDFS.label), str(SKOS.prefLabel))
            for quad in self._store.quads_for_pattern(
                pyoxigraph.NamedNode(node), pyoxigraph.NamedNode(predicate), None, None
            )
            if isinstance(quad.object, pyoxigraph.Literal)
        ]
        ranked = sorted(labels, key=lambda each: (each.language != "vi", each.value))
        return ranked[0].value if ranked else node.rsplit("/", 1)[-1]

    def _spans(self, node: str) -> Iterator[tuple[str, int, str]]:
        """Source, start and quotation of each span that a node is, or cites."""
        for source in self._objects(node, self._in_text):
            yield from self._span(source, [node])
        for span in (node, *self._objects(node, self._evidence), *self._objects(node, str(OA.hasTarget))):
            for source in self._objects(span, str(OA.hasSource)):
                yield from self._span(source, list(self._objects(span, str(OA.hasSelector))))

    def _span(self, source: str, selectors: Sequence[str]) -> Iterator[tuple[str, int, str]]:
        starts = [each for selector in selectors for each in self._objects(selector, str(OA.start))]
        quotes = [each for selector in selectors for each in self._objects(selector, str(OA.exact))]
        if source in self._documents and starts and starts[0].lstrip("-").isdecimal():
            yield source, int(starts[0]), quotes[0] if quotes else ""

    def _objects(self, node: str, predicate: str) -> Iterator[str]:
        pattern = (pyoxigraph.NamedNode(node), pyoxigraph.NamedNode(predicate), None, None)
        values = {
            quad.object.value
            for quad in self._store.quads_for_pattern(*pattern)
            if not isinstance(quad.object, pyoxigraph.Triple)
        }
        yield from sorted(values)

    def _subjects(self, predicate: str, node: str) -> Iterator[str]:
        pattern = (None, pyoxigraph.NamedNode(predicate), pyoxigraph.NamedNode(node), None)
        found = {
            quad.subject.value
            for quad in self._store.quads_for_pattern(*pattern)
            if isinstance(quad.subject, pyoxigraph.NamedNode)
        }
        yield from sorted(found)
