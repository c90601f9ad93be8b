"""A query that is pinned to a release, and its addresses."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from graph.formats import Format
from graph.store import QueryDataset
from server.citing.digests import Digests


@dataclass(frozen=True)
class Pin:
    """A query on a release, with the graphs that were named outside of it.

    Attributes:
        release: its identifier.
        query: as it was sent.
        dataset: the graphs.
    """

    release: str
    query: str
    dataset: QueryDataset

    @property
    def path(self) -> str:
        """Where queries on this release are answered, below the base."""
        return f"releases/{self.release}/sparql"

    def data(self, format: Format | None = None) -> str:
        """The parameters by which that address gives the result, in a format if one is named."""
        return urlencode([*self._pairs(), *([("format", format.extension)] if format else [])])

    def cited(self, format: Format, digests: Digests) -> str:
        """The parameters of the page that asks again, and compares the result with the one that was cited."""
        pairs = [*self._pairs(), ("release", self.release), ("format", format.extension)]
        pairs += [("digest", digests.bytes)] if digests.bytes else []
        return urlencode(pairs + ([("rows", digests.rows)] if digests.rows else []))

    def _pairs(self) -> list[tuple[str, str]]:
        pairs = [("query", self.query)]
        pairs += [("default-graph-uri", each) for each in self.dataset.default_graph_uri]
        return pairs + [("named-graph-uri", each) for each in self.dataset.named_graph_uri]
