"""The query operation as the W3C test cases of the SPARQL 1.1 Protocol try it, one test for each of their entries.

The cases are those of https://w3c.github.io/rdf-tests/sparql/sparql11/protocol/; the data are ours.
"""

from __future__ import annotations

import pytest
from rdflib import Graph, URIRef

from tests.protocol.asking import ASK, DIRECT, FORM, SELECT, Answer, Endpoint
from tests.protocol.release import DATA0, DATA1, DATA2, DATA3

BOOLEAN = {"application/sparql-results+json", "application/sparql-results+xml"}
TABULAR = BOOLEAN | {"text/csv", "text/tab-separated-values"}
RDF = {"text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"}
IN_DEFAULT = f"ASK {{ <{DATA1}> a ?type . <{DATA2}> a ?type }}"
IN_NAMED = f"ASK {{ GRAPH ?g1 {{ <{DATA1}> a ?type }} GRAPH ?g2 {{ <{DATA2}> a ?type }} }}"
IN_BOTH = f"ASK {{ <{DATA3}> a ?type GRAPH ?g1 {{ <{DATA1}> a ?type }} GRAPH ?g2 {{ <{DATA2}> a ?type }} }}"


def _true(answer: Answer) -> None:
    assert answer.media_type in BOOLEAN
    assert answer.boolean() is True


def test_query_get(endpoint: Endpoint) -> None:
    _true(endpoint.get(ASK, default_graph_uri=DATA0))


@pytest.mark.parametrize("place", ["address", "body"])
def test_query_post_form(endpoint: Endpoint, place: str) -> None:
    graphs = {"default-graph-uri": DATA0}
    if place == "body":
        _true(endpoint.form({"query": ASK, **graphs}))
    else:
        target = f"{endpoint.path}?default-graph-uri={DATA0}"
        _true(endpoint.send("POST", target, b"query=ASK%20%7B%7D", {"Content-Type": FORM}))


def test_query_post_direct(endpoint: Endpoint) -> None:
    _true(endpoint.direct(ASK, default_graph_uri=DATA0))


def test_query_dataset_default_graphs_get(endpoint: Endpoint) -> None:
    _true(endpoint.get(IN_DEFAULT, default_graph_uri=[DATA1, DATA2]))
    assert endpoint.get(IN_DEFAULT, default_graph_uri=[DATA1]).boolean() is False


def test_query_dataset_default_graphs_post(endpoint: Endpoint) -> None:
    _true(endpoint.direct(IN_DEFAULT, default_graph_uri=[DATA1, DATA2]))
    assert endpoint.direct(IN_DEFAULT, default_graph_uri=[DATA2]).boolean() is False


def test_query_dataset_named_graphs_get(endpoint: Endpoint) -> None:
    _true(endpoint.get(IN_NAMED, named_graph_uri=[DATA1, DATA2]))
    assert endpoint.get(IN_NAMED, named_graph_uri=[DATA1, DATA3]).boolean() is False


def test_query_dataset_named_graphs_post(endpoint: Endpoint) -> None:
    _true(endpoint.direct(IN_NAMED, named_graph_uri=[DATA1, DATA2]))
    assert endpoint.direct(IN_NAMED, named_graph_uri=[DATA1]).boolean() is False


def test_query_dataset_full(endpoint: Endpoint) -> None:
    _true(endpoint.direct(IN_BOTH, default_graph_uri=DATA3, named_graph_uri=[DATA1, DATA2]))
    assert endpoint.direct(IN_BOTH, default_graph_uri=DATA1, named_graph_uri=[DATA2]).boolean() is False


def test_query_multiple_dataset(endpoint: Endpoint) -> None:
    """What the protocol names stands, whatever the query names (section 2.1.4)."""
    query = IN_NAMED.replace("ASK", f"ASK FROM <{DATA3}>")
    _true(endpoint.direct(query, named_graph_uri=[DATA1, DATA2]))
    other = f"ASK FROM <{DATA1}> {{ <{DATA1}> a ?type }}"
    assert endpoint.direct(other).boolean() is True
    assert endpoint.direct(other, default_graph_uri=DATA2).boolean() is False
    named = f"ASK FROM NAMED <{DATA1}> {{ GRAPH ?g {{ <{DATA1}> a ?type }} }}"
    assert endpoint.direct(named).boolean() is True
    assert endpoint.direct(named, default_graph_uri=DATA1).boolean() is False


def _typed(endpoint: Endpoint, query: str, allowed: set[str]) -> Answer:
    answer = endpoint.send("POST", body=query.encode(), headers={"Content-Type": DIRECT})
    assert answer.status == 200, answer.body
    assert answer.media_type in allowed
    return answer


def test_query_content_type_select(endpoint: Endpoint) -> None:
    _typed(endpoint, SELECT, TABULAR)


def test_query_content_type_ask(endpoint: Endpoint) -> None:
    _typed(endpoint, ASK, BOOLEAN)


def test_query_content_type_describe(endpoint: Endpoint) -> None:
    """What nothing is known of is described by an empty graph, not by an error."""
    _typed(endpoint, "DESCRIBE <http://example.org/>", RDF)


def test_query_content_type_construct(endpoint: Endpoint) -> None:
    """The case leaves the base of relative IRIs to the service, which needs one (SPARQL 1.1 Query, section 4.1.1)."""
    answer = _typed(endpoint, "CONSTRUCT { <s> <p> 1 } WHERE {}", RDF)
    ((subject, predicate, _),) = Graph().parse(data=answer.body, format=answer.media_type)
    for each, relative in ((subject, "/s"), (predicate, "/p")):
        assert isinstance(each, URIRef)
        assert str(each).startswith(("http://", "https://"))
        assert each.endswith(relative)


def test_update_base_uri(endpoint: Endpoint) -> None:
    """The case stores a relative IRI and reads it back; here a query makes it."""
    answer = endpoint.direct("SELECT (<test> AS ?x) {}")
    assert answer.value().startswith(("http://", "https://"))
    assert answer.value().endswith("/test")
    assert endpoint.direct("BASE <http://example.org/a/> SELECT (<test> AS ?x) {}").value() == (
        "http://example.org/a/test"
    )
