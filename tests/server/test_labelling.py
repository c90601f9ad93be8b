"""What the things of a result are called: on its pages, and for the query editor; never in the formats of results."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from server.labelling import MOST

NAMES = "/sparql/names.json"
CHAIR = "https://w3id.org/khen/id/role/chair"
QUERY = f"SELECT ?role ?kind {{ VALUES ?role {{ <{CHAIR}> }} ?role a ?kind }} ORDER BY ?kind LIMIT 1"
CELL = re.compile(r"<td[^>]*><a [^>]*>([^<]*)</a> <small[^>]*>([^<]*)</small>")


def page(client: FlaskClient, path: str, query: str, lang: str) -> str:
    found = client.get(f"{path}?{urlencode({'query': query, 'lang': lang})}", headers={"Accept": "text/html"})
    assert found.status_code == 200
    return found.text


@pytest.mark.parametrize("path", ["/sparql", "/cite", "/releases/current/sparql"])
@pytest.mark.parametrize(("lang", "name"), [("vi", "Chủ tịch"), ("en", "Chair")])
def test_a_result_calls_things_by_name_with_the_iri_beneath(
    client: FlaskClient, path: str, lang: str, name: str
) -> None:
    address = client.get(path).headers.get("Location", path) if "current" in path else path
    cells = CELL.findall(page(client, address, QUERY, lang))
    assert cells[0] == (name, "id/role/chair")
    assert cells[1][0] != cells[1][1] == "org:Role"
    file = address.replace("/cite", "/sparql")
    as_file = client.get(f"{file}?{urlencode({'query': QUERY, 'format': 'csv', 'lang': lang})}").text
    assert as_file.splitlines()[1] == f"{CHAIR},http://www.w3.org/ns/org#Role"


@pytest.mark.parametrize("query", ["SELECT ?s { ?s ?p ?o FILTER(false) }", "CONSTRUCT WHERE { ?s ?p <urn:none> }"])
@pytest.mark.parametrize("path", ["/sparql", "/cite"])
def test_an_empty_result_says_so_and_can_be_cited(client: FlaskClient, query: str, path: str) -> None:
    found = page(client, path, query, "en")
    assert re.search(r"<p>0 (rows|statements)</p>", found)
    assert "The query ran; nothing matches it." in found
    assert "<thead>" not in found
    assert re.search(r'href="/cite\?[^"]*digest=', found if path == "/cite" else page(client, "/cite", query, "en"))


def test_the_editor_is_told_names_in_the_language_of_the_page(client: FlaskClient) -> None:
    asked = [("iri", CHAIR), ("iri", "http://www.w3.org/ns/org#Role"), ("iri", "urn:none"), ("iri", "no IRI")]
    response = client.get(f"{NAMES}?{urlencode([*asked, ('lang', 'en')])}")
    names = response.get_json()["names"]
    assert list(names) == [CHAIR, "http://www.w3.org/ns/org#Role"]
    assert names[CHAIR] == {"name": "Chair", "language": "en"}
    assert "Accept-Language" in response.headers["Vary"]
    again = client.get(f"{NAMES}?{urlencode(asked)}", headers={"Accept-Language": "vi"}).get_json()["names"]
    assert again[CHAIR] == {"name": "Chủ tịch", "language": "vi"}


def test_too_many_names_at_once_are_refused(client: FlaskClient) -> None:
    iris = [("iri", f"urn:{number}") for number in range(MOST + 1)]
    response = client.get(f"{NAMES}?{urlencode(iris)}")
    assert (response.status_code, response.get_json()["limit"]) == (400, {"named_iris": MOST})
    assert client.get(f"{NAMES}?{urlencode(iris[:MOST])}").status_code == 200
    assert client.get("/limits.json").get_json()["limits"]["named_iris"]["value"] == MOST
