"""Ten queries, four engines, one run: how long each peer takes in relation to Khen.

    python -m benchmarks.queries           # about five minutes the first time
    python -m benchmarks.queries --quick   # about a minute, less data and fewer repetitions
    python -m benchmarks.queries --same-text

Only ratios are printed: the median time of a peer divided by that of Khen in the same run. Rounds are
interleaved (each engine once, then each again), so that whatever else the machine does falls on all. An engine
that gives another answer than Khen is named and not measured.

Each repetition is a text of its own (a number in a comment), as different people ask different questions:
rdflib-endpoint keeps the parsed form of texts that it has seen. ``--same-text`` repeats one text instead.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import statistics
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from prettytable import PrettyTable
from pyoxigraph import RdfFormat, parse

from benchmarks.publishing import real_release, synthetic_release
from benchmarks.servers import Answer, Engine, Unanswered, engines, peers_environment
from graph.errors import KhenError
from graph.vocabulary import Names

ROOT = Path(__file__).parents[1]
CACHE = ROOT / "build" / "benchmark"
_WARM = 2
_QUERIES = tuple(sorted((ROOT / "benchmarks" / "queries").glob("*.rq")))
_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = tuple(_XSD + name for name in ("integer", "decimal", "double", "float"))

Rows = Counter[tuple[object, ...]]


@dataclass(frozen=True)
class Effort:
    """How much a run measures.

    Attributes:
        triples: size of the synthetic corpus.
        rounds: repetitions of each query on each engine, after warming up.
        timeout: seconds after which a query counts as not answered.
        same_text: whether a query is repeated letter by letter.
    """

    triples: int = 100_000
    rounds: int = 15
    timeout: float = 20.0
    same_text: bool = False


QUICK = Effort(triples=20_000, rounds=5, timeout=5.0)


@dataclass
class Comparison:
    """One query on all engines: the times of each, or why there are none."""

    query: str
    rows: int = 0
    seconds: dict[str, list[float]] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    def ratio(self, peer: str, ours: str) -> float | None:
        """The median of the peer's times divided by ours; ``None`` where one gave no valid answer."""
        if peer in self.failed or ours in self.failed:
            return None
        return statistics.median(self.seconds[peer]) / statistics.median(self.seconds[ours])


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints; the exit status is 1 where the data cannot be built or Khen failed on a query."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.queries", description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="about a minute: less data, fewer repetitions")
    parser.add_argument("--same-text", action="store_true", help="repeat each query letter by letter")
    chosen = parser.parse_args(arguments)
    effort = replace(QUICK if chosen.quick else Effort(), same_text=chosen.same_text)
    try:
        return 0 if measure(effort) else 1
    except (KhenError, Unanswered) as error:
        print(error, file=sys.stderr)
        return 1


def measure(effort: Effort) -> bool:
    """Measures on both data sets and prints a table for each; whether Khen answered every query.

    Raises:
        KhenError: the data do not conform or cannot be read.
        Unanswered: an engine does not start.
    """
    names, data = Names(), ROOT / "data"
    say("preparing the peers and the data")
    environment = peers_environment(ROOT / "build" / "benchmark-venv", ROOT / "requirements" / "benchmark.txt")
    folders = {
        "release": real_release(data, CACHE, names),
        "synthetic corpus": synthetic_release(data, CACHE, names, effort.triples),
    }
    print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; {effort.rounds} rounds.")
    print("Median time of each peer divided by that of Khen: above 1, Khen is the faster one.")
    whole = True
    for name, releases in folders.items():
        folder = releases / "current"
        columns, comparisons = _compared(engines(folder, CACHE, environment, effort.timeout), effort)
        triples = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["counts"]["triples"]
        print(f"\nThe {name}, {triples:,} triples\n{table(comparisons, columns)}")
        whole = whole and not any(columns[0] in each.failed for each in comparisons)
    return whole


def _compared(started: Sequence[Engine], effort: Effort) -> tuple[list[str], list[Comparison]]:
    """The names of the engines, and every query on all of them; they run only meanwhile."""
    try:
        for engine in started:
            say(f"starting {engine.name}")
            engine.start()
        return [each.name for each in started], [compare(started, file, effort) for file in _QUERIES]
    finally:
        for engine in started:
            engine.stop()


def compare(started: Sequence[Engine], file: Path, effort: Effort) -> Comparison:
    """Ask every engine, check that their answers are equal, then measure in turns."""
    say(f"asking {file.stem}")
    found, query = Comparison(file.stem), file.read_text(encoding="utf-8")
    expected: Rows | None = None
    for engine in started:
        answer = [_ask(engine, query, found) for _ in range(_WARM)][-1]
        if answer is None:
            continue
        rows = rows_of(answer.body)
        if expected is None:
            expected, found.rows = rows, rows.total()
        elif rows != expected:
            found.failed[engine.name] = f"another answer: {rows.total()} rows"
    for number in range(effort.rounds):
        text = query if effort.same_text else f"# {number}\n{query}"
        for engine in started:
            if answer := _ask(engine, text, found):
                found.seconds.setdefault(engine.name, []).append(answer.seconds)
    return found


def _ask(engine: Engine, query: str, found: Comparison) -> Answer | None:
    if engine.name in found.failed:
        return None
    try:
        return engine.ask(query)
    except Unanswered as reason:
        found.failed[engine.name] = str(reason)
        engine.restart()
        return None


def rows_of(body: bytes) -> Rows:
    """The rows of a result in JSON, or the triples in N-Triples, in no order; numbers by their value."""
    if not body.startswith(b"{"):
        return Counter((quad.triple,) for quad in parse(input=body, format=RdfFormat.N_TRIPLES))
    result = json.loads(body)
    variables = sorted(result["head"]["vars"])
    return Counter(tuple(_term(row.get(name)) for name in variables) for row in result["results"]["bindings"])


def _term(term: dict[str, str] | None) -> object:
    if term is None:
        return None
    datatype = term.get("datatype", "").removesuffix(_XSD + "string")
    if datatype in _NUMBERS:
        return Decimal(term["value"])
    return (term["type"] == "uri", term["value"], term.get("xml:lang", "").lower(), datatype)


def table(comparisons: Sequence[Comparison], names: Sequence[str]) -> str:
    """The ratios of the peers by query, and their geometric mean."""
    ours, *peers = names
    shown = PrettyTable(["query", "rows", *peers], align="r")
    shown.align["query"] = "l"
    ratios: dict[str, list[float]] = {peer: [] for peer in peers}
    for each in comparisons:
        cells = []
        for peer in peers:
            ratio = each.ratio(peer, ours)
            ratios[peer] += [] if ratio is None else [ratio]
            cells.append(each.failed.get(peer) or each.failed.get(ours, "?") if ratio is None else digits(ratio))
        shown.add_row([each.query, each.rows, *cells])
    shown.add_divider()
    means = [digits(statistics.geometric_mean(values)) if values else "-" for values in ratios.values()]
    shown.add_row(["geometric mean", "", *means])
    return shown.get_string()


def digits(ratio: float) -> str:
    """Two digits that count; more would claim a precision that a shared machine does not give."""
    return f"{ratio:.{max(0, 1 - math.floor(math.log10(ratio)))}f}"


def say(message: str) -> None:
    """Progress, for a person at a terminal only."""
    if sys.stderr.isatty():
        print(message, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
