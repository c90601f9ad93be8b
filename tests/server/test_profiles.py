"""The description of a release by profile (https://www.w3.org/TR/dx-prof-conneg/, 2023-10-02, sections 7.1 and 7.2)."""

from __future__ import annotations

import json
import re

import pytest
from flask.testing import FlaskClient

from server.profiles import DCAT_AP, PROFILES, SCHEMA_ORG, VOID, Profile

RELEASE = "/releases/r1/"
TURTLE = {"Accept": "text/turtle"}


@pytest.mark.parametrize("profile", PROFILES, ids=lambda each: each.token)
def test_each_profile_is_had_by_header_and_by_address(client: FlaskClient, profile: Profile) -> None:
    by_address = client.get(f"{RELEASE}?_profile={profile.token}")
    ways = [{"Accept-Profile": f"<{iri}>"} for iri in (profile.iri, *profile.aliases)]
    for response in [by_address, *(client.get(RELEASE, headers=each) for each in ways)]:
        assert response.status_code == 200
        assert response.mimetype == profile.formats[0].media_type
        assert response.headers["Content-Profile"] == f"<{profile.iri}>"
        assert f'<{profile.iri}>; rel="profile"' in response.headers["Link"]
        assert {"Accept", "Accept-Profile"} <= set(response.vary)
        assert response.data == by_address.data


def test_schema_org_is_what_the_page_embeds(client: FlaskClient) -> None:
    response = client.get(f"{RELEASE}?_profile=schema&lang=en")
    page = client.get(f"{RELEASE}?lang=en", headers={"Accept": "text/html"}).text
    (embedded,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert response.get_json(force=True) == json.loads(embedded)
    assert "Accept-Language" in response.vary


def test_without_a_profile_the_description_is_whole_and_says_what_it_conforms_to(client: FlaskClient) -> None:
    response = client.get(RELEASE, headers=TURTLE)
    assert response.headers["Content-Profile"] == f"<{DCAT_AP.iri}>, <{VOID.iri}>"
    for accepted in ("*", f"<{SCHEMA_ORG.iri}>;q=0.5, *"):
        asked = client.get(RELEASE, headers={**TURTLE, "Accept-Profile": accepted})
        assert asked.data == response.data
    page = client.get(RELEASE, headers={"Accept": "text/html"})
    assert "Content-Profile" not in page.headers
    assert f'href="{RELEASE}?_profile=dcat-ap"' in page.text


def test_preferences_are_obeyed_and_the_address_goes_before_the_header(client: FlaskClient) -> None:
    liked = {"Accept-Profile": f"<{DCAT_AP.iri}>;q=0.4, <{VOID.iri}>;q=0.9, <urn:other>"}
    assert client.get(RELEASE, headers=liked).headers["Content-Profile"] == f"<{VOID.iri}>"
    both = client.get(f"{RELEASE}?_profile={DCAT_AP.iri}&_mediatype=application/ld%2Bjson", headers={**liked, **TURTLE})
    assert both.headers["Content-Profile"] == f"<{DCAT_AP.iri}>"
    assert both.mimetype == "application/ld+json"


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("?_profile=marc21", {}),
        ("", {"Accept-Profile": "<urn:example:marc21>"}),
        ("", {"Accept-Profile": f"<{DCAT_AP.iri}>;q=0"}),
        ("?_profile=schema", TURTLE),
        ("?_profile=void&_mediatype=image/png", {}),
    ],
)
def test_what_is_not_there_is_refused_with_what_there_is(
    client: FlaskClient, query: str, headers: dict[str, str]
) -> None:
    response = client.get(f"{RELEASE}{query}", headers=headers)
    assert response.status_code == 406
    problem = response.get_json(force=True)
    assert problem.get("profiles", problem.get("formats"))
    assert "Ask for one of" in response.text


@pytest.mark.parametrize("path", ["/", RELEASE])
def test_links_lead_to_each_profile(client: FlaskClient, path: str) -> None:
    link = client.head(path, headers={"Accept": "text/html"}).headers["Link"]
    found = re.findall(r'<([^>]+)>; rel="alternate"; type="([^"]+)"; profile="([^"]+)"', link)
    assert [iri for *_, iri in found] == [each.iri for each in PROFILES]
    for address, kind, iri in found:
        response = client.get(address)
        assert (response.mimetype, response.headers["Content-Profile"]) == (kind, f"<{iri}>")


def test_other_sites_may_ask_by_profile(client: FlaskClient) -> None:
    allowed = client.options(RELEASE, headers={"Origin": "https://example.org"})
    assert "Accept-Profile" in allowed.headers["Access-Control-Allow-Headers"]
    assert "Content-Profile" in client.get(RELEASE, headers=TURTLE).headers["Access-Control-Expose-Headers"]
