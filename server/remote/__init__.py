"""A release in a store that is not ours: any that speaks SPARQL 1.1 over HTTP.

``RemoteEngine`` answers queries from there as the engine here would, and ``load`` puts a release there.
"""

from __future__ import annotations

from server.remote.engine import RemoteEngine
from server.remote.errors import (
    LoadError,
    ReleaseNotHeld,
    RemoteError,
    StoreBusy,
    StoreFailed,
    StoreUnable,
    StoreUnreachable,
)

__all__ = [
    "LoadError",
    "ReleaseNotHeld",
    "RemoteEngine",
    "RemoteError",
    "StoreBusy",
    "StoreFailed",
    "StoreUnable",
    "StoreUnreachable",
]
