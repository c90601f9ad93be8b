"""Patterns, paths, graphs and results over the data of the release: every engine answers as our own store does."""

from __future__ import annotations

import pytest

from graph.engine import LocalEngine
from graph.formats import GRAPH_FORMATS, RESULT_FORMATS, TURTLE, Format
from graph.store import QueryDataset, Release
from tests.remote.asking import ask, bag, expected, triples, values
from tests.remote.conftest import Tried

_G = "https://w3id.org/khen/graph/"
VOCAB, META, ORGS, SAID = (f"{_G}{name}" for name in ("vocab", "meta", "ref/orgs", "announcement/642ca70eabb422b4"))
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
COUNT_NAMED = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
_VWU = "<https://w3id.org/khen/id/org/vwu>"

CASES: dict[str, str] = {
    "count-of-the-union": COUNT,
    "count-of-the-graphs": "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "classes": "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) { ?s a ?class } GROUP BY ?class",
    "properties": "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p",
    "languages": "SELECT ?l (COUNT(*) AS ?n) { ?s rdfs:label ?o BIND(LANG(?o) AS ?l) } GROUP BY ?l",
    "datatypes": "SELECT ?d (COUNT(*) AS ?n) { ?s ?p ?o FILTER(ISLITERAL(?o)) BIND(DATATYPE(?o) AS ?d) } GROUP BY ?d",
    "labels": "SELECT ?s ?name { ?s skos:prefLabel ?name FILTER(LANG(?name) = 'vi') }",
    "vietnamese-filter": "SELECT ?s { ?s skos:prefLabel ?name FILTER(CONTAINS(?name, 'Bến Tre')) }",
    "vietnamese-equals": "SELECT ?s { ?s skos:prefLabel 'Bến Tre'@vi }",
    "vietnamese-lower-case-filter": "SELECT ?s { ?s skos:prefLabel ?name FILTER(CONTAINS(LCASE(?name), 'đắk lắk')) }",
    "vietnamese-regex-filter": "SELECT ?s { ?s skos:prefLabel ?name FILTER(REGEX(?name, 'bến tre', 'i')) }",
    "vietnamese-regex-capitals": "SELECT ?s { ?s skos:prefLabel ?name FILTER(REGEX(STR(?name), 'ĐẮK', 'i')) }",
    "vietnamese-upper-case-filter": "SELECT ?s { ?s skos:prefLabel ?n FILTER(CONTAINS(UCASE(STR(?n)), 'ĐẮK')) }",
    "numbers": "SELECT ?s ?v { ?s khen:statedValue ?v FILTER(?v > 100) }",
    "sum": "SELECT (SUM(?v) AS ?n) { ?s khen:listPosition ?v }",
    "dates": "SELECT ?s ?d { ?s schema:startDate|schema:validFrom ?d FILTER(?d >= '2025-01-01'^^xsd:date) }",
    "booleans": "SELECT ?s ?b { ?s khen:currencyInferred ?b }",
    "boolean-pattern": "SELECT ?s { ?s khen:currencyInferred true }",
    "path-sequence": "SELECT ?e ?x { ?e oa:hasSelector/oa:exact ?x }",
    "path-alternative": "SELECT ?a ?b { ?a org:unitOf|org:subOrganizationOf ?b }",
    "path-inverse": f"SELECT ?x {{ {_VWU} ^org:subOrganizationOf ?x }}",
    "path-plus-to-bound": f"SELECT ?x {{ ?x (org:unitOf|org:subOrganizationOf)+ {_VWU} }}",
    "path-star-to-bound": f"SELECT ?x {{ ?x (org:unitOf|org:subOrganizationOf)* {_VWU} }}",
    "path-plus-unbound": "SELECT ?x ?y { ?x org:unitOf+ ?y }",
    "path-star-after-pattern": "SELECT ?x ?y { ?x a org:FormalOrganization . ?x org:subOrganizationOf* ?y }",
    "path-optional": f"SELECT ?x {{ {_VWU} org:subOrganizationOf? ?x }}",
    "path-negated": f"SELECT ?x {{ {_VWU} !(rdf:type|rdfs:label|skos:prefLabel) ?x }}",
    "optional": "SELECT ?s ?h { ?s a schema:Person OPTIONAL { ?s schema:honorificPrefix ?h } }",
    "optional-filter": "SELECT ?s ?n { ?s a org:Role OPTIONAL { ?s skos:prefLabel ?n FILTER(LANG(?n) = 'en') } }",
    "exists": "SELECT ?s { ?s a schema:Person FILTER EXISTS { ?s schema:honorificPrefix ?h } }",
    "not-exists": "SELECT ?s { ?s a org:FormalOrganization FILTER NOT EXISTS { ?s org:subOrganizationOf ?o } }",
    "minus": "SELECT ?s { ?s a org:FormalOrganization MINUS { ?s org:subOrganizationOf ?o } }",
    "minus-with-filter": "SELECT ?s ?n { ?s skos:prefLabel ?n MINUS { ?s skos:prefLabel ?n FILTER(LANG(?n) = 'vi') } }",
    "union": "SELECT ?s { { ?s a schema:Person } UNION { ?s a org:Role } }",
    "values": f"SELECT ?s ?p ?o {{ VALUES ?s {{ {_VWU} }} ?s ?p ?o }}",
    "bind-and-concat": "SELECT ?x { ?s a schema:Person ; skos:prefLabel ?n BIND(CONCAT('Bà ', STR(?n)) AS ?x) }",
    "subquery": "SELECT ?g ?n { { SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s a ?c } } GROUP BY ?g } FILTER(?n > 10) }",
    "group-concat": "SELECT (GROUP_CONCAT(DISTINCT ?l; SEPARATOR=',') AS ?x) { ?s skos:prefLabel ?n . "
    "FILTER(LANG(?n) = 'vi') BIND(LANG(?n) AS ?l) }",
    "order-by-number": "SELECT ?s ?v { ?s khen:listPosition ?v } ORDER BY DESC(?v) ?s LIMIT 5",
    "order-by-vietnamese": "SELECT ?name { ?s a schema:Person ; skos:prefLabel ?name } ORDER BY ?name",
    "graph-named": f"SELECT ?s {{ GRAPH <{ORGS}> {{ ?s a org:FormalOrganization }} }}",
    "graph-not-held": "SELECT ?s { GRAPH <http://example.org/none> { ?s ?p ?o } }",
    "graph-and-union": f"SELECT ?s ?n {{ GRAPH <{ORGS}> {{ ?s a org:FormalOrganization }} ?s skos:prefLabel ?n }}",
    "from": f"SELECT (COUNT(*) AS ?n) FROM <{VOCAB}> {{ ?s ?p ?o }}",
    "from-hides-the-others": f"SELECT (COUNT(*) AS ?n) FROM <{VOCAB}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "from-named": f"SELECT ?g (COUNT(*) AS ?n) FROM NAMED <{VOCAB}> FROM NAMED <{META}> "
    "{ GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "from-named-leaves-the-default-empty": f"SELECT (COUNT(*) AS ?n) FROM NAMED <{VOCAB}> {{ ?s ?p ?o }}",
    "from-and-from-named": f"SELECT ?s FROM <{ORGS}> FROM NAMED <{META}> {{ ?s a org:FormalOrganization "
    "FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }",
    "from-two-apart": f"SELECT (COUNT(*) AS ?n) FROM <{VOCAB}> FROM <{ORGS}> {{ ?s ?p ?o }}",
    "graphs-listed": "SELECT ?g { GRAPH ?g {} }",
}


