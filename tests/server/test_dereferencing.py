"""Things and their documents: lines D01 to D12 of a black-box check of a linked-data publisher."""

from __future__ import annotations

import json
import re
import warnings
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic

from graph.formats import GRAPH_FORMATS, Format
from graph.store import Release, open_release
from server import create_app
from tests.store.writing import write_release

BASE = "https://w3id.org/khen/"
PERSON = "person/do-thi-an-dak-lak"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


def _graph(body: bytes, format: Format) -> Graph:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's JSON-LD parser uses a class of its own past
        return Graph().parse(data=body, format=format.rdflib)


@pytest.mark.parametrize("accept", [*(each.media_type for each in GRAPH_FORMATS), "text/html"])
def test_d01_d02_a_thing_redirects_to_its_document_in_the_format_asked_for(client: FlaskClient, accept: str) -> None:
    first = client.get(f"/id/{PERSON}", headers={"Accept": accept})
    assert (first.status_code, first.headers["Location"]) == (303, f"/doc/{PERSON}")
    second = client.get(first.headers["Location"], headers={"Accept": accept})
    assert (second.status_code, second.mimetype) == (200, accept)


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "text/turtle"),
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/turtle;q=0.1, application/ld+json", "application/ld+json"),
        ("application/ld+json, text/turtle", "text/turtle"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"', "application/ld+json"),
        ("text/turtle;charset=utf-8;q=0.5, application/n-triples;q=0.1", "text/turtle"),
        ("application/ld+json, application/n-triples", "application/n-triples"),
        ("application/rdf+xml, text/turtle;q=0.9", "application/rdf+xml"),
        ("text/turtle;q=0, */*", "application/n-triples"),
        ("text/*", "text/turtle"),
        ("application/*", "application/n-triples"),
        ("text/turtle;charset=utf-8", "text/turtle"),
        ("TEXT/TURTLE", "text/turtle"),
        ("text/html, */*;q=0.1", "text/html"),
        ("image/png, text/html;q=0.5", "text/html"),
        (BROWSER, "text/html"),
    ],
)
def test_d03_quality_values_are_obeyed(client: FlaskClient, accept: str | None, expected: str) -> None:
    response = client.get(f"/doc/{PERSON}", headers={} if accept is None else {"Accept": accept})
    assert (response.status_code, response.mimetype) == (200, expected)


def test_d04_negotiated_answers_vary_and_an_unknown_type_is_406(client: FlaskClient) -> None:
    for path in (
        "/",
        f"/id/{PERSON}",
        f"/doc/{PERSON}",
        "/def",
        "/shapes",
        "/sparql",
        "/.well-known/void",
        "/graph/vocab",
    ):
        assert "Accept" in client.get(path, headers={"Accept": "text/turtle"}).headers["Vary"], path
        if not path.startswith("/id"):
            refused = client.get(path, headers={"Accept": "image/png"})
            assert (refused.status_code, refused.mimetype) == (406, "application/problem+json"), path
            assert "text/turtle" in refused.get_json()["formats"]


@pytest.mark.parametrize(
    ("key", "status", "location"),
    [
        ("person/unknown", 404, None),
        ("person/do-thi-an", 301, f"/id/{PERSON}"),
        ("person/nobody", 410, None),
        ("person/do-thi-an.ttl", 301, f"/doc/{PERSON}.ttl"),
        ("person/nobody.jsonld", 410, None),
        ("%00", 404, None),
        ("a%20b", 404, None),
        ("%3Cscript%3E", 404, None),
        ("%FF", 404, None),
        ("a%0d%0aX-Injected:%201", 404, None),
        ("../def", 404, None),
        ("person/do-thi-an-dak-lak/", 404, None),
    ],
)
@pytest.mark.parametrize("place", ["id", "doc"])
def test_d05_keys_that_name_nothing(
    client: FlaskClient, place: str, key: str, status: int, location: str | None
) -> None:
    for accept in ("text/html", "text/turtle"):
        response = client.get(f"/{place}/{key}", headers={"Accept": accept})
        assert (response.status_code, response.headers.get("Location")) == (status, location)
        assert response.mimetype == ("text/html" if accept == "text/html" else "application/problem+json")
        assert "X-Injected" not in response.headers
        assert b"<script>" not in response.data


def test_d06_all_serialisations_of_a_document_hold_the_same_graph(client: FlaskClient) -> None:
    for key in (PERSON, "announcement/thu-1/text", "org/vwu-dak-lak"):
        graphs = [_graph(client.get(f"/doc/{key}.{each.extension}").data, each) for each in GRAPH_FORMATS]
        assert len(graphs[0]) > 5
        assert all(isomorphic(graphs[0], each) for each in graphs[1:])


