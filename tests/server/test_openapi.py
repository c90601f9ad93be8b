"""``/openapi.json``: it names every address and nothing else, and the server answers as it says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.store import Release
from server import create_app, health
from server.finding import LIMITS
from server.metrics import Metrics
from server.openapi import AREAS

Operation = Mapping[str, Any]


@pytest.fixture(scope="session")
def whole(release: Release) -> Flask:
    """The application with what the server adds to it when it listens."""
    app = create_app(release)
    app.register_blueprint(health.blueprint(lambda: health.State(release.id, 4), Metrics()))
    return app


@pytest.fixture(scope="session")
def document(whole: Flask) -> dict[str, Any]:
    content: dict[str, Any] = whole.test_client().get("/openapi.json").get_json()
    return content


def operations(document: Mapping[str, Any]) -> Iterator[tuple[str, str, Operation]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_every_route_is_documented_and_every_documented_route_exists(whole: Flask) -> None:
    routes = {(rule.endpoint, method.lower()) for rule in whole.url_map.iter_rules() for method in (rule.methods or ())}
    documented = {(each.endpoint, each.method) for area in AREAS for each in area.operations}
    # HEAD and OPTIONS are everywhere; OpenAPI 3.1 has no word for QUERY.
    assert {each for each in routes if each[1] not in ("head", "options", "query")} == documented


def test_the_parameters_of_each_path_are_those_of_its_route(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        named = [each["name"] for each in operation["parameters"] if each["in"] == "path"]
        assert named == [part.partition("}")[0] for part in path.split("{")[1:]], f"{method} {path}"


def test_names_of_operations_and_schemas_hold_together(document: dict[str, Any]) -> None:
    identifiers = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(set(identifiers)) == len(identifiers)
    assert {operation["x-stability"] for _, _, operation in operations(document)} == {"stable", "unstable"}
    named = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(document)))
    assert named == document["components"]["schemas"].keys()


def test_the_bounds_are_those_in_force(document: dict[str, Any]) -> None:
    of_search = {each["name"]: each["schema"] for each in document["paths"]["/search"]["get"]["parameters"]}
    assert of_search["q"]["maxLength"] == LIMITS["search_characters"]
    assert of_search["limit"]["maximum"] == LIMITS["search_hits"]


def test_each_media_type_is_sent_to_whoever_asks_for_it(whole: Flask, document: dict[str, Any]) -> None:
    client, sent = whole.test_client(), 0
    for path, method, operation in operations(document):
        if method != "get" or "406" not in operation["responses"] or _names_its_format(operation):
            continue
        for media_type in operation["responses"]["200"]["content"]:
            asked = f"?query={_query_for(media_type)}" if path.endswith("sparql") else "?q=an"
            address = _address(path, operation) + asked
            response = client.get(address, headers={"Accept": media_type})
            assert (response.status_code, response.mimetype) == (200, media_type), address
            sent += 1
    assert sent > 50


def test_the_front_page_leads_to_the_document(client: FlaskClient) -> None:
    link = client.get("/", headers={"Accept": "text/html"}).headers["Link"]
    assert '</openapi.json>; rel="service-desc"; type="application/json"' in link


def test_addresses_are_below_the_path_of_the_application(whole: Flask) -> None:
    response = whole.test_client().get("/openapi.json", environ_overrides={"SCRIPT_NAME": "/khen"})
    assert response.get_json()["servers"] == [{"url": "/khen"}]


def _names_its_format(operation: Operation) -> bool:
    return any(each["in"] == "path" and "enum" in each["schema"] for each in operation["parameters"])


def _address(path: str, operation: Operation) -> str:
    for each in operation["parameters"]:
        if each["in"] == "path":
            value = each.get("example") or next(iter(each["schema"]["enum"]))
            path = path.replace("{" + each["name"] + "}", quote(value))
    return path


def _query_for(media_type: str) -> str:
    results = "results" in media_type or media_type in ("text/csv", "text/tab-separated-values")
    return quote("SELECT * { ?s ?p ?o } LIMIT 1" if results else "CONSTRUCT WHERE { ?s ?p ?o }")