@pytest.mark.parametrize("case", CASES)
def test_rows(case: str, tried: Tried, release: Release) -> None:
    query = CASES[case]
    assert bag(ask(tried.engine, query)) == bag(expected(release, query))


@pytest.mark.parametrize("case", ["order-by-number", "order-by-vietnamese"])
def test_order(case: str, tried: Tried, release: Release) -> None:
    assert ask(tried.engine, CASES[case]) == expected(release, CASES[case])


PARAMETERS: dict[str, tuple[QueryDataset, str]] = {
    "default-graph-uri": (QueryDataset((VOCAB,)), COUNT),
    "default-graph-uri-all": (QueryDataset(()), COUNT),
    "default-graph-uri-hides-the-others": (QueryDataset((VOCAB,)), COUNT_NAMED),
    "named-graph-uri": (QueryDataset((), (VOCAB, META)), COUNT_NAMED),
    "named-graph-uri-alone": (QueryDataset((), (VOCAB,)), COUNT),
    "both-parameters": (QueryDataset((VOCAB,), (META,)), COUNT_NAMED),
    "two-default-graphs-apart": (QueryDataset((VOCAB, ORGS)), COUNT),
    "two-default-graphs-that-overlap": (QueryDataset((ORGS, SAID)), COUNT),
    "parameter-before-from": (QueryDataset((VOCAB,)), f"SELECT (COUNT(*) AS ?n) FROM <{META}> {{ ?s ?p ?o }}"),
}


