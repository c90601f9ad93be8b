"""Sorting values of all kinds: none is lost, each kind is in its order, and no mixture ends the process."""

from __future__ import annotations

import json
import random

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from graph.formats import RESULTS_JSON
from graph.store import Form, QuerySyntaxError, Release, evaluate
from graph.store.ordering import totally_ordered

XSD = "http://www.w3.org/2001/XMLSchema#"


def _literal(value: str, kind: str) -> str:
    return f'"{value}"^^<{XSD}{kind}>'


MIXED = [
    *(_literal(str(each), "integer") for each in range(0, 400, 7)),
    *(_literal(f"{each / 3:.3f}", "double") for each in range(60)),
    *(f'"{each}"' for each in range(0, 90, 4)),
    *(f'"{text}{tail}"@{tag}' for text in ("a", "10") for tail in ("", " b", "c") for tag in ("en", "vi")),
    *(_literal(f"20{year}-03-1{year % 9}{zone}", "date") for year in range(10, 30) for zone in ("", "Z", "+07:00")),
    *(_literal(f"x{each}", "integer") for each in range(9)),
    *(_literal(each, "boolean") for each in ("true", "false", "perhaps")),
    *(_literal(each, "double") for each in ("NaN", "INF", "-INF")),
    *(f"<http://example.org/{each}>" for each in range(20)),
    *["UNDEF"] * 3,
]


def _sorted(release: Release, values: list[str], order: str) -> list[dict[str, str]]:
    query = f"SELECT ?o {{ VALUES ?o {{ {' '.join(values)} }} }} ORDER BY {order}"
    answer = evaluate(release, query, formats={Form.SOLUTIONS: RESULTS_JSON})
    return [each.get("o", {}) for each in json.loads(answer.body)["results"]["bindings"]]


def _kind(value: dict[str, str]) -> str:
    return value.get("datatype", value.get("type", "unbound"))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("order", ["?o", "ASC(?o)", "DESC(?o)", "asc ( ?o )", "DESC(?o) # the last first"])
def test_values_of_every_kind_are_sorted_together(release: Release, seed: int, order: str) -> None:
    values = MIXED * 3
    random.Random(seed).shuffle(values)
    found = _sorted(release, values, order)
    assert len(found) == len(values)
    if order.startswith("DESC"):
        found.reverse()
    kinds = [_kind(each) for each in found]
    assert kinds[:9] == ["unbound"] * 9
    assert kinds[9:69] == ["uri"] * 60
    assert "uri" not in kinds[69:]
    numbers = [
        float(each["value"])
        for each in found
        if _kind(each) in (XSD + "integer", XSD + "double") and not each["value"].startswith(("x", "N"))
    ]
    assert numbers == sorted(numbers)
    plain = [each["value"] for each in found if each.get("type") == "literal" and "datatype" not in each]
    assert plain == sorted(plain)
    years = [each["value"][:4] for each in found if _kind(each) == XSD + "date"]
    assert years == sorted(years)


def test_times_without_a_zone_stand_where_every_zone_would_put_them(release: Release) -> None:
    times = ["2020-01-03T00:00:00", "2020-01-01T00:00:00Z", "2020-01-02T09:00:00", "2020-01-05T00:00:00+07:00"]
    found = _sorted(release, [_literal(each, "dateTime") for each in times], "?o")
    assert [each["value"] for each in found] == [times[1], times[2], times[0], times[3]]


def test_blank_nodes_come_between_what_is_unbound_and_iris() -> None:
    store = Store()
    for value in (NamedNode("http://example.org/a"), BlankNode(), Literal(1), Literal("a", language="vi")):
        store.add(Quad(NamedNode("http://example.org/s"), NamedNode("http://example.org/p"), value))
    query = totally_ordered("SELECT ?o { { ?s ?p ?o } UNION { } } ORDER BY ?o")
    kinds = [type(each["o"]).__name__ for each in store.query(query)]  # type: ignore[union-attr]
    assert kinds == ["NoneType", "BlankNode", "NamedNode", "Literal", "Literal"]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x { ?x ?y ?z }",
        "SELECT ?x { BIND('ORDER BY ?x' AS ?x) }",
        "SELECT ?x { ?x ?y ?z } # ORDER BY ?x",
        "SELECT ?x { ?x ?y ?z } ORDER BY STR(?x) (?z + 1)",
        "SELECT ?order { ?order ?by ?z }",
        'SELECT ?x { ?x ?y """"ORDER BY ?x""" }',
        "SELECT ?x { <http://example.org/ORDER> ?BY ?x }",
        "SELECT ?x { FILTER(?a<'x>y' && ?b = ' ORDER BY ?x ') }",
        "SELECT ?x { ?x ?y ?z FILTER(?a<?b#c>d' \n) } ORDER BY ?x",
        'SELECT ?x { ?x ?y "never closed } ORDER BY ?x',
        r"SELECT ?x { ?x ?y ?z } ORDER BY ?\u0078",
        "SELECT ?x { ?x ?y ?z } ORDER BY " + "?x " * 51,
    ],
)
def test_a_query_without_such_a_sort_or_that_might_be_misread_is_left_alone(query: str) -> None:
    assert totally_ordered(query) == query


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ("SELECT * { ?s ?p ?o } ORDER BY ?o", 1),
        ("SELECT * { ?s ?p ?o } order\n# then\nby $s DESC(?o) ( ?p )", 3),
        ("SELECT * { { SELECT ?o { ?s ?p ?o } ORDER BY ?o LIMIT 2 } ?o ?q ?r } ORDER BY LCASE(?q) ?r", 2),
        ("SELECT * { ?s <http://example.org/a#b> ?o FILTER(?o<?p&&?x>3) } ORDER BY (?x+1) ?o LIMIT 3", 1),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } ORDER BY ?o LIMIT 4", 1),
        ("SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p HAVING (COUNT(*) > 1) ORDER BY DESC(?n) ?p", 2),
    ],
)
def test_each_variable_gets_its_keys_and_the_rest_stays(query: str, variables: int) -> None:
    ordered = totally_ordered(query)
    assert ordered.count("IF(BOUND(") == variables
    Store().query(ordered)


def test_what_is_wrong_is_said_of_the_words_that_were_sent(release: Release) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        evaluate(release, "SELECT * { ?s ?p ?o }\nORDER BY ?o LIMIT many", formats={Form.SOLUTIONS: RESULTS_JSON})
    assert caught.value.line == 2
