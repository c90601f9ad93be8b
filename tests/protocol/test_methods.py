"""What each method of HTTP does at the endpoint (RFC 9110, section 9; "The HTTP QUERY Method")."""

from __future__ import annotations

from typing import Any

import pytest

from tests.protocol.asking import (
    ASK,
    CONSTRUCT,
    DIRECT,
    FORM,
    LONG_SELECT,
    SELECT,
    WAYS,
    Answer,
    Endpoint,
    accept,
    problem,
)
from tests.protocol.release import DATA1, DATA2

ALLOWED = {"get", "head", "post", "query", "options"}
OWN = {"date", "x-query-id", "server-timing", "connection", "keep-alive"}
"""Headers that differ from one response to the next."""


def _fields(answer: Answer) -> dict[str, str]:
    return {name.lower(): value for name, value in answer.headers.items() if name.lower() not in OWN}


@pytest.mark.parametrize("way", WAYS)
def test_a_query_is_answered_alike_however_it_is_sent(endpoint: Endpoint, way: str) -> None:
    answer = endpoint.ask(way, LONG_SELECT, accept("text/csv"))
    assert (answer.status, answer.media_type) == (200, "text/csv")
    assert answer.body == endpoint.get(LONG_SELECT, accept("text/csv")).body


@pytest.mark.parametrize("way", WAYS)
def test_the_dataset_is_named_alike_however_a_query_is_sent(endpoint: Endpoint, way: str) -> None:
    graphs: dict[str, Any] = {"default_graph_uri": [DATA1, DATA2], "named_graph_uri": DATA2}
    query = "SELECT (COUNT(*) AS ?x) { ?s ?p ?o GRAPH ?g { ?t ?q ?u } }"
    assert endpoint.ask(way, query, **graphs).value() == "2"


@pytest.mark.parametrize("way", WAYS)
def test_the_deadline_is_lowered_alike_however_a_query_is_sent(endpoint: Endpoint, way: str) -> None:
    assert "timeout" in problem(endpoint.ask(way, ASK, timeout="soon"), 400)["detail"]
    assert endpoint.ask(way, ASK, timeout="5").boolean() is True


@pytest.mark.parametrize("way", ["post form", "query form"])
def test_graphs_may_stand_in_the_address_of_a_form(endpoint: Endpoint, way: str) -> None:
    query = b"query=SELECT+(COUNT(*)+AS+?x)+{+?s+?p+?o+}"
    method = way.partition(" ")[0].upper()
    answer = endpoint.send(method, f"/sparql?default-graph-uri={DATA1}", query, {"Content-Type": FORM})
    assert answer.value() == "1"


@pytest.mark.parametrize("method", ["POST", "QUERY"])
@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("text/plain", b"ASK {}", 415),
        ("", b"ASK {}", 415),
        (DIRECT, b"", 400),
        (FORM, b"", 400),
        (FORM, b"nothing=here", 400),
        (FORM, b"query=", 400),
        (FORM, b"query=ASK{}&query=ASK{}", 400),
        (DIRECT, b"ASK {", 400),
        (DIRECT, b"ASK {} #\xff", 400),
    ],
)
def test_bodies_are_checked_alike(endpoint: Endpoint, method: str, kind: str, body: bytes, status: int) -> None:
    problem(endpoint.send(method, body=body, headers={"Content-Type": kind} if kind else {}), status)


@pytest.mark.parametrize("method", ["POST", "QUERY"])
def test_without_a_body_there_is_no_query(endpoint: Endpoint, method: str) -> None:
    assert endpoint.send(method).status in (400, 411, 415)
    assert endpoint.send(method, headers={"Content-Type": DIRECT}).status in (400, 411)


@pytest.mark.parametrize("query", [ASK, LONG_SELECT, CONSTRUCT, "DESCRIBE <http://example.org/none>", None])
@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_head_has_the_headers_of_get_and_no_body(endpoint: Endpoint, query: str | None, coding: str) -> None:
    fields = {"Accept-Encoding": coding}
    got, head = endpoint.get(query, fields), endpoint.get(query, fields, method="HEAD")
    assert (got.status, head.status) == (200, 200)
    assert _fields(head) == _fields(got)
    assert int(head.headers["Content-Length"]) == len(got.body) > 0
    assert head.body == b""


