"""Older releases: opened when somebody asks them, and closed when nobody has for a while.

Few are open at once, and none is given up as soon as it was opened, so that whoever asks many releases in turns cannot
fill the memory or keep the machine busy with opening.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from graph.engine import Engine, LocalEngine
from graph.errors import English, KhenError, Worded
from graph.store import Release, list_releases, open_release
from server.endpoint import Endpoint
from server.errors import Problem, ProblemError
from server.published import not_kept
from server.results import Results

MOST: Final = 2
"""Older releases that are open at once."""
_STEADY: Final = 10.0
"""Seconds that a release stays open at least."""
_IDLE: Final = 300.0
"""Seconds without a query after which a release is closed."""
_PATIENCE: Final = 5.0
"""Seconds that a query waits while another release is being opened."""
_RESULTS: Final = 8 * 1024 * 1024
"""Bytes of results that are kept of an older release."""


@dataclass(frozen=True)
class Opened:
    """A release with what evaluates queries on it, and what knows its results."""

    release: Release
    engine: Engine
    endpoint: Endpoint


@dataclass
class _Held:
    opened: Opened
    since: float
    used: float
    users: int = 0


@dataclass
class _Table:
    held: dict[str, _Held] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


def open_locally(release: Release) -> Opened:
    """A release whose queries are evaluated in this process, without bounds on time and memory."""
    return Opened(release, LocalEngine(release), Endpoint(release, Results(_RESULTS)))


class Archive:
    """The older releases in a folder. Threads share it; whoever made it closes it.

    Args:
        folder: where the releases are.
        open_engine: makes what evaluates on a release.
        most: releases that are open at once.
        steady: seconds that a release stays open at least.
        idle: seconds without a query after which :meth:`tidy` closes one.
    """

    def __init__(
        self,
        folder: Path,
        open_engine: Callable[[Release], Opened] = open_locally,
        *,
        most: int = MOST,
        steady: float = _STEADY,
        idle: float = _IDLE,
    ) -> None:
        self._folder = folder
        self._open_engine = open_engine
        self._most = most
        self._steady = steady
        self._idle = idle
        self._table = _Table()
        self._opening = threading.Lock()

    @property
    def held(self) -> tuple[str, ...]:
        """The releases that are open, sorted."""
        with self._table.lock:
            return tuple(sorted(self._table.held))

    @contextmanager
    def asked(self, identifier: str) -> Iterator[Opened]:
        """A release, which stays open for so long.

        Raises:
            ProblemError: 404 there never was one, as far as is known; 410 it is not kept any more; 500 it is damaged;
                503 others are open, and asked.
        """
        held = self._take(identifier)
        try:
            yield held.opened
        finally:
            with self._table.lock:
                held.users -= 1
                held.used = time.monotonic()

    def tidy(self) -> None:
        """Close what nobody has asked for a while."""
        now = time.monotonic()
        with self._table.lock:
            idle = [name for name, each in self._table.held.items() if not each.users and now - each.used > self._idle]
            closing = [self._table.held.pop(name) for name in idle]
        _close(closing)

    def close(self) -> None:
        """Close all of them; queries under way fail."""
        with self._table.lock:
            closing = list(self._table.held.values())
            self._table.held.clear()
        _close(closing)

    def _take(self, identifier: str) -> _Held:
        if held := self._known(identifier):
            return held
        if not any(each.id == identifier for each in list_releases(self._folder)):
            raise not_kept(self._folder, identifier)
        if not self._opening.acquire(timeout=_PATIENCE):
            raise _crowded()
        try:
            return self._known(identifier) or self._open(identifier)
        finally:
            self._opening.release()

    def _known(self, identifier: str) -> _Held | None:
        with self._table.lock:
            held = self._table.held.get(identifier)
            if held is not None:
                held.users += 1
            return held

    def _open(self, identifier: str) -> _Held:
        _close(self._room())
        try:
            opened = self._open_engine(open_release(self._folder, identifier))
        except KhenError as error:
            detail = Worded(
                "The release %(identifier)s cannot be opened: %(reason)s.",
                identifier=identifier,
                reason=English(error.reason),
            )
            remedy = Worded(
                "Fetch its files instead, or tell the publisher; the release that is served now can be asked."
            )
            raise ProblemError(Problem(500, detail, remedy)) from error
        now = time.monotonic()
        held = _Held(opened, now, now, 1)
        with self._table.lock:
            self._table.held[identifier] = held
        return held

    def _room(self) -> list[_Held]:
        """What has to be closed before another one can be opened."""
        now = time.monotonic()
        with self._table.lock:
            if len(self._table.held) < self._most:
                return []
            free = [
                name for name, each in self._table.held.items() if not each.users and now - each.since >= self._steady
            ]
            if not free:
                raise _crowded()
            return [self._table.held.pop(min(free, key=lambda name: self._table.held[name].used))]


def _close(closing: list[_Held]) -> None:
    for each in closing:
        each.opened.engine.close()


def _crowded() -> ProblemError:
    detail = Worded("Other older releases are being asked, and only a few are open at once.")
    remedy = Worded("Try again after 10 s, or fetch khen.nq of this release and ask it on your own machine.")
    return ProblemError(Problem(503, detail, remedy, {"limit": {"older_releases": MOST}}, {"Retry-After": "10"}))
