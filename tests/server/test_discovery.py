"""How programs find what is here: JSON-LD for search engines (M09), Signposting, robots.txt and sitemap (M14)."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from graph.store import Release
from server import create_app
from server.discovery import Signpost, linkset

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


def test_m14_the_sitemap_lists_the_landing_page_the_dumps_and_the_announcements(client: FlaskClient) -> None:
    response = client.get("/sitemap.xml")
    listed = [each.text or "" for each in ET.fromstring(response.data).iter(LOC)]
    assert {
        "http://localhost/",
        "http://localhost/releases/r1/khen.ttl",
        "http://localhost/doc/announcement/thu-1",
    } <= set(listed)
    assert "private" in response.headers["Cache-Control"]
    robots = client.get("/robots.txt")
    assert robots.mimetype == "text/plain"
    assert "Sitemap: http://localhost/sitemap.xml" in robots.text


def test_security_txt_needs_an_address_to_write_to(client: FlaskClient, release: Release) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    contact = {"email": "data@example.org", "name": {"vi": "x"}}
    reachable = replace(release, manifest=replace(release.manifest, contact=contact))
    text = create_app(reachable).test_client().get("/.well-known/security.txt").text
    fields = dict(line.split(": ", 1) for line in text.splitlines())
    assert fields["Contact"] == "mailto:data@example.org"
    assert datetime.now(UTC) < datetime.fromisoformat(fields["Expires"])


def test_a_page_names_itself_in_the_other_language_with_all_that_was_asked(client: FlaskClient) -> None:
    page = client.get("/search?q=th%E1%BB%AD&lang=en", headers={"Accept": "text/html"}).text
    assert '<link rel="alternate" hreflang="vi" href="/search?q=th%E1%BB%AD&amp;lang=vi">' in page
