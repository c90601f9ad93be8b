"""What SPARQL 1.1 has for values, functions and solution modifiers, on every engine: the expected rows stand here."""

from __future__ import annotations

import json

import pytest

from tests.remote.asking import ask, values
from tests.remote.conftest import Tried

_XSD = "http://www.w3.org/2001/XMLSchema#"
_ROWS = "VALUES (?g ?x) { ('a' 1) ('a' 3) ('b' 5) ('b' 5) }"
CASES: dict[str, tuple[str, list[list[str]]]] = {
    "vietnamese-literal": ("SELECT ('Đặng Thị Ngọc' AS ?x) {}", [["Đặng Thị Ngọc"]]),
    "vietnamese-escaped": (r"SELECT ('\u0110\u1EB7ng' AS ?x) {}", [["Đặng"]]),
    "vietnamese-length": ("SELECT (STRLEN('Đặng') AS ?x) {}", [["4"]]),
    "vietnamese-lower-case": ("SELECT (LCASE('ĐẶNG Ử') AS ?x) {}", [["đặng ử"]]),
    "vietnamese-contains": ("SELECT (CONTAINS('Thành phố Hồ Chí Minh', 'phố') AS ?x) {}", [["true"]]),
    "vietnamese-regex": ("SELECT (REGEX('Đặng', '^Đ.n') AS ?x) {}", [["true"]]),
    "vietnamese-regex-any-case": ("SELECT (REGEX('đặng', '^ĐẶ', 'i') AS ?x) {}", [["true"]]),
    "vietnamese-replace": ("SELECT (REPLACE('Hoà Bình', 'oà', 'òa') AS ?x) {}", [["Hòa Bình"]]),
    "vietnamese-encode": ("SELECT (ENCODE_FOR_URI('Bến Tre') AS ?x) {}", [["B%E1%BA%BFn%20Tre"]]),
    "astral": ("SELECT (STRLEN('😀a') AS ?x) ('😀a' AS ?y) {}", [["2", "😀a"]]),
    "quotes-and-line-ends": (r"""SELECT ('a"b,c\n\td' AS ?x) {}""", [['a"b,c\n\td']]),
    "language": ("SELECT (LANG('xin chào'@vi) AS ?x) {}", [["vi"]]),
    "language-with-region": ("SELECT (LANG('a'@vi-VN) AS ?x) "
                             "(LANGMATCHES('vi-VN', 'vi') AS ?y) {}", [["vi-vn", "true"]]),
    "language-apart": ("SELECT (('a'@vi = 'a'@en) AS ?x) (('a'@vi = 'a') AS ?y) {}", [["false", "false"]]),
    "language-made": ("SELECT (LANG(STRLANG('a', 'vi')) AS ?x) {}", [["vi"]]),
    "integer": ("SELECT (1 + 2 * 3 AS ?x) (7 - 10 AS ?y) {}", [["7", "-3"]]),
    "integer-above-32-bits": ("SELECT (3700000000 + 1 AS ?x) (DATATYPE(3700000000 + 1) AS ?y) {}",
                              [["3700000001", _XSD + "integer"]]),
    "decimal": ("SELECT (0.1 + 0.2 AS ?x) {}", [["0.3"]]),
    "division-of-integers": ("SELECT (7 / 2 AS ?x) (DATATYPE(7 / 2) AS ?y) {}", [["3.5", _XSD + "decimal"]]),
    "division-by-zero": ("SELECT (COALESCE(1 / 0, 'none') AS ?x) {}", [["none"]]),
    "rounding": ("SELECT (ROUND(2.5) AS ?x) (CEIL(2.1) AS ?y) (FLOOR(-2.1) AS ?z) (ABS(-3) AS ?a) {}",
                 [["3", "3", "-3", "3"]]),
    "boolean": ("SELECT (true AS ?x) ((1 = 1) AS ?y) (DATATYPE(1 = 1) AS ?z) {}",
                [["true", "true", _XSD + "boolean"]]),
    "comparison-of-kinds": ("SELECT (COALESCE('a' > 1, 'none') AS ?x) {}", [["none"]]),
    "cast": ("SELECT (xsd:integer('12') + 1 AS ?x) {}", [["13"]]),
    "cast-that-fails": ("SELECT (COALESCE(xsd:integer('a'), 'none') AS ?x) {}", [["none"]]),
    "date": ("SELECT (YEAR('2023-09-22T10:00:00Z'^^xsd:dateTime) AS ?x) {}", [["2023"]]),
    "date-compared": ("SELECT (('2023-09-22'^^xsd:date < '2023-10-01'^^xsd:date) AS ?x) {}", [["true"]]),
    "digest": ("SELECT (SHA256('abc') AS ?x) {}",
               [["ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"]]),
    "strings": ("SELECT (SUBSTR('abcd', 2, 2) AS ?x) (STRBEFORE('abc', 'b') AS ?y) (STRAFTER('abc', 'b') AS ?z) "
                "(CONCAT('a', 'b') AS ?c) (UCASE('ab') AS ?u) {}", [["bc", "a", "c", "ab", "AB"]]),
    "if-and-coalesce": ("SELECT (IF(1 > 2, 'a', 'b') AS ?x) (COALESCE(?none, 'c') AS ?y) {}", [["b", "c"]]),
    "in": ("SELECT (2 IN (1, 2) AS ?x) (2 NOT IN (1, 2) AS ?y) {}", [["true", "false"]]),
    "iri": ("SELECT (IRI('http://example.org/a') AS ?x) (ISIRI(<http://example.org/a>) AS ?y) {}",
            [["http://example.org/a", "true"]]),
    "values": (f"SELECT ?g ?x {{ {_ROWS} }} ORDER BY ?g ?x", [["a", "1"], ["a", "3"], ["b", "5"], ["b", "5"]]),
    "values-undefined": ("SELECT ?x ?y { VALUES (?x ?y) { (1 UNDEF) (2 3) } } ORDER BY ?x", [["1", ""], ["2", "3"]]),
    "distinct": (f"SELECT DISTINCT ?g ?x {{ {_ROWS} }} ORDER BY ?g ?x", [["a", "1"], ["a", "3"], ["b", "5"]]),
    "limit-and-offset": (f"SELECT ?x {{ {_ROWS} }} ORDER BY DESC(?x) LIMIT 1 OFFSET 2", [["3"]]),
    "limit-0": (f"SELECT ?x {{ {_ROWS} }} LIMIT 0", []),
    "aggregates": (
        f"SELECT ?g (COUNT(*) AS ?n) (SUM(?x) AS ?s) (AVG(?x) AS ?a) (MIN(?x) AS ?l) (MAX(?x) AS ?m) {{ {_ROWS} }} "
        "GROUP BY ?g ORDER BY ?g",
        [["a", "2", "4", "2", "1", "3"], ["b", "2", "10", "5", "5", "5"]],
    ),
    "aggregate-of-distinct": (f"SELECT (COUNT(DISTINCT ?x) AS ?n) (SUM(DISTINCT ?x) AS ?s) {{ {_ROWS} }}",
                              [["3", "9"]]),
    "aggregate-of-nothing": ("SELECT (COUNT(*) AS ?n) (SUM(?x) AS ?s) { ?x <http://e/none> ?y }", [["0", "0"]]),
    "having": (f"SELECT ?g {{ {_ROWS} }} GROUP BY ?g HAVING (SUM(?x) > 5)", [["b"]]),
    "group-concat-default": ("SELECT (GROUP_CONCAT(?x) AS ?y) { VALUES ?x { 'a' 'a' } }", [["a a"]]),
    "group-concat-separator": ("SELECT (GROUP_CONCAT(?x; SEPARATOR='|') AS ?y) { VALUES ?x { 'a' 'a' } }", [["a|a"]]),
    "sample": ("SELECT (SAMPLE(?x) AS ?y) { VALUES ?x { 'a' 'a' } }", [["a"]]),
    "bind": ("SELECT ?y { BIND(1 AS ?x) BIND(?x + 1 AS ?y) }", [["2"]]),
    "filter-error-is-false": ("SELECT ?x { VALUES ?x { 1 2 } FILTER(?x > 1 || ?none) }", [["2"]]),
    "minus": ("SELECT ?x { VALUES ?x { 1 2 } MINUS { VALUES ?x { 1 } } }", [["2"]]),
    "minus-nothing-shared": ("SELECT ?x { VALUES ?x { 1 2 } MINUS { VALUES ?y { 1 } } } ORDER BY ?x", [["1"], ["2"]]),
    "optional": ("SELECT ?x ?y { VALUES ?x { 1 2 } OPTIONAL { VALUES (?x ?y) { (2 3) } } } ORDER BY ?x",
                 [["1", ""], ["2", "3"]]),
    "union-of-values": ("SELECT ?x { { VALUES ?x { 1 } } UNION { VALUES ?x { 2 } } } ORDER BY ?x", [["1"], ["2"]]),
    "subquery": (f"SELECT (MAX(?s) AS ?m) {{ SELECT ?g (SUM(?x) AS ?s) {{ {_ROWS} }} GROUP BY ?g }}", [["10"]]),
    "order-of-kinds": ("SELECT ?x { VALUES ?x { 'b' <http://e/a> UNDEF } } ORDER BY ?x", [[""], ["http://e/a"], ["b"]]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_rows(case: str, tried: Tried) -> None:
    query, expected = CASES[case]
    assert [row or [""] for row in values(tried.engine, query)] == expected


ASKS: dict[str, tuple[str, bool]] = {
    "ask-nothing": ("ASK {}", True),
    "ask-yes": ("ASK { ?s a schema:Person }", True),
    "ask-no": ("ASK { ?s a <http://example.org/None> }", False),
    "ask-filter": ("ASK { ?s a schema:Person FILTER(1 = 2) }", False),
    "ask-values": ("ASK { VALUES ?x { 1 } FILTER(?x = 2) }", False),
}


@pytest.mark.parametrize("case", ASKS)
def test_ask(case: str, tried: Tried) -> None:
    query, answer = ASKS[case]
    assert json.loads(ask(tried.engine, query)) == {"head": {}, "boolean": answer}


TERMS: dict[str, tuple[str, dict[str, str]]] = {
    "term-iri": ("<http://example.org/a>", {"type": "uri", "value": "http://example.org/a"}),
    "term-plain": ("'a'", {"type": "literal", "value": "a"}),
    "term-vietnamese": ("'ế'", {"type": "literal", "value": "ế"}),
    "term-language": ("'a'@vi", {"type": "literal", "value": "a", "xml:lang": "vi"}),
    "term-integer": ("5", {"type": "literal", "value": "5", "datatype": _XSD + "integer"}),
    "term-decimal": ("1.5", {"type": "literal", "value": "1.5", "datatype": _XSD + "decimal"}),
    "term-boolean": ("true", {"type": "literal", "value": "true", "datatype": _XSD + "boolean"}),
    "term-date": (
        "'2023-09-22'^^xsd:date",
        {"type": "literal", "value": "2023-09-22", "datatype": _XSD + "date"},
    ),
    "term-other": (
        "'VN-50'^^khen:code",
        {"type": "literal", "value": "VN-50", "datatype": "https://w3id.org/khen/def#code"},
    ),
}


@pytest.mark.parametrize("case", TERMS)
def test_terms_come_back_as_they_were_written(case: str, tried: Tried) -> None:
    term, expected = TERMS[case]
    result = json.loads(ask(tried.engine, f"SELECT ?x {{ VALUES ?x {{ {term} }} }}"))
    assert result["results"]["bindings"] == [{"x": expected}]
