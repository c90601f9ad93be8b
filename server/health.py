"""``/ready`` for whoever sends requests here, ``/metrics`` for whoever watches; ``/health`` only says "alive"."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, request

from graph.errors import Worded
from server.errors import Problem, ProblemError
from server.metrics import Metrics
from server.rate import Network, client_address, networks, parsed, within

NEAR: Final = networks(
    ("127.0.0.0/8", "::1", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fe80::/10"),
)
"""This machine and private networks (RFC 1918, RFC 4193, RFC 4291)."""
_OPENMETRICS: Final = "application/openmetrics-text"


@dataclass(frozen=True)
class State:
    """Whether queries can be answered.

    Attributes:
        release: the one that is served; ``None`` while there is none.
        workers: that evaluate queries.
        stopping: whether the server finishes what is under way, and should be sent nothing more.
    """

    release: str | None
    workers: int
    stopping: bool = False

    @property
    def obstacle(self) -> str | None:
        """What stands against it, ``None`` where nothing does.

        >>> State("r1", 4).obstacle, State("r1", 0).obstacle
        (None, 'no worker runs')
        """
        if self.stopping:
            return "the server is stopping"
        if self.release is None:
            return "no release is open"
        return None if self.workers else "no worker runs"


def blueprint(
    state: Callable[[], State],
    metrics: Metrics,
    *,
    metrics_from: Sequence[Network] = NEAR,
    trusted_proxies: Sequence[Network] = (),
) -> Blueprint:
    """What the surroundings of the server ask it.

    Args:
        state: asked at each request to ``/ready``.
        metrics: shown at ``/metrics``.
        metrics_from: networks whose clients may read them.
        trusted_proxies: whose X-Forwarded-For is believed.
    """
    routes = Blueprint("health", __name__)

    @routes.get("/ready")
    def ready() -> Response:
        now = state()
        table = {"status": "not ready" if now.obstacle else "ready", "release": now.release, "workers": now.workers}
        if now.obstacle:
            table["reason"] = now.obstacle
        response = Response(json.dumps(table) + "\n", 503 if now.obstacle else 200, content_type="application/json")
        response.headers["Cache-Control"] = "no-store"
        return response

    @routes.get("/metrics")
    def shown() -> Response:
        if not _may_read(metrics_from, trusted_proxies):
            remedy = Worded("Ask from a network that --metrics-from names.")
            raise ProblemError(Problem(403, Worded("The metrics are not shown to this address."), remedy))
        body, media_type = metrics.exposition(open_metrics=_prefers_open_metrics())
        response = Response(body, content_type=media_type)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Vary"] = "Accept"
        return response

    return routes


def _may_read(metrics_from: Sequence[Network], trusted_proxies: Sequence[Network]) -> bool:
    """Whether the client is in one of the networks. Behind a proxy that is not trusted, nobody knows where it is."""
    peer = parsed(request.environ.get("REMOTE_ADDR") or "")
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    if peer is None or (forwarded and not within(peer, trusted_proxies)):
        return False
    client = parsed(client_address(request.environ, trusted_proxies))
    return client is not None and within(client, metrics_from)


def _prefers_open_metrics() -> bool:
    """Whether OpenMetrics stands above plain text in Accept; whoever names neither gets plain text."""
    liked: dict[str, float] = {}
    for item, quality in request.accept_mimetypes:
        name = item.partition(";")[0].strip().lower()
        liked[name] = max(quality, liked.get(name, 0))
    plain = max(liked.get(each, 0) for each in ("text/plain", "text/*", "*/*"))
    return liked.get(_OPENMETRICS, 0) > plain
