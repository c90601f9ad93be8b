"""What a run of the load benchmark says: tables in Markdown, the aims, and all figures as JSON."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from prettytable import PrettyTable, TableStyle

from benchmarks.load_processes import Memory
from benchmarks.load_requests import Kind
from benchmarks.load_slots import Slot
from benchmarks.queries import digits


@dataclass
class Load:
    """One query on all engines, repeated letter by letter or not: what each did, or why there is nothing to say."""

    query: str
    kind: Kind
    repeated: bool
    slots: dict[str, list[Slot]] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    def rate(self, engine: str) -> float:
        """Requests per second over all slots."""
        slots = self.slots[engine]
        return sum(each.requests for each in slots) / sum(each.seconds for each in slots)

    def p50(self, engine: str) -> float:
        """The median answer in seconds, of the median slot."""
        return statistics.median(each.p50 for each in self.slots[engine])

    def p99(self, engine: str) -> float:
        """The seconds that 99 of 100 answers took at most, in the median slot."""
        return statistics.median(each.p99 for each in self.slots[engine])

    def measured(self, *engines: str) -> bool:
        """Whether there are figures of all these engines, without an error among their answers."""
        return all(each in self.slots and each not in self.failed for each in engines)


@dataclass(frozen=True)
class Report:
    """Ours and a peer on data of one size.

    Attributes:
        size: its name.
        triples: how many there are.
        ours: the name of our engine.
        peer: the name of the other.
        loads: each query twice, distinct texts and the repeated one.
        starts: seconds from start to the first answer, by engine.
        memory: processes of each engine, after it was started and after the load.
    """

    size: str
    triples: int
    ours: str
    peer: str
    loads: list[Load]
    starts: dict[str, float]
    memory: dict[str, tuple[list[Memory], list[Memory]]]

    def of(self, *, repeated: bool) -> list[Load]:
        """The queries of one mode."""
        return [each for each in self.loads if each.repeated == repeated]

    @property
    def engines(self) -> tuple[str, str]:
        """Both names, ours first."""
        return self.ours, self.peer

    def ratio(self, load: Load) -> float | None:
        """Our requests per second divided by theirs, where both answered."""
        return load.rate(self.ours) / load.rate(self.peer) if load.measured(*self.engines) else None

    def mean(self, *, repeated: bool, kind: Kind | None = None) -> float | None:
        """The geometric mean of the ratios, of all queries or of one kind."""
        chosen = [each for each in self.of(repeated=repeated) if kind in (None, each.kind)]
        ratios = [ratio for each in chosen if (ratio := self.ratio(each)) is not None]
        return statistics.geometric_mean(ratios) if ratios else None

    def smallest(self) -> float | None:
        """The worst ratio of any query; 0 where we failed on one that the peer answered."""
        return min((self.ratio(each) or 0.0 for each in self.loads if each.measured(self.peer)), default=None)


@dataclass(frozen=True)
class Aim:
    """What a ratio should be at least."""

    name: str
    bound: float
    found: float | None

    def __str__(self) -> str:
        if self.found is None:
            return "not measured"
        return f"{digits(self.found) if self.found else '0'} {'pass' if self.found >= self.bound else 'FAIL'}"


def aims(report: Report) -> list[Aim]:
    """The aims in relation to a peer, and what was found."""
    if report.peer == "rdflib-endpoint":
        return [Aim("distinct, geometric mean", 20, report.mean(repeated=False))]
    return [
        Aim("distinct, geometric mean", 0.7, report.mean(repeated=False)),
        Aim("distinct, point lookups", 0.5, report.mean(repeated=False, kind=Kind.POINT)),
        Aim("distinct, heavy", 1.5, report.mean(repeated=False, kind=Kind.HEAVY)),
        Aim("repeated, geometric mean", 1.0, report.mean(repeated=True)),
        Aim("each query", 0.4, report.smallest()),
    ]


def aims_table(reports: Sequence[Report]) -> str:
    """The aims in relation to one peer, a column for each size at which it was measured."""
    rows = [[row[0].name, f"at least {row[0].bound:g}", *row] for row in zip(*map(aims, reports), strict=True)]
    return markdown(["ours / theirs", "aim", *(each.size for each in reports)], rows)


def ratios_table(report: Report) -> str:
    """Ours divided by theirs: requests per second, where more is better, and times, where less is."""
    rows = []
    for distinct, repeated in zip(report.of(repeated=False), report.of(repeated=True), strict=True):
        cells = [cell for load in (distinct, repeated) for cell in _ratios(load, *report.engines)]
        rows.append([distinct.query, distinct.kind.value, *cells])
    means: tuple[tuple[str, Kind | None], ...] = (
        ("geometric mean", None),
        ("point lookups", Kind.POINT),
        ("heavy", Kind.HEAVY),
    )
    for name, kind in means:
        both = (report.mean(repeated=mode, kind=kind) for mode in (False, True))
        cells = [cell for mean in both for cell in ("-" if mean is None else f"**{digits(mean)}**", "", "")]
        rows.append([f"**{name}**", "", *cells])
    return markdown(["query", "kind", "distinct", "p50", "p99", "repeated", "p50 ", "p99 "], rows)


def _ratios(load: Load, ours: str, peer: str) -> list[str]:
    if not load.measured(ours, peer):
        return ["; ".join(f"{name}: {why}" for name, why in load.failed.items() if name in (ours, peer)) or "?", "", ""]
    return [digits(part(ours) / part(peer)) for part in (load.rate, load.p50, load.p99)]


def figures_table(report: Report) -> str:
    """Requests per second, and p50 and p99 in milliseconds, as they were on this machine."""
    rows = []
    for load in report.loads:
        cells = [cell for each in report.engines for cell in _figures(load, each)]
        rows.append([load.query, "repeated" if load.repeated else "distinct", *cells])
    headings = [f"{each} {what}" for each in report.engines for what in ("/s", "p50", "p99")]
    return markdown(["query", "texts", *headings], rows)


def _figures(load: Load, engine: str) -> list[str]:
    if not load.measured(engine):
        return [load.failed.get(engine, "-"), "", ""]
    return [digits(load.rate(engine)), *(f"{part(engine) * 1000:.3g}" for part in (load.p50, load.p99))]


def processes_table(report: Report) -> str:
    """How long each engine takes to start, as a ratio to the peer, and the memory of its processes in MiB."""
    rows = []
    for name in report.engines:
        start = digits(report.starts[name] / report.starts[report.peer])
        for when, found in zip(("started", "after the load"), report.memory[name], strict=True):
            total = sum(each.proportional for each in found)
            rows.append([name, start, when, "all", len(found), "", f"{total:.0f}", ""])
            for role in dict.fromkeys(each.role for each in found):
                rows.append([name, "", when, role, *_typical([each for each in found if each.role == role])])
    return markdown(["engine", "start-up", "memory", "process", "number", "RSS", "PSS", "private"], rows)


def _typical(found: Sequence[Memory]) -> list[object]:
    """Their number, and what the median one takes."""
    parts = ([each.resident for each in found], [each.proportional for each in found], [each.private for each in found])
    return [len(found), *(f"{statistics.median(part):.0f}" for part in parts)]


def as_json(reports: Iterable[Report], **conditions: Any) -> dict[str, Any]:
    """Everything that was measured, in seconds and MiB."""
    sizes: list[dict[str, Any]] = []
    for report in reports:
        loads = [{**asdict(each), "kind": each.kind.value} for each in report.loads]
        found = {each.name: {"bound": each.bound, "found": each.found} for each in aims(report)}
        sizes.append({**asdict(report), "loads": loads, "aims": found})
    return {**conditions, "reports": sizes}


def markdown(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in Markdown; all columns but the first are numbers.

    >>> print(markdown(["query", "ratio"], [["a", "1.5"]]))
    | query | ratio |
    | :-----|-----: |
    | a     |   1.5 |
    """
    table = PrettyTable(list(headings), align="r")
    table.align[headings[0]] = "l"
    table.set_style(TableStyle.MARKDOWN)
    table.add_rows([[str(cell) for cell in row] for row in rows])
    return table.get_string()
