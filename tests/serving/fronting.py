"""The application in front of Flask, on an engine that is made up."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

from graph.store import Release
from server import create_app
from server.asgi.front import Front
from server.asgi.gate import Gate
from server.asgi.messages import Scope
from server.asgi.sites import Site, Sites, points_to
from server.endpoint import Endpoint
from server.metrics import Metrics
from server.observing import Observing
from server.rate import RateLimiter
from server.results import Results
from tests.serving.exchanging import Client, Engine, fields, run, scope

ASK = b"query=" + quote("ASK {}").encode()
LIMIT = 10_000
SENDING = 2_000_000


class Served:
    """An application on a release, whose engine is made up."""

    def __init__(self, release: Release, threads: ThreadPoolExecutor, engine: Any = None, kept: int = 0) -> None:
        self.engine = Engine() if engine is None else engine
        self.metrics = Metrics()
        self.limiter = RateLimiter(0, 10)
        observing = Observing(self.metrics)
        endpoint = Endpoint(release, Results(kept), observing)
        app = create_app(release, engine=self.engine, endpoint=endpoint)

        @app.get("/broken")
        def broken() -> str:
            raise RuntimeError("a secret")

        def outside(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
            if environ["PATH_INFO"] == "/outside":
                raise RuntimeError("a secret")
            return inside(environ, start_response)

        inside, app.wsgi_app = app.wsgi_app, outside  # type: ignore[method-assign]
        self._site = Site(release, self.engine, endpoint, app, points_to(release.folder.parent))
        self._threads = threads
        self._observing = observing
        self._front: Front | None = None

    @property
    def front(self) -> Front:
        if self._front is None:
            sites = Sites(self._site, Path(), lambda: self._site)
            gate = Gate(self._observing, self.limiter)
            self._front = Front(sites, self._threads, gate, body_limit=LIMIT, sending_limit=SENDING)
        return self._front

    async def exchange(self, of: Scope, client: Client | None = None) -> Client:
        client = client or Client()
        await self.front(of, client.receive, client.send)
        assert self._site.users == 0 or self.engine.asked
        return client

    def ask(self, of: Scope, client: Client | None = None) -> Client:
        async def asked() -> Client:
            self._front = None
            return await self.exchange(of, client)

        client = run(asked())
        assert self._site.users == 0
        return client

    def figures(self) -> str:
        return self.metrics.exposition()[0].decode()


def posted(**more: str) -> Scope:
    return scope(method="POST", headers=fields(content_type="application/sparql-query", content_length="6", **more))
