"""The description of the service (https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.term import Node

from graph.formats import GRAPH_FORMATS, Format
from tests.protocol.asking import BROWSER, DIRECT, FORM, Endpoint, accept, problem
from tests.protocol.reading import read_graph
from tests.protocol.release import BASE, DATA1, GRAPHS

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
COUNT = "SELECT (COUNT(*) AS ?x) { ?s ?p ?o }"


def _described(endpoint: Endpoint, format: Format = GRAPH_FORMATS[0]) -> Graph:
    answer = endpoint.get(None, accept(format.media_type))
    assert (answer.status, answer.media_type) == (200, format.media_type)
    return read_graph(answer.body, format)


@pytest.fixture(scope="module")
def graph(endpoint: Endpoint) -> Graph:
    return _described(endpoint)


@pytest.fixture(scope="module")
def service(graph: Graph) -> Node:
    (service,) = graph.subjects(RDF.type, SD.Service)
    return service


def _count(graph: Graph, node: Node | None) -> int:
    """The number of triples that is stated of a graph, at its description or at its name."""
    places = {node, *graph.objects(node, SD.graph), *graph.objects(node, SD.name)}
    counts = {int(each) for place in places for each in graph.objects(place, VOID.triples) if isinstance(each, Literal)}
    (count,) = counts
    return count


@pytest.mark.parametrize("format", GRAPH_FORMATS, ids=lambda each: each.extension)
def test_it_is_the_same_in_each_graph_format(endpoint: Endpoint, graph: Graph, format: Format) -> None:
    assert isomorphic(_described(endpoint, format), graph)


def test_without_accept_it_is_turtle_and_for_browsers_a_form(endpoint: Endpoint) -> None:
    assert endpoint.get(None).media_type == "text/turtle"
    page = endpoint.get(None, accept(BROWSER))
    assert page.media_type == "text/html"
    assert b"<form" in page.body


def test_in_other_formats_there_is_none(endpoint: Endpoint) -> None:
    for wanted in ("text/csv", "application/sparql-results+json", "image/png"):
        document = problem(endpoint.get(None, accept(wanted)), 406)
        assert {each.media_type for each in GRAPH_FORMATS} <= set(document["formats"])


def test_only_a_request_without_any_query_gets_it(endpoint: Endpoint) -> None:
    for method in ("POST", "QUERY"):
        problem(endpoint.direct("", method=method), 400)
        problem(endpoint.form({"timeout": "1"}, method=method), 400)
        assert endpoint.send(method, headers={"Content-Type": FORM, "Content-Length": "0"}).status == 400


@pytest.mark.parametrize("parameter", ["default_graph_uri", "named_graph_uri"])
def test_a_dataset_without_a_query_is_a_mistake(endpoint: Endpoint, parameter: str) -> None:
    """There has to be exactly one query (SPARQL 1.1 Protocol, section 2.1.1)."""
    problem(endpoint.get(None, **{parameter: DATA1}), 400)


def test_m01_it_names_the_endpoint(graph: Graph, service: Node) -> None:
    assert list(graph.objects(service, SD.endpoint)) == [URIRef(f"{BASE}sparql")]


def test_it_names_the_language(graph: Graph, service: Node) -> None:
    assert set(graph.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}


def test_it_names_the_formats_and_each_is_there(endpoint: Endpoint, graph: Graph, service: Node) -> None:
    kinds = {
        "SPARQL_Results_JSON": "application/sparql-results+json",
        "SPARQL_Results_XML": "application/sparql-results+xml",
        "SPARQL_Results_CSV": "text/csv",
        "SPARQL_Results_TSV": "text/tab-separated-values",
        "Turtle": "text/turtle",
        "N-Triples": "application/n-triples",
        "JSON-LD": "application/ld+json",
        "RDF_XML": "application/rdf+xml",
    }
    assert set(graph.objects(service, SD.resultFormat)) == {FORMATS[each] for each in kinds}
    for name, kind in kinds.items():
        query = "ASK {}" if name.startswith("SPARQL") else "CONSTRUCT WHERE { ?s a ?t }"
        assert endpoint.get(query, accept(kind)).media_type == kind


def test_it_names_what_it_does_and_not_what_it_does_not(graph: Graph, service: Node) -> None:
    features = set(graph.objects(service, SD.feature))
    assert SD.UnionDefaultGraph in features
    assert not features & {SD.DereferencesURIs, SD.BasicFederatedQuery, SD.RequiresDataset}


def test_the_default_graph_is_the_union_as_it_says(endpoint: Endpoint) -> None:
    everywhere = "SELECT (COUNT(*) AS ?x) { SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } }"
    each = "SELECT (COUNT(*) AS ?x) { GRAPH ?g { ?s ?p ?o } }"
    union = int(endpoint.get(COUNT).value())
    assert union == int(endpoint.get(everywhere).value())
    assert 0 < union < int(endpoint.get(each).value())


def test_it_describes_one_dataset_and_its_default_graph(endpoint: Endpoint, graph: Graph, service: Node) -> None:
    (dataset,) = graph.objects(service, SD.defaultDataset)
    assert (dataset, RDF.type, SD.Dataset) in graph
    (default,) = graph.objects(dataset, SD.defaultGraph)
    assert (default, RDF.type, SD.Graph) in graph
    assert _count(graph, default) == int(endpoint.get(COUNT).value())


def test_it_names_the_graphs_there_are(endpoint: Endpoint, graph: Graph, service: Node) -> None:
    dataset = graph.value(service, SD.defaultDataset)
    named = list(graph.objects(dataset, SD.namedGraph))
    assert all((each, RDF.type, SD.NamedGraph) in graph for each in named)
    names = [str(graph.value(each, SD.name)) for each in named]
    held = {row["g"]["value"] for row in endpoint.get("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").rows()}
    assert sorted(names) == sorted(held) == list(GRAPHS)


@pytest.mark.parametrize("name", GRAPHS)
def test_it_counts_the_triples_of_each_graph(endpoint: Endpoint, graph: Graph, name: str) -> None:
    (node,) = graph.subjects(SD.name, URIRef(name))
    expected = int(endpoint.get(COUNT, default_graph_uri=name).value())
    assert _count(graph, node) == expected
    inside = f"SELECT (COUNT(*) AS ?x) {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"
    assert int(endpoint.direct(inside).value()) == expected


def test_a_query_may_be_sent_to_the_endpoint_as_described(endpoint: Endpoint) -> None:
    """The media types that ``Accept-Query`` names here are those that are read."""
    for kind, body in ((DIRECT, b"ASK {}"), (FORM, b"query=ASK{}")):
        assert endpoint.send("QUERY", body=body, headers={"Content-Type": kind}).boolean() is True
