"""What a client is told that asked for too much or wrongly (RFC 9457): what, why, how much, and what to do."""

from __future__ import annotations

import pytest

from server.errors import title_of
from tests.engine.asking import ENDLESS
from tests.protocol.asking import ASK, BROWSER, PROBLEM, WAYS, Endpoint, accept, problem


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("ASK {", 1),
        ("SELECT * {\n  ?s ?p ?o .\n  FOO }", 3),
        ("PREFIX e: <http://example.org/>\nSELECT ?x\n{ ?x none:p 1 }", 3),
        ("ASK {} # Đắk Lắk 👏\n}", 2),
        ("", 1),
    ],
)
def test_a_syntax_error_has_its_place(endpoint: Endpoint, way: str, query: str, line: int) -> None:
    document = problem(endpoint.ask(way, query), 400)
    assert document["line"] == line
    assert document["column"] > 0
    assert document["query_id"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("query", "place", "what", "remedy"),
    [
        ("ASK {\r\n  ?x nope:p 1 }", (2, 6), "`nope:p` is not declared", "PREFIX nope: <...>"),
        ("SELECT * { ?s ?p ?o } LIMIT x", (1, 29), "`x` stands after LIMIT", "LIMIT 10"),
        ("SELECT ?s (COUNT(?o) AS ?n)\n{ ?s ?p ?o }", (1, 8), "`?s`", "GROUP BY ?s"),
        ("SELECT * { ?s ?p 'Đắk' . FILTER(?p = “a”) }", (1, 38), "`“` (U+201C", "straight"),
        ("\ufeff\ufeffASK {}", (1, 1), "byte order mark", "without BOM"),
        ("ASK {\n  { ?s ?p ?o }\n", (3, 1), "the `{` of line 1, column 5 is open", "`}` is missing"),
    ],
)
def test_a_syntax_error_says_what_to_do(
    endpoint: Endpoint, way: str, query: str, place: tuple[int, int], what: str, remedy: str
) -> None:
    document = problem(endpoint.ask(way, query), 400)
    assert (document["line"], document["column"]) == place
    assert f"line {place[0]}, column {place[1]}: " in document["detail"]
    assert what in document["detail"]
    assert remedy in document["remedy"]


@pytest.mark.parametrize("way", WAYS)
def test_a_query_beyond_its_time_is_504_with_the_limit(endpoint: Endpoint, way: str) -> None:
    document = problem(endpoint.ask(way, ENDLESS, timeout="0.2"), 504)
    assert document["limit"] == {"timeout": 0.2}
    assert document["query_id"]
    assert "LIMIT" in document["remedy"]


@pytest.mark.parametrize("timeout", ["0", "-1", "nan", "inf", "1e3", "", "1s", "1,5"])
def test_a_deadline_that_is_no_number_of_seconds_is_400(endpoint: Endpoint, timeout: str) -> None:
    document = problem(endpoint.get(ASK, timeout=timeout), 400)
    assert "timeout" in document["detail"]
    assert document["query_id"], "there is a query, so it has a name"
    assert "query_id" not in problem(endpoint.get(None, timeout=timeout), 400)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { S\\u0045RVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://127.0.0.1:9/> { ?s ?p ?o }",
    ],
)
def test_what_would_have_to_be_fetched_is_400(endpoint: Endpoint, query: str) -> None:
    assert problem(endpoint.get(query), 400)["query_id"]


@pytest.mark.parametrize("wanted", ["*/*", PROBLEM, "application/json", "text/csv", "application/sparql-results+xml"])
def test_programs_get_a_problem_document(endpoint: Endpoint, wanted: str) -> None:
    assert problem(endpoint.get("ASK {", accept(wanted)), 400)["title"] == "Bad Request"


def test_the_title_and_type_say_no_more_than_the_status(endpoint: Endpoint) -> None:
    """RFC 9457, section 4.2.1: with ``about:blank`` the title is the phrase of the status."""
    document = problem(endpoint.get(ASK, method="DELETE"), 405)
    assert (document.get("type", "about:blank"), document["title"]) == ("about:blank", "Method Not Allowed")


@pytest.mark.parametrize("wanted", ["*/*", BROWSER])
def test_a_problem_has_the_name_of_the_query_where_there_is_one(endpoint: Endpoint, wanted: str) -> None:
    fields = accept(wanted)
    assert endpoint.get("CLEAR ALL", fields).headers["X-Query-Id"]
    assert endpoint.get(ASK, fields, timeout="soon").headers["X-Query-Id"]
    for without in (
        endpoint.get(None, fields, update="CLEAR ALL"),
        endpoint.send("POST", body=b"ASK {}", headers={**fields, "Content-Type": "text/plain"}),
        endpoint.direct(b" " * 1_100_000, fields),
    ):
        assert (without.status in (403, 413, 415), without.headers["X-Query-Id"]) == (True, None)


def test_the_title_is_the_name_that_the_status_has_today(endpoint: Endpoint) -> None:
    """RFC 9110, section 15.5; the standard library has older names."""
    assert problem(endpoint.direct(b" " * 1_100_000), 413)["title"] == "Content Too Large"
    assert [title_of(each) for each in (414, 416, 422)] == [
        "URI Too Long",
        "Range Not Satisfiable",
        "Unprocessable Content",
    ]


@pytest.mark.parametrize("wanted", ["text/html", BROWSER])
def test_browsers_get_a_page_with_the_same(endpoint: Endpoint, wanted: str) -> None:
    answer = endpoint.get("ASK { <script>alert(1)</script>", accept(wanted))
    assert (answer.status, answer.media_type) == (400, "text/html")
    assert b"<script>" not in answer.body
    assert b"&lt;script&gt;" in answer.body
    late = endpoint.get(ENDLESS, accept(wanted), timeout="0.2")
    assert (late.status, late.media_type) == (504, "text/html")
    assert "0,2 giây" in late.body.decode()
    assert late.headers["X-Query-Id"]


def test_a_detail_is_unicode(endpoint: Endpoint) -> None:
    graph = "http://example.org/Đắk_Lắk"
    assert graph in problem(endpoint.get(ASK, default_graph_uri=graph), 400)["detail"]


def test_headers_hold_nothing_of_a_query(endpoint: Endpoint) -> None:
    graph = "http://example.org/a\r\nX-Injected: yes"
    answer = endpoint.get(ASK, default_graph_uri=graph)
    problem(answer, 400)
    assert answer.headers["X-Injected"] is None
    answer = endpoint.get("ASK {} #\r\nX-Injected: yes")
    assert answer.headers["X-Injected"] is None
