"""Queries pinned to a release, and what their citations say when they are opened again."""

from __future__ import annotations

import hashlib
import json
import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse

QUERY = '# Ai được khen? "x" & {y}\nSELECT ?s ?name { ?s skos:prefLabel ?name } ORDER BY ?s ?name'
HTML = {"Accept": "text/html", "Accept-Language": "en"}
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def cited(client: FlaskClient, **asked: str) -> dict[str, str]:
    """The parameters of the address that the citation names."""
    (item,) = client.get("/cite.json", query_string={"query": QUERY, **asked}).get_json(force=True)
    address = urlsplit(item["URL"])
    assert f"{address.scheme}://{address.netloc}{address.path}" == "https://w3id.org/khen/cite"
    return {name: values[0] for name, values in parse_qs(address.query).items()}


def heading(client: FlaskClient, **asked: str) -> str:
    """What the page says of the result: the heading of its verdict."""
    page = client.get("/cite", query_string=asked, headers=HTML)
    assert page.status_code == 200
    found = re.search(r'role="status".*?<h2>(.*?)</h2>', page.text, re.DOTALL)
    return found[1] if found else ""


@pytest.mark.parametrize("release", ["r0", "r1"])
def test_a_release_answers_for_itself(client_of_several: FlaskClient, release: str) -> None:
    query = "SELECT ?name { <https://w3id.org/khen/id/person/do-thi-an-dak-lak> skos:prefLabel ?name }"
    address = f"/releases/{release}/sparql"
    for response in (
        client_of_several.get(address, query_string={"query": query}, headers={"Accept": "text/csv"}),
        client_of_several.get(address, query_string={"query": query, "format": "csv"}, headers=BROWSER),
        client_of_several.post(address, data={"query": query}, headers={"Accept": "text/csv"}),
    ):
        assert (response.status_code, response.mimetype) == (200, "text/csv")
        assert response.text.split() == (["name", "Đỗ", "Thị", "Ân"] if release == "r1" else ["name"])
        assert response.headers["X-Query-Id"]


def test_the_guards_of_the_endpoint_stand_before_older_releases(client_of_several: FlaskClient) -> None:
    for query, status in (
        ("SELECT * {", 400),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 400),
        ("DELETE WHERE { ?s ?p ?o }", 403),
        ("{" * 100, 400),
    ):
        response = client_of_several.get("/releases/r0/sparql", query_string={"query": query})
        assert (response.status_code, response.mimetype) == (status, "application/problem+json")
        assert response.get_json()["query_id"] == response.headers["X-Query-Id"]
    assert client_of_several.get("/releases/r0/sparql?query=ASK{}&format=pdf").status_code == 400
    assert client_of_several.delete("/releases/r0/sparql").status_code == 405
    assert "QUERY" in client_of_several.options("/releases/r0/sparql").headers["Allow"]


@pytest.mark.parametrize(("name", "status"), [("never", 404), ("gone", 410)])
def test_releases_that_are_not_here(client_of_several: FlaskClient, name: str, status: int) -> None:
    for path in (f"/releases/{name}/sparql?query=ASK{{}}", f"/cite?release={name}", f"/releases/{name}/"):
        response = client_of_several.get(path)
        assert response.status_code == status
        assert ("2024-02-01" in response.get_json()["detail"]) == (status == 410)


def test_the_current_release_is_where_its_name_is(client_of_several: FlaskClient) -> None:
    response = client_of_several.post("/releases/current/sparql?query=ASK%7B%7D")
    assert (response.status_code, response.headers["Location"]) == (307, "/releases/r1/sparql?query=ASK%7B%7D")


def test_a_pinned_endpoint_describes_itself(client_of_several: FlaskClient) -> None:
    response = client_of_several.get("/releases/r0/sparql", headers={"Accept": "text/turtle"})
    text = {str(quad.triple) for quad in parse(response.data, format=RdfFormat.TURTLE)}
    assert any("description#endpoint> <https://w3id.org/khen/releases/r0/sparql>" in each for each in text)


