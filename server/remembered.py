"""A release as one page reads it: what the store was asked for once is not asked for again.

A page needs the same statements for its facts, its quotations and the data that it carries. Reading a term from the
disk takes longer than anything that is done with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields

from pyoxigraph import Quad

from graph.store import Release


@dataclass(frozen=True)
class Remembered(Release):
    """A release that remembers what was read of it. It is made for one page, and ends with it."""

    _about: dict[str, tuple[Quad, ...]] = field(default_factory=dict, repr=False)
    _union: dict[str, tuple[Quad, ...]] = field(default_factory=dict, repr=False)
    _labels: dict[str, dict[str, str]] = field(default_factory=dict, repr=False)

    def about(self, iri: str) -> Iterator[Quad]:
        """The statements that have this IRI as their subject, in any graph."""
        if iri not in self._about:
            self._about[iri] = tuple(super().about(iri))
        return iter(self._about[iri])

    def union_about(self, iri: str) -> Iterator[Quad]:
        """The same without their graphs: those of any graph where they were read, which may repeat a statement."""
        known = self._about.get(iri) or self._union.get(iri)
        if known is None:
            known = self._union[iri] = tuple(super().union_about(iri))
        return iter(known)

    def labels(self, iri: str) -> dict[str, str]:
        """The names of a thing by language."""
        if iri not in self._labels:
            self._labels[iri] = super().labels(iri)
        return self._labels[iri]


def remembered(release: Release) -> Remembered:
    """The release for one page."""
    return Remembered(**{each.name: getattr(release, each.name) for each in fields(Release)})
