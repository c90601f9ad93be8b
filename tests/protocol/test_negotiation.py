"""Which format an answer has (RFC 9110, section 12)."""

from __future__ import annotations

import pytest

from graph.formats import GRAPH_FORMATS, RESULT_FORMATS, Format
from tests.protocol.asking import ASK, BROWSER, CONSTRUCT, PROBLEM, SELECT, Endpoint, accept, problem
from tests.protocol.release import DATA1

DESCRIBE = f"DESCRIBE <{DATA1}>"
RESULTS = [each.media_type for each in RESULT_FORMATS]
GRAPHS = [each.media_type for each in GRAPH_FORMATS]
ALIASES = [(alias, each.media_type) for each in (*RESULT_FORMATS, *GRAPH_FORMATS) for alias in each.aliases]
J, X, C, T = RESULTS
TTL, NT, LD, RDF = GRAPHS


def _kind(endpoint: Endpoint, query: str, wanted: str) -> str:
    answer = endpoint.get(query, accept(wanted))
    assert answer.status == 200, (wanted, answer.body)
    assert {"accept", "accept-encoding"} <= answer.field("Vary")
    return answer.media_type


@pytest.mark.parametrize("media_type", [*RESULTS, "text/html"])
@pytest.mark.parametrize("query", [ASK, SELECT])
def test_results_in_each_format(endpoint: Endpoint, query: str, media_type: str) -> None:
    assert _kind(endpoint, query, media_type) == media_type


@pytest.mark.parametrize("media_type", [*GRAPHS, "text/html"])
@pytest.mark.parametrize("query", [CONSTRUCT, DESCRIBE])
def test_graphs_in_each_format(endpoint: Endpoint, query: str, media_type: str) -> None:
    assert _kind(endpoint, query, media_type) == media_type


def test_text_names_its_charset_and_others_have_none(endpoint: Endpoint) -> None:
    for query, kinds in ((SELECT, RESULTS), (CONSTRUCT, GRAPHS)):
        for each in kinds:
            expected = f"{each}; charset=utf-8" if each.startswith("text/") else each
            assert endpoint.get(query, accept(each)).headers["Content-Type"].lower() == expected


@pytest.mark.parametrize(("alias", "media_type"), ALIASES)
def test_other_names_of_a_format_get_the_registered_one(endpoint: Endpoint, alias: str, media_type: str) -> None:
    query = SELECT if media_type in RESULTS else CONSTRUCT
    assert _kind(endpoint, query, alias) == media_type


@pytest.mark.parametrize(
    ("wanted", "results", "graph"),
    [
        ("*/*", J, TTL),
        ("application/*", J, NT),
        ("text/*", C, TTL),
        (f"{C}, {TTL}", C, TTL),
        (f"{C};q=0.5, {T};q=0.8, {TTL};q=0.1, {LD};q=0.2", T, LD),
        (f"{X};q=0.001, {RDF};q=0.001, image/png", X, RDF),
        (f"{J};q=0.9, {X}, {TTL};q=0.999, {NT};q=1.000", X, NT),
        (f"image/png, {T};q=0.1, {RDF};q=0.1", T, RDF),
        (f"{C};q=0.1, {TTL};q=0.1, */*;q=0.05", C, TTL),
        ("TEXT/CSV, Text/Turtle", C, TTL),
        (f'{C};charset=utf-8, {LD};profile="http://www.w3.org/ns/json-ld#compacted"', C, LD),
        (f"{C} ; Q=0.2,{T};q=0.3,{TTL} ; q=0.2 , {RDF};q=0.3", T, RDF),
        (f", ,{C},, {NT},", C, NT),
    ],
)
def test_the_format_liked_best(endpoint: Endpoint, wanted: str, results: str, graph: str) -> None:
    assert _kind(endpoint, SELECT, wanted) == results
    assert _kind(endpoint, ASK, wanted) == results
    assert _kind(endpoint, CONSTRUCT, wanted) == graph


