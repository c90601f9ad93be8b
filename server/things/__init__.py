"""The pages of things: what is needed to make them, and those that were made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from graph.store import Release
from server.atlas.facts import Facts, read_facts
from server.errors import ProblemError
from server.negotiation import language
from server.provinces import Province, read_provinces
from server.remembered import remembered
from server.results import Results
from server.things.classes import superclasses
from server.things.locator import Locator
from server.things.reader import Reader
from server.things.there import There, there
from server.things.whereabouts import maps

KEPT: Final = 32 * 1024 * 1024
"""Bytes of pages that are kept."""


@dataclass(frozen=True)
class Things:
    """The things of a release, and their pages. Threads share it; it ends with the release.

    Attributes:
        release: that knows them.
        kept: what was made of them.
    """

    release: Release
    kept: Results = field(default_factory=lambda: Results(KEPT))

    @cached_property
    def above(self) -> Mapping[str, frozenset[str]]:
        """Class to its superclasses."""
        return superclasses(self.release)

    @cached_property
    def provinces(self) -> tuple[Province, ...]:
        """All versions of all provinces."""
        return read_provinces(self.release)

    @cached_property
    def facts(self) -> Facts:
        """What the announcements state of provinces; nothing where a release holds more than the map counts."""
        try:
            return read_facts(self.release, (each.iri for each in self.provinces))
        except ProblemError:
            return Facts((), (), ())

    def there(self, reader: Reader, iri: str) -> tuple[There, ...]:
        """What the announcements state of a place."""
        return there(reader, iri, lambda: self.facts)

    def reader(self) -> Reader:
        """What reads for the page that is asked for."""
        return Reader(remembered(self.release), language())

    def maps(self, reader: Reader, iri: str) -> tuple[Locator, ...]:
        """The maps that belong on the page of a thing."""
        return maps(reader, iri, lambda: self.provinces)
