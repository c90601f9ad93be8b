"""The process that listens: granian, an HTTP server written in Rust, with our application in its event loop."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import signal
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import uvloop
from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server.embed import Server

from graph.engine import Engine, LocalEngine, ProcessEngine, Settings
from graph.store import Release, open_release
from server import BODY_LIMIT, create_app
from server.asgi.front import Front
from server.asgi.sites import Site, Sites, points_to
from server.endpoint import Endpoint
from server.results import Results

_log = logging.getLogger(__name__)
_BACKLOG: Final = 1024
_HEADERS: Final = 400 * 1024
"""Bytes of the request line and the headers together. The line alone may have 64 KiB, but is answered with 414 only if
it can be read."""
_HEADER_TIME: Final = 10_000
"""Milliseconds in which the headers have to come, and that a connection may be idle between two requests."""
_SENDING: Final = 512 * 1024 * 1024
"""Bytes of large results that may be under way to slow clients."""


@dataclass(frozen=True)
class Options:
    """How a release is served.

    Attributes:
        folder: of the releases.
        settings: of the engine.
        results: bytes of results that are kept.
    """

    folder: Path
    settings: Settings
    results: int

    def as_json(self) -> dict[str, Any]:
        """The options with plain values, for :meth:`from_json`."""
        return {"folder": str(self.folder), "settings": self.settings.as_json(), "results": self.results}

    @classmethod
    def from_json(cls, table: dict[str, Any]) -> Options:
        """The options that :meth:`as_json` has written."""
        return cls(Path(table["folder"]), Settings.from_json(table["settings"]), int(table["results"]))


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


def open_site(options: Options) -> Site:
    """The current release with its engine and pages.

    Raises:
        KhenError: the release is missing or damaged, or the engine cannot be started.
    """
    link = points_to(options.folder)
    release = open_release(options.folder)
    engine = _engine(release, options.settings)
    endpoint = Endpoint(release, Results(options.results))
    application = create_app(release, releases=options.folder, engine=engine, endpoint=endpoint)
    return Site(release, engine, endpoint, application, link)


def _engine(release: Release, settings: Settings) -> Engine:
    if sys.platform == "linux":
        return ProcessEngine(release, settings)
    _log.error("queries cannot be stopped on this system; use it for trying out only")
    return LocalEngine(release, settings.limits)


def listen(listener: socket.socket, options: Options, ready: contextlib.AbstractContextManager[object]) -> None:
    """Serve on a socket until SIGTERM, and then until the requests under way have ended. SIGHUP: see :class:`Sites`.

    Args:
        listener: it listens already.
        options: what is served.
        ready: entered once requests are answered.

    Raises:
        KhenError: as for :func:`open_site`.
    """
    site = open_site(options)
    uvloop.run(_serve(listener, site, options, ready))


async def _serve(
    listener: socket.socket, site: Site, options: Options, ready: contextlib.AbstractContextManager[object]
) -> None:
    loop = asyncio.get_running_loop()
    threads = 2 * options.settings.workers + 4
    loop.set_default_executor(ThreadPoolExecutor(threads, "waiting"))
    sites = Sites(site, options.folder, functools.partial(open_site, options))
    with ThreadPoolExecutor(threads, "page") as pages:
        front = Front(sites, pages, body_limit=BODY_LIMIT, sending_limit=_SENDING)
        server = _Listener(listener, front)
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, server.stop)
        renewals: set[asyncio.Task[bool]] = set()
        loop.add_signal_handler(signal.SIGHUP, lambda: _renew(sites, renewals))
        following = asyncio.ensure_future(sites.follow())
        try:
            with ready:
                await server.serve()
        finally:
            following.cancel()
            await sites.close()


def _renew(sites: Sites, renewals: set[asyncio.Task[bool]]) -> None:
    task = asyncio.ensure_future(sites.renew(forced=True))
    renewals.add(task)  # a task that nobody holds may be dropped
    task.add_done_callback(renewals.discard)
