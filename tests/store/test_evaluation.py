from __future__ import annotations

import csv
import io
import json
import pickle

import pytest

from graph.formats import (
    CSV,
    JSON_LD,
    N_TRIPLES,
    RDF_XML,
    RESULT_FORMATS,
    RESULTS_JSON,
    RESULTS_XML,
    TSV,
    TURTLE,
    Format,
)
from graph.store import (
    Answer,
    Form,
    Limits,
    NotAcceptableError,
    QueryRefusedError,
    QuerySyntaxError,
    Release,
    ResultTooLargeError,
    UnrepresentableError,
    evaluate,
)


def _ask(
    release: Release, query: str, solutions: Format | None = RESULTS_JSON, graph: Format | None = TURTLE
) -> Answer:
    return evaluate(release, query, formats={Form.SOLUTIONS: solutions, Form.GRAPH: graph})


@pytest.mark.parametrize(
    ("query", "truth"), [("ASK { FILTER(false) }", False), ("ASK {}", True), ("ASK { ?s ?p ?o }", True)]
)
def test_s01_ask_says_the_truth_in_every_format(release: Release, query: str, truth: bool) -> None:
    assert json.loads(_ask(release, query).body) == {"head": {}, "boolean": truth}
    for each in (RESULTS_XML, CSV, TSV):
        assert str(truth).lower() in _ask(release, query, each).body.decode()


@pytest.mark.parametrize("format", RESULT_FORMATS, ids=lambda each: each.extension)
def test_s02_select_in_every_format(release: Release, format: Format) -> None:
    answer = _ask(release, "SELECT ?name { ?s a org:Role ; rdfs:label ?name } ORDER BY LANG(?name)", format)
    assert (answer.form, answer.format) == (Form.SOLUTIONS, format)
    assert "Chủ tịch" in answer.body.decode()


def test_the_prefixes_of_the_release_need_not_be_declared(release: Release) -> None:
    assert json.loads(_ask(release, "ASK { ?s a khen:Announcement }").body)["boolean"]


@pytest.mark.parametrize(
    ("query", "line"),
    [("SELECT", 1), ("", 1), ("# only", 1), ("SELECT * {\n ?s ?p ?o .\n FOO }", 3), ("ASK { nope:a ?p ?o }", 1)],
)
def test_s03_a_syntax_error_has_line_and_column(release: Release, query: str, line: int) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        _ask(release, query)
    assert caught.value.line == line
    assert caught.value.column is not None
    assert f"line {line}" in str(caught.value)
    assert len(caught.value.reason) < 300


@pytest.mark.parametrize(
    "update", ["INSERT DATA { <a:a> <a:b> <a:c> }", "DELETE WHERE { ?s ?p ?o }", "CLEAR ALL", "DROP ALL"]
)
def test_s04_updates_are_refused_and_nothing_changes(release: Release, update: str) -> None:
    before = len(release.store)
    with pytest.raises(QuerySyntaxError):
        _ask(release, update)
    assert len(release.store) == before


def test_s10_vietnamese_letters_behave(release: Release) -> None:
    for expression in (
        "?name = 'Đỗ Thị Ân'@vi",
        "LCASE(STR(?name)) = 'đỗ thị ân'",
        "CONTAINS(?name, 'Đỗ')",
        "REGEX(?name, '^đỗ THỊ', 'i')",
        "STRLEN(?name) = 9",
    ):
        query = f"ASK {{ ?s skos:prefLabel ?name FILTER({expression}) }}"
        assert json.loads(_ask(release, query).body)["boolean"], expression
    iri = "<https://w3id.org/khen/id/announcement/thu-1/text#char=0,12>"
    assert json.loads(_ask(release, f"ASK {{ {iri} oa:hasSource ?text }}").body)["boolean"]


def test_a_result_of_the_other_form_is_not_acceptable(release: Release) -> None:
    with pytest.raises(NotAcceptableError, match="CONSTRUCT or DESCRIBE"):
        _ask(release, "CONSTRUCT WHERE { ?s ?p ?o }", CSV, None)
    with pytest.raises(NotAcceptableError, match="SELECT or ASK"):
        _ask(release, "ASK {}", None, TURTLE)