def test_head_sends_no_body_on_the_wire(endpoint: Endpoint) -> None:
    request = b"HEAD /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
    received = endpoint.stream(request)
    assert received.startswith(b"HTTP/1.1 200 ")
    assert received.endswith(b"\r\n\r\n")
    assert received.count(b"\r\n\r\n") == 1


def test_head_of_what_is_wrong_has_its_status(endpoint: Endpoint) -> None:
    for query, headers, status in (("ASK {", {}, 400), (ASK, accept("image/png"), 406)):
        answer = endpoint.get(query, headers, method="HEAD")
        assert (answer.status, answer.body) == (status, b"")
    assert endpoint.get(None, method="HEAD", update="CLEAR ALL").status == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "SEARCH"])
@pytest.mark.parametrize("query", [None, ASK])
def test_other_methods_are_405_with_those_allowed(endpoint: Endpoint, method: str, query: str | None) -> None:
    answer = endpoint.get(query, method=method)
    problem(answer, 405)
    assert answer.field("Allow") == ALLOWED


def test_names_of_methods_are_case_sensitive(endpoint: Endpoint) -> None:
    for method in ("get", "Post", "query"):
        assert endpoint.get(SELECT, method=method).status in (400, 405, 501)


def test_options_says_what_is_allowed(endpoint: Endpoint) -> None:
    answer = endpoint.send("OPTIONS")
    assert answer.status in (200, 204)
    assert answer.field("Allow") == ALLOWED


@pytest.mark.parametrize("path", ["/nothing", "/nothing/here", "/sparql/", "/sparql/query", "/limits/x"])
def test_options_of_an_unknown_path_promises_nothing(endpoint: Endpoint, path: str) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "QUERY"}
    answer = endpoint.send("OPTIONS", path, headers=asked)
    problem(answer, 404)
    names = [name.lower() for name in answer.headers]
    assert not [each for each in names if each.startswith("access-control-allow-") and not each.endswith("-origin")]
    assert "allow" not in names


def test_options_of_the_server_itself(endpoint: Endpoint) -> None:
    """RFC 9110, section 9.3.7."""
    answer = endpoint.send("OPTIONS", "*")
    assert (answer.status, answer.body) == (204, b"")
    problem(endpoint.send("OPTIONS", "/*"), 404)


@pytest.mark.parametrize("path", ["/", "/limits", "/health", "/releases/", "/doc/nothing"])
def test_a_preflight_promises_no_method_that_the_path_has_not(endpoint: Endpoint, path: str) -> None:
    answer = endpoint.send("OPTIONS", path, headers={"Origin": "https://example.org"})
    assert (answer.status, answer.body, answer.headers["Content-Type"]) == (204, b"", None)
    assert answer.field("Access-Control-Allow-Methods") == answer.field("Allow") == {"get", "head", "options"}
    problem(endpoint.send("POST", path, b""), 405)


@pytest.mark.parametrize("method", ["OPTIONS", "GET", "HEAD", "QUERY"])
def test_accept_query_names_the_media_types_of_a_query(endpoint: Endpoint, method: str) -> None:
    answer = endpoint.direct(ASK, method="QUERY") if method == "QUERY" else endpoint.send(method)
    named = {each.strip('"').partition(";")[0].strip() for each in answer.field("Accept-Query")}
    assert named == {DIRECT, FORM}


@pytest.mark.parametrize("method", ["POST", "QUERY"])
def test_accept_query_tells_who_sent_another_type(endpoint: Endpoint, method: str) -> None:
    answer = endpoint.send(method, body=b"ASK {}", headers={"Content-Type": "text/plain"})
    assert answer.status == 415
    assert any(DIRECT in each for each in answer.field("Accept-Query"))
