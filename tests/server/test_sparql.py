"""The endpoint: lines S01 to S10 and M01, and the query operation of the SPARQL 1.1 Protocol."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse
from rdflib import RDF, Graph, URIRef
from werkzeug.test import TestResponse

from graph.formats import GRAPH_FORMATS, RESULT_FORMATS, Format
from graph.store import Release
from graph.vocabulary import SD

E = "/sparql"
ASK = "ASK { ?s ?p ?o }"
SELECT = "SELECT ?name { ?s a org:Role ; rdfs:label ?name }"
CONSTRUCT = "CONSTRUCT WHERE { ?s a org:Role ; rdfs:label ?name }"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
FORM = "application/x-www-form-urlencoded"


def _get(client: FlaskClient, query: str, accept: str | None = None, **more: Any) -> TestResponse:
    headers = {} if accept is None else {"Accept": accept}
    return client.get(E, query_string={"query": query, **more}, headers=headers)


@pytest.mark.parametrize("way", ["get", "form", "direct", "form with charset", "direct with charset"])
def test_s01_ask_by_every_way_of_sending_it(client: FlaskClient, way: str) -> None:
    charset = "; charset=UTF-8" if "charset" in way else ""
    if way == "get":
        response = _get(client, ASK)
    elif "form" in way:
        response = client.post(E, data=urlencode({"query": ASK}), content_type=FORM + charset)
    else:
        response = client.post(E, data=ASK.encode(), content_type="application/sparql-query" + charset)
    assert response.status_code == 200
    assert response.mimetype == "application/sparql-results+json"
    assert response.get_json(force=True)["boolean"] is True


def test_s01_ask_of_what_is_false_is_false(client: FlaskClient) -> None:
    assert _get(client, "ASK { FILTER(false) }").get_json(force=True)["boolean"] is False


def _names(text: str, format: Format) -> set[str]:
    if format.extension == "json":
        return {row["name"]["value"] for row in json.loads(text)["results"]["bindings"]}
    if format.extension == "xml":
        return {each.text or "" for each in ET.fromstring(text).iter() if each.tag.endswith("literal")}
    if format.extension == "csv":
        return {row[0] for row in list(csv.reader(io.StringIO(text)))[1:]}
    return {line.split('"')[1] for line in text.splitlines()[1:]}


@pytest.mark.parametrize("format", RESULT_FORMATS, ids=lambda each: each.extension)
def test_s02_select_in_each_format_by_accept(client: FlaskClient, format: Format) -> None:
    for name in (format.media_type, *format.aliases):
        response = _get(client, SELECT, name)
        assert (response.status_code, response.mimetype) == (200, format.media_type)
    assert _names(response.data.decode(), format) == {"Chủ tịch", "Chair"}


@pytest.mark.parametrize("query", [CONSTRUCT, "DESCRIBE <https://w3id.org/khen/id/role/chair>"])
@pytest.mark.parametrize("format", GRAPH_FORMATS, ids=lambda each: each.extension)
def test_s02_construct_and_describe_in_each_format_by_accept(client: FlaskClient, format: Format, query: str) -> None:
    response = _get(client, query, format.media_type)
    assert (response.status_code, response.mimetype) == (200, format.media_type)
    found = list(parse(response.data, format=getattr(RdfFormat, format.pyoxigraph)))
    assert "Chủ tịch" in {getattr(quad.object, "value", "") for quad in found}


@pytest.mark.parametrize(
    ("accept", "select", "construct"),
    [
        (None, "application/sparql-results+json", "text/turtle"),
        ("*/*", "application/sparql-results+json", "text/turtle"),
        ("application/sparql-results+json, application/ld+json, text/turtle", None, "text/turtle"),
        ("application/ld+json, application/n-triples", 406, "application/n-triples"),
        ("application/ld+json, */*;q=0.5", "application/sparql-results+json", "application/ld+json"),
        ("application/rdf+xml;q=0.9, text/turtle;q=0.8", 406, "application/rdf+xml"),
        ("text/csv", "text/csv", 406),
        ("text/turtle", 406, "text/turtle"),
        ("application/json", "application/sparql-results+json", 406),
        ("application/xml", "application/sparql-results+xml", 406),
        ("text/tab-separated-values;q=0.2, text/csv;q=0.1", "text/tab-separated-values", 406),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml", "text/turtle"),
        ("image/png", 406, 406),
        ("nonsense", 406, 406),
        (BROWSER, "text/html", "text/html"),
    ],
)
def test_s02_negotiation(
    client: FlaskClient, accept: str | None, select: str | int | None, construct: str | int
) -> None:
    for query, expected in ((SELECT, select), (CONSTRUCT, construct)):
        response = _get(client, query, accept)
        assert "Accept" in response.headers["Vary"]
        if expected == 406:
            assert (response.status_code, response.mimetype) == (406, "application/problem+json")
            formats = RESULT_FORMATS if query == SELECT else GRAPH_FORMATS
            assert {each.media_type for each in formats} <= set(response.get_json()["formats"])
        elif expected is not None:
            assert (response.status_code, response.mimetype) == (200, expected)


@pytest.mark.parametrize("accept", ["text/csv", "text/turtle", "text/html"])
def test_text_types_name_their_charset(client: FlaskClient, accept: str) -> None:
    query = SELECT if accept != "text/turtle" else CONSTRUCT
    assert _get(client, query, accept).headers["Content-Type"] == f"{accept}; charset=utf-8"


def test_s03_a_syntax_error_is_400_with_text_line_and_column(client: FlaskClient) -> None:
    response = _get(client, "SELECT * {\n ?s ?p ?o .\n FOO }")
    problem = response.get_json()
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
    assert (problem["status"], problem["line"]) == (400, 3)
    assert problem["column"] > 0
    assert "line 3" in problem["detail"]
    assert problem["remedy"]
    page = _get(client, "SELECT * {\n <script>alert(1)</script>", BROWSER)
    assert (page.status_code, page.mimetype) == (400, "text/html")
    assert "&lt;script&gt;alert(1)" in page.text
    assert "<script>alert" not in page.text


def test_s03_m01_without_a_query_the_service_describes_itself(client: FlaskClient, release: Release) -> None:
    response = client.get(E)
    assert (response.status_code, response.mimetype) == (200, "text/turtle")
    graph = Graph().parse(data=response.data, format="turtle")
    base = release.names.base
    service = URIRef(f"{base}sparql#service")
    assert (service, RDF.type, SD.Service) in graph
    assert (service, SD.endpoint, URIRef(f"{base}sparql")) in graph
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in graph
    assert (service, SD.feature, SD.UnionDefaultGraph) in graph
    assert len(set(graph.objects(service, SD.resultFormat))) == 8
    dataset = graph.value(service, SD.defaultDataset)
    named = {str(graph.value(each, SD.name)) for each in graph.objects(dataset, SD.namedGraph)}
    assert named == set(release.graphs)
    assert client.get(E, headers={"Accept": "application/ld+json"}).mimetype == "application/ld+json"
    assert "<form" in client.get(E, headers={"Accept": BROWSER}).text
    assert client.get(E, headers={"Accept": "text/csv"}).status_code == 406


UPDATES = ["INSERT DATA { <a:a> <a:b> <a:c> }", "DELETE WHERE { ?s ?p ?o }", "LOAD <http://127.0.0.1:9/>", "CLEAR ALL"]


@pytest.mark.parametrize("update", UPDATES)
def test_s04_updates_are_refused_and_nothing_changes(client: FlaskClient, release: Release, update: str) -> None:
    before = len(release.store)
    answers = [
        client.get(E, query_string={"update": update}),
        client.post(E, data={"update": update}),
        client.post(f"{E}?update={quote(update)}", data=ASK, content_type="application/sparql-query"),
        client.post(E, data=update, content_type="application/sparql-update"),
        client.post("/update", data={"update": update}),
        client.post(E, data={"query": update}),
        _get(client, update),
        client.put(E, data=update),
        client.delete(E),
        client.patch(E, data=update),
    ]
    assert [each.status_code for each in answers] == [403, 403, 403, 403, 404, 403, 403, 405, 405, 405]
    assert all(each.mimetype == "application/problem+json" for each in answers)
    assert len(release.store) == before


def test_other_methods_are_405_with_allow(client: FlaskClient) -> None:
    response = client.put(E)
    assert response.status_code == 405
    assert {"GET", "HEAD", "POST", "QUERY", "OPTIONS"} == set(response.headers["Allow"].split(", "))


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"method": "POST", "data": ASK, "content_type": "text/plain"}, 415),
        ({"method": "POST", "data": ASK}, 415),
        ({"method": "POST", "data": {"query": ASK}, "content_type": "multipart/form-data"}, 415),
        ({"method": "POST", "data": ASK, "content_type": "application/sparql-query; charset=latin-1"}, 415),
        ({"method": "POST", "data": "", "content_type": FORM}, 400),
        ({"method": "POST", "data": "", "content_type": "application/sparql-query"}, 400),
        ({"method": "GET", "query_string": "query="}, 400),
        ({"method": "GET", "query_string": "query=ASK{}&query=ASK{}"}, 400),
        ({"method": "POST", "query_string": "query=ASK{}", "data": {"query": ASK}}, 400),
        ({"method": "GET", "query_string": "query=ASK%7B%7D%23%FF"}, 400),
        ({"method": "POST", "data": b"ASK{}#\xff", "content_type": "application/sparql-query"}, 400),
        ({"method": "POST", "data": b"query=ASK%7B%7D%23%E1%BA", "content_type": FORM}, 400),
        ({"method": "GET", "query_string": "query=ASK{}&" + "x=1&" * 1001}, 400),
        ({"method": "POST", "data": b"query=" + b"x" * 2_000_000, "content_type": FORM}, 413),
        ({"method": "GET", "query_string": "query=ASK{}&default-graph-uri=http://e/none"}, 400),
        ({"method": "GET", "query_string": "query=ASK{}&named-graph-uri=no%20iri"}, 400),
    ],
)
def test_requests_that_do_not_follow_the_protocol(client: FlaskClient, request_: dict[str, Any], status: int) -> None:
    response = client.open(E, **request_)
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    assert response.get_json()["remedy"]


@pytest.mark.parametrize("writing", ["SERVICE", "service silent", "S\\u0045RVICE"])
def test_s05_service_is_refused_with_the_way_out(client: FlaskClient, writing: str) -> None:
    response = _get(client, f"SELECT * {{ {writing} <http://127.0.0.1:9/> {{ ?s ?p ?o }} }}")
    assert response.status_code == 400
    assert "SERVICE" in response.get_json()["detail"]


def test_s07_protocol_parameters_name_the_dataset(client: FlaskClient, release: Release) -> None:
    sizes = {each.iri: each.triples for each in release.manifest.graphs}
    vocab, meta = f"{release.names.base}graph/vocab", f"{release.names.base}graph/meta"
    count = "SELECT (COUNT(*) AS ?n) {0} {{ ?s ?p ?o }}"

    def number(response: TestResponse) -> int:
        return int(response.get_json(force=True)["results"]["bindings"][0]["n"]["value"])

    everything = number(_get(client, count.format("")))
    assert everything == release.manifest.counts["triples"]
    by_parameter = {"default-graph-uri": vocab}
    assert number(_get(client, count.format(f"FROM <{meta}>"), **by_parameter)) == sizes[vocab]
    assert number(client.post(E, data={"query": count.format(""), **by_parameter})) == sizes[vocab]
    direct = client.post(E, query_string=by_parameter, data=count.format(""), content_type="application/sparql-query")
    assert number(direct) == sizes[vocab]
    two = client.get(E, query_string=[("query", count.format("")), *(("default-graph-uri", g) for g in (vocab, meta))])
    assert number(two) == sizes[vocab] + sizes[meta]
    named = count.format("").replace("?s ?p ?o", "GRAPH ?g { ?s ?p ?o }")
    assert number(_get(client, named, **{"named-graph-uri": meta})) == sizes[meta]
    assert number(_get(client, count.format(""), **{"named-graph-uri": meta})) == 0


def test_s08_all_rows_are_returned(client: FlaskClient, release: Release) -> None:
    response = _get(client, "SELECT * { ?s ?p ?o } LIMIT 100002", "text/csv")
    assert len(list(csv.reader(io.StringIO(response.data.decode())))) == release.manifest.counts["triples"] + 1


def test_s10_vietnamese_through_http(client: FlaskClient) -> None:
    query = "SELECT ?s { ?s skos:prefLabel ?n FILTER(LCASE(STR(?n)) = 'đỗ thị ân' && REGEX(?n, '^ĐỖ', 'i')) }"
    for response in (_get(client, query), client.post(E, data={"query": query})):
        assert len(response.get_json(force=True)["results"]["bindings"]) == 1


def test_a_page_shows_rows_with_links_to_this_server(client: FlaskClient) -> None:
    page = _get(client, "SELECT ?s ?name { ?s a schema:Person ; skos:prefLabel ?name }", BROWSER).text
    assert '<a href="/doc/person/do-thi-an-dak-lak">' in page
    assert '<td role="cell" data-label="name" lang="vi">Đỗ Thị Ân</td>' in page
    named = '<a href="/doc/person/do-thi-an-dak-lak">Đỗ Thị Ân</a> <small class="beneath">id/person/do-thi-an-dak-lak<'
    assert named in page, "a thing by its name, its IRI beneath"
    assert '<pre tabindex="0"><code>@prefix' in _get(client, CONSTRUCT, BROWSER).text
    assert "Đúng" in _get(client, "ASK {}", BROWSER).text
    assert "False" in _get(client, "ASK { FILTER(false) }", BROWSER, lang="en").text


def test_a_page_escapes_what_a_query_makes(client: FlaskClient) -> None:
    page = _get(client, "SELECT ('<script>alert(1)</script>' AS ?x) (<javascript:alert(1)> AS ?y) {}", BROWSER).text
    assert "<script>" not in page
    assert 'href="javascript:' not in page


def test_an_answer_is_not_sent_twice(client: FlaskClient) -> None:
    tag = _get(client, SELECT).headers["ETag"]
    again = client.get(E, query_string={"query": SELECT}, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert _get(client, SELECT, "text/csv").headers["ETag"] != tag
    assert _get(client, ASK).headers["ETag"] != tag


def test_the_examples_run_and_return_rows(client: FlaskClient) -> None:
    from server.examples import examples

    assert len(examples()) == 3
    for each in examples():
        response = _get(client, each.query)
        assert response.get_json(force=True)["results"]["bindings"], each.en


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <x:a> <x:b> <x:c> }",
        "# first\nPREFIX e: <http://e/> DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:9/>",
        "CLEAR ALL",
        "WITH <x:g> INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_an_update_that_is_sent_as_a_query_is_told_that_it_is_one(client: FlaskClient, update: str) -> None:
    response = _get(client, update)
    assert response.status_code == 403
    assert "update" in response.get_json()["detail"]
