"""The state of a server, to be compared before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tests.hostile.processes import Tree
from tests.hostile.serving import Server

SECRET: Final = "3f1c-not-for-strangers"
"""What stands in files that no address leads to."""


@dataclass(frozen=True)
class Before:
    """The server before the first attack, warm.

    Attributes:
        release: what `/health` says of the release.
        data: see :meth:`Server.holds`.
        tree: its processes.
        resident: bytes in memory of those that last.
        descriptors: files and sockets that they have open.
    """

    release: str
    data: str
    tree: Tree
    resident: int
    descriptors: int


def taken(server: Server) -> Before:
    """The state at this moment."""
    tree = server.tree()
    return Before(release(server), server.holds(), tree, tree.resident(), tree.descriptors())


def release(server: Server) -> str:
    """What `/health` says of the release that is served."""
    answer = server.fetch("/health", Accept="application/json")
    assert answer.status == 200
    return answer.text
