"""Engines side by side: whether they answer alike, and how each does when they take turns under one query."""

from __future__ import annotations

from dataclasses import dataclass, field

from benchmarks.load_report import Load
from benchmarks.load_requests import Mixed
from benchmarks.load_slots import Sending
from benchmarks.queries import rows_of
from benchmarks.servers import Server, Unanswered

_SLOW = 0.05
"""Seconds for one answer from which requests are sent one at a time.

What is under way when wrk ends is not counted; with few answers in a slot that would be a large part of them.
"""
_VARIANTS = 3
"""Texts beside the query itself whose answers are compared."""


@dataclass
class Side:
    """The engines of one size, and what was found of them before they were timed."""

    engines: list[Server]
    sending: Sending
    rounds: int
    wrong: dict[str, str] = field(default_factory=dict)

    def answers(self, query: Mixed) -> tuple[float, float]:
        """Ask every engine the query itself and some of its other texts, and compare what they say.

        Returns the seconds of the slowest engine for a text that it does not know, and for one that it does.
        """
        self.wrong.clear()
        fresh, known = [], []
        texts = [query.text, *(query.variant(number) for number in range(_VARIANTS))]
        expected: list[object] | None = None
        for engine in self.engines:
            try:
                engine.hang_up()
                found = [engine.ask(text) for text in texts]
                again = engine.ask(query.text)
            except Unanswered as reason:
                self._failed(engine, str(reason))
                continue
            rows: list[object] = [rows_of(each.body) for each in found]
            expected = expected or rows
            if rows != expected:
                self.wrong[engine.name] = "another answer"
            fresh.append(min(each.seconds for each in found[1:]))
            known.append(again.seconds)
        return max(fresh, default=0.0), max(known, default=0.0)

    def load(self, query: Mixed, single: float, *, repeated: bool) -> Load:
        """Time the query on every engine, in turns."""
        load = Load(query.name, query.kind, repeated, failed=dict(self.wrong))
        slot = self.sending.one_by_one if single > _SLOW else self.sending.by_wrk
        for number in range(1, self.rounds + 1):
            for engine in self.engines:
                if engine.name in load.failed:
                    continue
                try:
                    # A number of its own for each text of the run; no slot has as many requests.
                    done = slot(engine, query, repeated=repeated, first=number * 1_000_000)
                except Unanswered as reason:
                    self._failed(engine, str(reason))
                    load.failed[engine.name] = str(reason)
                    continue
                load.slots.setdefault(engine.name, []).append(done)
                if done.errors or not done.requests:
                    load.failed[engine.name] = f"{done.errors} errors, {done.requests} answers"
        return load

    def _failed(self, engine: Server, reason: str) -> None:
        """It may go on computing beside the next one, or be gone."""
        self.wrong[engine.name] = reason
        engine.restart()
