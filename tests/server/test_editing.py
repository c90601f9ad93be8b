"""``/examples``, what the query editor reads, and the page that it stands in."""

from __future__ import annotations

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, RdfFormat, parse
from rdflib import RDF, SH

from graph.formats import GRAPH_FORMATS, Format
from graph.store import Release
from graph.vocabulary import DEFAULT_BASE
from server import create_app
from server.assets import Bundle
from server.questions import load, matching

_TYPE = NamedNode(RDF.type)
_QUERIES = (*map(str, (SH.select, SH.construct, SH.ask)), "https://purl.expasy.org/sparql-examples/ontology#describe")
HTML = {"Accept": "text/html", "Accept-Language": "en"}
PATHS = ("/examples", "/examples.html", "/examples?q=ban+do", "/examples?q=%3Cscript%3E")


@pytest.mark.parametrize("format", GRAPH_FORMATS, ids=lambda each: each.extension)
def test_m15_the_examples_are_executables_of_shacl(client: FlaskClient, release: Release, format: Format) -> None:
    negotiated = client.get("/examples", headers={"Accept": format.media_type})
    assert (negotiated.status_code, negotiated.mimetype) == (200, format.media_type)
    assert negotiated.data == client.get(f"/examples.{format.extension}").data
    found = {each.triple for each in parse(input=negotiated.data, format=getattr(RdfFormat, format.pyoxigraph))}
    executables = {s for s, p, o in found if (p, o) == (_TYPE, NamedNode(SH.SPARQLExecutable))}
    held = {o.value for s, p, o in found if s in executables and p.value in _QUERIES and isinstance(o, Literal)}
    questions = load(release.names)
    assert held == {each.query for each in questions}
    assert len(questions) >= 30
    assert all(isinstance(each.subject, NamedNode) for each in found)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_m15_the_page_lists_the_questions_and_leads_to_their_queries(
    client: FlaskClient, release: Release, path: str, lang: str
) -> None:
    page = client.get(path, headers={"Accept": "text/html", "Accept-Language": lang}).text
    assert f'<html lang="{lang}">' in page
    assert "<script>" not in page
    linked = re.findall(r'href="(/sparql\?query=[^"]+)"', page)
    questions = load(release.names)
    sought = {PATHS[2]: "bản đồ", PATHS[3]: "<script>"}.get(path)
    assert len(linked) == len(matching(questions, sought) if sought else questions)
    if linked:
        assert client.get(linked[0].replace("&amp;", "&"), headers={"Accept": "text/csv"}).status_code == 200


def test_a_notice_marks_names_of_the_query_and_leads_to_our_terms(client: FlaskClient) -> None:
    page = client.get("/examples?lang=en", headers=HTML).text
    notices = " ".join(re.findall(r'<p class="notice-text">.*</p>', page))
    assert "`" not in notices
    assert "<code>quote</code>" in notices
    assert '(<a href="/def?lang=en#CountDiscrepancy"><code>khen:CountDiscrepancy</code></a>)' in notices
    assert "<code>skos:exactMatch</code>" in notices


def test_the_terms_are_those_of_the_description(client: FlaskClient, release: Release) -> None:
    response = client.get("/sparql/terms.json")
    terms = response.get_json()
    assert terms["prefixes"] == dict(sorted(release.prefixes().items()))
    counted = "SELECT ?c (MAX(?n) AS ?most) { ?p void:class ?c OPTIONAL { ?p void:entities ?n } } GROUP BY ?c"
    rows = client.get("/sparql", query_string={"query": counted}).get_json(force=True)["results"]["bindings"]
    assert {each["iri"]: each["count"] for each in terms["classes"]} == {
        row["c"]["value"]: int(row["most"]["value"]) if "most" in row else 0 for row in rows
    }
    again = client.get("/sparql/terms.json", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


def test_the_examples_of_the_editor_are_named_in_both_languages(client: FlaskClient, release: Release) -> None:
    entries = client.get("/sparql/examples.json").get_json()["questions"]
    assert [each["query"] for each in entries] == [each.query for each in load(release.names)]
    assert all(each["titles"]["vi"] and each["titles"]["en"] and each["topics"]["vi"] for each in entries)


@pytest.fixture
def built(release: Release) -> Flask:
    """The application where the front end has been built."""
    app = create_app(release)
    app.jinja_env.globals["bundles"] = {"editor": Bundle("static/app/assets/editor-x.js", ())}
    return app


@pytest.fixture
def unbuilt(release: Release) -> Flask:
    app = create_app(release)
    app.jinja_env.globals["bundles"] = {}
    return app


@pytest.mark.parametrize(
    ("query", "answered"),
    [("", False), ("ASK {}", True), ("ASK {", False), ("SELECT ('</script><b>' AS ?x) {}", True)],
)
def test_the_page_of_the_editor_holds_data_and_no_script_of_its_own(built: Flask, query: str, answered: bool) -> None:
    response = built.test_client().get("/sparql", query_string={"query": query} if query else {}, headers=HTML)
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    scripts = re.findall(r"<script ([^>]*)>(.*?)</script>", response.text, re.DOTALL)
    assert [attributes for attributes, _ in scripts] == [
        'type="module" src="/static/app/assets/editor-x.js"',
        'type="application/json" id="editor-settings"',
        *(['type="application/json" id="carried"'] if answered else []),
    ]
    settings = json.loads(scripts[1][1])
    assert settings["base"] == DEFAULT_BASE
    assert settings["words"]["stop"] == "Stop"


def test_the_page_says_so_where_the_editor_was_not_built(unbuilt: Flask) -> None:
    response = unbuilt.test_client().get("/sparql?query=ASK{", headers=HTML)
    assert "<script" not in response.text
    assert "script-src" not in response.headers["Content-Security-Policy"]
    assert "has not been built" in response.text
    assert 'data-line="1" data-column="5"' in response.text


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { VALUES (?a ?b) { (<http://e/a> 'a\\nb\\t</script>'@vi) (UNDEF 1.50) (true '07'^^khen:x) } }",
        "ASK {}",
        "CONSTRUCT { ?s khen:x '</script>&' } WHERE { ?s a khen:AwardConferral }",
        "SELECT * { FILTER(false) }",
    ],
)
def test_the_page_carries_the_answer_that_its_script_would_be_given(built: Flask, query: str) -> None:
    client = built.test_client()
    page = client.get("/sparql", query_string={"query": query}, headers=HTML).text
    found = re.search(r'<script type="application/json" id="carried">(.*?)</script>', page)
    assert found
    carried = json.loads(found[1])
    accept = {"Accept": "application/sparql-results+json, application/n-triples"}
    answer = client.post("/sparql", data={"query": query}, headers=accept)
    assert carried["type"] == answer.mimetype
    if answer.is_json:
        assert json.loads(carried["body"]) == answer.get_json()
    else:
        assert sorted(carried["body"].splitlines()) == sorted(answer.text.splitlines())


def test_a_page_without_a_script_or_with_a_large_answer_carries_none(
    built: Flask, unbuilt: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is shown without a script stays."""
    asked = {"query": "SELECT * { ?s ?p ?o }"}
    assert 'id="carried"' in built.test_client().get("/sparql", query_string=asked, headers=HTML).text
    assert 'id="carried"' not in unbuilt.test_client().get("/sparql", query_string=asked, headers=HTML).text
    monkeypatch.setattr("server.carrying.MOST", 1000)
    page = built.test_client().get("/sparql", query_string=asked, headers=HTML).text
    assert 'id="carried"' not in page
    assert page.count('<tr role="row"><td') > 50
