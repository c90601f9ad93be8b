"""Where annotated texts are, what they are sent as, and what leads to them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from graph.store import GraphEntry, Release
from server import create_app
from server.pages import LARGEST_GRAPH
from tests.announcement.conftest import LONG, REAL

ANNOTATIONS = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'


def test_the_spans_are_a_collection_of_web_annotations(client: FlaskClient, text: str, release: Release) -> None:
    response = client.get(f"/read/{REAL}.json")
    assert (response.status_code, response.headers["Content-Type"]) == (200, ANNOTATIONS)
    collection = response.get_json(force=True)
    items = collection["first"]["items"]
    assert collection["type"] == "AnnotationCollection"
    assert collection["total"] == len(items) == len({each["id"] for each in items}) > 100
    for each in items:
        position, quote, fragment = each["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert text[: position["start"]].endswith(quote["prefix"])
        assert text[position["end"] :].startswith(quote["suffix"])
        assert each["target"]["id"].endswith(f"{each['target']['source']}#{fragment['value']}")
        assert each["body"]
        assert all(release.knows(iri) for iri in (*each["body"], each["target"]["id"]))


@pytest.mark.parametrize("accept", ["application/ld+json", ANNOTATIONS])
def test_a_client_that_asks_for_json_ld_gets_the_annotations(client: FlaskClient, accept: str) -> None:
    response = client.get(f"/read/{REAL}", headers={"Accept": accept})
    assert response.headers["Content-Type"] == ANNOTATIONS
    assert "Accept" in response.headers["Vary"].split(", ")
    assert client.get(f"/read/{REAL}", headers={"Accept": "text/turtle"}).status_code == 406
    assert client.get(f"/read/{REAL}").mimetype == "text/html"


def test_a_page_is_sent_once_and_in_the_language_asked_for(client: FlaskClient) -> None:
    first = client.get(f"/read/{REAL}", headers={"Accept-Language": "en"})
    again = client.get(f"/read/{REAL}", headers={"Accept-Language": "en", "If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert '<html lang="vi">' in client.get(f"/read/{REAL}", headers={"Accept-Language": "vi"}).text
    chosen = client.get(f"/read/{LONG}?lang=en", headers={"Accept-Language": "vi"}).text
    assert f'href="/read/{LONG}/2?lang=en"' in chosen
    assert f'href="/base/read/{LONG}/2?lang=en"' in client.get(f"/read/{LONG}?lang=en", base_url="http://a/base").text
    assert "script-src 'self'" in first.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["nobody", f"{REAL}/2", f"{REAL}/1", f"{LONG}/99", "a%20b", "..%2f..", "nobody.json"])
def test_what_there_is_not_is_not_found(client: FlaskClient, path: str) -> None:
    response = client.get(f"/read/{path}")
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")


def test_an_announcement_that_is_too_large_is_refused_with_the_way_out(release: Release) -> None:
    graph = str(release.names.graph(f"announcement/{REAL}"))
    large = replace(release, manifest=replace(release.manifest, graphs=(GraphEntry(graph, LARGEST_GRAPH + 1),)))
    response = create_app(large).test_client().get(f"/read/{REAL}")
    assert response.status_code == 422
    assert response.get_json()["limit"] == {"graph_triples": LARGEST_GRAPH}


def test_quotations_and_the_announcement_lead_to_the_text(client: FlaskClient, release: Release) -> None:
    person = client.get("/doc/person/phan-thi-hieu-ben-tre.html").text
    assert f'<a href="/read/{REAL}#char=4969,4985"><q lang="vi">Bà Phan Thị Hiếu</q>' in person
    announcement = client.get(f"/doc/announcement/{REAL}.html")
    assert f'<a href="/read/{REAL}">' in announcement.text
    assert f'</read/{REAL}>; rel="alternate"; type="text/html"' in announcement.headers["Link"]
    links = client.get(f"/read/{REAL}").headers["Link"]
    assert f'</doc/announcement/{REAL}.ttl>; rel="describedby"; type="text/turtle"' in links
    assert f'<{release.names.base}id/announcement/{REAL}>; rel="cite-as"' in links
    assert f'</read/{REAL}.json>; rel="alternate"; type="application/ld+json"' in links
