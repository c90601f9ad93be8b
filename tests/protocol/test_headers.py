"""Headers that every answer has: for caches, for pages of other sites, for whoever looks for a slow query."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import pytest

from tests.protocol.asking import ASK, LONG_SELECT, SELECT, Answer, Endpoint, accept, problem
from tests.protocol.release import DATA1

KINDS = (
    "result", "long result", "page", "description", "post", "query", "syntax", "update", "format", "method", "type",
    "graph", "not found",
)  # fmt: skip
_METRIC = re.compile(r'[!#$%&\'*+.^_`|~0-9A-Za-z-]+(?:\s*;\s*[a-zA-Z]+=(?:"[^"]*"|[^\s;,"]+))*')


def _answer(endpoint: Endpoint, kind: str) -> Answer:
    if kind == "type":
        return endpoint.send("POST", body=b"ASK {}", headers={"Content-Type": "text/plain"})
    if kind == "not found":
        return endpoint.send("GET", "/nothing/here")
    if kind in ("post", "query"):
        return endpoint.direct(SELECT, method=kind.upper())
    query, fields, more = {
        "result": (SELECT, {}, {}),
        "long result": (LONG_SELECT, {"Accept-Encoding": "gzip"}, {}),
        "page": (SELECT, accept("text/html"), {}),
        "description": (None, {}, {}),
        "syntax": ("ASK {", {}, {}),
        "update": (ASK, {}, {"update": "CLEAR ALL"}),
        "format": (ASK, accept("image/png"), {}),
        "method": (ASK, {}, {}),
        "graph": (ASK, {}, {"default_graph_uri": "http://example.org/none"}),
    }[kind]
    return endpoint.get(query, fields, method="DELETE" if kind == "method" else "GET", **more)


@pytest.mark.parametrize("kind", KINDS)
def test_any_site_may_read_any_answer(endpoint: Endpoint, kind: str) -> None:
    answer = _answer(endpoint, kind)
    assert answer.headers.get_all("Access-Control-Allow-Origin") == ["*"]
    assert answer.headers["Access-Control-Allow-Credentials"] is None
    assert {"etag", "retry-after", "x-query-id", "server-timing"} <= answer.field("Access-Control-Expose-Headers")


@pytest.mark.parametrize("kind", KINDS)
def test_every_answer_says_how_long_it_is_and_when_it_was_sent(endpoint: Endpoint, kind: str) -> None:
    answer = _answer(endpoint, kind)
    assert answer.headers.get_all("Content-Length") == [str(len(answer.body))]
    assert answer.headers["Transfer-Encoding"] is None
    assert abs(datetime.now(UTC) - parsedate_to_datetime(answer.headers["Date"])).total_seconds() < 60


@pytest.mark.parametrize("kind", KINDS)
def test_every_answer_is_safe_to_open(endpoint: Endpoint, kind: str) -> None:
    answer = _answer(endpoint, kind)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("kind", ["result", "long result", "page", "description", "query"])
def test_results_may_be_kept_and_are_checked_anew(endpoint: Endpoint, kind: str) -> None:
    """The address of a query is not pinned to a release, so nobody may hold its answer for ever."""
    answer = _answer(endpoint, kind)
    assert answer.status == 200
    assert answer.field("Cache-Control")
    assert not answer.field("Cache-Control") & {"no-store", "private", "immutable"}
    assert {"accept", "accept-encoding"} <= answer.field("Vary")
    assert "*" not in answer.field("Vary")


@pytest.mark.parametrize("kind", ["syntax", "update", "format", "method", "type", "graph", "not found"])
def test_errors_are_not_kept(endpoint: Endpoint, kind: str) -> None:
    answer = _answer(endpoint, kind)
    assert answer.status >= 400
    assert answer.field("Cache-Control") == {"no-store"}
    assert answer.headers["ETag"] is None
    assert "accept" in answer.field("Vary")


def test_a_file_of_a_release_is_kept_for_ever(endpoint: Endpoint) -> None:
    answer = endpoint.send("GET", "/releases/thu-1/khen.nq")
    assert answer.status == 200
    assert {"public", "immutable"} <= answer.field("Cache-Control")
    current = endpoint.send("GET", "/releases/current/khen.nq")
    assert current.status == 302
    assert "immutable" not in current.field("Cache-Control")


@pytest.mark.parametrize("kind", ["result", "long result", "page", "post", "query", "syntax", "graph", "format"])
def test_a_query_has_an_identifier_of_its_own(endpoint: Endpoint, kind: str) -> None:
    identifiers = [_answer(endpoint, kind).headers["X-Query-Id"] for _ in range(3)]
    assert all(re.fullmatch("[0-9a-f]{16}", each) for each in identifiers)
    assert len(set(identifiers)) == 3


@pytest.mark.parametrize("kind", ["result", "long result", "page", "post", "query"])
def test_a_result_says_what_it_took(endpoint: Endpoint, kind: str) -> None:
    """https://www.w3.org/TR/server-timing/ section 3: names with durations in milliseconds."""
    field = ", ".join(_answer(endpoint, kind).headers.get_all("Server-Timing", []))
    metrics = [each.strip() for each in field.split(",")]
    assert all(_METRIC.fullmatch(each) for each in metrics)
    durations = [float(each) for each in re.findall(r"dur=\"?([0-9.]+)", field)]
    assert durations
    assert all(0 <= each < 60_000 for each in durations)


def _preflight(endpoint: Endpoint, method: str, fields: str) -> Answer:
    asked = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": fields,
    }
    return endpoint.send("OPTIONS", headers=asked)


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "QUERY"])
def test_a_preflight_allows_what_the_endpoint_understands(endpoint: Endpoint, method: str) -> None:
    """https://fetch.spec.whatwg.org/ section 3.3."""
    wanted = {"accept", "content-type", "content-encoding", "if-none-match", "if-modified-since"}
    wanted |= {"if-match", "if-unmodified-since"}
    answer = _preflight(endpoint, method, ",".join(sorted(wanted)))
    assert (answer.status, answer.body) == (204, b"")
    assert answer.headers["Content-Length"] is None  # RFC 9110, section 8.6
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Allow-Credentials"] is None
    assert {"get", "head", "post", "query", "options"} <= answer.field("Access-Control-Allow-Methods")
    assert not {"put", "delete", "patch", "*"} & answer.field("Access-Control-Allow-Methods")
    allowed = answer.field("Access-Control-Allow-Headers")
    assert wanted <= allowed or "*" in allowed
    assert int(answer.headers["Access-Control-Max-Age"]) > 0


def test_methods_of_a_preflight_are_written_in_upper_case(endpoint: Endpoint) -> None:
    """A browser compares them by case."""
    field = _preflight(endpoint, "QUERY", "content-type").headers["Access-Control-Allow-Methods"]
    assert field == field.upper()


def test_a_preflight_evaluates_nothing(endpoint: Endpoint) -> None:
    answer = endpoint.get("ASK {", method="OPTIONS", default_graph_uri=DATA1)
    assert answer.status in (200, 204)


def test_a_simple_request_from_another_site_is_answered(endpoint: Endpoint) -> None:
    for origin in ("https://example.org", "null"):
        answer = endpoint.get(ASK, {"Origin": origin})
        assert answer.boolean() is True
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    problem(endpoint.get("ASK {", {"Origin": "https://example.org"}), 400)
