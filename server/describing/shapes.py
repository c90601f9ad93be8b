"""The shapes in words: what each of them looks at, and what it asks of that (SHACL, sections 2 to 4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.store import Release, value_of
from server.describing.ontology import partitions
from server.reading import short_name

_SH: Final = "http://www.w3.org/ns/shacl#"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_LABEL: Final = "http://www.w3.org/2000/01/rdf-schema#label"
_TARGETS: Final = (_SH + "targetClass", _SH + "targetSubjectsOf", _SH + "targetObjectsOf", _SH + "targetNode")
_PARAMETERS: Final = (
    "minCount", "maxCount", "class", "datatype", "nodeKind", "in", "hasValue", "pattern", "minInclusive",
    "maxInclusive", "minExclusive", "maxExclusive", "minLength", "maxLength", "languageIn", "uniqueLang", "equals",
    "disjoint", "lessThan", "lessThanOrEquals", "node", "not", "and", "or", "xone", "closed",
)  # fmt: skip
_WRAPPED: Final = (
    ("inversePath", "^{}"),
    ("zeroOrMorePath", "{}*"),
    ("oneOrMorePath", "{}+"),
    ("zeroOrOnePath", "{}?"),
)
_Node = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True)
class Constraint:
    """One thing that a shape asks.

    Attributes:
        local: its name after ``#``.
        messages: what is said where it is not so, by language.
        path: the property that it is about; empty where it is about the node, or asked by a query.
        parameters: such as ``minCount`` and ``1``.
        query: a SPARQL query that finds what is wrong; empty where there is none.
        severity: ``Violation``, ``Warning`` or ``Info``.
    """

    local: str
    messages: Mapping[str, str]
    path: str
    parameters: tuple[tuple[str, str], ...]
    query: str
    severity: str


@dataclass(frozen=True)
class Shape:
    """A node shape.

    Attributes:
        local: its name after ``#``.
        labels: by language.
        targets: kind of target and what it names.
        looked_at: how many nodes of the release it looks at, by the counts of the data set's description (VoID);
            ``None`` where these do not tell.
        constraints: what it asks, in the order of their names.
    """

    local: str
    labels: Mapping[str, str]
    targets: tuple[tuple[str, str], ...]
    looked_at: int | None
    constraints: tuple[Constraint, ...]


def read_shapes(release: Release, triples: Iterable[Triple]) -> tuple[Shape, ...]:
    """The node shapes of a graph, by name.

    Args:
        release: whose prefixes shorten names, and whose things are counted.
        triples: of the shapes graph.
    """
    return _Reader(release, triples).shapes()


class _Reader:
    def __init__(self, release: Release, triples: Iterable[Triple]) -> None:
        self._release = release
        self._counts = partitions(release)
        self._about: dict[str, dict[str, list[_Node]]] = {}
        for each in triples:
            self._about.setdefault(value_of(each.subject), {}).setdefault(each.predicate.value, []).append(each.object)

    def shapes(self) -> tuple[Shape, ...]:
        found = [iri for iri, stated in self._about.items() if _SH + "NodeShape" in self._values(iri, _RDF + "type")
                 and any(each in stated for each in _TARGETS)]  # fmt: skip
        return tuple(self._shape(iri) for iri in sorted(found))

    def _shape(self, iri: str) -> Shape:
        targets = tuple(
            (kind.removeprefix(_SH), value) for kind in _TARGETS for value in sorted(self._values(iri, kind))
        )
        parts = sorted({*self._values(iri, _SH + "property"), *self._values(iri, _SH + "sparql")})
        own = [self._constraint(iri)] if self._parameters(iri) else []
        counted = [self._counts.get(value, 0) for kind, value in targets if kind == "targetClass"]
        return Shape(
            _local(iri),
            self._words(iri, _LABEL),
            targets,
            counted[0] if len(counted) == len(targets) == 1 else None,  # classes may share nodes
            (*own, *(self._constraint(each) for each in parts)),
        )

    def _constraint(self, iri: str) -> Constraint:
        severity = next(iter(self._values(iri, _SH + "severity")), _SH + "Violation")
        paths = self._about.get(iri, {}).get(_SH + "path", [])
        return Constraint(
            _local(iri),
            self._words(iri, _SH + "message"),
            self._path(paths[0]) if paths else "",
            self._parameters(iri),
            next(iter(self._values(iri, _SH + "select")), ""),
            severity.removeprefix(_SH),
        )

    def _parameters(self, iri: str) -> tuple[tuple[str, str], ...]:
        stated = self._about.get(iri, {})
        return tuple(
            (name, ", ".join(self._shown(each) for each in stated[_SH + name]))
            for name in _PARAMETERS
            if _SH + name in stated
        )

    def _path(self, node: _Node) -> str:
        """A property path as SPARQL writes it (SHACL, section 2.3.1)."""
        stated = self._about.get(value_of(node), {})
        for name, written in _WRAPPED:
            if _SH + name in stated:
                return written.format(self._path(stated[_SH + name][0]))
        if _SH + "alternativePath" in stated:
            return "|".join(self._path(each) for each in self._list(stated[_SH + "alternativePath"][0]))
        if _RDF + "first" in stated:
            return "/".join(self._path(each) for each in self._list(node))
        return self._shown(node)

    def _shown(self, node: _Node) -> str:
        if _RDF + "first" in self._about.get(value_of(node), {}):
            return "(" + " ".join(self._shown(each) for each in self._list(node)) + ")"
        if isinstance(node, NamedNode):
            return short_name(self._release, node.value)
        if isinstance(node, Literal):
            return node.value
        inner = sorted(self._about.get(value_of(node), {}).items())
        return "[" + "; ".join(f"{_local(name)} {' '.join(map(self._shown, each))}" for name, each in inner) + "]"

    def _list(self, node: _Node) -> list[_Node]:
        found, current = [], self._about.get(value_of(node), {})
        while _RDF + "first" in current:
            found.append(current[_RDF + "first"][0])
            current = self._about.get(value_of(current[_RDF + "rest"][0]), {})
        return found

    def _values(self, iri: str, predicate: str) -> list[str]:
        return [value_of(each) for each in self._about.get(iri, {}).get(predicate, ())]

    def _words(self, iri: str, predicate: str) -> dict[str, str]:
        found = self._about.get(iri, {}).get(predicate, ())
        return {each.language or "": each.value for each in found if isinstance(each, Literal)}


def _local(iri: str) -> str:
    return iri.rpartition("#")[2]
