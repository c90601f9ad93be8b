"""What clients and administrators are told of queries that other endpoints have a part in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from graph.engine import Settings
from graph.store import Release
from server import create_app
from server.asgi.options import Options
from server.endpoint import Endpoint as Served
from server.federation.settings import Services
from server.journal import QueryLog
from server.metrics import Metrics
from server.observing import Observing
from server.results import Results
from tests.federation.standing_in import LOOPBACK, Endpoint, asking
from tests.remote.faking import answering
from tests.server.journalling import read

FEATURE = "http://www.w3.org/ns/sparql-service-description#BasicFederatedQuery"
LISTED = "http://not.listed.example/sparql"


@dataclass(frozen=True)
class Serving:
    """An application that may ask the stand-in, its numbers and its log."""

    client: FlaskClient
    metrics: Metrics
    queries: QueryLog

    def get(self, query: str, accept: str = "text/csv") -> TestResponse:
        return self.client.get("/sparql", query_string={"query": query}, headers={"Accept": accept})


@pytest.fixture
def serving(release: Release, endpoint: Endpoint, tmp_path: Path) -> Iterator[Serving]:
    queries = QueryLog(str(tmp_path / "queries"), lambda _: None)
    with asking(release, endpoint.address, rate=0) as asked, closing(queries):
        services = Services((endpoint.address,))
        observing = Observing(asked.metrics, queries=queries)
        served = Served(release, Results(1_000_000), observing, services=services.endpoints)
        app = create_app(release, engine=asked.engine, endpoint=served, further=services.as_limits())
        yield Serving(app.test_client(), asked.metrics, queries)


def _query(endpoint: Endpoint) -> str:
    return f"SELECT * {{ SERVICE {endpoint.iri} {{ ?s <http://example.org/code> 'VN-33' }} }}"


@pytest.mark.parametrize("accept", ["text/csv", "text/html"])
def test_such_an_answer_is_kept_nowhere(serving: Serving, endpoint: Endpoint, accept: str) -> None:
    for _ in range(2):
        answer = serving.get(_query(endpoint), accept)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
        assert not {"ETag", "Last-Modified"} & {*answer.headers.keys()}
        assert b"role/chair" in answer.data
    assert len(endpoint.queries) == 2
    assert "ETag" in serving.get("ASK {}", "application/json").headers


def test_a_refusal_names_the_list(serving: Serving, endpoint: Endpoint) -> None:
    answer = serving.get(f"ASK {{ SERVICE <{LISTED}> {{ }} }}")
    assert answer.status_code == 403
    assert endpoint.address in answer.get_json(force=True)["remedy"]


def test_what_is_open_is_said(serving: Serving, release: Release, endpoint: Endpoint) -> None:
    closed = create_app(release).test_client()
    for each, opened in ((serving.client, True), (closed, False)):
        described = each.get("/sparql", headers={"Accept": "application/n-triples"}).get_data(as_text=True)
        assert (FEATURE in described) is opened
        limits = each.get("/limits.json").get_json()
        assert limits.get("services", []) == ([endpoint.address] if opened else [])
        editor = each.get("/sparql?lang=en", headers={"Accept": "text/html"}).get_data(as_text=True)
        assert (f"<code>{endpoint.address}</code>" in editor) is opened
        assert ("SERVICE is not answered" in editor) is not opened
        assert ("service_rows" in limits["limits"]) is opened
        for language in ("vi", "en"):
            page = each.get(f"/limits.html?lang={language}").get_data(as_text=True)
            assert (f"<code>{endpoint.address}</code>" in page) is opened


def test_calls_are_counted_and_logged_without_their_text(serving: Serving, endpoint: Endpoint, tmp_path: Path) -> None:
    assert serving.get(_query(endpoint)).status_code == 200
    endpoint.behaviour = answering(b"", status=500)
    assert serving.get(_query(endpoint)).status_code == 502
    assert serving.get(f"ASK {{ SERVICE <{LISTED}> {{}} }}").status_code == 403
    figures = serving.metrics.exposition()[0].decode()
    for outcome in ("ok", "failed"):
        assert f'khen_service_calls_total{{endpoint="{endpoint.address}",outcome="{outcome}"}} 1.0' in figures
    assert 'khen_queries_finished_total{outcome="service"} 1.0' in figures
    assert LISTED not in figures
    serving.queries.close()
    lines = read(tmp_path / "queries")
    assert [each["outcome"] for each in lines] == ["ok", "service", "refused"]
    (called,) = lines[0]["services"]
    assert (called["endpoint"], called["outcome"]) == (endpoint.address, "ok")
    assert "services" not in lines[2]
    assert "VN-33" not in json.dumps(lines)


def test_the_settings_reach_the_process_that_serves() -> None:
    services = Services(("http://e/x",), LOOPBACK, rows=7)
    options = Options(Path("release"), Settings(), 0, services=services)
    assert Options.from_json(json.loads(json.dumps(options.as_json()))) == options
