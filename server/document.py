"""What a document about a thing holds: what is stated about it, what refers to it, and the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from graph.store import Release, value_of
from graph.withheld import shown
from server.passages import passage_path
from server.referring import Referring, counted, parts_referring, referring, subjects_of_any

INCOMING: Final = 500
"""How many of the statements that refer to a thing its document shows."""
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
_DCTERMS: Final = "http://purl.org/dc/terms/"
_FOAF: Final = "http://xmlns.com/foaf/0.1/"
_OA: Final = "http://www.w3.org/ns/oa#"
_LABELS: Final = (NamedNode(_RDFS + "label"), NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"))


@dataclass(frozen=True)
class Quote:
    """Words of a source: code points ``start`` to ``end`` of its text, and the IRI of the evidence.

    What is withheld of them is ``[…]``.
    """

    exact: str
    start: int
    end: int
    iri: str

    @property
    def path(self) -> str | None:
        """Where they are read within their text, as a path on this server."""
        return passage_path(self.iri)


@dataclass(frozen=True)
class Document:
    """A document about one thing.

    Attributes:
        iri: the thing.
        own: the statements about it and about its parts (its IRI with a fragment), in no order.
        referring: all that refers to it.
        incoming: statements that refer to it, of at most so many triples as were asked for.
        evidence: what is known about the evidence that its statements name, whatever graph it stands in.
        labels: the names of what is mentioned, so too.
    """

    iri: str
    own: tuple[Quad, ...]
    referring: Referring
    incoming: tuple[Quad, ...]
    evidence: tuple[Quad, ...]
    labels: tuple[Quad, ...]

    @cached_property
    def graphs(self) -> tuple[str, ...]:
        """The named graphs that the statements about the thing stand in."""
        return tuple(sorted({value_of(quad.graph_name) for quad in (*self.own, *self.incoming)}))

    def quads(self) -> Iterator[Quad]:
        """Everything it holds."""
        yield from (*self.own, *self.incoming, *self.evidence, *self.labels)


def document(release: Release, iri: str, most: int | None = None) -> Document | None:
    """The document about a thing; ``None`` if nothing is stated about it.

    Args:
        release: where to look.
        iri: the thing, without a fragment. Things named by a fragment of it are its parts.
        most: triples that refer to it; ``INCOMING`` by default.
    """
    counts = counted(release, iri)
    read: dict[str, list[str]] = {}
    own = [*release.about(iri), *_parts(release, iri, parts_referring(release, iri, counts, read))]
    if not own:
        return None
    subjects = {value_of(quad.subject) for quad in own}
    others = referring(release, iri, counts, own, read)
    incoming = tuple(sorted(others.quads(INCOMING if most is None else most), key=str))
    evidence = tuple(_evidence(release, own))
    mentioned = _mentioned([*own, *incoming]) - subjects
    return Document(
        iri,
        tuple(own),
        others,
        incoming,
        evidence,
        tuple(_labels(release, mentioned)),
    )


def about_document(release: Release, page: str, about: Document) -> Iterator[Triple]:
    """The statements about the document itself: topic, data set, licence, the graphs it was taken from."""

    def say(predicate: str, value: NamedNode | Literal) -> Triple:
        return Triple(NamedNode(page), NamedNode(predicate), value)

    yield say(_RDF + "type", NamedNode(_FOAF + "Document"))
    yield say(_FOAF + "primaryTopic", NamedNode(about.iri))
    yield say("http://rdfs.org/ns/void#inDataset", NamedNode(str(release.names.at("dataset/announcements"))))
    yield say(_DCTERMS + "license", NamedNode(release.manifest.licence))
    for graph in about.graphs:
        yield say(_DCTERMS + "source", NamedNode(graph))
    shown, all_of_them = len({quad.triple for quad in about.incoming}), about.referring.count
    if all_of_them > shown:
        yield say(
            _RDFS + "comment",
            Literal(f"Shows {shown} of the {all_of_them} statements that refer to the thing.", language="en"),
        )
        yield say(
            _RDFS + "comment",
            Literal(f"Hiển thị {shown} trong {all_of_them} phát biểu dẫn tới đối tượng.", language="vi"),
        )


def quote_of(release: Release, evidence: str) -> Quote | None:
    """The words that a piece of evidence points at; ``None`` where the IRI names no evidence."""
    exact, numbers = "", {}
    for selector in _objects(release, evidence, _OA + "hasSelector"):
        for quad in release.union_about(selector.value):
            value = value_of(quad.object)
            if quad.predicate.value == _OA + "exact":
                exact = value
            elif quad.predicate.value in (_OA + "start", _OA + "end") and value.isdigit():
                numbers[quad.predicate.value] = int(value)
    if not exact:
        return None
    return Quote(shown(exact), numbers.get(_OA + "start", 0), numbers.get(_OA + "end", 0), evidence)


def _objects(release: Release, iri: str, predicate: str) -> Iterator[NamedNode]:
    for quad in release.union_about(iri):
        if quad.predicate.value == predicate and isinstance(quad.object, NamedNode):
            yield quad.object


def _parts(release: Release, iri: str, referring_parts: Iterable[str]) -> Iterator[Quad]:
    """The statements about the thing's fragments, found through what the thing and they refer to.

    Args:
        release: where to look.
        iri: the thing.
        referring_parts: its fragments that refer to it.
    """
    seen, waiting = {iri}, [iri]
    while waiting:
        current = waiting.pop()
        near = (value_of(quad.object) for quad in release.about(current) if isinstance(quad.object, NamedNode))
        far = referring_parts if current == iri else subjects_of_any(release, current)
        for node in (*near, *far):
            if node.startswith(iri + "#") and node not in seen:
                seen.add(node)
                waiting.append(node)
                yield from release.about(node)


def _evidence(release: Release, own: Iterable[Quad]) -> Iterator[Quad]:
    predicate = str(release.names.term("evidence"))
    for place in sorted({value_of(quad.object) for quad in own if quad.predicate.value == predicate}):
        yield from release.union_about(place)
        for selector in _objects(release, place, _OA + "hasSelector"):
            yield from release.union_about(selector.value)


def _mentioned(quads: Iterable[Quad]) -> set[str]:
    found = set()
    for quad in quads:
        found.add(quad.predicate.value)
        found.update(node.value for node in (quad.subject, quad.object) if isinstance(node, NamedNode))
    return found


def _labels(release: Release, iris: set[str]) -> Iterator[Quad]:
    for iri in sorted(iris):
        for label in _LABELS:  # a thing that is mentioned may have very many other statements
            yield from release.store.quads_for_pattern(NamedNode(iri), label, None, DefaultGraph())
