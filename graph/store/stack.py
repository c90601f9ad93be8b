"""Room for recursion: Oxigraph parses, plans and frees a query by recursion, and a full stack ends the process.

Within the largest query that is let in, no chain of operators is too long for a stack of this size: of the
30 kinds tried, those that ended the process on the usual 8 MB all ended well here. Only the pages that are
touched take memory.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from typing import Final, TypeVar

from graph.errors import Worded
from graph.store.errors import QUERY, EvaluationError

_BYTES: Final = 512 * 1024 * 1024
_SIZE_OF_NEXT: Final = threading.Lock()
"""The size of a thread's stack is set for the whole process, so one thread at a time is started."""

T = TypeVar("T")


class _DeepThread(threading.Thread):
    """A thread with room already."""


def with_deep_stack(work: Callable[[], T]) -> T:
    """The result of a function that is run in a thread of its own, with half a gigabyte of stack.

    Inside such a function it is run as it is: a new thread for each query costs several times what a short query does.

    Raises:
        EvaluationError: the system does not grant that much address space.
        BaseException: whatever the function raises.

    >>> with_deep_stack(lambda: 6 * 7)
    42
    """
    if isinstance(threading.current_thread(), _DeepThread):
        return work()
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # noqa: BLE001 - raised again in the caller's thread
            _let_go(error)
            errors.append(error)

    thread = _DeepThread(target=run, name="query")
    with _SIZE_OF_NEXT:
        before = threading.stack_size(_BYTES)
        try:
            thread.start()
        except RuntimeError as error:
            raise EvaluationError(
                QUERY, Worded("found no memory to be evaluated in"), Worded("Try again later.")
            ) from error
        finally:
            threading.stack_size(before)
    thread.join()
    if errors:
        raise errors[0]
    return results[0]


def _let_go(error: BaseException | None) -> None:
    """Free what the failed calls still hold: the engine's results must end in the thread that began them."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__context__
