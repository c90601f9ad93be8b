"""A thing as the sentences about it need it: its values, and those of what it leads to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup
from pyoxigraph import Literal

from server.referring import Referring
from server.things import literals
from server.things.facts import measured
from server.things.reader import Reader


@dataclass(frozen=True)
class Thing:
    """One thing and the page that it is read for.

    Attributes:
        reader: of the page.
        iri: of the thing.
        referring: what refers to it.
    """

    reader: Reader
    iri: str
    referring: Referring

    @property
    def name(self) -> Markup:
        """What it is called."""
        return self.reader.text(self.iri)

    def links(self, *shorts: str) -> Markup:
        """The values of properties, as links; empty where there are none."""
        found = self.reader.iris(self.iri, *shorts)
        return self.reader.anchors(found) if found else Markup("")

    def names(self, *shorts: str) -> Markup:
        """The names of the first value, not as a link; empty where there is none."""
        found = self.reader.iris(self.iri, *shorts)
        return self.reader.text(found[0]) if found else Markup("")

    def from_(self, *shorts: str) -> Markup:
        """What leads here by properties, as links; empty where nothing does."""
        found = tuple(each for short in shorts for each in self.reader.subjects(short, self.iri))
        return self.reader.anchors(found) if found else Markup("")

    def follow(self, *path: str) -> str:
        """The first value at the end of a path of properties; ``^`` goes one backwards. Empty where there is none."""
        current = self.iri
        for short in path:
            if short.startswith("^"):
                current = next(iter(self.reader.subjects(short[1:], current)), "") if current else ""
            else:
                current = self.reader.one(current, short) if current else ""
        return current

    def link(self, *path: str) -> Markup:
        """The thing at the end of a path, as a link; empty where there is none."""
        found = self.follow(*path)
        return self.reader.anchor(found) if found else Markup("")

    def day(self, *path: str) -> str:
        """The day at the end of a path, in words; empty where there is none."""
        return literals.day(self.follow(*path))

    def value(self, short: str) -> Markup:
        """A literal as the language writes it; empty where there is none."""
        return self.reader.literal(self.iri, short)

    def measure(self, short: str) -> str:
        """A number with its unit; empty where there is none."""
        found = (each for each in self.reader.terms(self.iri, short) if isinstance(each, Literal))
        return next((measured(self.reader, self.iri, each) for each in found), "")

    def count(self, short: str) -> int:
        """How many statements refer to it by a property."""
        return self.referring.counts.get(self.reader.iri(short), 0)

    def kinds(self, short: str) -> Mapping[str, int]:
        """How many things of each class refer to it by a property."""
        return self.referring.kinds(self.reader.iri(short)) if self.count(short) else {}

    def of(self, iri: str) -> Thing:
        """Another thing, read for the same page."""
        return Thing(self.reader, iri, self.referring)
