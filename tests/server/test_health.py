from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server import errors
from server.health import NEAR, State, blueprint
from server.metrics import Metrics
from server.rate import Network, networks

READY = State("r1", 4)


def client_of(
    state: State = READY, *, metrics_from: Sequence[Network] = NEAR, proxies: Sequence[str] = ()
) -> FlaskClient:
    metrics = Metrics()
    metrics.query_started()
    app = Flask("server")
    errors.register(app)
    app.register_blueprint(
        blueprint(lambda: state, metrics, metrics_from=metrics_from, trusted_proxies=networks(proxies))
    )
    return app.test_client()


def ask(client: FlaskClient, peer: str | None, forwarded: str | None = None, **headers: str) -> TestResponse:
    more = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return client.get("/metrics", environ_overrides={"REMOTE_ADDR": peer}, headers={**more, **headers})


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_ready(method: str) -> None:
    response = client_of().open("/ready", method=method)
    assert response.status_code == 200
    assert response.mimetype == "application/json"
    assert response.headers["Cache-Control"] == "no-store"
    if method == "GET":
        assert response.get_json() == {"status": "ready", "release": "r1", "workers": 4}


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (State(None, 4), "no release is open"),
        (State("r1", 0), "no worker runs"),
        (State("r1", 4, stopping=True), "the server is stopping"),
    ],
)
def test_not_ready(state: State, reason: str) -> None:
    response = client_of(state).get("/ready")
    assert response.status_code == 503
    assert response.headers["Cache-Control"] == "no-store"
    expected: dict[str, Any] = {"status": "not ready", "release": state.release, "workers": state.workers}
    assert response.get_json() == {**expected, "reason": reason}


def test_the_state_is_asked_for_each_time() -> None:
    states = iter([State("r1", 4), State("r2", 2)])
    app = Flask("server")
    app.register_blueprint(blueprint(lambda: next(states), Metrics()))
    client = app.test_client()
    assert [client.get("/ready").get_json()["release"] for _ in range(2)] == ["r1", "r2"]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "text/plain"),
        ("*/*", "text/plain"),
        ("text/html", "text/plain"),
        ("application/openmetrics-text", "application/openmetrics-text"),
        (
            "application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,"
            "text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
            "application/openmetrics-text",
        ),
        ("text/plain;version=0.0.4, application/openmetrics-text;q=0.5", "text/plain"),
        ("application/openmetrics-text;version=x\x7f;q=0", "text/plain"),
    ],
)
def test_metrics_in_the_format_asked_for(accept: str | None, media_type: str) -> None:
    response = ask(client_of(), "127.0.0.1", **({"Accept": accept} if accept else {}))
    assert (response.status_code, response.mimetype) == (200, media_type)
    assert "khen_queries_started_total 1.0\n" in response.text
    assert response.text.endswith("# EOF\n") is (media_type != "text/plain")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Vary"] == "Accept"


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "status"),
    [
        ("127.0.0.1", None, [], 200),
        ("::1", None, [], 200),
        ("::ffff:127.0.0.1", None, [], 200),
        ("192.168.1.2", None, [], 200),
        ("fd00::1", None, [], 200),
        ("203.0.113.7", None, [], 403),
        ("2001:db8::1", None, [], 403),
        ("", None, [], 403),
        ("127.0.0.1", "203.0.113.7", [], 403),
        ("127.0.0.1", "127.0.0.1", [], 403),  # whoever stands behind a proxy that we do not know is unknown
        ("127.0.0.1", "203.0.113.7", ["127.0.0.1"], 403),
        ("127.0.0.1", "127.0.0.1, 203.0.113.7", ["127.0.0.1"], 403),
        ("127.0.0.1", "10.1.2.3", ["127.0.0.1"], 200),
        ("203.0.113.7", "127.0.0.1", ["127.0.0.1"], 403),
    ],
)
def test_metrics_are_for_those_nearby(peer: str, forwarded: str | None, proxies: list[str], status: int) -> None:
    response = ask(client_of(proxies=proxies), peer, forwarded)
    assert response.status_code == status
    if status == 403:
        assert response.mimetype == "application/problem+json"
        assert "--metrics-from" in response.get_json()["remedy"]
        assert "khen_" not in response.text


def test_the_other_header_of_proxies_hides_a_client_as_well() -> None:
    assert ask(client_of(), "127.0.0.1", Forwarded="for=203.0.113.7").status_code == 403


def test_metrics_for_networks_of_choice() -> None:
    client = client_of(metrics_from=networks(["203.0.113.0/24"]))
    assert ask(client, "203.0.113.7").status_code == 200
    assert ask(client, "127.0.0.1").status_code == 403
    assert ask(client_of(metrics_from=()), "127.0.0.1").status_code == 403


def test_ready_is_for_everybody() -> None:
    assert client_of().get("/ready", environ_overrides={"REMOTE_ADDR": "203.0.113.7"}).status_code == 200


@pytest.mark.parametrize("path", ["/ready", "/metrics"])
def test_they_are_read_only(path: str) -> None:
    response = client_of().post(path)
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
