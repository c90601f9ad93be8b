"""Values of every kind in each result format, read back with other readers and compared with the data."""

from __future__ import annotations

import itertools
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode

from tests.protocol.asking import Answer, Endpoint, accept, problem
from tests.protocol.reading import READERS, read_csv, read_xml
from tests.protocol.release import IDENTIFIER, RDF, VALUE_GRAPH
from tests.protocol.values import VALUES, XSD

CSV = "text/csv"
XML = "application/sparql-results+xml"
STORED = f"SELECT ?name ?value {{ GRAPH <{VALUE_GRAPH}> {{ ?s <{IDENTIFIER}> ?name ; <{RDF}value> ?value }} }}"
each_format = pytest.mark.parametrize("kind", READERS)
every_format = pytest.mark.parametrize("kind", [*READERS, CSV])


@pytest.fixture(autouse=True)
def _exact(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let rdflib keep literals as they are written."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def _get(endpoint: Endpoint, query: str, kind: str) -> Answer:
    answer = endpoint.get(query, accept(kind))
    assert (answer.status, answer.media_type) == (200, kind), answer.body
    return answer


def _plain(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


@each_format
def test_stored_values_come_back_whole(endpoint: Endpoint, kind: str) -> None:
    names, rows = READERS[kind](_get(endpoint, STORED, kind).body)
    assert names == ["name", "value"]
    assert {_plain(name): value for name, value in rows} == VALUES


def test_stored_values_come_back_in_csv_as_text(endpoint: Endpoint) -> None:
    """Section 3 of the standard; what looks like a formula is left as it is."""
    head, rows = read_csv(_get(endpoint, STORED, CSV).body)
    assert head == ["name", "value"]
    assert dict(rows) == {name: term.value for name, term in VALUES.items()}


@each_format
@pytest.mark.parametrize("name", [name for name in VALUES if name not in ("long", "ill-typed")])
def test_values_that_a_query_makes_come_back_whole(endpoint: Endpoint, kind: str, name: str) -> None:
    _, ((value,),) = READERS[kind](_get(endpoint, f"SELECT ({_written(name)} AS ?x) {{}}", kind).body)
    assert value == VALUES[name]


def _written(name: str) -> str:
    """A value in SPARQL, by escapes where a character might not pass."""
    term = VALUES[name]
    if isinstance(term, NamedNode):
        return str(term)
    text = "".join(each if each.isalnum() and each.isascii() else f"\\U{ord(each):08X}" for each in term.value)
    # An escape is replaced before the query is read, so these four are written by escapes of strings.
    for sign, escape in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(f"\\U{ord(sign):08X}", escape)
    tail = f"@{term.language}" if term.language else f"^^{term.datatype}"
    return f'"{text}"{tail}'


@pytest.mark.parametrize(
    ("lexical", "datatype"),
    [("007", "integer"), ("+5", "integer"), ("1.50", "decimal"), ("1.0E6", "double"), ("12", "nonNegativeInteger")],
)
@each_format
def test_a_number_keeps_its_value_however_it_is_written(
    endpoint: Endpoint, kind: str, lexical: str, datatype: str
) -> None:
    _, ((value,),) = READERS[kind](_get(endpoint, f'SELECT ("{lexical}"^^<{XSD}{datatype}> AS ?x) {{}}', kind).body)
    assert isinstance(value, Literal)
    assert Decimal(value.value) == Decimal(lexical)


@each_format
def test_unbound_is_not_empty(endpoint: Endpoint, kind: str) -> None:
    query = "SELECT ?a ?b ?c { VALUES (?a ?b ?c) { (UNDEF '' 1) ('' UNDEF UNDEF) (UNDEF UNDEF UNDEF) } }"
    names, rows = READERS[kind](_get(endpoint, query, kind).body)
    empty, one = Literal(""), Literal("1", datatype=NamedNode(f"{XSD}integer"))
    assert names == ["a", "b", "c"]
    assert rows == [[None, empty, one], [empty, None, None], [None, None, None]]


def test_unbound_is_an_empty_cell_in_csv(endpoint: Endpoint) -> None:
    query = "SELECT ?a ?b { VALUES (?a ?b) { (UNDEF 1) (2 UNDEF) (UNDEF UNDEF) } }"
    assert read_csv(_get(endpoint, query, CSV).body) == (["a", "b"], [["", "1"], ["2", ""], ["", ""]])


@each_format
def test_blank_nodes_are_the_same_where_they_are_the_same(endpoint: Endpoint, kind: str) -> None:
    query = "SELECT ?a ?b ?c { VALUES ?n { 1 2 } BIND(BNODE() AS ?a) BIND(?a AS ?b) BIND(BNODE() AS ?c) }"
    _, rows = READERS[kind](_get(endpoint, query, kind).body)
    assert all(isinstance(each, BlankNode) for row in rows for each in row)
    assert all(row[0] == row[1] for row in rows)
    assert len({str(each) for row in rows for each in row}) == 4


@every_format
def test_a_result_without_rows_still_names_its_variables(endpoint: Endpoint, kind: str) -> None:
    read = READERS.get(kind, read_csv)
    body = _get(endpoint, "SELECT ?một ?b { FILTER(false) }", kind).body
    names, rows = read(body)
    assert (names, list(rows)) == (["một", "b"], [])


@pytest.mark.parametrize("kind", list(READERS)[:2])
def test_a_row_without_variables_is_a_row(endpoint: Endpoint, kind: str) -> None:
    assert READERS[kind](_get(endpoint, "SELECT * {}", kind).body) == ([], [[]])


@every_format
def test_rows_keep_their_order_and_their_number(endpoint: Endpoint, kind: str) -> None:
    values = " ".join(str(each) for each in [5, 3, 3, 10, 1])
    query = f"SELECT ?n {{ VALUES ?n {{ {values} }} }} ORDER BY DESC(?n)"
    _, rows = READERS.get(kind, read_csv)(_get(endpoint, query, kind).body)
    cells = [each if isinstance(each, str) else _plain(each) for each in itertools.chain(*rows)]
    assert cells == ["10", "5", "3", "3", "1"]


@pytest.mark.parametrize(("query", "expected"), [("ASK {}", True), ("ASK { FILTER(false) }", False)])
def test_ask_in_each_format(endpoint: Endpoint, query: str, expected: bool) -> None:
    answer = _get(endpoint, query, "application/sparql-results+json").json()
    assert answer["boolean"] is expected
    assert "results" not in answer
    root = ET.fromstring(_get(endpoint, query, XML).body)
    (boolean,) = [each for each in root if each.tag.endswith("}boolean")]
    assert boolean.text == str(expected).lower()
    for kind in (CSV, "text/tab-separated-values"):
        assert _get(endpoint, query, kind).body.decode().split() == [str(expected).lower()]


@pytest.mark.parametrize("code", [0x1, 0x8, 0xB, 0xC, 0x1F, 0xFFFE, 0xFFFF])
def test_what_xml_cannot_hold_is_406_and_others_hold_it(endpoint: Endpoint, code: int) -> None:
    """https://www.w3.org/TR/xml/#charsets"""
    query = f"SELECT ('a\\u{code:04X}b' AS ?x) {{}}"
    document = problem(endpoint.get(query, accept(XML)), 406)
    assert f"U+{code:04X}" in document["detail"]
    assert "JSON" in document["remedy"]
    for kind in set(READERS) - {XML}:
        assert READERS[kind](_get(endpoint, query, kind).body)[1] == [[Literal(f"a{chr(code)}b")]]


@pytest.mark.parametrize("code", [0x9, 0xA, 0xD, 0x7F, 0x85, 0xD7FF, 0xE000, 0xFFFD, 0x10FFFF])
def test_what_xml_can_hold_it_holds(endpoint: Endpoint, code: int) -> None:
    """A carriage return has to be escaped, or a reader takes it for a line feed (section 2.11)."""
    query = f"SELECT (CONCAT('a', ?y, 'b') AS ?x) {{ VALUES ?y {{ '{_escaped(code)}' }} }}"
    assert read_xml(_get(endpoint, query, XML).body)[1] == [[Literal(f"a{chr(code)}b")]]


def _escaped(code: int) -> str:
    return {0xA: "\\n", 0xD: "\\r"}.get(code, f"\\U{code:08X}")
