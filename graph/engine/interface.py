"""What the server and the command line need of an engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, runtime_checkable

from graph.engine.awaited import Watch
from graph.engine.settings import Settings
from graph.formats import Format
from graph.store import Answer, Form, Given, Limits, QueryDataset


class Engine(Protocol):
    """Evaluates queries on one release. Threads can share it."""

    @property
    def name(self) -> str:
        """What evaluates; two engines of one name give a release's results in the same order."""

    @property
    def limits(self) -> Limits:
        """What a query may look like and how large its result may be."""

    @property
    def settings(self) -> Settings | None:
        """The bounds on time and memory; ``None`` where there are none."""

    def evaluate(
        self,
        query: str,
        *,
        formats: Mapping[Form, Format | None],
        dataset: QueryDataset = ...,
        timeout: float | None = None,
        gone: Callable[[], bool] | None = None,
    ) -> Answer:
        """The result of a query.

        Args:
            query: as for :func:`graph.store.evaluate`.
            formats: as there.
            dataset: as there.
            timeout: seconds; may lower the deadline, never raise it.
            gone: tells whether whoever asked has hung up; asked about ten times a second.

        Raises:
            StoreError: as for :func:`graph.store.evaluate`, and an :class:`~graph.engine.EngineError` where the
                query was stopped, was not begun, or ended its process.
        """

    def close(self) -> None:
        """End everything that belongs to the engine."""


@runtime_checkable
class AsyncEngine(Engine, Protocol):
    """An engine that an event loop can ask without a thread that waits."""

    async def answer(
        self,
        query: str,
        *,
        formats: Mapping[Form, Format | None],
        dataset: QueryDataset = ...,
        timeout: float | None = None,
        watch: Watch | None = None,
    ) -> Answer:
        """As :meth:`Engine.evaluate`; ``watch`` begins to wait until whoever asked has hung up."""


class GivenEngine(Engine, Protocol):
    """An engine that can be given more than the text of a query."""

    def evaluate(
        self,
        query: str,
        *,
        formats: Mapping[Form, Format | None],
        dataset: QueryDataset = ...,
        timeout: float | None = None,
        gone: Callable[[], bool] | None = None,
        given: Given = ...,
    ) -> Answer:
        """As :meth:`Engine.evaluate`; ``given`` as for :func:`graph.store.evaluate`."""
