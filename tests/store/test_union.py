"""The default graph is the merge of graphs: a triple that stands in two of them is one triple."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from graph.formats import RESULTS_JSON, TURTLE
from graph.index import fill
from graph.store import Form, QueryDataset, Release, evaluate

A, B = "https://w3id.org/khen/graph/a", "https://w3id.org/khen/graph/b"


@pytest.fixture
def shared(release: Release) -> Release:
    """The release of the tests with a store in which two graphs share a triple."""
    from dataclasses import replace

    from graph.store import GraphEntry

    store = Store()
    lines = [f"<x:s> <x:p> <x:o> <{A}> .", f"<x:s> <x:p> <x:o> <{B}> .", f"<x:s> <x:p> <x:q> <{B}> ."]
    fill(store, "\n".join(lines).encode())
    graphs = (GraphEntry(A, 1), GraphEntry(B, 2))
    return replace(release, store=store, manifest=replace(release.manifest, graphs=graphs))


def objects(release: Release, query: str, dataset: QueryDataset | None = None) -> Sequence[str]:
    formats = {Form.SOLUTIONS: RESULTS_JSON, Form.GRAPH: TURTLE}
    answer = evaluate(release, query, formats=formats, dataset=dataset or QueryDataset())
    return sorted(row["o"]["value"] for row in json.loads(answer.body)["results"]["bindings"])


def test_a_shared_triple_is_found_once_by_default(shared: Release) -> None:
    assert objects(shared, "SELECT ?o { ?s ?p ?o }") == ["x:o", "x:q"]


def test_a_shared_triple_is_found_once_in_each_named_graph(shared: Release) -> None:
    assert objects(shared, "SELECT ?o { GRAPH ?g { ?s ?p ?o } }") == ["x:o", "x:o", "x:q"]


@pytest.mark.parametrize(
    ("query", "dataset"),
    [
        (f"SELECT ?o FROM <{A}> FROM <{B}> {{ ?s ?p ?o }}", QueryDataset()),
        ("SELECT ?o { ?s ?p ?o }", QueryDataset(default_graph_uri=(A, B))),
        (f"SELECT ?o FROM <{A}> {{ ?s ?p ?o }}", QueryDataset(default_graph_uri=(B, A))),
    ],
)
def test_two_graphs_named_by_a_query_or_by_the_protocol_are_merged(
    shared: Release, query: str, dataset: QueryDataset
) -> None:
    assert objects(shared, query, dataset) == ["x:o", "x:q"]


def test_named_graphs_beside_merged_ones_keep_their_own(shared: Release) -> None:
    dataset = QueryDataset(default_graph_uri=(A, B), named_graph_uri=(B,))
    assert objects(shared, "SELECT ?o { GRAPH ?g { ?s ?p ?o } }", dataset) == ["x:o", "x:q"]


def test_a_store_without_the_union_is_not_taken_for_an_index() -> None:
    from graph.index import has_union

    store = Store()
    store.add(Quad(NamedNode("x:s"), NamedNode("x:p"), NamedNode("x:o"), NamedNode(A)))
    assert not has_union(store)
    store.add(Quad(NamedNode("x:s"), NamedNode("x:p"), NamedNode("x:o"), DefaultGraph()))
    assert has_union(store)
