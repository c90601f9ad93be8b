"""The release that is served, with all that belongs to it, and how another takes its place.

A request keeps the site that it began with. A site that another has replaced is closed when its last request is over.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from flask import Flask

from graph.engine import AsyncEngine, Engine
from graph.errors import KhenError
from graph.store import Release
from server.endpoint import Endpoint

_log = logging.getLogger(__name__)
_LOOK: Final = 2.0
"""Seconds between two looks at which release is the current one."""


@dataclass
class Site:
    """A release and what answers for it.

    Attributes:
        release: what is served.
        engine: evaluates queries on it.
        endpoint: knows its results.
        application: its pages.
        link: where ``current`` pointed when it was opened.
        users: requests that have not ended.
        retired: whether another has taken its place.
    """

    release: Release
    engine: Engine
    endpoint: Endpoint
    application: Flask
    link: str
    asked: AsyncEngine | None = field(default=None, init=False)
    """The engine, where an event loop can ask it."""
    users: int = field(default=0, init=False)
    retired: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self.asked = self.engine if isinstance(self.engine, AsyncEngine) else None


class Sites:
    """The site that is served now, and those that still have requests. It belongs to one event loop.

    Args:
        first: the site to begin with.
        folder: where the releases are.
        open_site: opens the current release of that folder; called in a thread.
    """

    def __init__(self, first: Site, folder: Path, open_site: Callable[[], Site]) -> None:
        self.current = first
        self._folder = folder
        self._open = open_site
        self._failed = ""
        self._changing = asyncio.Lock()
        self._closing: set[asyncio.Task[None]] = set()

    def enter(self) -> Site:
        """The current site, which stays open until it is left."""
        site = self.current
        site.users += 1
        return site

    def leave(self, site: Site) -> None:
        """A site that was entered is not used any more."""
        site.users -= 1
        if site.retired and site.users == 0:
            self._close(site)

    async def renew(self, *, forced: bool = False) -> bool:
        """Serve the current release if it is another one; whether it was.

        A release that cannot be opened is reported, and the one before is served on.

        Args:
            forced: try again what has failed before.
        """
        async with self._changing:
            link = points_to(self._folder)
            if link == self.current.link or (link == self._failed and not forced):
                return False
            opened = await self._opened()
            if isinstance(opened, BaseException):
                self._failed = link
                # What is no fault of the release is one of ours, and told with its trace. Neither may keep the next
                # release from being noticed.
                trace = None if isinstance(opened, KhenError | OSError) else opened
                served = self.current.release.id
                _log.error("%s is served on; the release %s cannot be opened: %s", served, link, opened, exc_info=trace)
                return False
            before, self.current, self._failed = self.current, opened, ""
            before.retired = True
            _log.warning("release %s is served instead of %s", opened.release.id, before.release.id)
            if before.users == 0:
                self._close(before)
            return True

    async def _opened(self) -> Site | BaseException:
        """The current release of the folder, opened; or why it could not be."""
        opening = asyncio.ensure_future(asyncio.to_thread(self._open))
        try:
            await asyncio.wait({opening})
        finally:
            opening.cancel()
        return opening.exception() or opening.result()

    async def follow(self) -> None:
        """Renew whenever the folder has another current release, for ever."""
        while True:
            await asyncio.sleep(_LOOK)
            await self.renew()

    async def close(self) -> None:
        """Close the current site, and wait for those that are being closed."""
        await asyncio.to_thread(self.current.engine.close)
        await asyncio.gather(*self._closing)

    def _close(self, site: Site) -> None:
        task = asyncio.get_running_loop().create_task(asyncio.to_thread(_end, site.engine))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)


def _end(engine: Engine) -> None:
    """Close the engine of a site that is not used any more, and have the collector close its store.

    An application refers to itself, so that its store would stay open until the collector came by, or for ever if it
    passes over what was there at the start.
    """
    engine.close()
    frozen = gc.get_freeze_count() > 0
    gc.unfreeze()
    gc.collect()
    if frozen:
        gc.freeze()


def points_to(folder: Path) -> str:
    """Where the link to the current release points; empty where there is none."""
    try:
        return str((folder / "current").readlink())
    except OSError:
        return ""
