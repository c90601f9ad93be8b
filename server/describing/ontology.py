"""The ontology as its page shows it: each term with what it means, how often it is used, and an example."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Triple

from graph.store import Release, value_of
from server.reading import short_name

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
_OWL: Final = "http://www.w3.org/2002/07/owl#"
_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_VOID: Final = "http://rdfs.org/ns/void#"
_TYPE: Final = NamedNode(_RDF + "type")
_LABELS: Final = (_RDFS + "label", _SKOS + "prefLabel")
_DEFINITIONS: Final = (_SKOS + "definition", _RDFS + "comment")
GROUPS: Final = ("classes", "properties", "concepts")
"""The kinds of terms, in the order of the page."""
_LOOKED_AT: Final = 200
"""Statements among which the example with the smallest IRI is taken; an IRI, so that it is the same every time."""


@dataclass(frozen=True)
class Term:
    """A term of the vocabulary.

    Attributes:
        iri: of the term.
        local: its name after ``#``.
        group: one of :data:`GROUPS`.
        labels: by language.
        definitions: by language.
        relations: prefixed names of properties such as ``rdfs:domain``, each with the IRIs it leads to.
        used: instances of a class, statements with a property, or things that name a concept.
        example: the IRI of the subject of such a statement, and its value; empty where there is none.
        leads: whether it is a property whose values are things.
    """

    iri: str
    local: str
    group: str
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    relations: tuple[tuple[str, tuple[str, ...]], ...]
    used: int
    example: tuple[str, str] | None
    leads: bool = False


def read_terms(release: Release, triples: Iterable[Triple]) -> tuple[Term, ...]:
    """The terms that an ontology defines in our namespace, by group and then by name.

    Args:
        release: where they are used.
        triples: of the ontology.
    """
    namespace = str(release.names.term(""))
    about: dict[str, list[Triple]] = {}
    for triple in triples:
        if isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(namespace):
            about.setdefault(triple.subject.value, []).append(triple)
    counts = partitions(release)
    found = [_term(release, iri, stated, counts) for iri, stated in about.items()]
    return tuple(sorted(found, key=lambda each: (GROUPS.index(each.group), each.local.lower(), each.local)))


def _term(release: Release, iri: str, stated: Iterable[Triple], counts: Mapping[str, int]) -> Term:
    words: dict[str, dict[str, str]] = {"label": {}, "definition": {}}
    relations: dict[str, list[str]] = {}
    types: set[str] = set()
    for triple in stated:
        predicate, value = triple.predicate.value, triple.object
        if isinstance(value, Literal) and predicate in (*_LABELS, *_DEFINITIONS):
            words["label" if predicate in _LABELS else "definition"].setdefault(value.language or "", value.value)
        elif predicate == _TYPE.value:
            types.add(value_of(value))
        elif isinstance(value, NamedNode) and predicate != _RDFS + "isDefinedBy":
            relations.setdefault(short_name(release, predicate), []).append(value.value)
    group = _group(types)
    used, example = _use(release, iri, group)
    return Term(
        iri,
        iri.rpartition("#")[2],
        group,
        words["label"],
        words["definition"],
        tuple((name, tuple(sorted(values))) for name, values in sorted(relations.items())),
        counts.get(iri, used),
        example,
        _OWL + "ObjectProperty" in types,
    )


def _group(types: set[str]) -> str:
    if types & {_OWL + "Class", _RDFS + "Class"}:
        return "classes"
    return "properties" if any("Property" in each for each in types) else "concepts"


def partitions(release: Release) -> dict[str, int]:
    """How often each class and property is used, as the description of the data set (VoID, section 4.4) has it."""
    found: dict[str, int] = {}
    for kind, counted in (("class", "entities"), ("property", "triples")):
        for quad in release.store.quads_for_pattern(None, NamedNode(_VOID + kind), None, DefaultGraph()):
            if not isinstance(quad.subject, NamedNode):
                continue
            numbers = release.store.quads_for_pattern(quad.subject, NamedNode(_VOID + counted), None, DefaultGraph())
            for number in numbers:
                if value_of(number.object).isdigit():
                    found[value_of(quad.object)] = int(value_of(number.object))
    return found


def _use(release: Release, iri: str, group: str) -> tuple[int, tuple[str, str] | None]:
    """How many of the first statements use a term, and the one of them with the smallest subject."""
    node = NamedNode(iri)
    predicate = {"classes": _TYPE, "properties": node}.get(group)
    quads = release.store.quads_for_pattern(None, predicate, None if group == "properties" else node, DefaultGraph())
    vocabulary = str(release.names.term(""))
    some = [
        (quad.subject.value, value_of(quad.object))
        for quad in islice(quads, _LOOKED_AT)
        if isinstance(quad.subject, NamedNode) and not quad.subject.value.startswith(vocabulary)
    ]
    return len(some), min(some, default=None)
