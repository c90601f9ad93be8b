"""Queries that end well, and queries that do not, with ways to watch what becomes of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from graph.engine import Engine
from graph.formats import CSV, TURTLE, Format
from graph.store import Answer, Form

ASK = "ASK {}"
FORMATS: dict[Form, Format | None] = {Form.SOLUTIONS: CSV, Form.GRAPH: TURTLE}
_PRODUCT = "".join(f"?s{n} ?p{n} ?o{n} . " for n in range(6))
_ALL = " ".join(f"?s{n} ?o{n}" for n in range(6))
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {_PRODUCT} }}"
"""Takes no memory, and ages."""
GREEDY = {
    "sort": f"SELECT * {{ {_PRODUCT} }} ORDER BY STR(?o1)",
    "distinct": f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT * {{ {_PRODUCT} }} }}",
    "group": f"SELECT (COUNT(*) AS ?n) {{ SELECT {_ALL} (COUNT(*) AS ?m) {{ {_PRODUCT} }} GROUP BY {_ALL} }}",
    "concat": f"SELECT (GROUP_CONCAT(CONCAT(STR(?s0), STR(?s1), STR(?o2))) AS ?all) {{ {_PRODUCT} }}",
    "doubling": "SELECT (STRLEN(?x26) AS ?n) { BIND('12345678' AS ?x0) "
    + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(26))
    + " }",
}
"""Each wants far more memory than there is."""


def ask(engine: Engine, query: str = ASK, timeout: float | None = None) -> Answer:
    return engine.evaluate(query, formats=FORMATS, timeout=timeout)


def wait_until(holds: Callable[[], bool], seconds: float = 5) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.01)


def alive(process: int) -> bool:
    """Whether there is such a process, and it is no zombie."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def children(process: int) -> list[int]:
    """The children of a process, zombies among them."""
    try:
        found = [each.read_text() for each in Path(f"/proc/{process}/task").glob("*/children")]
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [int(each) for each in " ".join(found).split()]


def busy(process: int, seconds: float = 0.05) -> bool:
    """Whether a process works: it uses up time. One that has ended does not."""
    try:
        before = _used(process)
        time.sleep(seconds)
        return _used(process) > before
    except (FileNotFoundError, ProcessLookupError):
        return False


def at_work(workers: Callable[[], Iterable[int]], seconds: float = 5) -> int:
    """The one process that works, as soon as one is seen to.

    It is not looked at again: where much else goes on it may get no time in the next moment.
    """
    seen: list[int] = []

    def found() -> bool:
        seen[:] = [each for each in workers() if busy(each)]
        return bool(seen)

    wait_until(found, seconds)
    (only,) = seen
    return only


def _used(process: int) -> int:
    """The time a process has used, in hundredths of a second."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
