"""Parameters that an address does not know: refused where parameters decide what is shown."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from graph.store import Release
from server import create_app


@pytest.fixture(scope="module")
def pages(made_up: Release) -> FlaskClient:
    return create_app(made_up).test_client()


@pytest.mark.parametrize(
    ("path", "known"),
    [
        ("/timeline?show=zzz", ["kind", "lang", "page"]),
        ("/map?kind=event", ["date", "lang", "show", "sort"]),
        ("/explore?key=org/hoi-song-may", ["lang"]),
        ("/places.csv?day=2024-05-06", ["date", "lang"]),
        ("/search?q=an&limits=5", ["format", "lang", "limit", "q", "type"]),
        ("/?lang=xx", ["lang=vi", "lang=en"]),
        ("/map.svg?lang=english", ["lang=vi", "lang=en"]),
    ],
)
def test_a_parameter_that_is_unknown_is_refused_with_those_that_are_known(
    pages: FlaskClient, path: str, known: list[str]
) -> None:
    response = pages.get(path)
    assert (response.status_code, response.get_json()["parameters"]) == (400, known)
    assert known[0] in response.get_json()["remedy"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_who_names_a_language_that_there_is_not_is_told_so_in_one_that_the_browser_likes(
    pages: FlaskClient, language: str
) -> None:
    response = pages.get("/?lang=xx", headers={"Accept": "text/html", "Accept-Language": language})
    assert (response.status_code, response.mimetype) == (400, "text/html")
    assert f'<html lang="{language}">' in response.text


@pytest.mark.parametrize(
    "path",
    ["/timeline?utm_source=letter&fbclid=1", "/map.csv?date=2024-05-06&show=money&lang=vi", "/map?date=&lang=",
     "/explore/org/hoi-song-may?lang=en", "/?anything=1"],
)  # fmt: skip
def test_what_others_add_to_a_link_and_what_pages_pass_on_is_not(pages: FlaskClient, path: str) -> None:
    assert pages.get(path, headers={"Accept": "*/*"}).status_code == 200