@pytest.mark.parametrize(
    ("wanted", "results", "graph"),
    [
        (f"text/*;q=0.9, {C};q=0.1, {TTL};q=0.1, application/*;q=0.5, text/html;q=0", T, NT),
        (f"{J};q=0, {TTL};q=0, */*", X, NT),
        (f"application/*;q=0, {X};q=0.3, {RDF};q=0.3, text/*;q=0.2", X, RDF),
        (f"*/*, {J};q=0.5, {X};q=0.4, {C};q=0.3, text/html;q=0.1, {TTL};q=0.2, {NT};q=0.2, {RDF};q=0.2", T, LD),
    ],
)
def test_what_is_named_more_closely_goes_before_a_range(
    endpoint: Endpoint, wanted: str, results: str, graph: str
) -> None:
    """RFC 9110, section 12.5.1: the most specific range that matches says how much a format is liked."""
    assert _kind(endpoint, SELECT, wanted) == results
    assert _kind(endpoint, CONSTRUCT, wanted) == graph


def test_without_accept_results_are_json_and_graphs_turtle(endpoint: Endpoint) -> None:
    assert endpoint.get(SELECT).media_type == J
    assert endpoint.get(CONSTRUCT).media_type == TTL


def test_accept_may_be_sent_in_several_lines(endpoint: Endpoint) -> None:
    answer = endpoint.get(SELECT, [("Accept", f"{J};q=0.1"), ("Accept", C)])
    assert answer.media_type == C


def test_a_browser_gets_a_page(endpoint: Endpoint) -> None:
    for query in (ASK, SELECT, CONSTRUCT, DESCRIBE):
        answer = endpoint.get(query, accept(BROWSER))
        assert (answer.status, answer.media_type) == (200, "text/html")
        assert "accept-language" in answer.field("Vary")


@pytest.mark.parametrize(
    ("query", "wanted", "formats"),
    [
        (SELECT, "image/png", RESULTS),
        (ASK, "image/*", RESULTS),
        (SELECT, TTL, RESULTS),
        (ASK, PROBLEM, RESULTS),
        (SELECT, "*/*;q=0", RESULTS),
        (SELECT, f"{C};q=0", RESULTS),
        (CONSTRUCT, "image/png", GRAPHS),
        (DESCRIBE, C, GRAPHS),
        (CONSTRUCT, J, GRAPHS),
        (CONSTRUCT, f"{TTL};q=0, {NT};q=0.000", GRAPHS),
    ],
)
def test_unknown_formats_are_406_with_those_there_are(
    endpoint: Endpoint, query: str, wanted: str, formats: list[str]
) -> None:
    answer = endpoint.get(query, accept(wanted))
    document = problem(answer, 406)
    assert set(formats) <= set(document["formats"])
    assert all(each in document["remedy"] for each in formats)
    assert "accept" in answer.field("Vary")


@pytest.mark.parametrize(
    "wanted", ["", ";;;", "text", "/", "*/csv", "text/csv;q=abc", "text/csv;q=", "\xff", '"', 'a/b;c="']
)
def test_a_malformed_accept_is_no_failure_of_the_server(endpoint: Endpoint, wanted: str) -> None:
    answer = endpoint.get(SELECT, accept(wanted))
    assert answer.status in (200, 400, 406)


def test_query_and_post_negotiate_as_get_does(endpoint: Endpoint) -> None:
    for method in ("POST", "QUERY"):
        assert endpoint.direct(SELECT, accept(X), method=method).media_type == X
        problem(endpoint.direct(SELECT, accept("image/png"), method=method), 406)


@pytest.mark.parametrize(
    ("query", "formats"),
    [("SELECT ('a\\u0001' AS ?x) {}", RESULT_FORMATS), ("CONSTRUCT { <a:a> <a:b> 'a\\u0001' } {}", GRAPH_FORMATS)],
)
def test_what_xml_cannot_hold_is_406_with_the_formats_that_can(
    endpoint: Endpoint, query: str, formats: tuple[Format, ...]
) -> None:
    xml, others = X if X in [each.media_type for each in formats] else RDF, []
    document = problem(endpoint.get(query, accept(xml)), 406)
    assert document["detail"] == "The result holds the character U+0001, which no XML can hold, escaped or not."
    for each in (each.media_type for each in formats):
        if f"({each})" in document["remedy"]:
            others.append(each)
            assert _kind(endpoint, query, each) == each
    assert others == [each.media_type for each in formats if each.media_type != xml]
