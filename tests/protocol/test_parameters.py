"""How parameters are encoded: decoded once, in UTF-8, and nothing is changed on the way (WHATWG URL, section 5.1)."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from tests.protocol.asking import ASK, DIRECT, FORM, WAYS, Answer, Endpoint, problem
from tests.protocol.release import DATA1, GRAPHS

PLACES = ["address", "form", "form by query"]


def _encoded(endpoint: Endpoint, place: str, encoded: bytes) -> Answer:
    """Send a query string as it is, in the address or as a form."""
    if place == "address":
        return endpoint.raw(b"GET /sparql?" + encoded + b" HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
    return endpoint.form(encoded, method="QUERY" if "query" in place else "POST")


def _select(literal: bytes) -> bytes:
    """A query for a literal, with everything but the literal encoded."""
    return b"query=SELECT%20%28%22" + literal + b"%22%20AS%20%3Fx%29%20%7B%7D"


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("written", "read"),
    [
        (b"a+b", "a b"),
        (b"a%20b", "a b"),
        (b"a%2Bb", "a+b"),
        (b"a%2bb", "a+b"),
        (b"a%26b%3Dc", "a&b=c"),
        (b"a=b", "a=b"),
        (b"a;b", "a;b"),
        (b"%2541", "%41"),
        (b"%252B", "%2B"),
        (b"%26amp%3B", "&amp;"),
        (b"100%25", "100%"),
        (b"%C4%90%E1%BA%AFk", "Đắk"),
        (b"%c4%91", "đ"),
        (b"%F0%A0%AE%B7", "𠮷"),
        (b"E%CC%82%CC%81", "E\u0302\u0301"),
        (b"%E1%BA%BE", "\u1ebe"),
        (b"a%5C%5Cb", "a\\b"),
        (b"%E2%80%A8", "\u2028"),
        (b"%5Cu0110%5CU00020BB7", "Đ𠮷"),
        (b"%5Cn", "\n"),
    ],
)
def test_a_value_is_decoded_once(endpoint: Endpoint, place: str, written: bytes, read: str) -> None:
    assert _encoded(endpoint, place, _select(written)).value() == read


@pytest.mark.parametrize("place", ["form", "form by query"])
def test_a_form_may_hold_utf_8_as_it_is(endpoint: Endpoint, place: str) -> None:
    assert _encoded(endpoint, place, _select("Đắk 𠮷".encode())).value() == "Đắk 𠮷"


@pytest.mark.parametrize("way", ["post direct", "query direct"])
def test_a_body_of_its_own_is_not_decoded_at_all(endpoint: Endpoint, way: str) -> None:
    query = 'SELECT ("a+b%20c%2541&d=Đ𠮷" AS ?x) {}'
    assert endpoint.ask(way, query).value() == "a+b%20c%2541&d=Đ𠮷"


@pytest.mark.parametrize("place", PLACES)
def test_names_are_decoded_too_and_unknown_ones_passed_over(endpoint: Endpoint, place: str) -> None:
    encoded = b"&&x=%C4%91&%71uery=ASK%7B%7D&&empty&=none&" + f"default%2Dgraph%2Duri={DATA1}".encode()
    assert _encoded(endpoint, place, encoded).boolean() is True


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("broken", [b"%", b"%4", b"%zz", b"100%!"])
def test_a_percent_sign_that_begins_nothing_stays_or_is_refused(endpoint: Endpoint, place: str, broken: bytes) -> None:
    answer = _encoded(endpoint, place, _select(broken))
    if answer.status == 200:
        assert answer.value() == broken.decode()
    else:
        problem(answer, 400)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "broken", [b"%FF", b"%C4", b"%E1%BA", b"%C0%80", b"%ED%A0%80", b"%F4%90%80%80", b"%C3%28", b"a%80"]
)
def test_what_is_not_utf_8_is_400(endpoint: Endpoint, place: str, broken: bytes) -> None:
    """Cut short, longer than need be, a surrogate, above U+10FFFF: none of these is UTF-8 (RFC 3629)."""
    assert "UTF-8" in problem(_encoded(endpoint, place, _select(broken)), 400)["detail"]
    assert "UTF-8" in problem(_encoded(endpoint, place, b"query=ASK%7B%7D&x=" + broken), 400)["detail"]


@pytest.mark.parametrize("method", ["POST", "QUERY"])
@pytest.mark.parametrize("broken", [b"\xff", b"\xc4", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"])
def test_a_body_that_is_not_utf_8_is_400(endpoint: Endpoint, method: str, broken: bytes) -> None:
    assert "UTF-8" in problem(endpoint.direct(b"ASK {} #" + broken, method=method), 400)["detail"]
    assert "UTF-8" in problem(endpoint.form(b"query=ASK{}%23" + broken, method=method), 400)["detail"]


@pytest.mark.parametrize("place", PLACES)
def test_nul_is_a_character_or_refused(endpoint: Endpoint, place: str) -> None:
    answer = _encoded(endpoint, place, _select(b"a%00b"))
    if answer.status == 200:
        assert answer.value() == "a\0b"
    else:
        problem(answer, 400)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("escape", ["\\uD800", "\\uDFFF\\uD800", "\\U00110000", "\\uD83D\\uDE00"])
def test_surrogates_cannot_be_written_with_escapes_either(endpoint: Endpoint, way: str, escape: str) -> None:
    """SPARQL 1.1 Query, section 19.2: an escape stands for a code point, and a surrogate is no character."""
    problem(endpoint.ask(way, f"SELECT ('{escape}' AS ?x) {{}}"), 400)


@pytest.mark.parametrize("method", ["POST", "QUERY"])
@pytest.mark.parametrize("kind", [DIRECT, FORM])
def test_charsets(endpoint: Endpoint, method: str, kind: str) -> None:
    body = b"ASK {}" if kind == DIRECT else b"query=ASK+%7B%7D"
    for written in ("; charset=utf-8", ";charset=UTF-8", '; charset="utf-8"', "; Charset=Utf-8", "; x=y"):
        assert endpoint.send(method, body=body, headers={"Content-Type": kind + written}).boolean() is True
    for charset in ("utf-16", "iso-8859-1", "windows-1258", "nonsense", '""'):
        problem(endpoint.send(method, body=body, headers={"Content-Type": f"{kind}; charset={charset}"}), 415)


def test_media_types_are_written_in_any_case(endpoint: Endpoint) -> None:
    assert endpoint.send("POST", body=b"ASK {}", headers={"Content-Type": DIRECT.upper()}).boolean() is True
    assert endpoint.send("POST", body=b"query=ASK{}", headers={"Content-Type": FORM.title()}).boolean() is True


@pytest.mark.parametrize("parameter", ["default_graph_uri", "named_graph_uri"])
@pytest.mark.parametrize("graph", ["http://example.org/none", "", "no iri", "data1", "file:///etc/passwd", DATA1 + "/"])
def test_graphs_that_are_not_held_are_400_with_those_that_are(endpoint: Endpoint, parameter: str, graph: str) -> None:
    for way in WAYS:
        document = problem(endpoint.ask(way, ASK, **{parameter: [DATA1, graph]}), 400)
        assert all(each in json.dumps(document) for each in GRAPHS)


def test_graphs_named_twice_count_once(endpoint: Endpoint) -> None:
    query = "SELECT (COUNT(*) AS ?x) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    answer = endpoint.get(query, default_graph_uri=[DATA1, DATA1], named_graph_uri=[DATA1, DATA1])
    assert answer.value() == "2"


def test_names_of_parameters_are_case_sensitive(endpoint: Endpoint) -> None:
    problem(endpoint.form(b"Query=" + quote(ASK).encode()), 400)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("query", [ASK, "", "ASK {"])
def test_a_byte_order_mark_is_no_part_of_a_query(endpoint: Endpoint, way: str, query: str) -> None:
    """RFC 3629, section 6: it says what the text is written in, and editors put it before a query."""
    plain, marked = endpoint.ask(way, query), endpoint.ask(way, "\ufeff" + query)
    assert marked.status == plain.status
    if query == ASK:
        assert (marked.body, marked.headers["ETag"]) == (plain.body, plain.headers["ETag"])
    else:
        named = {"query_id": ""}
        assert {**problem(marked, 400), **named} == {**problem(plain, 400), **named}


@pytest.mark.parametrize("method", ["POST", "QUERY"])
def test_a_byte_order_mark_is_no_part_of_a_form(endpoint: Endpoint, method: str) -> None:
    assert endpoint.form(b"\xef\xbb\xbfquery=ASK{}", method=method).boolean() is True


def test_only_a_mark_at_the_start_is_passed_over(endpoint: Endpoint) -> None:
    for query in ("\ufeff\ufeffASK {}", "ASK\ufeff {}", " \ufeffASK {}"):
        problem(endpoint.get(query), 400)
    query = "SELECT ('\ufeff' AS ?x) {}"
    assert endpoint.get(query).value() == "\ufeff"