def test_a_control_character_is_an_error_in_xml_and_fine_elsewhere(release: Release) -> None:
    query = r"SELECT ('a\u0001b' AS ?x) {}"
    with pytest.raises(UnrepresentableError, match=r"U\+0001"):
        _ask(release, query, RESULTS_XML)
    assert json.loads(_ask(release, query).body)["results"]["bindings"][0]["x"]["value"] == "a\x01b"
    construct = r"CONSTRUCT { <a:a> <a:b> 'a\u0001b' } {}"
    with pytest.raises(UnrepresentableError, match=r"U\+0001"):
        _ask(release, construct, graph=RDF_XML)
    assert _ask(release, construct, graph=TURTLE).body


def test_a_predicate_that_xml_cannot_write_is_an_error(release: Release) -> None:
    query = "CONSTRUCT { <a:a> <http://e/1> <a:c> } {}"
    with pytest.raises(UnrepresentableError, match="Turtle"):
        _ask(release, query, graph=RDF_XML)
    assert b"<http://e/1>" in _ask(release, query, graph=N_TRIPLES).body


@pytest.mark.parametrize("format", [TURTLE, N_TRIPLES, JSON_LD, RDF_XML], ids=lambda each: each.extension)
def test_the_same_graph_is_the_same_bytes(release: Release, format: Format) -> None:
    query = "CONSTRUCT WHERE { ?s ?p ?o }"
    assert _ask(release, query, graph=format).body == _ask(release, query, graph=format).body


def test_a_result_beyond_the_limit_is_an_error_not_a_cut(release: Release) -> None:
    small = Limits(result_bytes=500, result_triples=5)
    for query in ("SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"):
        with pytest.raises(ResultTooLargeError, match="limit"):
            evaluate(release, query, formats={Form.SOLUTIONS: RESULTS_JSON, Form.GRAPH: TURTLE}, limits=small)


def test_what_goes_in_and_comes_out_can_cross_processes(release: Release) -> None:
    answer = _ask(release, "ASK {}")
    assert pickle.loads(pickle.dumps((answer, Limits()))) == (answer, Limits())
    with pytest.raises(QuerySyntaxError) as caught:
        _ask(release, "SELEC")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.line, again.column) == (str(caught.value), 1, caught.value.column)


NESTED = {
    "calls": "ASK { FILTER(" + "STR(" * 1000 + "1" + ")" * 1000 + ") }",
    "exists": "ASK {" + "FILTER NOT EXISTS {" * 1000 + "}" * 1001,
    "subselects": "SELECT * {" + "{ SELECT * {" * 2000 + "}}" * 2000 + "}",
    "groups": "ASK " + "{" * 20000 + "}" * 20000,
    "parentheses": "ASK { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }",
    "hidden in a comparison": "ASK { FILTER(?a<?b && '>' != " + "STR(" * 1000 + "1" + ")" * 1000 + ") }",
    "closed in strings": "ASK { FILTER(" + "STR(')))))' = " * 1000 + "1" + ")" * 1000 + ") }",
    "lists": "ASK { " + "(" * 500 + "1" + ")" * 500 + " ?p ?o }",
    "blank nodes": "ASK { ?s ?p " + "[ ?p " * 256 + "1" + "]" * 256 + " }",
    "flat list": "ASK { (" + "1 " * 1000 + ") ?p ?o }",
    "path": "ASK { ?s " + "/".join(["<a:b>"] * 1000) + " ?o }",
    "patterns": "ASK {" + "".join(f"?s{i} ?p ?s{i + 1} . " for i in range(300)) + "}",
    "groups of one pattern": "ASK {" + "{ ?s ?p ?o } " * 300 + "}",
    "sums": "ASK { FILTER(1" + "+1" * 20000 + ") }",
    "conjunction": "ASK { FILTER(?a" + " && ?a" * 10000 + ") }",
    "optionals": "ASK {" + "OPTIONAL { ?s ?p ?o }" * 3000 + "}",
    "bindings": "ASK {" + "".join(f"BIND({i} AS ?x{i}) " for i in range(3000)) + "}",
    "long": "ASK {" + " " * 200_000 + "}",
    "surrogate": "ASK { ?s ?p '\ud800' }",
    "nul": "ASK { ?s ?p '\0' }",
}


