"""The words that statements were read from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from server.document import Quote, quote_of
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

    def holding(self, text: str) -> Words:
        """Those that hold these very words, if any does; otherwise all of them."""
        found = tuple(each for each in self.quotes if text in each.exact)
        return Words(found, len(found)) if found else self

    def listed(self) -> Words:
        """As many as stand beside one value."""
        return Words(self.quotes[:LISTED], self.count)


@dataclass(frozen=True)
class Evidence:
    """Finds quotations for one page, and remembers them.

    Attributes:
        reader: of the page.
    """

    reader: Reader
    _quotes: dict[str, Quote | None] = field(default_factory=dict)

    def of(self, iri: str, most: int | None = None, texts: frozenset[str] = frozenset()) -> Words:
        """The words that a thing's statements were read from.

        Args:
            iri: the thing.
            most: quotations that are read; as many as stand beside a value by default.
            texts: those to which they must belong; any where there are none.
        """
        named = self.reader.iris(iri, "khen:evidence")
        within = [each for each in named if not texts or each.partition("#")[0] in texts]
        found = (self.quote(each) for each in sorted(within, key=_place)[: LISTED if most is None else most])
        return Words(tuple(each for each in found if each), len(within))

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
