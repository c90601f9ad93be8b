"""Evaluation that can be stopped: queries run in processes of their own, under bounds on time and memory.

``ProcessEngine`` is what the server uses; ``LocalEngine`` evaluates in the process that asks. How the processes
belong together: the server starts a *nursery*, which opens the release once, is never asked anything, and forks
the *workers*; a worker evaluates one query after another, and is killed where a query goes beyond its bounds.
"""

from __future__ import annotations

from graph.engine.errors import (
    EngineBusy,
    EngineCrashed,
    EngineError,
    QueryAbandoned,
    QueryOutOfMemory,
    QueryTimeout,
)
from graph.engine.interface import AsyncEngine, Engine, GivenEngine
from graph.engine.local import LocalEngine
from graph.engine.process import ProcessEngine
from graph.engine.settings import Settings

__all__ = [
    "AsyncEngine",
    "Engine",
    "EngineBusy",
    "EngineCrashed",
    "EngineError",
    "GivenEngine",
    "LocalEngine",
    "ProcessEngine",
    "QueryAbandoned",
    "QueryOutOfMemory",
    "QueryTimeout",
    "Settings",
]
