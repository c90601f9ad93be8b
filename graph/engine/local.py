"""Evaluation in the caller's own process: for the command line and for tests, where whoever asks can stop it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from graph.engine.settings import Settings
from graph.formats import Format
from graph.store import NOTHING, Answer, Form, Given, Limits, QueryDataset, Release, evaluate


class LocalEngine:
    """Evaluates in this process, without bounds on time and memory."""

    def __init__(self, release: Release, limits: Limits = Limits()) -> None:  # noqa: B008 - frozen
        self._release = release
        self.limits = limits

    @property
    def name(self) -> str:
        """The index that is asked."""
        return self._release.index

    @property
    def settings(self) -> Settings | None:
        """There are no bounds."""
        return None

    def evaluate(
        self,
        query: str,
        *,
        formats: Mapping[Form, Format | None],
        dataset: QueryDataset = QueryDataset(),  # noqa: B008 - frozen
        timeout: float | None = None,
        gone: Callable[[], bool] | None = None,
        given: Given = NOTHING,
    ) -> Answer:
        """As :meth:`Engine.evaluate`; ``timeout`` and ``gone`` have no effect."""
        return evaluate(self._release, query, formats=formats, dataset=dataset, limits=self.limits, given=given)

    def close(self) -> None:
        """Nothing is held."""
