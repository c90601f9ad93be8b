"""The process that evaluates: one query after another, until its socket closes or it has grown too large."""

from __future__ import annotations

import os
import signal
import traceback
from typing import Final, Literal, NoReturn

from graph.engine import sandbox, wire
from graph.engine.errors import EngineCrashed, QueryOutOfMemory
from graph.engine.settings import Settings
from graph.store import Answer, Release, StoreError, evaluate
from graph.store.stack import with_deep_stack

_NO_MEMORY: Final = 71
"""Status of a worker that found no memory even to say so."""
_NO_MEMORY_SAID: Final = ("memory allocation of ", "bad_alloc", "MemoryError")
"""What Rust, C++ and Python write before they abort for want of memory."""
_FAILED: Final = 1
"""Status of a worker that a fault of ours has ended."""
NOT_READY: Final = 70
"""Status of a worker on which its bounds could not be put."""


def work(channel: int, release: Release, settings: Settings, store: str | None) -> NoReturn:
    """Answer what comes on a socket. The process ends with it.

    Args:
        channel: the descriptor of the socket.
        release: what is asked about.
        settings: the bounds.
        store: the folder of the store, where it is on disk.
    """
    try:
        meter = sandbox.Meter()
        sandbox.enclose(settings, meter, store)
    except (OSError, ValueError) as error:
        os.write(2, f"khen: a worker cannot be bounded: {error}\n".encode())
        os._exit(NOT_READY)
    with_deep_stack(lambda: _work(channel, release, settings, meter))
    os._exit(0)


def _work(channel: int, release: Release, settings: Settings, meter: sandbox.Meter) -> NoReturn:
    """The life of the one thread with a stack deep enough, in which all queries are evaluated."""
    status = _FAILED
    try:
        reader = wire.Reader(channel)
        while question := reader.receive():
            result, leaving = _answered(question, release, settings)
            leaving = leaving or meter.growth() > settings.growth
            wire.reply(channel, result, leaving=leaving)
            if leaving:
                break
            del question, result  # the next one has the memory to itself
        status = 0
    except MemoryError:
        status = _NO_MEMORY
    except OSError:  # the server has gone
        status = 0
    finally:  # whatever it is, it ends this process and no more
        if status == _FAILED:
            traceback.print_exc()
        os._exit(status)


def _answered(question: wire.Question, release: Release, settings: Settings) -> tuple[Answer | StoreError, bool]:
    """The result, and whether this process had better not go on."""
    sandbox.start_clock(question.timeout)
    try:
        answer = evaluate(
            release,
            question.query,
            formats=question.formats,
            dataset=question.dataset,
            limits=settings.limits,
            given=question.given,
        )
    except StoreError as error:
        return error, False
    except MemoryError:
        return QueryOutOfMemory.beyond(settings.memory), True
    except BaseException as error:  # noqa: BLE001 - a fault of ours ends this process, and is told to the server
        return EngineCrashed.because(f"failed: {type(error).__name__}: {error}"[:500]), True
    finally:
        sandbox.stop_clock()
    return answer, False


def verdict(status: int | None, words: str = "") -> Literal["time", "memory", "crash"]:
    """Of what a worker died that nobody had sent away.

    The engine aborts where it gets no memory, and says so; it aborts over its own faults, too, and says that.

    Args:
        status: as ``os.waitpid`` gives it; ``None`` where it is not known.
        words: the end of what it wrote to its standard error.

    >>> verdict(signal.SIGALRM), verdict(signal.SIGABRT, "memory allocation of 9 bytes failed"), verdict(signal.SIGSEGV)
    ('time', 'memory', 'crash')
    """
    if status is None:
        return "crash"
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number in (signal.SIGALRM, signal.SIGXCPU):
            return "time"
        return "memory" if number == signal.SIGABRT and any(each in words for each in _NO_MEMORY_SAID) else "crash"
    return "memory" if os.WEXITSTATUS(status) == _NO_MEMORY else "crash"