@pytest.mark.parametrize("kind", NESTED)
def test_s09_a_query_that_would_end_or_stall_the_process_is_refused(release: Release, kind: str) -> None:
    with pytest.raises(QueryRefusedError):
        _ask(release, NESTED[kind])


USUAL = {
    "many values": "SELECT * { VALUES ?x {" + " <http://example.org/x>" * 3000 + "} ?x ?p ?o }",
    "many rows": "SELECT * { VALUES (?x ?y) {" + " (1 'a')" * 3000 + "} ?x ?p ?y }",
    "long IN": "SELECT * { ?s ?p ?o FILTER(?o IN (" + ", ".join(map(str, range(3000))) + ")) }",
    "many unions": "SELECT * {" + " UNION ".join(["{ ?s a ?k ; rdfs:label ?l . ?s ?p ?o }"] * 60) + "}",
    "many conditions": "SELECT * { ?s ?p ?o FILTER(" + " || ".join(f"?o = {i}" for i in range(300)) + ") }",
    "brackets in strings": "SELECT * { ?s ?p '" + "(" * 500 + "' FILTER(1 < 2) }",
    "alternatives": "SELECT * { ?s " + "|".join(["rdfs:label"] * 300) + " ?o }",
}


@pytest.mark.parametrize("kind", USUAL)
def test_s06_long_queries_of_the_usual_kinds_are_answered(release: Release, kind: str) -> None:
    assert _ask(release, USUAL[kind]).body


@pytest.mark.parametrize(
    "query",
    ["ASK { FILTER(" + "!" * 90_000 + "1) }", "DESCRIBE " + " ".join(f"?x{i}" for i in range(3000)) + " {}"],
)
def test_what_the_estimate_lets_through_does_not_end_the_process(release: Release, query: str) -> None:
    """The deep stack is the second line of defence, so it is tried without the first."""
    generous = Limits(operators=1_000_000, joined_patterns=1_000_000)
    formats: dict[Form, Format | None] = {Form.SOLUTIONS: RESULTS_JSON, Form.GRAPH: TURTLE}
    assert evaluate(release, query, formats=formats, limits=generous).body is not None


def test_every_row_of_csv_has_the_cells_of_its_header(release: Release) -> None:
    query = "SELECT ?s ?p ?o ?none { { ?s ?p ?o } UNION { VALUES ?o { 'a,b' 'say \"x\"' 'two\\nlines' '' 1.5 } } }"
    answer = evaluate(release, query, formats={Form.SOLUTIONS: CSV, Form.GRAPH: None})
    rows = list(csv.reader(io.StringIO(answer.body.decode(), newline="")))
    assert {len(row) for row in rows} == {4}
    assert any("#char=0,12" in row[0] for row in rows)
    values = {row[2] for row in rows}
    assert {"a,b", 'say "x"', "two\nlines", "", "1.5"} <= values
    assert answer.body.endswith(b"\r\n")


def test_csv_of_one_unbound_variable_is_an_empty_line(release: Release) -> None:
    answer = evaluate(release, "SELECT ?x {}", formats={Form.SOLUTIONS: CSV, Form.GRAPH: None})
    assert answer.body == b"x\r\n\r\n"


@pytest.mark.parametrize("query", ["ASK { FILTER(<urn:f>(1)) }", "SELECT (<urn:f>(1) AS ?x) {}"])
def test_a_function_that_there_is_not_is_the_fault_of_the_query(release: Release, query: str) -> None:
    with pytest.raises(QueryRefusedError, match="calls a function"):
        _ask(release, query)


def test_relative_iris_are_resolved_against_the_endpoint(release: Release) -> None:
    answer = _ask(release, "SELECT (<#part> AS ?part) (<def> AS ?def) {}")
    (row,) = json.loads(answer.body)["results"]["bindings"]
    base = release.names.base
    assert (row["part"]["value"], row["def"]["value"]) == (f"{base}sparql#part", f"{base}def")