def test_d07_every_iri_under_id_resolves_to_rdf_about_it(client: FlaskClient, release: Release) -> None:
    subjects = {quad.subject.value for quad in release.store if hasattr(quad.subject, "value")}
    ours = sorted(each for each in subjects if each.startswith(f"{BASE}id/"))
    assert len(ours) > 10
    for iri in ours:
        path = urlsplit(iri.removeprefix(BASE.rstrip("/"))).path
        response = client.get(path, headers={"Accept": "text/turtle"}, follow_redirects=True)
        assert response.status_code == 200, iri
        assert (URIRef(iri), None, None) in Graph().parse(data=response.data, format="turtle"), iri


def test_d07_every_other_address_below_the_base_resolves_too(client: FlaskClient, release: Release) -> None:
    terms = {t.value for q in release.store for t in (q.subject, q.predicate, q.object) if hasattr(t, "value")}
    others = sorted(each for each in terms if each.startswith(BASE) and not each.startswith(f"{BASE}id/"))
    graphs = release.graphs
    assert others
    for iri in {*others, *graphs}:
        path = "/" + urlsplit(iri.removeprefix(BASE)).path
        for accept in ("text/turtle", "text/html"):
            assert client.get(path, headers={"Accept": accept}).status_code == 200, iri


def test_d08_a_document_shows_what_refers_to_the_thing_and_where_it_comes_from(client: FlaskClient) -> None:
    graph = Graph().parse(data=client.get(f"/doc/{PERSON}.ttl").data, format="turtle")
    thing, page = URIRef(f"{BASE}id/{PERSON}"), URIRef(f"{BASE}doc/{PERSON}")
    assert (URIRef(f"{BASE}id/conferral/thu-1-1-i01"), URIRef(f"{BASE}def#recipient"), thing) in graph
    found = {str(predicate): str(value) for predicate, value in graph.predicate_objects(page)}
    assert found["http://xmlns.com/foaf/0.1/primaryTopic"] == str(thing)
    assert found["http://purl.org/dc/terms/license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert found["http://rdfs.org/ns/void#inDataset"] == f"{BASE}dataset/announcements"
    sources = set(graph.objects(page, URIRef("http://purl.org/dc/terms/source")))
    assert URIRef(f"{BASE}graph/announcement/thu-1") in sources


def test_d08_too_many_referring_statements_are_cut_and_counted(
    release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = create_app(release).test_client()  # which keeps no document that was made under the usual limit
    monkeypatch.setattr("server.document.INCOMING", 1)
    comments = (
        Graph()
        .parse(data=client.get(f"/doc/{PERSON}.ttl").data, format="turtle")
        .objects(URIRef(f"{BASE}doc/{PERSON}"), URIRef("http://www.w3.org/2000/01/rdf-schema#comment"))
    )
    assert "Shows 1 of the 3 statements that refer to the thing." in {str(each) for each in comments}
    assert "Showing 1 of 3 statements" in client.get(f"/doc/{PERSON}.html?lang=en").text


@pytest.mark.parametrize("path", ["/", f"/id/{PERSON}", f"/doc/{PERSON}", "/def", "/sparql?query=ASK{}", "/graph/vocab",
                                  "/releases/r1/khen.nq.gz", "/releases/", "/health", "/doc/unknown"])  # fmt: skip
def test_d09_head_has_the_headers_of_get(client: FlaskClient, path: str) -> None:
    got, head = client.get(path), client.head(path)
    assert head.status_code == got.status_code
    own = {"Date": "", "X-Query-Id": "", "Server-Timing": ""}  # of each request
    assert {**head.headers, **own} == {**got.headers, **own}
    assert head.data == b""
    got.close()
    head.close()


@pytest.mark.parametrize("path", ["/", f"/doc/{PERSON}", "/def.ttl", "/sparql?query=ASK{}", "/releases/r1/khen.nq"])
def test_d09_what_the_client_has_is_not_sent_again(client: FlaskClient, path: str) -> None:
    with client.get(path) as first:
        tag = first.headers["ETag"]
    with client.get(path, headers={"If-None-Match": tag}) as again:
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    with client.get(path, headers={"If-None-Match": '"other"'}) as other:
        assert other.status_code == 200


def test_d09_each_format_has_its_own_entity_tag(client: FlaskClient) -> None:
    types = [*(each.media_type for each in GRAPH_FORMATS), "text/html"]
    tags = {client.get(f"/doc/{PERSON}", headers={"Accept": each}).headers["ETag"] for each in types}
    assert len(tags) == len(types)


@pytest.mark.parametrize(
    "path", [f"/id/{PERSON}", f"/doc/{PERSON}", "/sparql", "/releases/r1/khen.nt", "/def", "/shapes", "/doc/unknown"]
)
def test_d10_any_site_may_read(client: FlaskClient, path: str) -> None:
    with client.get(path) as response:
        assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_d10_a_browser_may_post_a_query_from_anywhere(client: FlaskClient) -> None:
    response = client.options("/sparql", headers={"Origin": "https://example.org"})
    assert response.status_code == 204
    assert {"POST", "QUERY"} <= set(response.headers["Access-Control-Allow-Methods"].split(", "))
    assert "Content-Type" in response.headers["Access-Control-Allow-Headers"]


def test_d11_links_lead_to_the_other_formats_and_the_description(client: FlaskClient) -> None:
    response = client.get(f"/doc/{PERSON}", headers={"Accept": "text/turtle"})
    links = response.headers["Link"]
    for extension in ("nt", "jsonld", "rdf", "html"):
        address = f"/doc/{PERSON}.{extension}"
        assert f'<{address}>; rel="alternate"' in links
        assert client.get(address, headers={"Accept": "image/png"}).status_code == 200
    for address in re.findall(r'<([^>]*)>; rel="describedby"', links):
        assert client.get(address).status_code == 200
    assert 'rel="describedby"' in links


@pytest.mark.parametrize("path", ["/", "/def", "/graph/vocab", "/dataset/announcements", "/graph/announcement/thu-1"])
def test_d11_every_link_of_every_page_resolves(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers={"Accept": "text/html"})
    linked = re.findall(r'<([^>]*)>; rel="alternate"', response.headers.get("Link", ""))
    linked += re.findall(r'href="(/[^"]*)"', response.text)
    assert linked
    for address in linked:
        with client.get(address.replace("&amp;", "&"), follow_redirects=True) as found:
            assert found.status_code == 200, address


def test_d12_the_page_shows_label_quote_and_data(client: FlaskClient) -> None:
    page = client.get(f"/doc/{PERSON}", headers={"Accept": "text/html"}).text
    assert '<html lang="vi">' in page
    assert '<h1 lang="vi">Đỗ Thị Ân</h1>' in page
    assert '<q lang="vi">Bà Đỗ Thị Ân</q> <small>ký tự 0–12</small>' in page
    embedded = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert embedded
    document = json.loads(embedded[1])
    assert f"{BASE}id/{PERSON}" in {node["@id"] for node in document["@graph"]}


def test_d12_the_embedded_data_are_the_json_ld_of_the_document(client: FlaskClient) -> None:
    page = client.get("/doc/org/vwu-dak-lak.html").text
    embedded = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert embedded
    assert json.loads(embedded[1]) == json.loads(client.get("/doc/org/vwu-dak-lak.jsonld").data)
    assert page.count("</script>") == 1
    assert "Dấu &lt;b&gt;&amp;amp; &#34;&#39;" in page


def test_the_fragments_of_a_text_have_their_places_on_its_page(client: FlaskClient) -> None:
    page = client.get("/doc/announcement/thu-1/text.html").text
    assert 'id="char=14,35"' in page
    assert 'href="/doc/announcement/thu-1/text#char=0,12"' in client.get(f"/doc/{PERSON}.html").text


def test_links_stay_on_the_server_at_hand_and_iris_keep_the_base(tmp_path: Path) -> None:
    """Another base, and a server under a prefix: the data name the base, the pages link to where they are."""
    base = "https://data.example.org/khen/"
    write_release(tmp_path, base=base)
    client = create_app(open_release(tmp_path)).test_client()
    under = "http://localhost/mounted/"
    response = client.get(f"/id/{PERSON}", base_url=under)
    assert response.headers["Location"] == f"/mounted/doc/{PERSON}"
    page = client.get(f"/doc/{PERSON}.html", base_url=under).text
    cited = f'<link rel="cite-as" href="{base}id/{PERSON}">'  # the IRI itself, which no reader follows
    assert cited in page
    staying = re.findall(r'<link rel="(?:canonical|alternate" hreflang="[^"]*)" href="([^"]*)">', page)  # likewise
    assert {each.partition("?")[0] for each in staying} == {f"{base}doc/{PERSON}"}
    followed = re.sub(r'<link rel="(?:canonical|alternate" hreflang="[^"]*)" [^>]*>', "", page.replace(cited, ""))
    internal = re.findall(r'href="([^"#][^"]*)"', followed)
    assert internal
    assert not [each for each in internal if base in each]
    assert all(each.startswith(("/mounted/", "https://creativecommons.org", "http://", "https://schema.org"))
               for each in internal)  # fmt: skip
    turtle = client.get(f"/doc/{PERSON}.ttl", base_url=under).text
    assert f"<{base}id/{PERSON}>" in turtle
    assert "w3id.org" not in turtle
