"""Triples as an rdflib graph, and readable Turtle in which every literal stays as it is.

rdflib shortens ``"1"^^xsd:boolean`` to ``1``, which is an integer, and writes doubles anew. Here a literal is
shortened only to what reads back as the same characters and datatype.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from pyoxigraph import Literal as OxigraphLiteral
from pyoxigraph import NamedNode, Triple
from rdflib import XSD, BNode, Graph, Literal, URIRef
from rdflib.plugins.serializers.turtle import TurtleSerializer
from rdflib.term import Node

_SHORT: Final = {
    XSD.integer: re.compile("[+-]?[0-9]+"),
    XSD.decimal: re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD.boolean: re.compile("true|false"),
}


class _ExactTurtle(TurtleSerializer):
    def label(self, node: Any, position: int) -> str:
        """A term as it is written; see section 2.5 of the Turtle recommendation for the short forms."""
        if isinstance(node, Literal) and node.datatype is not None:
            short = _SHORT.get(node.datatype)
            if short is not None and short.fullmatch(node):
                return str(node)
            return f"{Literal(str(node)).n3()}^^{self.get_pname(node.datatype, gen_prefix=False) or node.datatype.n3()}"
        return super().label(node, position)


def ordered_graph(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> Graph:
    """The triples for rdflib's writers, with the prefixes bound. It gives its triples in the same order always."""
    graph = _OrderedGraph(bind_namespaces="none")
    for prefix, namespace in sorted(prefixes.items()):
        graph.bind(prefix, namespace, override=True)
    for triple in triples:
        graph.add((_resource(triple.subject), URIRef(triple.predicate.value), _node(triple.object)))
    return graph


class _OrderedGraph(Graph):
    def triples(self, triple: Any) -> Any:
        """The triples of a pattern, sorted."""
        return iter(sorted(super().triples(triple)))


def _resource(term: object) -> URIRef | BNode:
    return URIRef(term.value) if isinstance(term, NamedNode) else BNode(str(term).removeprefix("_:"))


def _node(term: object) -> Node:
    if not isinstance(term, OxigraphLiteral):
        return _resource(term)
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = URIRef(term.datatype.value)
    return Literal(term.value, datatype=None if datatype == XSD.string else datatype, normalize=False)


def write_turtle(graph: Graph) -> bytes:
    """The graph in Turtle, with the prefixes that are bound in it and used."""
    buffer = io.BytesIO()
    _ExactTurtle(graph).serialize(buffer)
    return buffer.getvalue().strip(b"\n") + b"\n"