def test_a_citation_opened_again_says_identical(client_of_several: FlaskClient) -> None:
    for release in ("r1", "r0"):
        for format in ("json", "csv"):
            said = cited(client_of_several, release=release, format=format)
            assert (said["query"], said["release"], said["format"]) == (QUERY, release, format)
            file = client_of_several.get(f"/releases/{release}/sparql", query_string={"query": QUERY, "format": format})
            assert hashlib.sha256(file.data).hexdigest() == said["digest"]
            assert heading(client_of_several, **said) == "Identical"


def test_what_differs_is_said(client_of_several: FlaskClient) -> None:
    said = cited(client_of_several)
    others = "0" * 64
    assert heading(client_of_several, **{**said, "digest": others}) == "The same rows, other bytes"
    assert heading(client_of_several, **{**said, "format": "csv"}) == "The same rows, other bytes"
    assert heading(client_of_several, **{**said, "rows": others}) == "Different"
    assert heading(client_of_several, **{**said, "release": "r0"}) == "Different"
    assert heading(client_of_several, **{**said, "digest": others, "rows": ""}) == "Other bytes"
    assert heading(client_of_several, **{**said, "digest": "", "rows": ""}) == ""
    assert client_of_several.get("/cite?query=ASK{}&digest=0").status_code == 400


def test_graphs_of_the_protocol_are_part_of_what_is_cited(client_of_several: FlaskClient) -> None:
    graph = "https://w3id.org/khen/graph/ref/orgs"
    said = cited(client_of_several, **{"default-graph-uri": graph})
    assert said["default-graph-uri"] == graph
    assert said["rows"] != cited(client_of_several)["rows"]
    assert heading(client_of_several, **said) == "Identical"


@pytest.mark.parametrize(
    "query", ["SELECT (NOW() AS ?n) {}", "SELECT (RAND() AS ?n) {}", "SELECT (UUID() AS ?n) {}",
              "SELECT (BNODE() AS ?n) {}", "CONSTRUCT { [] <x:p> 1 } {}", r"SELECT ('\u0061' AS ?n) {}"],
)  # fmt: skip
def test_what_would_not_come_again_cannot_be_cited(client_of_several: FlaskClient, query: str) -> None:
    page = client_of_several.get("/cite", query_string={"query": query}, headers=HTML)
    assert page.status_code == 200
    assert "This result cannot be cited" in page.text
    assert "cite.bib" not in page.text
    for extension in ("bib", "json", "ris"):
        refused = client_of_several.get(f"/cite.{extension}", query_string={"query": query})
        assert (refused.status_code, refused.mimetype) == (422, "application/problem+json")


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/cite.bib", "application/x-bibtex"), ("/cite.json", "application/vnd.citationstyles.csl+json"),
     ("/cite.ris", "application/x-research-info-systems"), ("/CITATION.cff", "application/yaml")],
)  # fmt: skip
def test_citations_have_their_media_types_and_a_language(client_of_several: FlaskClient, path: str, kind: str) -> None:
    for language, title in (("vi", "Khen thưởng Việt Nam"), ("en", "Commendations of Viet Nam")):
        response = client_of_several.get(path, headers={"Accept-Language": language})
        assert (response.status_code, response.mimetype) == (200, kind)
        assert title in response.text
        assert "https://w3id.org/khen/releases/r1" in response.text
        assert response.headers["Vary"].startswith("Accept-Language")


def test_the_page_shows_the_query_and_never_runs_it_as_markup(client_of_several: FlaskClient) -> None:
    query = "# </code><script>alert(1)</script>\nSELECT ?s { ?s a khen:Announcement } LIMIT 1"
    page = client_of_several.get("/cite?" + urlencode({"query": query}), headers=HTML).text
    assert "<script" not in page
    assert "&lt;/code&gt;&lt;script&gt;" in page
    assert "LIMIT or OFFSET without ORDER BY" in page
    wrong = client_of_several.get("/cite?query=SELECT", headers=HTML)
    assert wrong.status_code == 400
    assert 'role="alert"' in wrong.text


def test_a_browser_gets_the_citation_at_the_pinned_address(client_of_several: FlaskClient) -> None:
    response = client_of_several.get("/releases/r0/sparql", query_string={"query": QUERY}, headers=BROWSER)
    assert response.mimetype == "text/html"
    assert "cite.bib?" in response.text
    assert "r0" in json.dumps(response.text)
