"""The process that listens: granian, an HTTP server written in Rust, with our application in its event loop."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
import socket
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.metadata import version
from typing import Final

import uvloop
from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server.embed import Server

from graph.engine import Engine, LocalEngine, ProcessEngine
from graph.store import Release, open_release
from server import BODY_LIMIT, create_app, health
from server.asgi.front import Front
from server.asgi.gate import Gate
from server.asgi.messages import BODY_TIME, CHUNK_TIME, LONGEST_LIST
from server.asgi.options import Options
from server.asgi.sites import Site, Sites, points_to
from server.endpoint import Endpoint
from server.journal import AccessLog, QueryLog
from server.metrics import Metrics, Workers
from server.observing import Observing
from server.rate import RateLimiter, networks
from server.results import Results

_log = logging.getLogger(__name__)
_BACKLOG: Final = 1024
_HEADERS: Final = 400 * 1024
"""Bytes of the request line and the headers together. The line alone may have 64 KiB, but is answered with 414 only if
it can be read."""
_HEADER_TIME: Final = 10_000
"""Milliseconds in which the headers have to come, and that a connection may be idle between two requests."""
_BURST: Final = 10
"""Requests that a client may always send at once."""
_SENDING: Final = 512 * 1024 * 1024
"""Bytes of large results that may be under way to slow clients."""


_LIMITS: Final = {
    "target_bytes": 65_534,  # of hyper, below granian
    "header_bytes": _HEADERS,
    "header_fields": 98,  # of hyper as well
    "header_list": LONGEST_LIST,
    "header_time": _HEADER_TIME / 1000,
    "request_time": BODY_TIME,
    "response_time": CHUNK_TIME,
    "sending_bytes": _SENDING,
}


class _Listener(Server):
    """The server on a socket that is open already, so that connections wait while a process is exchanged."""

    def __init__(self, listener: socket.socket, application: Front) -> None:
        super().__init__(
            target=application,
            interface=Interfaces.ASGINL,
            http=HTTPModes.http1,
            websockets=False,
            backlog=_BACKLOG,
            backpressure=_BACKLOG,
            http1_settings=HTTP1Settings(header_read_timeout=_HEADER_TIME, max_buffer_size=_HEADERS),
            log_enabled=False,
        )
        self._listener = listener

    def _init_shared_socket(self) -> None:
        # What granian does for a socket that it has opened itself; its own types do not speak of it.
        self._ssp = None
        self._sfd = self._listener.fileno()  # type: ignore[assignment]
        self._shd = SocketHolder(self._sfd, False, _BACKLOG)  # type: ignore[assignment,call-arg]


def open_site(options: Options, observing: Observing) -> Site:
    """The current release with its engine and pages.

    Raises:
        KhenError: the release is missing or damaged, or the engine cannot be started.
    """
    link = points_to(options.folder)
    release = open_release(options.folder)
    engine = _engine(release, options, observing)
    with contextlib.ExitStack() as undo:
        undo.callback(engine.close)
        site = _site(release, engine, options, observing, link)
        undo.pop_all()
    return site


def _site(release: Release, engine: Engine, options: Options, observing: Observing, link: str) -> Site:
    results = Results(options.results)
    endpoint = Endpoint(
        release,
        results,
        observing,
        evaluator=f"{engine.name} {version('pyoxigraph')}",
        services=options.services.endpoints,
    )
    further = {**_LIMITS, **({"rate": options.rate, "burst": _burst(options)} if options.rate else {})}
    workers = _workers(engine)
    engine = _federating(release, engine, options, observing)
    if options.services.endpoints:
        further |= options.services.as_limits()
    application = create_app(release, releases=options.folder, engine=engine, endpoint=endpoint, further=further)
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


def _burst(options: Options) -> int:
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


def listen(listener: socket.socket, options: Options, ready: contextlib.AbstractContextManager[object]) -> None:
    """Serve on a socket until SIGTERM, and then until the requests under way have ended.

    At SIGHUP the files of the logs are opened anew, and the current release is served if it is another one.

    Args:
        listener: it listens already.
        options: what is served.
        ready: entered once requests are answered.

    Raises:
        KhenError: as for :func:`open_site`.
    """
    metrics = Metrics()
    observing = Observing(
        metrics,
        AccessLog(options.access_log, partial(metrics.lines_dropped, "access")) if options.access_log else None,
        QueryLog(options.query_log, partial(metrics.lines_dropped, "query"), text=options.query_log_text)
        if options.query_log
        else None,
    )
    with contextlib.closing(observing):
        site = open_site(options, observing)
        gc.collect()
        gc.freeze()  # what is there now stays, and need not be looked through again and again
        uvloop.run(_serve(listener, site, options, observing, ready))


async def _serve(
    listener: socket.socket,
    site: Site,
    options: Options,
    observing: Observing,
    ready: contextlib.AbstractContextManager[object],
) -> None:
    loop = asyncio.get_running_loop()
    threads = 2 * options.settings.workers + 4
    loop.set_default_executor(ThreadPoolExecutor(threads, "waiting"))
    sites = Sites(site, options.folder, partial(open_site, options, observing))
    limiter = RateLimiter(options.rate, _burst(options))
    gate = Gate(observing, limiter, networks(options.trusted_proxies))
    with ThreadPoolExecutor(threads, "page") as pages:
        server = _Listener(listener, Front(sites, pages, gate, body_limit=BODY_LIMIT, sending_limit=_SENDING))
        loop.add_signal_handler(signal.SIGTERM, server.stop)
        renewals: set[asyncio.Task[bool]] = set()
        loop.add_signal_handler(signal.SIGHUP, lambda: _renew(sites, observing, renewals))
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGHUP})  # one may have come since the start
        following = asyncio.ensure_future(sites.follow())
        try:
            with ready:
                await server.serve()
        finally:
            following.cancel()
            await sites.close()


def _renew(sites: Sites, observing: Observing, renewals: set[asyncio.Task[bool]]) -> None:
    observing.reopen()
    task = asyncio.ensure_future(sites.renew(forced=True))
    renewals.add(task)  # a task that nobody holds may be dropped
    task.add_done_callback(renewals.discard)
