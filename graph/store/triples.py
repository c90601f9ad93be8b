"""Triples as bytes: readable, prefixed and the same every time.

Oxigraph writes flat Turtle, expanded JSON-LD only, and RDF/XML that is not well formed for some predicates,
so graphs are written by rdflib; N-Triples are sorted lines. rdflib is imported when first needed, because
a server that starts should not wait for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from graph.formats import JSON_LD, N_TRIPLES, RDF_XML, Format
from graph.store.errors import ReleaseError, UnrepresentableError

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_Term = NamedNode | BlankNode | Literal


def serialize_graph(triples: Iterable[Triple], format: Format, prefixes: Mapping[str, str]) -> bytes:
    """The triples in a format, each once, in an order that depends on nothing but them.

    Raises:
        UnrepresentableError: RDF/XML cannot write a predicate or a character, or rdflib not a term.

    >>> from graph.formats import TURTLE
    >>> a = Triple(NamedNode("http://e/a"), NamedNode("http://e/p"), Literal("đ", language="vi"))
    >>> print(serialize_graph([a, a], TURTLE, {"e": "http://e/"}).decode())
    @prefix e: <http://e/> .
    <BLANKLINE>
    e:a e:p "đ"@vi .
    <BLANKLINE>
    <BLANKLINE>
    """
    distinct = set(triples)
    if format == N_TRIPLES:
        lines = serialize(distinct, format=RdfFormat.N_TRIPLES) or b""
        # Not splitlines(): a literal may hold U+2028 and its like as they are.
        return b"".join(sorted(line + b"\n" for line in lines.split(b"\n") if line))
    graph = _rdflib_graph(distinct, format, prefixes)
    if format == JSON_LD:
        return _json_ld(graph, prefixes)
    if format == RDF_XML:
        _check_xml(distinct)
    try:
        return graph.serialize(format=format.rdflib, encoding="utf-8")
    except ValueError as error:
        raise UnrepresentableError(
            format.label, f"cannot hold this result: {error}", "Ask for Turtle or N-Triples instead."
        ) from error


def parse_graph(path: Path) -> tuple[Triple, ...]:
    """The triples of a Turtle file of a release, such as its ontology.

    Raises:
        ReleaseError: the file is missing or damaged.
    """
    try:
        return tuple(quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE))
    except (OSError, SyntaxError) as error:
        raise ReleaseError(path, f"cannot be read: {error}", "Build the release again with: khen build") from error


def value_of(term: object) -> str:
    """The IRI of a named node, the characters of a literal, the label of a blank node.

    Published data hold no other terms; where a store built from other files does, the term as it is written.

    >>> value_of(NamedNode("http://e/a")), value_of(Literal("đ", language="vi"))
    ('http://e/a', 'đ')
    """
    return term.value if isinstance(term, NamedNode | BlankNode | Literal) else str(term)


def _rdflib_graph(triples: set[Triple], format: Format, prefixes: Mapping[str, str]) -> rdflib.Graph:
    from rdflib import Graph

    graph = Graph(bind_namespaces="none")
    for prefix, namespace in sorted(prefixes.items()):
        graph.bind(prefix, namespace, override=True)
    for triple in sorted(triples, key=str):
        graph.add(tuple(_to_rdflib(term, format) for term in triple))  # type: ignore[arg-type]
    return graph


def _to_rdflib(term: object, format: Format) -> Node:
    from rdflib import BNode, URIRef
    from rdflib import Literal as RdflibLiteral

    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if isinstance(term, Literal) and term.direction is None:
        if term.language:
            return RdflibLiteral(term.value, lang=term.language)
        plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
        return RdflibLiteral(term.value, datatype=None if plain else URIRef(term.datatype.value), normalize=False)
    raise UnrepresentableError(
        format.label, "this result holds a term of RDF 1.2, which it cannot", "Ask for N-Triples instead."
    )


def _check_xml(triples: Iterable[Triple]) -> None:
    """XML 1.0 has no way at all to write most control characters, escaped or not."""
    for triple in triples:
        if isinstance(triple.object, Literal) and (match := _NOT_XML.search(triple.object.value)):
            raise xml_unrepresentable(match.group())


def xml_unrepresentable(character: str) -> UnrepresentableError:
    """The error for a character that XML cannot hold."""
    return UnrepresentableError(
        "XML",
        f"the result holds the control character U+{ord(character):04X}, which XML cannot",
        "Ask for JSON, Turtle or another format that is not XML.",
    )


def _json_ld(graph: rdflib.Graph, prefixes: Mapping[str, str]) -> bytes:
    used = {
        prefix: namespace
        for prefix, namespace in prefixes.items()
        if any(str(term).startswith(namespace) for triple in graph for term in triple)
    }
    text = graph.serialize(format="json-ld", context=used, sort_keys=True)
    document = json.loads(text)
    if isinstance(document.get("@graph"), list):
        document["@graph"].sort(key=lambda node: node.get("@id", "") if isinstance(node, dict) else "")
    return (json.dumps(_settled(document), ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _settled(value: object) -> object:
    """The same JSON-LD with the values of each property in one order: they are sets, not sequences."""
    if isinstance(value, dict):
        keep = "@list" in value
        return {key: each if keep or key == "@context" else _settled(each) for key, each in value.items()}
    if isinstance(value, list):
        return sorted((_settled(each) for each in value), key=lambda each: json.dumps(each, sort_keys=True))
    return value
