"""The measure of harm: a small query of somebody else, asked all the while and answered within a second."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import TypeVar
from urllib.parse import urlencode

from tests.engine.asking import ASK
from tests.hostile.serving import Server
from tests.hostile.talking import Answer, request

T = TypeVar("T")
BOUND = 1.0
"""Seconds within which a small query is answered, whatever others do."""
_QUERY = "/sparql?" + urlencode({"query": ASK})


@dataclass
class Pulse:
    """How others fared.

    Attributes:
        waited: seconds for each answer.
        failed: what was not answered as it should be.
    """

    waited: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    @property
    def steady(self) -> bool:
        return bool(self.waited) and not self.failed and max(self.waited) < BOUND


@contextmanager
def pulse(server: Server, target: str = _QUERY) -> Iterator[Pulse]:
    """Ask again and again, at least once, on a new connection each time."""
    found, stop = Pulse(), threading.Event()

    def ask() -> None:
        while True:
            start = time.monotonic()
            try:
                answer: Answer | None = request(server.port, target, seconds=15)
            except (HTTPException, OSError) as error:
                answer = None
                found.failed.append(repr(error))
            if answer is not None and answer.status != 200:
                found.failed.append(f"{answer.status} {answer.text}")
            found.waited.append(time.monotonic() - start)
            if stop.wait(0.05):
                return

    thread = threading.Thread(target=ask, name="pulse")
    thread.start()
    try:
        yield found
    finally:
        stop.set()
        thread.join()


def unharmed(server: Server, attack: Callable[[], T], target: str = _QUERY) -> T:
    """Attack while others ask; they are answered within a second.

    The machine may be busy with other things, so that a bad measurement is taken once more before it counts.
    """
    for _ in range(2):
        server.rest()
        with pulse(server, target) as others:
            result = attack()
        if others.steady:
            return result
    assert not others.failed, others.failed[:3]
    assert max(others.waited) < BOUND, [round(each, 2) for each in others.waited]
    return result
