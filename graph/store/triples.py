"""Triples as bytes: readable, prefixed and the same every time.

Oxigraph writes flat Turtle, expanded JSON-LD only, and RDF/XML that is not well formed for some predicates, so
these are written by rdflib or by ourselves; N-Triples are sorted lines. What writes with rdflib is imported when
first needed, because a server that starts should not wait for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from graph.errors import English, Worded
from graph.formats import GRAPH_FORMATS, JSON_LD, N_TRIPLES, RDF_XML, RESULT_FORMATS, RESULTS_XML, TURTLE, Format
from graph.store.errors import RESULT, ReleaseError, UnrepresentableError
from graph.store.json_ld import as_json_ld, write_json_ld

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def serialize_graph(triples: Iterable[Triple], format: Format, prefixes: Mapping[str, str]) -> bytes:
    """The triples in a format, each once, in an order that depends on nothing but them.

    Raises:
        UnrepresentableError: RDF/XML cannot write a predicate or a character, or rdflib not a term.

    >>> from graph.formats import TURTLE
    >>> a = Triple(NamedNode("http://e/a"), NamedNode("http://e/p"), Literal("đ", language="vi"))
    >>> print(serialize_graph([a, a], TURTLE, {"e": "http://e/"}).decode().strip())
    @prefix e: <http://e/> .
    <BLANKLINE>
    e:a e:p "đ"@vi .
    """
    distinct = set(triples)
    if format == N_TRIPLES:
        lines = serialize(distinct, format=RdfFormat.N_TRIPLES) or b""
        # Not splitlines(): a literal may hold U+2028 and its like as they are.
        return b"".join(sorted(line + b"\n" for line in lines.split(b"\n") if line))
    _check_terms(distinct, format)
    if format == JSON_LD:
        return write_json_ld(distinct, prefixes)
    from graph.store.turtle import ordered_graph, write_turtle

    graph = ordered_graph(distinct, prefixes)
    if format == TURTLE:
        return write_turtle(graph)
    try:
        # A namespace without a prefix gets a number: in sorted order here, or in hash order later.
        for predicate in sorted({triple.predicate.value for triple in distinct}):
            graph.namespace_manager.compute_qname_strict(predicate)
        return graph.serialize(format=format.rdflib, encoding="utf-8")
    except ValueError as error:
        raise UnrepresentableError(
            format.label,
            Worded("cannot hold this result: %(said)s", said=English(error)),
            Worded("Ask for Turtle or N-Triples instead."),
        ) from error


def json_ld(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> dict[str, Any]:
    """The triples as the JSON-LD that ``serialize_graph`` writes, for a document that holds more than them.

    Raises:
        UnrepresentableError: there is a term of RDF 1.2.
    """
    distinct = set(triples)
    _check_terms(distinct, JSON_LD)
    return as_json_ld(distinct, prefixes)


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


def _check_terms(triples: Iterable[Triple], format: Format) -> None:
    """Refuse terms of RDF 1.2, and what XML 1.0 has no way to write, escaped or not: most control characters."""
    for value in (triple.object for triple in triples):
        if isinstance(value, Triple) or (isinstance(value, Literal) and value.direction is not None):
            raise UnrepresentableError(
                format.label,
                Worded("cannot hold this result: it has a term of RDF 1.2"),
                Worded("Ask for N-Triples instead."),
            )
        if format == RDF_XML and isinstance(value, Literal) and (match := _NOT_XML.search(value.value)):
            raise xml_unrepresentable(match.group(), GRAPH_FORMATS)


def xml_unrepresentable(character: str, formats: Iterable[Format] = RESULT_FORMATS) -> UnrepresentableError:
    """The error for a character that XML cannot hold, in a result that there might be in any of these formats."""
    others = [f"{each.label} ({each.media_type})" for each in formats if each not in (RDF_XML, RESULTS_XML)]
    return UnrepresentableError(
        RESULT,
        Worded("holds the character U+%(code)s, which no XML can hold, escaped or not", code=f"{ord(character):04X}"),
        Worded("Ask for another format: %(list)s.", list=", ".join(others)),
    )
