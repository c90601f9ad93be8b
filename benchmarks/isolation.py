"""What it costs to evaluate queries in processes of their own: lookups by the pool against those in this process.

Run: python -m benchmarks.isolation release
Prints medians as ratios, and how long it takes until a killed worker is replaced, as a multiple of a lookup.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from graph.engine import LocalEngine, ProcessEngine, Settings
from graph.formats import RESULTS_JSON, TURTLE, Format
from graph.store import Form, Release, open_release
from graph.store.stack import with_deep_stack

FORMATS: dict[Form, Format | None] = {Form.SOLUTIONS: RESULTS_JSON, Form.GRAPH: TURTLE}
ROUNDS = 5


def queries(release: Release, count: int) -> list[str]:
    """Lookups of things that there are, each another one as long as there are enough."""
    things = sorted({quad.subject.value for quad in release.within(release.graphs[0])})  # type: ignore[union-attr]
    return [f"SELECT ?p ?o {{ <{things[n % len(things)]}> ?p ?o }}" for n in range(count)]


def median(ask: Callable[[str], object], texts: list[str]) -> float:
    """The median time of a query in seconds."""

    def times() -> Iterator[float]:
        for text in texts:
            start = time.perf_counter()
            ask(text)
            yield time.perf_counter() - start

    return statistics.median(times())


def replaced(engine: ProcessEngine) -> float:
    """The seconds from the death of a worker until there is another."""
    before = engine.workers()
    start = time.perf_counter()
    os.kill(before[0], signal.SIGKILL)
    while len(set(engine.workers()) - {before[0]}) < len(before):
        time.sleep(0.0002)
    return time.perf_counter() - start


def main() -> None:
    """Measure, in turns, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("releases", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    options = parser.parse_args()
    release = open_release(options.releases)
    texts = queries(release, options.count)
    local = LocalEngine(release)
    with (
        closing(ProcessEngine(release)) as memory,
        closing(ProcessEngine(release, Settings(in_memory=0, union_in_memory=0))) as disk,
    ):

        def asked(engine: LocalEngine | ProcessEngine) -> float:
            return median(lambda text: engine.evaluate(text, formats=FORMATS), texts)

        rounds = [
            (asked(local), with_deep_stack(lambda: asked(local)), asked(memory), asked(disk), replaced(memory))
            for _ in range(ROUNDS)
        ]
    thread, bare, pool, pool_disk, again = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(f"pool, release in memory: {pool / thread:.2f} of in process, a thread for each query")
    print(f"pool, release on disk:   {pool_disk / thread:.2f} of in process, a thread for each query")
    print(
        f"isolation by itself:     {pool_disk / bare:.2f} of in process, one thread for all (+{pool_disk - bare:.6f} s)"
    )
    print(f"a worker is replaced in: {again / pool:.0f} lookups ({again:.4f} s)")


if __name__ == "__main__":
    main()
