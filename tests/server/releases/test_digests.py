"""Digests of results: the same for the same rows, another for others."""

from __future__ import annotations

import hashlib

import pytest

from graph.engine import LocalEngine
from graph.store import Release
from server.citing.digests import PARSED, Anonymous, Digests, Verdict, compared, rows_digest


def digest(release: Release, query: str) -> str:
    return rows_digest(LocalEngine(release).evaluate(query, formats=PARSED))


def test_the_digest_of_rows_is_the_one_that_the_page_describes(release: Release) -> None:
    """Written out by hand: whoever has the rows can compute it."""
    rows = ['"x"\t"1"^^<http://www.w3.org/2001/XMLSchema#integer>'] * 2 + ['"đ"@vi\t']
    lines = "".join(f"{line}\n" for line in ["a\tb", *sorted(rows)])
    query = 'SELECT ?b ?a { VALUES (?a ?b) { ("x" 1) ("đ"@vi UNDEF) ("x" 1) } }'
    assert digest(release, query) == hashlib.sha256(lines.encode()).hexdigest()
    assert digest(release, "ASK {}") == hashlib.sha256(b"true\n").hexdigest()


def test_order_does_not_matter_and_everything_else_does(release: Release) -> None:
    here = digest(release, "SELECT * { ?s skos:prefLabel ?name } ORDER BY ?name")
    assert here == digest(release, "SELECT * { ?s skos:prefLabel ?name } ORDER BY DESC(?name)")
    others = {
        digest(release, query)
        for query in (
            "SELECT ?s { ?s skos:prefLabel ?name }",
            "SELECT ?s (?name AS ?n) { ?s skos:prefLabel ?name }",
            "SELECT ?s (STR(?name) AS ?name_) { ?s skos:prefLabel ?name }",
            "SELECT * { ?s skos:prefLabel ?name } ORDER BY ?name LIMIT 1",
            "SELECT * { { ?s skos:prefLabel ?name } UNION { ?s skos:prefLabel ?name } }",
        )
    }
    assert here not in others
    assert len(others) == 5


def test_triples_are_sorted_lines_of_n_triples(release: Release) -> None:
    lines = b'<x:a> <x:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n<x:a> <x:p> "b\\n" .\n'
    query = 'CONSTRUCT { <x:a> <x:p> ?o } { VALUES ?o { "b\\n" 1 1 } }'
    assert digest(release, query) == hashlib.sha256(lines).hexdigest()


@pytest.mark.parametrize("query", ["SELECT (BNODE() AS ?b) {}", "CONSTRUCT { [] <x:p> 1 } {}"])
def test_blank_nodes_have_no_digest(release: Release, query: str) -> None:
    with pytest.raises(Anonymous):
        digest(release, query)


@pytest.mark.parametrize(
    ("cited", "verdict"),
    [
        (Digests("a", "b"), Verdict.IDENTICAL),
        (Digests("x", "b"), Verdict.SAME_ROWS),
        (Digests("", "b"), Verdict.SAME_ROWS),
        (Digests("a", "x"), Verdict.DIFFERENT),
        (Digests("x", "x"), Verdict.DIFFERENT),
        (Digests("a", ""), Verdict.IDENTICAL),
        (Digests("x", ""), Verdict.OTHER_BYTES),
    ],
)
def test_verdicts(cited: Digests, verdict: Verdict) -> None:
    assert compared(cited, Digests("a", "b")) is verdict
