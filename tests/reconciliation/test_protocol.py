"""The service to the letter of the Reconciliation Service API 0.2."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from urllib.parse import quote, urlsplit

import pytest
from flask.testing import FlaskClient

from graph.store import Release
from server.reconciliation import LIMITS
from server.reconciliation.properties import PROPERTIES
from tests.reconciliation import forms
from tests.reconciliation.asking import Service

SUGGEST = ("entity", "type", "property")


def test_a_get_without_parameters_is_the_manifest(client: FlaskClient, opened: Release) -> None:
    response = client.get("/reconcile")
    assert (response.status_code, response.mimetype) == (200, "application/json")
    manifest = response.get_json()
    forms.manifest(manifest)
    assert manifest["identifierSpace"] == opened.names.base + "id/"
    assert manifest["batchSize"] == LIMITS["reconcile_queries"]


def test_the_addresses_are_on_the_host_that_was_asked(client: FlaskClient) -> None:
    fields = {"Host": "data.example.org:8443", "X-Forwarded-Proto": "https"}
    manifest = client.get("/reconcile", headers=fields).get_json()
    assert manifest["view"]["url"] == "https://data.example.org:8443/id/{{id}}"
    assert client.get("/reconcile", headers=fields).headers["Cache-Control"] == "no-store"
    assert (
        client.get("/reconcile", headers={"X-Forwarded-Proto": "javascript"}).get_json()["view"]["url"][:5] == "http:"
    )
    assert client.get("/reconcile", headers={"Host": 'a"><script>'}).status_code == 400


def test_every_address_of_the_manifest_answers(client: FlaskClient) -> None:
    manifest = client.get("/reconcile").get_json()
    ids = {"entity": "area/ben-tre/v/1", "type": "Person", "property": "date"}
    paths = [manifest["documentation"], manifest["feature_view"]["url"].replace("{{id}}", "name")]
    for each in ("view", "preview"):
        paths.append(manifest[each]["url"].replace("{{id}}", quote(ids["entity"], safe="")))
    for each in SUGGEST:
        aid = manifest["suggest"][each]
        paths.append(aid["service_url"] + aid["service_path"] + "?prefix=b")
        flyout = aid["flyout_service_url"] + aid["flyout_service_path"]
        paths += [flyout.replace("${id}", ids[each]), flyout.replace("${id}", quote(ids[each], safe=""))]
        forms.flyout(client.get(urlsplit(paths[-1]).path, query_string={"id": ids[each]}).get_json(), ids[each])
    for each in paths:
        parts = urlsplit(each)
        response = client.get(f"{parts.path}?{parts.query}")
        assert response.status_code in (200, 303), each
        assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_other_sites_may_ask(client: FlaskClient) -> None:
    """Section "Cross-Origin Access"."""
    fields = {"Origin": "http://127.0.0.1:3333", "Access-Control-Request-Method": "POST"}
    response = client.options("/reconcile", headers=fields)
    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in response.headers["Access-Control-Allow-Methods"]


def test_get_and_post_answer_alike(client: FlaskClient, service: Service) -> None:
    queries = {"q0": {"query": "Bến Tre"}, "q1": {"query": "Hội LHPN tỉnh Hà Nam", "type": "Organization", "limit": 2}}
    posted = service.post(queries=queries)
    got = client.get("/reconcile", query_string={"queries": json.dumps(queries)})
    assert posted.get_json() == got.get_json()
    forms.results(posted.get_json())
    assert list(posted.get_json()) == ["q0", "q1"]
    assert len(posted.get_json()["q1"]["result"]) == 2
    assert service.post(queries={}).get_json() == {}


def test_results_have_their_form(service: Service, messy: list[dict[str, str]]) -> None:
    forms.results(service.post(queries={row["text"]: {"query": row["text"]} for row in messy}).get_json())


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_names_are_in_the_language_asked_for(client: FlaskClient, lang: str) -> None:
    response = client.get("/reconcile/suggest/type?prefix=Person", headers={"Accept-Language": lang})
    assert response.get_json()["result"][0]["name"] == {"vi": "người", "en": "person"}[lang]
    assert "Accept-Language" in response.headers["Vary"]


@pytest.mark.parametrize(
    ("what", "prefix", "first"),
    [
        ("entity", "vĩnh l", "area/vinh-long"),
        ("entity", "vinh l", "area/vinh-long"),
        ("entity", "area/ben-tre", "area/ben-tre"),
        ("entity", "https://w3id.org/khen/id/org/vwu", "org/vwu"),
        ("type", "đơn vị h", "AdministrativeUnit"),
        ("type", "Programme", "Programme"),
        ("property", "mã th", "statisticalCode"),
        ("property", "iso3166-2", "iso3166-2"),
        ("property", "province", "province"),
    ],
)
def test_suggestions(client: FlaskClient, what: str, prefix: str, first: str) -> None:
    value = client.get(f"/reconcile/suggest/{what}", query_string={"prefix": prefix}).get_json()
    forms.suggestions(value, what)
    assert value["result"][0]["id"] == first


@pytest.mark.parametrize("what", SUGGEST)
def test_a_cursor_leaves_out_what_was_shown(client: FlaskClient, what: str) -> None:
    query = {"prefix": {"entity": "hội"}.get(what, "")}
    all_of_them = client.get(f"/reconcile/suggest/{what}", query_string=query).get_json()["result"]
    rest = client.get(f"/reconcile/suggest/{what}", query_string={**query, "cursor": "3"}).get_json()["result"]
    assert len(all_of_them) > 3
    assert rest[: len(all_of_them) - 3] == all_of_them[3:]


def test_suggestions_of_one_type_and_parameters_of_other_clients(client: FlaskClient) -> None:
    query = {"prefix": "ben tre", "type": "Organization", "type_strict": "any", "spell": "always", "_": "17"}
    found = client.get("/reconcile/suggest/entity", query_string=query).get_json()["result"]
    assert found
    assert all(each["id"].startswith("org/") for each in found)


@pytest.mark.parametrize("kind", ["", "AdministrativeUnit", "Organization", "Person"])
def test_what_is_proposed_can_be_had(client: FlaskClient, service: Service, kind: str) -> None:
    value = client.get("/reconcile/properties", query_string={"type": kind}).get_json()
    forms.proposals(value)
    assert value["type"] == kind
    ids = [each["id"] for each in value["properties"]]
    assert ids
    assert all(not kind or kind in PROPERTIES[each].kinds for each in ids)
    things = ["area/ben-tre", "area/tay-ninh/v/2", "org/vwu-ba-tri", "person/phan-thi-hieu-ben-tre", "org/nothing"]
    forms.extension(service.extend(things, *ids), things)
    assert len(client.get(f"/reconcile/properties?type={kind}&limit=2").get_json()["properties"]) == 2


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name == "style"]


def test_a_preview_is_a_small_page_that_others_may_frame(client: FlaskClient) -> None:
    response = client.get("/reconcile/preview?id=area/ben-tre")
    page = _Page()
    page.feed(response.text)
    assert {"html", "title", "main", "dl"} <= set(page.tags)
    assert "script" not in page.tags
    assert "VN-50" in response.text
    policy = response.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert policy.startswith("default-src 'none'; style-src 'self'")
    assert "unsafe" not in policy
    assert client.get("/reconcile/about").headers["Content-Security-Policy"] != policy


@pytest.mark.parametrize("address", ["preview?id=area/x", "flyout/entity?id=x", "flyout/type?id=x", "preview?id=a%20b"])
def test_what_there_is_not_is_404(client: FlaskClient, address: str) -> None:
    assert client.get(f"/reconcile/{address}").status_code == 404


def test_the_page_about_the_service_names_all_that_it_knows(client: FlaskClient) -> None:
    page = client.get("/reconcile/about", headers={"Accept-Language": "en"}).text
    assert "http://localhost/reconcile<" in page
    for id in (*PROPERTIES, "name", "unitWord"):
        assert f'id="{id}"' in page


def test_every_bound_is_among_the_limits(client: FlaskClient) -> None:
    shown = client.get("/limits.json").get_json()["limits"]
    assert {name: shown[name]["value"] for name in LIMITS} == LIMITS
