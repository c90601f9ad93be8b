"""How programs find what is here: JSON-LD for search engines (M09), Signposting, robots.txt and sitemap (M14)."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import DefaultGraph

from graph.store import Release, Retired, value_of
from server import create_app, discovery, errors
from server.discovery import Signpost, linkset
from server.figures import read_figures

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture(params=["/", "/releases/r1/"])
def described(client: FlaskClient, request: pytest.FixtureRequest) -> dict[str, Any]:
    page = client.get(request.param, headers={"Accept": "text/html", "Accept-Language": "en"}).text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    content: dict[str, Any] = json.loads(found[1])
    return content


def test_m09_a_landing_page_describes_the_data_set_for_search_engines(
    client: FlaskClient, described: dict[str, Any], release: Release
) -> None:
    assert described["@type"] == "Dataset"
    assert described["name"] == "Commendations of Viet Nam"
    assert described["license"] == release.manifest.licence
    assert described["version"] == "0.1.0"
    assert described["isAccessibleForFree"] is True
    assert described["identifier"] == f"{release.names.base}releases/r1"
    files = described["distribution"]
    assert {"text/turtle", "application/n-quads", "application/ld+json"} <= {each["encodingFormat"] for each in files}
    for each in files:
        with client.get(each["contentUrl"].replace(release.names.base, "/")) as file:
            assert (file.status_code, f"{file.content_length} B") == (200, each["contentSize"])


@pytest.mark.parametrize("path", ["/", "/releases/r1/"])
def test_signposts_are_in_the_headers_and_in_the_page(client: FlaskClient, release: Release, path: str) -> None:
    response = client.get(path, headers={"Accept": "text/html"})
    links = re.findall(r'<([^>]+)>; rel="([^"]+)"', response.headers["Link"])
    relations = {rel for _, rel in links}
    assert {"cite-as", "describedby", "item", "license", "type", "linkset", "alternate"} <= relations
    assert (f"{release.names.base}releases/r1", "cite-as") in links
    for href, rel in links:
        if rel not in ("alternate", "service-desc"):
            assert f'<link rel="{rel}" href="{href}"' in response.text
        if rel in ("item", "describedby", "linkset"):
            with client.get(href) as found:
                assert found.status_code == 200, href


def test_a_linkset_says_the_same_as_the_headers() -> None:
    signposts = (Signpost("cite-as", "http://example.org/a"), Signpost("item", "/a.ttl", "text/turtle"))
    assert linkset("/a", signposts) == {
        "linkset": [
            {
                "anchor": "/a",
                "cite-as": [{"href": "http://example.org/a"}],
                "item": [{"href": "/a.ttl", "type": "text/turtle"}],
            }
        ]
    }
    assert str(signposts[1]) == '</a.ttl>; rel="item"; type="text/turtle"'


def test_m14_the_sitemap_lists_the_landing_page_the_dumps_and_each_thing(client: FlaskClient, release: Release) -> None:
    response = client.get("/sitemap.xml")
    root = ET.fromstring(response.data)
    listed = [each.text or "" for each in root.iter(LOC)]
    things = {
        f"http://localhost/doc/{iri.partition('/id/')[2]}"
        for iri in (
            value_of(quad.subject) for quad in release.store.quads_for_pattern(None, None, None, DefaultGraph())
        )
        if iri.startswith(f"{release.names.base}id/") and "#" not in iri
    }
    assert len(things) == 9
    assert {"http://localhost/", "http://localhost/releases/r1/khen.ttl", *things} <= set(listed)
    assert len(listed) == len(set(listed))
    for each in root:
        assert each.findtext("{*}lastmod") == release.manifest.modified
        address = each.findtext("{*}loc")
        spoken = {link.get("hreflang"): link.get("href") for link in each.findall("{*}link")}
        assert spoken in ({}, {"vi": f"{address}?lang=vi", "en": f"{address}?lang=en", "x-default": address})
    assert "private" in response.headers["Cache-Control"]


def test_every_address_of_the_sitemap_is_a_page_that_crawlers_may_read(client: FlaskClient) -> None:
    rules = _rules(client)
    root = ET.fromstring(client.get("/sitemap.xml").data)
    for each in root:
        addresses = [each.findtext("{*}loc") or "", *(link.get("href", "") for link in each.findall("{*}link"))]
        for path in (address.removeprefix("http://localhost") for address in addresses):
            assert _allowed(rules, path), path
            if "?" not in path:
                with client.get(path, headers={"Accept": "text/html,*/*;q=0.1"}) as response:
                    assert response.status_code == 200, path


def test_a_long_sitemap_is_divided_and_has_an_index(client: FlaskClient, release: Release) -> None:
    def located(of: FlaskClient, path: str) -> list[str]:
        return [each.text or "" for each in ET.fromstring(of.get(path).data).iter(LOC)]

    app = Flask("divided")
    errors.register(app)
    app.register_blueprint(discovery.blueprint(release, release.folder.parent, read_figures(release), most=10))
    divided = app.test_client()
    files = located(divided, "/sitemap.xml")
    assert ET.fromstring(divided.get("/sitemap.xml").data).tag.endswith("}sitemapindex")
    assert files[0] == "http://localhost/sitemap-1.xml"
    parts = [located(divided, each.removeprefix("http://localhost")) for each in files]
    assert {len(each) for each in parts[:-1]} == {10}
    assert 0 < len(parts[-1]) <= 10
    assert (
        [each for part in parts for each in part]
        == located(client, "/sitemap.xml")
        == located(client, "/sitemap-1.xml")
    )
    assert divided.get(f"/sitemap-{len(files) + 1}.xml").status_code == 404


def test_what_was_withdrawn_or_merged_is_not_listed(release: Release) -> None:
    """A thing may have gone from the data, or be held by them still, as here."""
    retired = {"role/chair": Retired("withdrawn", None)}
    gone = replace(release, manifest=replace(release.manifest, retired=retired))
    assert release.knows(f"{release.names.base}id/role/chair")
    assert "/doc/role/chair<" not in create_app(gone).test_client().get("/sitemap.xml").text


@pytest.mark.parametrize(
    "path",
    ["/sparql?query=ASK%7B%7D", "/sparql?lang=vi&query=ASK%7B%7D", "/search?q=an", "/search.json?q=an",
     "/cite?query=ASK", "/cite.bib?query=ASK", "/map?date=2024-01-01", "/releases/r1/sparql?query=ASK",
     "/releases/r1/changes", "/reconcile?queries=%7B%7D", "/reconcile/suggest/entity?prefix=a",
     "/doc/org/vwu?incoming=org:unitOf&page=2", "/doc/org/vwu?lang=en&incoming=org:unitOf", "/explore/org/vwu",
     "/timeline?page=2"],
)  # fmt: skip
def test_crawlers_are_kept_from_what_is_computed(client: FlaskClient, path: str) -> None:
    assert not _allowed(_rules(client), path)


def _rules(client: FlaskClient) -> list[tuple[str, str]]:
    robots = client.get("/robots.txt")
    assert robots.mimetype == "text/plain"
    assert "Sitemap: http://localhost/sitemap.xml" in robots.text
    lines = (line.split(": ", 1) for line in robots.text.splitlines() if line.startswith(("Allow", "Disallow")))
    return [(name, pattern) for name, pattern in lines]


def _allowed(rules: list[tuple[str, str]], path: str) -> bool:
    """By the longest rule that fits (RFC 9309, section 2.2.2)."""
    fitting = [
        (len(pattern), name)
        for name, pattern in rules
        if re.match(re.escape(pattern).replace(r"\*", ".*").replace(r"\$", "$"), path)
    ]
    return not fitting or max(fitting)[1] == "Allow"


def test_security_txt_needs_an_address_to_write_to(client: FlaskClient, release: Release) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    contact = {"email": "data@example.org", "name": {"vi": "x"}}
    reachable = replace(release, manifest=replace(release.manifest, contact=contact))
    text = create_app(reachable).test_client().get("/.well-known/security.txt").text
    fields = dict(line.split(": ", 1) for line in text.splitlines())
    assert fields["Contact"] == "mailto:data@example.org"
    assert datetime.now(UTC) < datetime.fromisoformat(fields["Expires"])


def test_every_page_leads_to_somebody_or_says_that_there_is_nobody(client: FlaskClient, release: Release) -> None:
    silent = client.get("/help/privacy?lang=en").text
    assert "has not stated an address yet" in silent
    assert 'href="/help/privacy?lang=en#contact">Contact</a>' in silent
    contact = {"page": "https://example.org/contact", "name": {"vi": "x"}}
    reachable = replace(release, manifest=replace(release.manifest, contact=contact))
    page = create_app(reachable).test_client().get("/help/privacy?lang=en").text
    assert page.count('href="https://example.org/contact"') == 2
    assert "has not stated an address yet" not in page


def test_a_page_names_itself_in_the_other_language_with_all_that_was_asked(client: FlaskClient) -> None:
    page = client.get("/search?q=th%E1%BB%AD&lang=en", headers={"Accept": "text/html"}).text
    there = "https://w3id.org/khen/search"
    assert f'<link rel="alternate" hreflang="vi" href="{there}?q=th%E1%BB%AD&amp;lang=vi">' in page
    assert f'<link rel="alternate" hreflang="x-default" href="{there}?q=th%E1%BB%AD">' in page
    assert f'<link rel="canonical" href="{there}?lang=en">' in page


@pytest.mark.parametrize("path", ["/", "/doc/announcement/thu-1", "/read/thu-1", "/sparql", "/def", "/help"])
def test_a_page_says_what_it_is_to_those_who_only_read_its_head(client: FlaskClient, path: str) -> None:
    page = client.get(path, headers={"Accept": "text/html", "Host": "elsewhere.example"}).text
    assert re.search(r"<title>[^<]*Khen[^<]*</title>", page)
    assert re.search('<meta name="description" content="[^"<]{10,310}">', page)
    assert f'<link rel="canonical" href="https://w3id.org/khen{path}">' in page
    assert "elsewhere.example" not in page
    if path in ("/", "/doc/announcement/thu-1"):
        file = "/index.html" if path == "/" else f"{path}.html"
        assert f'<link rel="canonical" href="https://w3id.org/khen{path}">' in client.get(file).text


def test_what_is_not_there_can_be_searched_for(client: FlaskClient) -> None:
    page = client.get("/doc/person/never-there?lang=en", headers={"Accept": "text/html"}).text
    assert 'rel="canonical"' not in page
    assert 'at <a href="/search?lang=en">/search</a>, or' in page
    assert '<form action="/search" method="get" role="search">' in page
