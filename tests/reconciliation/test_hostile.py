"""Requests that are wrong, too large, or meant to do harm."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from graph.store import Release, open_release
from server import create_app
from server.reconciliation import bounds
from tests.reconciliation import forms
from tests.reconciliation.asking import Service
from tests.store.writing import write_release

LONG = "a" * (bounds.TEXT + 1)
HALF = json.dumps({"q": {"query": "\ud800"}})


def _of(**query: object) -> str:
    return json.dumps({"q": query})


def _said(**hint: object) -> str:
    return _of(query="a", properties=[hint])


@pytest.mark.parametrize(
    ("queries", "status"),
    [
        ("", 400), ("{", 400), ("[]", 400), ("1", 400), ("null", 400), ('{"q": 1}', 400), ('{"q": {}}', 400),
        ("[" * 100_000, 400), ('{"q": {"query": "a", "limit": NaN}}', 400), (HALF, 400), ('{"q": "\\u0000"}', 400),
        ('{"q": {"query": "a", "limit": ' + "9" * 10_000 + "}}", 400),
        (_of(query=1), 400), (_of(query=LONG), 400), (_of(query=""), 400), (_of(query=" "), 400),
        (_of(query="a", colour="red"), 400), (_of(query="a", limit=0), 400), (_of(query="a", limit=-1), 400),
        (_of(query="a", limit=True), 400), (_of(query="a", limit="5"), 400), (_of(query="a", type=5), 400),
        (_of(query="a", type="Ghost"), 400), (_of(query="a", type=["Person", 1]), 400),
        (_of(query="a", type_strict="no"), 400), (_of(query="a", type_strict=[]), 400),
        (_of(query="a", properties={}), 400), (_of(query="a", properties=["date"]), 400), (_of(properties=[]), 400),
        (_said(pid="colour", v="red"), 400), (_said(pid=["date"], v="red"), 400), (_said(v="red"), 400),
        (_said(pid="date"), 400), (_said(pid="date", v=None), 400), (_said(pid="date", v={"name": "a"}), 400),
        (_said(pid="date", v=[["a"]]), 400), (_said(pid="date", v=LONG), 400),
        (_said(pid="date", v=["a"] * (bounds.HINTS + 1)), 400),
        (_of(query="a", properties=[{"pid": "date", "v": "b"}] * (bounds.HINTS + 1)), 400),
        (_of(query="LHPN " * 30), 400),
        (json.dumps({str(each): {"query": "a"} for each in range(bounds.BATCH + 1)}), 413),
    ],
)  # fmt: skip
def test_a_bad_batch_is_a_problem_with_a_way_out(client: FlaskClient, queries: str, status: int) -> None:
    response = client.post("/reconcile", data={"queries": queries})
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    problem = response.get_json()
    assert problem["detail"].endswith(".")
    assert problem["remedy"]
    assert len(response.data) < 1000


@pytest.mark.parametrize(
    ("extend", "status"),
    [
        ({}, 400), ([], 400), ({"ids": ["a"]}, 400), ({"ids": "a", "properties": []}, 400),
        ({"ids": [1], "properties": []}, 400), ({"ids": [], "properties": ["iri"]}, 400),
        ({"ids": [], "properties": [{"id": "ghost"}]}, 400), ({"ids": [], "properties": [{"id": "date"}]}, 400),
        ({"ids": [], "properties": [{"id": "iri", "settings": 1}]}, 400),
        ({"ids": [], "properties": [{"id": "iri", "settings": {"on": "yesterday"}}]}, 400),
        ({"ids": [], "properties": [{"id": "iri", "settings": {"limit": "-1"}}]}, 400),
        ({"ids": [], "properties": [{"id": "iri", "settings": {"limit": 1e400}}]}, 400),
        ({"ids": ["a"] * (bounds.IDS + 1), "properties": []}, 413),
        ({"ids": [], "properties": [{"id": "iri"}] * (bounds.COLUMNS + 1)}, 413),
    ],
)  # fmt: skip
def test_a_bad_extension_is_a_problem(service: Service, extend: object, status: int) -> None:
    response = service.post(extend=extend)
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")


@pytest.mark.parametrize(
    "id", ["", "../../etc/passwd", "a b", "area/ben-tre#x", "<x>", "\x00", "area/ben-tre/v/1?x", "http://[", "id/" * 60]
)
def test_what_is_no_id_has_a_row_without_values(service: Service, id: str) -> None:
    value = service.extend([id], "iri", "award")
    forms.extension(value, [id.strip()])
    assert value["rows"][id.strip()] == {"iri": [], "award": []}


@pytest.mark.parametrize(
    "text",
    ['"', "*", "NEAR(a b)", "a OR b", "x' OR 1=1 --", "{}", "}", "?s ?p ?o", "\x00", "🙂", "\u202e", "%", "\n", "-"],
)
def test_marks_of_other_languages_are_only_text(service: Service, text: str) -> None:
    for query in ({"query": f"a{text}"}, {"query": "Bến Tre", "properties": [{"pid": "province", "v": f"a{text}"}]}):
        forms.results(service.post(queries={text: query}).get_json())
    assert service.match(f"Bến Tre {text}x") is None


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/reconcile?queries={}&queries={}", 400), ("/reconcile?queries={}&extend={}", 400),
        ("/reconcile?callback=alert", 400), ("/reconcile?queries={}&callback=alert", 400),
        ("/reconcile?queries=%ff", 400), ("/reconcile?_=1", 200), ("/reconcile/suggest/ghost", 404),
        ("/reconcile/suggest/entity?prefix=" + "b" * 1000, 400),
        ("/reconcile/suggest/entity?prefix=" + "b%20" * 90, 400),
        ("/reconcile/suggest/entity?cursor=-1", 400), ("/reconcile/suggest/entity?cursor=99999", 400),
        ("/reconcile/suggest/entity?cursor=%D9%A1", 400), ("/reconcile/suggest/entity", 200),
        ("/reconcile/suggest/type?prefix=%00", 200), ("/reconcile/preview", 400), ("/reconcile/properties?type=x", 400),
        ("/reconcile/properties?limit=0", 400), ("/reconcile/flyout/entity?id=%ff", 404),
    ],
)  # fmt: skip
def test_parameters(client: FlaskClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status


def test_a_body_that_is_no_form(client: FlaskClient) -> None:
    assert client.post("/reconcile", json={"queries": {}}).status_code == 415
    assert client.post("/reconcile", data={"colour": "red"}).status_code == 400
    assert client.put("/reconcile").status_code == 405


def test_a_preview_escapes_what_the_data_hold(tmp_path: Path) -> None:
    write_release(tmp_path)
    client = create_app(open_release(tmp_path)).test_client()
    for path in ("preview", "flyout/entity"):
        page = client.get(f"/reconcile/{path}?id=org/vwu-dak-lak").text
        assert "Dấu &lt;b&gt;" in page
        assert "<b>" not in page


def test_a_release_without_names_says_so(opened: Release, tmp_path: Path) -> None:
    client = create_app(replace(opened, folder=_without_names(opened, tmp_path))).test_client()
    response = client.post("/reconcile", data={"queries": '{"q": {"query": "a"}}'})
    assert response.status_code == 503
    assert "khen build" in response.get_json()["remedy"]
    assert client.get("/reconcile/suggest/entity?prefix=a").status_code == 503
    assert client.get("/reconcile").status_code == 200


def _without_names(opened: Release, folder: Path) -> Path:
    for each in opened.folder.iterdir():
        if each.is_file() and each.name != "search":
            (folder / each.name).symlink_to(each)
    return folder
