"""The application in front of another store: the same endpoint and the same pages as in front of our own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers

from graph.store import open_release
from server import create_app
from server.remote.engine import RemoteEngine
from server.remote.errors import RemoteError
from tests.remote.conftest import SETTINGS, loaded
from tests.remote.stores import Running, oxigraph

_QUERIES = {
    "select": "SELECT ?s ?n { ?s rdfs:label ?n } ORDER BY STR(?n) ?s",
    "ask": "ASK { ?s a schema:Person }",
    "describe": "DESCRIBE <https://w3id.org/khen/id/person/do-thi-an-dak-lak>",
    "construct": "CONSTRUCT { ?s rdfs:label ?n } { ?s rdfs:label ?n }",
}
_TYPES = {
    True: ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/html"),
    False: ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml", "text/html"),
}
REQUESTS = [
    *(
        (f"/sparql?query={quote(query)}", kind)
        for name, query in _QUERIES.items()
        for kind in (*_TYPES[name in ("select", "ask")], "*/*", "image/png")
    ),
    *((f"/sparql?query={quote(query)}", "*/*") for query in ("SELECT", "SELECT * { SERVICE <http://e/> {} }", "")),
    ("/sparql?query=ASK%20%7B%7D&query=ASK%20%7B%7D", "*/*"),
    ("/sparql?query=ASK%20%7B%7D&default-graph-uri=http://e/", "*/*"),
    ("/sparql?query=ASK%20%7B%7D&update=x", "*/*"),
    ("/sparql", "text/turtle"),
    ("/sparql", "text/html"),
    ("/", "text/html"),
    ("/limits", "application/json"),
    ("/doc/person/do-thi-an-dak-lak", "text/html"),
    ("/doc/person/do-thi-an-dak-lak", "text/turtle"),
    ("/def", "text/html"),
    ("/releases", "text/html"),
    ("/none", "text/html"),
]
_OF_THE_MOMENT = ("X-Query-Id", "Server-Timing", "Date", "Content-Length")
_BOUNDS = re.compile(r'<p class="bounds">.*?</p>')


@pytest.fixture(scope="module")
def store(small: Path) -> Iterator[Running]:
    with oxigraph() as running:
        loaded(running, small)
        yield running


@pytest.fixture(scope="module")
def remote(store: Running, small: Path) -> Iterator[FlaskClient]:
    release = open_release(small)
    with closing(RemoteEngine(release, store.url, SETTINGS)) as engine:
        yield create_app(release, engine=engine).test_client()


@pytest.fixture(scope="module")
def local(small: Path) -> FlaskClient:
    return create_app(open_release(small)).test_client()


@pytest.mark.parametrize(("path", "accept"), REQUESTS)
def test_the_same_response(path: str, accept: str, remote: FlaskClient, local: FlaskClient) -> None:
    ours, theirs = (client.get(path, headers={"Accept": accept}) for client in (local, remote))
    assert theirs.status_code == ours.status_code
    if path == "/limits":  # bounds on time and memory are in force in one only
        return
    bounded = path.startswith("/sparql") and accept == "text/html"  # such a page says which bounds are in force
    passing = (*_OF_THE_MOMENT, "ETag") if bounded else _OF_THE_MOMENT
    assert _without(theirs.headers, passing) == _without(ours.headers, passing)
    if bounded:
        (theirs_text, said), (our_text, silent) = (_BOUNDS.subn("", each.text) for each in (theirs, ours))
        assert theirs_text == our_text
        assert said == silent == 1
    elif ours.status_code == 200:
        assert theirs.data == ours.data
    if ours.is_json and ours.status_code >= 400:
        theirs_said, ours_said = (each.get_json(force=True) for each in (theirs, ours))
        assert {**theirs_said, "query_id": None} == {**ours_said, "query_id": None}


def _without(headers: Headers, names: tuple[str, ...]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name not in names}


def test_a_page_shows_the_result(remote: FlaskClient) -> None:
    page = remote.get(f"/sparql?query={quote(_QUERIES['select'])}", headers={"Accept": "text/html"})
    assert "Đỗ Thị Ân" in page.text


def test_every_error_has_a_status_of_its_own() -> None:
    ours = [each for each in RemoteError.__subclasses__() if each.__module__ == RemoteError.__module__]
    kinds = {each.__name__: each.status for each in ours}
    assert kinds == {
        "ReleaseNotHeld": 503,
        "StoreBusy": 503,
        "StoreFailed": 502,
        "StoreUnable": 501,
        "StoreUnreachable": 503,
    }
