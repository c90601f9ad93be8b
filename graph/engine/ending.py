"""Of what a worker died: a query beyond its bounds, a fault of the engine, or something that only the log can tell."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from typing import Final

from graph.engine.errors import EngineCrashed, EngineError, QueryOutOfMemory, QueryTimeout
from graph.engine.worker import verdict
from graph.errors import Worded

_log = logging.getLogger(__name__)
_UNSORTED: Final = "does not correctly implement a total order"
"""Said by Rust's sort: Oxigraph's order of terms contradicts itself for numbers, dates and others in one column."""


@dataclass(frozen=True)
class Ending:
    """How the process of a worker ended.

    Attributes:
        process: its process id.
        status: as ``os.waitpid`` gave it; None where it went with the process that had started it.
        words: what it wrote to its standard error.
    """

    process: int
    status: int | None
    words: str


def cause(ending: Ending, seconds: float, memory: int) -> EngineError:
    """What the end of a worker over a question means for whoever asked.

    Args:
        ending: how its process ended.
        seconds: the time that the query had.
        memory: the bytes that it had.
    """
    match verdict(ending.status, ending.words):
        case "time":
            return QueryTimeout.after(seconds)
        case "memory":
            return QueryOutOfMemory.beyond(memory)
    if _UNSORTED in ending.words:
        what = Worded("was ended by a fault of the engine, which cannot sort these values of mixed kinds")
        return EngineCrashed.because(what, Worded("Sort by a variable, or by text as in ORDER BY STR(...)."))
    how = _named(ending.status)
    _log.error("worker %d ended over a query (%s): %s", ending.process, how, ending.words)
    return EngineCrashed.because(Worded("ended unexpectedly (%(signal)s)", signal=how))


def _named(status: int | None) -> str:
    """A status in words.

    >>> _named(11), _named(256), _named(None)
    ('signal 11', 'exit status 1', 'with the process that started it')
    """
    if status is None:
        return "with the process that started it"
    code = os.waitstatus_to_exitcode(status)
    return f"signal {-code}" if code < 0 else f"exit status {code}"
