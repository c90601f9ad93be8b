"""The parameter ``format``, which names the format of a result where there is no ``Accept`` to do so."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from graph.formats import GRAPH_FORMATS, RESULT_FORMATS
from tests.protocol.asking import ASK, BROWSER, CONSTRUCT, LONG_SELECT, WAYS, Endpoint, accept, problem
from tests.protocol.release import DATA1, DATA2

RESULTS = {each.extension: each.media_type for each in RESULT_FORMATS}
GRAPHS = {each.extension: each.media_type for each in GRAPH_FORMATS}
_LINK = re.compile(r'<a href="([^"]+)" type="([^"]+)" download="khen-result-[^"]+\.(\w+)"')


@pytest.mark.parametrize("wanted", ["*/*", BROWSER, "text/csv, text/turtle", "image/png"])
@pytest.mark.parametrize(
    ("query", "name", "media_type"),
    [(each, *pair) for each in (ASK, LONG_SELECT) for pair in RESULTS.items()]
    + [(CONSTRUCT, *pair) for pair in GRAPHS.items()],
)
def test_it_goes_before_accept(endpoint: Endpoint, query: str, name: str, media_type: str, wanted: str) -> None:
    answer, same = endpoint.get(query, accept(wanted), format=name), endpoint.get(query, accept(media_type))
    assert (answer.status, answer.media_type) == (200, media_type)
    assert (answer.body, answer.headers["ETag"]) == (same.body, same.headers["ETag"])


@pytest.mark.parametrize("way", WAYS)
def test_it_may_be_sent_however_the_query_is(endpoint: Endpoint, way: str) -> None:
    assert endpoint.ask(way, LONG_SELECT, format="tsv").media_type == RESULTS["tsv"]


@pytest.mark.parametrize(
    ("name", "results", "graph"),
    [
        ("json", RESULTS["json"], GRAPHS["jsonld"]),
        ("xml", RESULTS["xml"], GRAPHS["rdf"]),
        ("CSV", RESULTS["csv"], ""),
        ("application/sparql-results json", RESULTS["json"], ""),
        ("application/json", RESULTS["json"], ""),
        ("text/turtle", "", GRAPHS["ttl"]),
        ("turtle", "", GRAPHS["ttl"]),
        ("n3", "", GRAPHS["ttl"]),
        ("ntriples", "", GRAPHS["nt"]),
        ("json-ld", "", GRAPHS["jsonld"]),
        ("rdf+xml", "", GRAPHS["rdf"]),
    ],
)
def test_names_that_clients_of_other_endpoints_send(endpoint: Endpoint, name: str, results: str, graph: str) -> None:
    for query, media_type in ((ASK, results), (CONSTRUCT, graph)):
        answer = endpoint.get(query, format=name)
        if media_type:
            assert (answer.status, answer.media_type) == (200, media_type)
        else:
            problem(answer, 406)


def test_a_format_of_the_other_form_is_406_with_the_names_of_this_one(endpoint: Endpoint) -> None:
    document = problem(endpoint.get(CONSTRUCT, accept("text/turtle"), format="csv"), 406)
    assert document["formats"] == list(GRAPHS.values())
    assert "format=ttl, format=nt" in document["remedy"]
    assert document["query_id"]


@pytest.mark.parametrize("name", ["", "pdf", "html", "text/html", "nq", "jsön", "csv,json", "*/*"])
def test_what_is_no_format_is_400_with_all_names(endpoint: Endpoint, name: str) -> None:
    document = problem(endpoint.get(ASK, format=name), 400)
    assert "format" in document["detail"]
    assert document["formats"] == [*RESULTS, *GRAPHS]
    assert all(each in document["remedy"] for each in document["formats"])
    assert document["query_id"]
    assert endpoint.get(ASK, accept(BROWSER), format=name).status == 400


def test_there_is_one_format(endpoint: Endpoint) -> None:
    problem(endpoint.get(ASK, format=["csv", "tsv"]), 400)


def test_what_is_kept_in_one_format_is_not_given_in_another(endpoint: Endpoint) -> None:
    query = LONG_SELECT + " LIMIT 3"
    kinds = [endpoint.get(query, format=name) for name in (*RESULTS, *RESULTS)]
    assert [each.media_type for each in kinds] == [*RESULTS.values(), *RESULTS.values()]
    assert len({each.headers["ETag"] for each in kinds}) == len(RESULTS)


@pytest.mark.parametrize(
    ("query", "formats"), [(ASK, RESULTS), (LONG_SELECT, RESULTS), (CONSTRUCT, GRAPHS), ("SELECT * {}", RESULTS)]
)
@pytest.mark.parametrize("graphs", [{}, {"default_graph_uri": [DATA1, DATA2], "named_graph_uri": [DATA2]}])
def test_a_page_links_its_result_in_each_format(
    endpoint: Endpoint, query: str, formats: dict[str, str], graphs: dict[str, Any]
) -> None:
    page = endpoint.get(query, accept(BROWSER), **graphs)
    links = _LINK.findall(page.body.decode())
    assert {name: kind for _, kind, name in links} == formats
    for address, media_type, _ in links:
        answer = endpoint.send("GET", html.unescape(address), headers=accept(BROWSER))
        assert (answer.status, answer.media_type) == (200, media_type)
        assert answer.body == endpoint.get(query, accept(media_type), **graphs).body


def test_a_page_without_a_result_links_none(endpoint: Endpoint) -> None:
    for query in (None, "ASK {"):
        assert not _LINK.search(endpoint.get(query, accept(BROWSER)).body.decode())


def test_a_link_of_a_page_is_never_too_long_to_follow(endpoint: Endpoint) -> None:
    for size, linked in ((40_000, True), (70_000, False)):
        page = endpoint.form({"query": "ASK {} #" + "x" * size}, accept(BROWSER)).body.decode()
        links = _LINK.findall(page)
        assert bool(links) is linked
        assert all(endpoint.send("GET", html.unescape(address)).status == 200 for address, *_ in links)
