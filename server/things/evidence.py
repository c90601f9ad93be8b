"""The words that statements were read from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from server.document import Quote, quote_of
from server.lookup import subjects, values
from server.things.reader import Reader

LISTED: Final = 6
"""Quotations that stand beside one value."""
MOST: Final = 100
"""Values of one property, and quotations of one thing, that its page shows."""
_OFFSETS: Final = re.compile(r"#char=(\d+),(\d+)$", re.ASCII)


@dataclass(frozen=True)
class Words:
    """Some quotations in the order of the text, and how many there are."""

    quotes: tuple[Quote, ...] = ()
    count: int = 0

    @classmethod
    def of(cls, quotes: Iterable[Quote]) -> Words:
        """As many as stand beside one value, each once."""
        found = sorted(set(quotes), key=lambda each: (_place(each.iri), each.end))
        return cls(tuple(found[:LISTED]), len(found))


@dataclass(frozen=True)
class Evidence:
    """Finds quotations for one page, and remembers them.

    Attributes:
        reader: of the page.
    """

    reader: Reader
    _quotes: dict[str, Quote | None] = field(default_factory=dict)
    _found: dict[tuple[str, str, str], tuple[Quote, ...]] = field(default_factory=dict)

    def of(self, iri: str, graphs: Iterable[str], short: str = "khen:evidence") -> tuple[Quote, ...]:
        """The words that announcements name for a thing: those that its statements there were read from.

        Args:
            iri: the thing.
            graphs: of the announcements.
            short: the property that names them.
        """
        return tuple(quote for graph in graphs for quote in self._within(iri, graph, short))

    def _within(self, iri: str, graph: str, short: str) -> tuple[Quote, ...]:
        if (iri, graph, short) not in self._found:
            named = values(self.reader.release, iri, self.reader.iri(short), graph)
            if not named and short == "khen:evidence":  # a place is named by what identifies it
                naming = subjects(self.reader.release, self.reader.iri("oa:hasBody"), iri, graph)[:MOST]
                named = [each for mention in naming for each in self.reader.iris(mention, "oa:hasTarget")]
            found = (self.quote(each) for each in sorted(named, key=_place)[:MOST])
            self._found[iri, graph, short] = tuple(each for each in found if each)
        return self._found[iri, graph, short]

    def quote(self, iri: str) -> Quote | None:
        """The words that a piece of evidence points at; ``None`` where the IRI names no evidence."""
        if iri not in self._quotes:
            self._quotes[iri] = quote_of(self.reader.release, iri)
        return self._quotes[iri]


def _place(evidence: str) -> tuple[str, int, int]:
    """The text of a piece of evidence, and where in it the words stand (RFC 5147)."""
    text, _, _ = evidence.partition("#")
    found = _OFFSETS.search(evidence)
    return (text, int(found[1]), int(found[2])) if found else (text, 0, 0)
