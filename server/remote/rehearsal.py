"""A query is tried out on nothing before the store sees it.

Which form a query has, whether it is SPARQL at all and whether it is let in is found out by evaluating it on a release
without statements, in the same workers that would evaluate it here: planning that takes long, and whatever is large
without any data, ends there at the deadline and the memory limit, and never reaches the store.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Store

from graph.engine import Engine, LocalEngine, ProcessEngine, Settings
from graph.formats import N_TRIPLES, RESULTS_JSON, Format
from graph.store import Form, QueryDataset, Release


@dataclass(frozen=True)
class Rehearsed:
    """What is known of a query before it is asked.

    Attributes:
        form: whether a graph or solutions come back.
        variables: of the solutions; ``None`` for an ASK and for a graph.
    """

    form: Form
    variables: tuple[str, ...] | None = None

    @property
    def is_ask(self) -> bool:
        """Whether the answer is yes or no."""
        return self.form is Form.SOLUTIONS and self.variables is None


class Rehearsal:
    """Evaluates queries on a release without statements, whose graphs have the same names.

    Raises:
        EngineCrashed: the workers cannot be started.
    """

    def __init__(self, release: Release, settings: Settings) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="khen-"))
        with contextlib.ExitStack() as undo:
            undo.callback(shutil.rmtree, self._folder, ignore_errors=True)
            self._engine = _engine(release, settings, self._folder / release.id)
            undo.pop_all()

    def rehearse(
        self,
        query: str,
        formats: Mapping[Form, Format | None],
        dataset: QueryDataset,
        seconds: float,
        gone: Callable[[], bool] | None,
    ) -> Rehearsed:
        """What can be known of a query without data.

        Raises:
            StoreError: as :meth:`graph.engine.Engine.evaluate`.
        """
        plain = {Form.SOLUTIONS: RESULTS_JSON, Form.GRAPH: N_TRIPLES}
        wanted = {form: plain[form] if formats.get(form) else None for form in plain}
        answer = self._engine.evaluate(query, formats=wanted, dataset=dataset, timeout=seconds, gone=gone)
        if answer.form is Form.GRAPH:
            return Rehearsed(answer.form)
        return Rehearsed(answer.form, _variables(answer.body))

    def close(self) -> None:
        """End the workers."""
        self._engine.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _engine(release: Release, settings: Settings, folder: Path) -> Engine:
    folder.mkdir()
    shutil.copyfile(release.folder / "manifest.json", folder / "manifest.json")
    (folder / "khen.nq").touch()
    empty = replace(release, folder=folder, store=Store(), index="memory")
    return ProcessEngine(empty, settings) if sys.platform == "linux" else LocalEngine(empty, settings.limits)


def _variables(body: bytes) -> tuple[str, ...] | None:
    """
    >>> _variables(b'{"head":{"vars":["a","b"]},"results":{"bindings":[]}}'), _variables(b'{"head":{},"boolean":true}')
    (('a', 'b'), None)
    """
    result = json.loads(body)
    return None if "boolean" in result else tuple(result["head"]["vars"])
