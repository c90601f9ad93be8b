"""``/limits`` where nothing bounds time and memory, and its addresses."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from graph.store import Limits


@pytest.mark.parametrize(
    ("path", "accept", "media_type"),
    [
        ("/limits", None, "text/html"),
        ("/limits", "text/html,*/*;q=0.8", "text/html"),
        ("/limits", "application/json", "application/json"),
        ("/limits.json", "text/html", "application/json"),
        ("/limits.html", "application/json", "text/html"),
    ],
)
def test_a_page_and_json(client: FlaskClient, path: str, accept: str | None, media_type: str) -> None:
    response = client.get(path, headers={"Accept": accept} if accept else {})
    assert (response.status_code, response.mimetype) == (200, media_type)
    negotiated = "Accept" in (response.headers.get("Vary") or "").split(", ")
    assert negotiated is (path == "/limits")
    assert response.headers["ETag"]


def test_what_does_not_hold_is_not_claimed(client: FlaskClient) -> None:
    limits = client.get("/limits.json").get_json()["limits"]
    assert "timeout" not in limits
    assert "memory" not in limits
    assert {name: limits[name]["value"] for name in vars(Limits())} == vars(Limits())
    assert "are not limited" in client.get("/limits.html?lang=en").text


def test_other_formats_are_406(client: FlaskClient) -> None:
    response = client.get("/limits", headers={"Accept": "text/turtle"})
    assert response.status_code == 406
    assert response.get_json()["formats"] == ["text/html", "application/json"]


def test_the_form_leads_there(client: FlaskClient) -> None:
    assert "/limits" in client.get("/sparql", headers={"Accept": "text/html"}).text
