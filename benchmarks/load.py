"""Khen and its peers under load: requests per second side by side in one run, by wrk, on data of four sizes.

    python -m benchmarks.load                                    # all sizes; about half an hour
    python -m benchmarks.load --sizes release,100k --seconds 1 --rounds 2
    python -m benchmarks.load --against oxigraph --json build/load.json

Each of the ten queries is sent in texts that never come twice (no cache of results helps), then as one text again and
again. The engines take turns, round after round, so that whatever else the machine does falls on all. Their answers
are compared before anything is timed. A query with any error is named and stands in no mean. Where one answer takes
long, requests are sent one at a time instead of by wrk.

Options of ``khen serve`` can be given by its environment variables, such as KHEN_WORKERS.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.bulk import bulk_release
from benchmarks.load_processes import memory
from benchmarks.load_report import Load, Report, aims_table, as_json, figures_table, processes_table, ratios_table
from benchmarks.load_requests import Mixed, mix
from benchmarks.load_side import Side
from benchmarks.load_slots import Sending
from benchmarks.publishing import real_release
from benchmarks.queries import CACHE, ROOT, say
from benchmarks.servers import Khen, OxigraphServe, RdflibEndpoint, Server, Unanswered, peers_environment
from graph.errors import KhenError
from graph.vocabulary import Names

SIZES = {"release": 0, "100k": 100_000, "1m": 1_000_000, "5m": 5_000_000}
"""Triples of the synthetic releases, and the real one."""
PEERS = ("oxigraph", "rdflib-endpoint")
_SMALL = 100_000
"""Triples up to which rdflib-endpoint is measured; it would take minutes for a query on more."""
_STARTS = 3
_PATIENCE = 60.0


@dataclass(frozen=True)
class Effort:
    """What a run measures.

    Attributes:
        sizes: names of the data.
        against: names of the peers.
        rounds: slots of every engine for every query.
        sending: how requests are sent.
        queries: how the names of the queries begin that are measured.
    """

    sizes: tuple[str, ...]
    against: tuple[str, ...]
    rounds: int
    sending: Sending
    queries: str = ""


def measure(size: str, peer: str, effort: Effort, environment: Path) -> Report:
    """Ours and a peer on data of one size.

    Raises:
        KhenError: the data cannot be read.
        Unanswered: an engine does not start.
    """
    names, data = Names(), ROOT / "data"
    say(f"{size}: preparing the data")
    wanted = SIZES[size]
    releases = bulk_release(data, CACHE, names, wanted) if wanted else real_release(data, CACHE, names)
    folder = releases / "current"
    side = Side(_engines(folder, peer, size, environment), effort.sending, effort.rounds)
    try:
        say(f"{size}: starting {' and '.join(each.name for each in side.engines)}")
        starts = {each.name: _started(each) for each in side.engines}
        before = {each.name: memory(each.process) for each in side.engines}
        loads = list(_loads(side, [each for each in mix(folder) if each.name.startswith(effort.queries)], size))
        found = {each.name: (before[each.name], memory(each.process)) for each in side.engines}
    finally:
        for engine in side.engines:
            engine.stop()
    triples = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["counts"]["triples"]
    ours, theirs = (each.name for each in side.engines)
    return Report(size, triples, ours, theirs, loads, starts, found)


def _loads(side: Side, queries: Sequence[Mixed], size: str) -> Iterator[Load]:
    for query in queries:
        say(f"{size}: {query.name}")
        fresh, known = side.answers(query)
        yield side.load(query, fresh, repeated=False)
        yield side.load(query, known, repeated=True)


def _engines(folder: Path, peer: str, size: str, environment: Path) -> list[Server]:
    """Ours and the peer."""
    logs = CACHE / "logs"
    # How long a query may take is a limit of ours that the peers do not have; it says nothing of speed.
    ours = Khen(folder.resolve(), logs, _PATIENCE, ("--query-timeout", f"{_PATIENCE:g}"))
    if peer == "rdflib-endpoint":
        return [ours, RdflibEndpoint(folder, logs, _PATIENCE, environment)]
    return [ours, OxigraphServe(folder, logs, _PATIENCE, environment, CACHE / f"oxigraph-{size}", "serve-read-only")]


def _started(engine: Server) -> float:
    """The median of the seconds that an engine takes to start; it runs afterwards."""
    engine.start()  # the first time, its files may have to be read from the disk
    seconds = []
    for _ in range(_STARTS):
        engine.restart()
        seconds.append(engine.seconds_to_start)
    return statistics.median(seconds)


def show(reports: Sequence[Report]) -> None:
    """Print everything as Markdown."""
    for report in reports:
        print(f"\n### {report.size}, {report.triples:,} triples: {report.ours} / {report.peer}\n")
        print(f"{ratios_table(report)}\n\n{processes_table(report)}\n\nAs measured, p50 and p99 in ms:\n")
        print(figures_table(report))
    for peer in dict.fromkeys(each.peer for each in reports):
        print(f"\n### Aims in relation to {peer}\n\n{aims_table([each for each in reports if each.peer == peer])}")


def main() -> int:
    effort, file = _read()
    if missing := [each for each in ("wrk",) if shutil.which(each) is None]:
        print(f"benchmark: {missing[0]} is not installed; on Debian: apt install {missing[0]}", file=sys.stderr)
        return 1
    environment = peers_environment(ROOT / "build" / "benchmark-venv", ROOT / "requirements" / "benchmark.txt")
    sending = effort.sending
    conditions = {
        "cores": os.cpu_count(), "machine": platform.machine(), "python": platform.python_version(),
        "rounds": effort.rounds, **asdict(sending),
    }  # fmt: skip
    print(", ".join(f"{name} {value}" for name, value in conditions.items()))
    reports = []
    try:
        for peer in effort.against:
            for size in effort.sizes:
                if peer != "rdflib-endpoint" or SIZES[size] <= _SMALL:
                    reports.append(measure(size, peer, effort, environment))
    except (KhenError, Unanswered) as error:
        print(f"benchmark: {error}", file=sys.stderr)
        return 1
    show(reports)
    if file:
        file.write_text(json.dumps(as_json(reports, **conditions), indent=1) + "\n", encoding="utf-8")
    return int(any(report.ours in load.failed for report in reports for load in report.loads))


def _read() -> tuple[Effort, Path | None]:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=_names(SIZES), default=tuple(SIZES), metavar=",".join(SIZES))
    parser.add_argument("--against", type=_names(PEERS), default=PEERS, metavar=",".join(PEERS))
    parser.add_argument("--seconds", type=int, default=2, help="of each slot")
    parser.add_argument("--rounds", type=int, default=3, help="slots of every engine for every query and mode")
    parser.add_argument("--connections", type=int, default=8, help="that wrk keeps open")
    parser.add_argument("--method", choices=("GET", "POST"), default="GET", help="how wrk sends a query")
    parser.add_argument("--query", default="", metavar="PREFIX", help="only queries whose name begins so")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where all figures are written")
    asked = parser.parse_args()
    sending = Sending(asked.seconds, asked.connections, asked.method)
    return Effort(asked.sizes, asked.against, asked.rounds, sending, asked.query), asked.json


def _names(known: Iterable[str]) -> Callable[[str], tuple[str, ...]]:
    """Reads names with commas between them."""

    def read(text: str) -> tuple[str, ...]:
        names = tuple(text.split(","))
        if unknown := [each for each in names if each not in known]:
            raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(known)}")
        return names

    return read


if __name__ == "__main__":
    sys.exit(main())
