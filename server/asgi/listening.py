"""The process that listens: granian, an HTTP server written in Rust, with our application in its event loop."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final

import uvloop
from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server.embed import Server

from server import BODY_LIMIT
from server.archive import Archive
from server.asgi.front import Front
from server.asgi.gate import Gate
from server.asgi.opening import HEADER_TIME, HEADERS, SENDING, burst, open_archive, open_site
from server.asgi.options import Options
from server.asgi.sites import Site, Sites
from server.journal import AccessLog, QueryLog
from server.metrics import Metrics
from server.observing import Observing
from server.rate import RateLimiter, networks

_log = logging.getLogger(__name__)
_BACKLOG: Final = 1024
_TIDYING: Final = 30.0
"""Seconds between two looks at which older releases nobody asks any more."""


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
            http1_settings=HTTP1Settings(header_read_timeout=HEADER_TIME, max_buffer_size=HEADERS),
            log_enabled=False,
        )
        self._listener = listener

    def _init_shared_socket(self) -> None:
        # What granian does for a socket that it has opened itself; its own types do not speak of it.
        self._ssp = None
        self._sfd = self._listener.fileno()  # type: ignore[assignment]
        self._shd = SocketHolder(self._sfd, False, _BACKLOG)  # type: ignore[assignment,call-arg]


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
        archive = open_archive(options, observing)
        site = open_site(options, observing, archive)
        gc.collect()
        gc.freeze()  # what is there now stays, and need not be looked through again and again
        uvloop.run(_serve(listener, site, archive, options, observing, ready))


async def _serve(
    listener: socket.socket,
    site: Site,
    archive: Archive,
    options: Options,
    observing: Observing,
    ready: contextlib.AbstractContextManager[object],
) -> None:
    loop = asyncio.get_running_loop()
    threads = 2 * options.settings.workers + 4
    loop.set_default_executor(ThreadPoolExecutor(threads, "waiting"))
    sites = Sites(site, options.folder, partial(open_site, options, observing, archive))
    limiter = RateLimiter(options.rate, burst(options))
    gate = Gate(observing, limiter, networks(options.trusted_proxies))
    with ThreadPoolExecutor(threads, "page") as pages:
        server = _Listener(listener, Front(sites, pages, gate, body_limit=BODY_LIMIT, sending_limit=SENDING))
        loop.add_signal_handler(signal.SIGTERM, server.stop)
        renewals: set[asyncio.Task[bool]] = set()
        loop.add_signal_handler(signal.SIGHUP, lambda: _renew(sites, observing, renewals))
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGHUP})  # one may have come since the start
        tasks = [asyncio.ensure_future(sites.follow()), asyncio.ensure_future(_tidy(archive))]
        try:
            with ready:
                await server.serve()
        finally:
            for each in tasks:
                each.cancel()
            await asyncio.to_thread(archive.close)  # while the threads live in which its engines were started
            await sites.close()


async def _tidy(archive: Archive) -> None:
    """Close older releases that nobody asks any more, for ever."""
    while True:
        await asyncio.sleep(_TIDYING)
        await asyncio.to_thread(archive.tidy)


def _renew(sites: Sites, observing: Observing, renewals: set[asyncio.Task[bool]]) -> None:
    observing.reopen()
    task = asyncio.ensure_future(sites.renew(forced=True))
    renewals.add(task)  # a task that nobody holds may be dropped
    task.add_done_callback(renewals.discard)
