"""What is served, opened: the current release with its engine and pages, and the older ones."""

from __future__ import annotations

import contextlib
import logging
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.metadata import version
from typing import Final

from graph.engine import Engine, LocalEngine, ProcessEngine
from graph.store import Release, held_in_memory, open_release
from server import create_app, health
from server.archive import Archive, Opened
from server.asgi.messages import BODY_TIME, CHUNK_TIME, LONGEST_LIST
from server.asgi.options import Options
from server.asgi.sites import Site, points_to
from server.endpoint import Endpoint
from server.metrics import Workers
from server.observing import Observing
from server.rate import networks
from server.results import Results

_log = logging.getLogger(__name__)
HEADERS: Final = 400 * 1024
"""Bytes of the request line and the headers together. The line alone may have 64 KiB, but is answered with 414 only if
it can be read."""
HEADER_TIME: Final = 10_000
"""Milliseconds in which the headers have to come, and that a connection may be idle between two requests."""
_BURST: Final = 10
"""Requests that a client may always send at once."""
SENDING: Final = 512 * 1024 * 1024
"""Bytes of large results that may be under way to slow clients."""
_LIMITS: Final = {
    "target_bytes": 65_534,  # of hyper, below granian
    "header_bytes": HEADERS,
    "header_fields": 98,  # of hyper as well
    "header_list": LONGEST_LIST,
    "header_time": HEADER_TIME / 1000,
    "request_time": BODY_TIME,
    "response_time": CHUNK_TIME,
    "sending_bytes": SENDING,
}
_OLDER_WORKERS: Final = 2
"""Queries that are evaluated at once on each of the older releases that are open."""
_OLDER_RESULTS: Final = 8 * 1024 * 1024
"""Bytes of results that are kept of each of them."""


def open_archive(options: Options, observing: Observing) -> Archive:
    """The older releases, each with an engine of its own once it is asked.

    They are evaluated here even where another store evaluates the current one, which is all that such a store holds. A
    small one is held in memory, as the current one is, so that rows come in the same order; the union of a larger one
    is not, which would take as much memory again.
    """
    workers = min(_OLDER_WORKERS, options.settings.workers)
    settings = replace(options.settings, workers=workers, union_in_memory=0)

    def opened(release: Release) -> Opened:
        engine = _engine(release, replace(options, engine="", settings=settings), observing)
        results = Results(min(options.results, _OLDER_RESULTS))
        return Opened(release, engine, Endpoint(release, results, observing, evaluator=_evaluator(engine)))

    return Archive(options.folder, opened)


def open_site(options: Options, observing: Observing, archive: Archive | None = None) -> Site:
    """The current release with its engine and pages.

    Args:
        options: how it is served.
        observing: is told of its queries.
        archive: the older releases.

    Raises:
        KhenError: the release is missing or damaged, or the engine cannot be started.
    """
    link = points_to(options.folder)
    release = open_release(options.folder)
    with ThreadPoolExecutor(1) as beside:  # the workers read it at the same time
        held = beside.submit(held_in_memory, release, options.settings.in_memory)
        engine = _engine(release, options, observing)
    with contextlib.ExitStack() as undo:
        undo.callback(engine.close)
        site = _site(held.result(), engine, options, observing, link, archive)
        undo.pop_all()
    return site


def _site(
    release: Release, engine: Engine, options: Options, observing: Observing, link: str, archive: Archive | None
) -> Site:
    results = Results(options.results)
    services = options.services.endpoints
    endpoint = Endpoint(release, results, observing, evaluator=_evaluator(engine), services=services)
    pinned = Opened(release, engine, Endpoint(release, results, observing, evaluator=_evaluator(engine)))
    further = {**_LIMITS, **({"rate": options.rate, "burst": burst(options)} if options.rate else {})}
    workers = _workers(engine)
    engine = _federating(release, engine, options, observing)
    if services:
        further |= options.services.as_limits()
    application = create_app(
        release,
        releases=options.folder,
        engine=engine,
        endpoint=endpoint,
        pinned=pinned,
        archive=archive,
        further=further,
    )
    application.register_blueprint(
        health.blueprint(
            lambda: health.State(release.id, workers().alive),
            observing.metrics,
            metrics_from=networks(options.metrics_from) if options.metrics_from else health.NEAR,
            trusted_proxies=networks(options.trusted_proxies),
        )
    )
    observing.metrics.release_opened(release.id)
    observing.metrics.watch_workers(workers)
    observing.metrics.watch_cache(lambda: results.size)
    return Site(release, engine, endpoint, application, link)


def _federating(release: Release, engine: Engine, options: Options, observing: Observing) -> Engine:
    """The engine, which asks other endpoints as well where that is allowed."""
    if not (options.services.endpoints and isinstance(engine, ProcessEngine | LocalEngine)):
        return engine
    from server.federation.calling import Caller  # they bring an HTTP client
    from server.federation.engine import FederatedEngine

    return FederatedEngine(release, engine, Caller(options.services), observing.metrics)


def _evaluator(engine: Engine) -> str:
    return f"{engine.name} {version('pyoxigraph')}"


def burst(options: Options) -> int:
    """Requests that a client may always send at once."""
    return max(_BURST, options.rate // 2)


def _workers(engine: Engine) -> Callable[[], Workers]:
    if isinstance(engine, ProcessEngine):
        return lambda: Workers(len(engine.workers()), engine.idle)
    return lambda: Workers(1, 1)


def _engine(release: Release, options: Options, observing: Observing) -> Engine:
    if options.engine:
        from server.remote.engine import RemoteEngine  # it brings an HTTP client, which nobody else needs

        return RemoteEngine(release, options.engine, options.settings)
    if sys.platform == "linux":
        return ProcessEngine(release, options.settings, replaced=observing.metrics.worker_restarted)
    _log.error("queries cannot be stopped on this system; use it for trying out only")
    return LocalEngine(release, options.settings.limits)
