"""Values of every kind in each graph format: read back by rdflib, they are the graph that they were."""

from __future__ import annotations

import json

import pytest
import rdflib
from pyoxigraph import Literal
from rdflib.compare import isomorphic

from graph.formats import GRAPH_FORMATS, Format
from tests.protocol.asking import Endpoint, accept, problem
from tests.protocol.reading import read_graph, term_of
from tests.protocol.release import BASE, COPY, DATA1, DOCUMENT, RDF, VALUE_GRAPH
from tests.protocol.values import VALUES

STORED = f"CONSTRUCT {{ ?s <{RDF}value> ?value }} {{ GRAPH <{VALUE_GRAPH}> {{ ?s <{RDF}value> ?value }} }}"
each_format = pytest.mark.parametrize("format", GRAPH_FORMATS, ids=lambda each: each.extension)


@pytest.fixture(autouse=True)
def _exact(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let rdflib keep literals as they are written."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def _get(endpoint: Endpoint, query: str, format: Format) -> rdflib.Graph:
    answer = endpoint.get(query, accept(format.media_type))
    assert (answer.status, answer.media_type) == (200, format.media_type), answer.body
    return read_graph(answer.body, format)


@each_format
def test_stored_values_come_back_whole(endpoint: Endpoint, format: Format) -> None:
    graph = _get(endpoint, STORED, format)
    found = {str(s).removeprefix(f"{BASE}id/value/"): term_of(o) for s, o in graph.subject_objects()}
    assert len(graph) == len(VALUES)
    assert found == VALUES


@each_format
def test_describe_gives_what_is_stated_of_a_thing(endpoint: Endpoint, format: Format) -> None:
    graph = _get(endpoint, f"DESCRIBE <{DATA1}>", format)
    assert set(graph) == {(rdflib.URIRef(DATA1), rdflib.RDF.type, rdflib.URIRef(DOCUMENT))}


@each_format
def test_a_triple_of_two_graphs_is_one_triple(endpoint: Endpoint, format: Format) -> None:
    query = f"CONSTRUCT {{ ?s ?p ?o }} FROM <{VALUE_GRAPH}> FROM <{COPY}> {{ ?s ?p ?o ; <{RDF}value> 'chữ' }}"
    assert len(_get(endpoint, query, format)) == 2


@each_format
def test_blank_nodes_come_back_as_they_hang_together(endpoint: Endpoint, format: Format) -> None:
    """One for each solution, shared by its triples."""
    template = "_:a <http://e/number> ?n ; <http://e/next> _:b . _:b <http://e/label> 'nút', 'nốt' ."
    graph = _get(endpoint, f"CONSTRUCT {{ {template} }} {{ VALUES ?n {{ 1 2 }} }}", format)
    expected = rdflib.Graph().parse(
        data=(template.replace("?n", "1") + template.replace("?n", "2").replace("_:a", "_:c").replace("_:b", "_:d")),
        format="turtle",
    )
    assert isomorphic(graph, expected)


@each_format
def test_an_empty_graph_is_a_graph(endpoint: Endpoint, format: Format) -> None:
    assert len(_get(endpoint, "CONSTRUCT WHERE { ?s <http://example.org/none> ?o }", format)) == 0
    assert len(_get(endpoint, "DESCRIBE <http://example.org/none>", format)) == 0


@each_format
def test_what_is_no_triple_is_left_out(endpoint: Endpoint, format: Format) -> None:
    """SPARQL 1.1 Query, section 16.2: with an unbound variable or a literal as its subject there is no triple."""
    query = "CONSTRUCT { ?a <http://e/p> ?b } { VALUES (?a ?b) { (<http://e/a> 1) (<http://e/a> UNDEF) (1 2) } }"
    graph = _get(endpoint, query, format)
    assert [str(each) for each in graph.objects()] == ["1"]


@each_format
@pytest.mark.parametrize("code", [0x1, 0x8, 0xC, 0x1F, 0xFFFE])
def test_only_rdf_xml_cannot_hold_control_characters(endpoint: Endpoint, format: Format, code: int) -> None:
    query = f"CONSTRUCT {{ <http://e/a> <http://e/p> 'a\\u{code:04X}b' }} {{}}"
    if format.media_type == "application/rdf+xml":
        assert f"U+{code:04X}" in problem(endpoint.get(query, accept(format.media_type)), 406)["detail"]
    else:
        assert [term_of(each) for each in _get(endpoint, query, format).objects()] == [Literal(f"a{chr(code)}b")]


def test_a_predicate_that_rdf_xml_cannot_write_is_406(endpoint: Endpoint) -> None:
    """A predicate is the name of an element there; one that ends in a digit is none."""
    query = "CONSTRUCT { <http://e/a> <http://e/1> 1 } {}"
    document = problem(endpoint.get(query, accept("application/rdf+xml")), 406)
    assert "Turtle" in document["remedy"]
    assert len(_get(endpoint, query, GRAPH_FORMATS[0])) == 1


def test_json_ld_has_no_number_that_a_reader_might_round(endpoint: Endpoint) -> None:
    """Many readers hold numbers as doubles (RFC 8259, section 6), so others are written as strings."""
    found: list[str] = []
    body = endpoint.get(STORED, accept("application/ld+json")).body
    json.loads(body, parse_int=found.append, parse_float=found.append, parse_constant=found.append)
    assert found
    assert all(abs(int(each)) < 2**53 and str(int(each)) == each for each in found)
