"""Results read by readers that are not those of the engine: Python's own, and for single terms rdflib's."""

from __future__ import annotations

import csv
import io
import json
import warnings
from collections.abc import Callable
from typing import Final
from xml.etree import ElementTree as ET

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode

from graph.formats import Format

Term = NamedNode | Literal | BlankNode
Table = tuple[list[str], list[list[Term | None]]]
"""Variables and rows; ``None`` where a variable is unbound."""
_NS: Final = "{http://www.w3.org/2005/sparql-results#}"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def literal(value: str, language: str | None = None, datatype: str | None = None) -> Literal:
    """A literal from what a format says of it."""
    if language is not None:
        return Literal(value, language=language.lower())
    return Literal(value) if datatype is None else Literal(value, datatype=NamedNode(datatype))


def read_json(body: bytes) -> Table:
    """https://www.w3.org/TR/sparql11-results-json/"""
    document = json.loads(body)
    names = document["head"]["vars"]
    rows = document["results"]["bindings"]
    assert all(set(row) <= set(names) for row in rows)
    return names, [[_json(row[name]) if name in row else None for name in names] for row in rows]


def _json(term: dict[str, str]) -> Term:
    kind, value = term["type"], term["value"]
    if kind == "uri":
        return NamedNode(value)
    if kind == "bnode":
        return BlankNode(value)
    assert kind == "literal"
    return literal(value, term.get("xml:lang"), term.get("datatype"))


def read_xml(body: bytes) -> Table:
    """https://www.w3.org/TR/rdf-sparql-XMLres/"""
    root = ET.fromstring(body)
    names = [each.attrib["name"] for each in root.findall(f"{_NS}head/{_NS}variable")]
    rows = []
    for result in root.findall(f"{_NS}results/{_NS}result"):
        found = {each.attrib["name"]: _xml(next(iter(each))) for each in result.findall(f"{_NS}binding")}
        assert set(found) <= set(names)
        rows.append([found.get(name) for name in names])
    return names, rows


def _xml(element: ET.Element) -> Term:
    value = element.text or ""
    if element.tag == f"{_NS}uri":
        return NamedNode(value)
    if element.tag == f"{_NS}bnode":
        return BlankNode(value)
    assert element.tag == f"{_NS}literal"
    return literal(value, element.get(_LANG), element.get("datatype"))


def read_tsv(body: bytes) -> Table:
    """https://www.w3.org/TR/sparql11-results-csv-tsv/ section 4: terms as in Turtle, so neither tab nor line end."""
    text = body.decode("utf-8")
    assert text.endswith("\n")
    head, *lines = text[:-1].split("\n")
    names = head.split("\t") if head else []
    assert all(name.startswith("?") for name in names)
    rows = [[_turtle(cell) for cell in line.split("\t")] if names else [] for line in lines]
    assert all(len(row) == len(names) for row in rows)
    return [name[1:] for name in names], rows


def _turtle(cell: str) -> Term | None:
    if not cell:
        return None
    if cell.startswith("_:"):
        return BlankNode(cell[2:])
    graph = rdflib.Graph().parse(data=f"<http://e/s> <http://e/p> {cell} .", format="turtle")
    (term,) = graph.objects()
    return term_of(term)


def term_of(term: rdflib.term.Node) -> Term:
    """A term of rdflib as one of the engine."""
    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    assert isinstance(term, rdflib.Literal)
    return literal(str(term), term.language, None if term.datatype is None else str(term.datatype))


def read_csv(body: bytes) -> tuple[list[str], list[list[str]]]:
    """https://www.w3.org/TR/sparql11-results-csv-tsv/ section 3: plain values, RFC 4180, lines ending in CRLF."""
    text = body.decode("utf-8")
    assert text.endswith("\r\n")
    head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    return head, rows


def read_graph(body: bytes, format: Format) -> rdflib.Graph:
    """A graph in any of the graph formats."""
    with warnings.catch_warnings():
        # rdflib's own reader of JSON-LD uses a class of rdflib's that is going to be taken away.
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated", DeprecationWarning)
        return rdflib.Graph().parse(data=body, format=format.rdflib)


READERS: Final[dict[str, Callable[[bytes], Table]]] = {
    "application/sparql-results+json": read_json,
    "application/sparql-results+xml": read_xml,
    "text/tab-separated-values": read_tsv,
}
"""Media type -> reader, for the formats that keep terms whole; CSV keeps their values only."""
