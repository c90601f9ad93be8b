"""S07: the default graph is the union, and the graphs that are named are obeyed, in every combination."""

from __future__ import annotations

import json

import pytest

from graph.formats import RESULTS_JSON
from graph.store import Form, QueryDataset, QueryRefusedError, Release, evaluate
from graph.store.dataset import dataset_clauses, query_form

BASE = "https://w3id.org/khen/graph/"
VOCAB, META, ORGS = (f"{BASE}{name}" for name in ("vocab", "meta", "ref/orgs"))
DEFAULT = "SELECT (COUNT(*) AS ?n) {} WHERE {{ ?s ?p ?o }}"
NAMED = "SELECT (COUNT(*) AS ?n) {} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}"


def _count(release: Release, query: str, dataset: QueryDataset | None = None) -> int:
    answer = evaluate(
        release, query, formats={Form.SOLUTIONS: RESULTS_JSON, Form.GRAPH: None}, dataset=dataset or QueryDataset()
    )
    return int(json.loads(answer.body)["results"]["bindings"][0]["n"]["value"])


def _sizes(release: Release) -> dict[str, int]:
    return {each.iri: each.triples for each in release.manifest.graphs}


def test_s07_the_default_graph_is_the_union_with_each_triple_once(release: Release) -> None:
    distinct = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } }"
    union = _count(release, DEFAULT.format(""))
    assert union == _count(release, distinct) == release.manifest.counts["triples"]
    assert union < _count(release, NAMED.format("")) == release.manifest.counts["quads"]


@pytest.mark.parametrize(
    "prologue", ["", "BASE <https://w3id.org/khen/>\n", "PREFIX g: <https://w3id.org/khen/graph/>\n"]
)
def test_s07_from_names_the_default_graph(release: Release, prologue: str) -> None:
    name = "<graph/vocab>" if "BASE" in prologue else "g:vocab" if "PREFIX" in prologue else f"<{VOCAB}>"
    assert _count(release, prologue + DEFAULT.format(f"FROM {name}")) == _sizes(release)[VOCAB]
    assert _count(release, prologue + DEFAULT.format(f"from # why not\n {name}")) == _sizes(release)[VOCAB]
    assert _count(release, prologue + NAMED.format(f"FROM {name}")) == 0


def test_s07_from_named_leaves_the_default_graph_empty(release: Release) -> None:
    assert _count(release, DEFAULT.format(f"FROM NAMED <{VOCAB}>")) == 0
    assert _count(release, NAMED.format(f"FROM NAMED <{VOCAB}>")) == _sizes(release)[VOCAB]


def test_s07_both_clauses_and_several_of_each(release: Release) -> None:
    sizes = _sizes(release)
    both = f"FROM <{VOCAB}> FROM NAMED <{META}> FROM NAMED <{ORGS}>"
    assert _count(release, DEFAULT.format(both)) == sizes[VOCAB]
    assert _count(release, NAMED.format(both)) == sizes[META] + sizes[ORGS]
    assert _count(release, DEFAULT.format(f"FROM <{VOCAB}> FROM <{META}>")) == sizes[VOCAB] + sizes[META]


def test_s07_protocol_parameters_go_before_the_clauses(release: Release) -> None:
    sizes = _sizes(release)
    query = DEFAULT.format(f"FROM <{META}>")
    assert _count(release, query, QueryDataset((VOCAB,))) == sizes[VOCAB]
    assert _count(release, query, QueryDataset((), (VOCAB,))) == 0
    assert _count(release, NAMED.format(f"FROM NAMED <{META}>"), QueryDataset((VOCAB,), (ORGS,))) == sizes[ORGS]
    assert _count(release, DEFAULT.format(""), QueryDataset((VOCAB, META))) == sizes[VOCAB] + sizes[META]


@pytest.mark.parametrize("graph", ["http://example.org/g", "https://w3id.org/khen/graph/text/thu-1", "no iri", ""])
def test_s07_a_graph_that_is_not_held_is_refused_with_those_that_are(release: Release, graph: str) -> None:
    with pytest.raises(QueryRefusedError, match="graph/vocab"):
        _count(release, DEFAULT.format(""), QueryDataset((graph,)))
    with pytest.raises(QueryRefusedError, match="graph/vocab"):
        _count(release, DEFAULT.format(""), QueryDataset((), (graph,)))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(?p != 'FROM <http://e/>') }",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } # FROM <http://e/>",
        "# FROM NAMED <http://e/>\nSELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(?p != <http://e/FROM:x>) }",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(1 < 2 || '> FROM <a:b>' > '') }",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o BIND(1 AS ?from) FILTER(?from < 2 || 3 > 2) }",
    ],
)
def test_the_word_from_elsewhere_changes_nothing(release: Release, query: str) -> None:
    assert dataset_clauses(query) == QueryDataset()
    assert _count(release, query) == release.manifest.counts["triples"]


def test_a_prefix_that_ends_in_a_hash_keeps_it() -> None:
    found = dataset_clauses("PREFIX g: <http://e/#> ASK FROM g:a FROM NAMED <b#> {}", "http://h/x?y#z")
    assert found == QueryDataset(("http://e/#a",), ("http://h/b#",))


def test_clauses_of_describe_construct_and_ask_are_read() -> None:
    for query in (
        "DESCRIBE <http://e/a> FROM <http://e/g>",
        "CONSTRUCT { ?s ?p ?o } FROM <http://e/g> WHERE { ?s ?p ?o }",
        "CONSTRUCT FROM <http://e/g> WHERE { ?s ?p ?o }",
        "ASK FROM<http://e/g>{}",
        "SELECT (1 < 2 AS ?x) FROM <http://e/g> {}",
        "SELECT (EXISTS { ?s ?p '}' } AS ?x) FROM <http://e/g> {}",
    ):
        assert dataset_clauses(query) == QueryDataset(("http://e/g",))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?from <http://e/p> ?o }",
        "SELECT * { ?s ?from <http://e/o> }",
        "PREFIX e: <http://e/> SELECT * { ?s e:validFrom|e:startDate ?o }",
        "PREFIX e: <http://e/> SELECT * { ?s e:from <http://e/o> }",
        "SELECT * { ?s ?p 'x'@from . <http://e/s> ?p ?o }",
    ],
)
def test_a_name_that_ends_in_from_is_no_clause(query: str) -> None:
    assert not dataset_clauses(query)


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("ask{}", "ASK"),
        ("# ASK\nPREFIX select: <http://e/> base <http://e/ask> Construct WHERE {}", "CONSTRUCT"),
        ("DESCRIBE<http://e/>", "DESCRIBE"),
        ("S\\u0045LECT * {}", "SELECT"),
        ("selection", None),
        ("PREFIX e: ASK {}", None),
        ("CLEAR ALL", None),
        ("", None),
    ],
)
def test_the_form_of_a_query_is_its_first_word(query: str, form: str | None) -> None:
    assert query_form(query) == form