@pytest.mark.parametrize("case", PARAMETERS)
def test_parameters_of_the_protocol(case: str, tried: Tried, release: Release) -> None:
    dataset, query = PARAMETERS[case]
    if case == "default-graph-uri-all":
        dataset = QueryDataset(release.graphs)
    assert bag(ask(tried.engine, query, dataset=dataset)) == bag(expected(release, query, dataset=dataset))


GRAPHS: dict[str, str] = {
    "describe": f"DESCRIBE {_VWU}",
    "describe-pattern": "DESCRIBE ?s { ?s a schema:Person }",
    "describe-nothing": "DESCRIBE <http://example.org/none>",
    "describe-with-graph": f"DESCRIBE ?s {{ GRAPH <{ORGS}> {{ ?s a org:FormalOrganization }} }}",
    "construct": "CONSTRUCT { ?s rdfs:label ?n } { ?s skos:prefLabel ?n }",
    "construct-where": "CONSTRUCT WHERE { ?s skos:prefLabel ?n }",
    "construct-nothing": "CONSTRUCT { ?s ?p ?o } { ?s <http://example.org/none> ?o . ?s ?p ?o }",
    "construct-all": "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }",
    "construct-with-constants": "CONSTRUCT { ?s a <http://e/T> ; rdfs:comment 'Đ'@vi } { ?s a schema:Person }",
    "construct-numbers": "CONSTRUCT { ?s khen:listPosition ?v } { ?s khen:listPosition ?v }",
}


@pytest.mark.parametrize("case", GRAPHS)
def test_graphs(case: str, tried: Tried, release: Release) -> None:
    query = GRAPHS[case]
    assert triples(tried.engine, query) == triples(LocalEngine(release), query)


_SHORT = "SELECT ?s ?name { ?s a schema:Person ; skos:prefLabel ?name } ORDER BY STR(?name) ?s"


@pytest.mark.parametrize("format", RESULT_FORMATS, ids=lambda each: each.extension)
@pytest.mark.parametrize("case", ["format-select", "format-ask", "format-empty"])
def test_result_formats_are_the_same_bytes(case: str, format: Format, tried: Tried, release: Release) -> None:
    query = {"format-select": _SHORT, "format-ask": "ASK { ?s a schema:Person }"}.get(
        case, "SELECT ?a ?b { ?a <e:n> ?b }"
    )
    assert ask(tried.engine, query, format) == expected(release, query, format)


@pytest.mark.parametrize("format", GRAPH_FORMATS, ids=lambda each: each.extension)
@pytest.mark.parametrize("case", ["format-describe", "format-construct"])
def test_graph_formats_are_the_same_bytes(case: str, format: Format, tried: Tried, release: Release) -> None:
    query = GRAPHS[case.removeprefix("format-")]
    assert ask(tried.engine, query, format) == expected(release, query, format)


def test_prefixes_of_the_query_are_used_in_the_answer(tried: Tried) -> None:
    query = "PREFIX mine: <https://w3id.org/khen/id/org/> PREFIX org: <http://e/> DESCRIBE mine:vwu"
    assert b"mine:vwu" in ask(tried.engine, query, TURTLE)


def test_a_prefix_of_its_own_goes_before_ours(tried: Tried) -> None:
    assert values(tried.engine, "PREFIX schema: <http://example.org/> SELECT (STR(schema:a) AS ?x) {}") == [
        ["http://example.org/a"]
    ]
