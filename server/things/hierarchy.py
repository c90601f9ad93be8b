"""What a thing is part of, up to the whole, and what is part of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from server.collation import collation
from server.referring import Referring
from server.things.reader import Reader

_UP: Final = (
    "org:unitOf", "org:subOrganizationOf", "schema:containedInPlace", "vl:identity", "skos:broader",
    "schema:superEvent", "khen:underDecision", "^khen:announces", "^khen:sourceText", "^khen:announcedCount",
    "^khen:reports", "^khen:periodStatement", "^khen:amount", "oa:hasTarget", "oa:hasSource", "skos:inScheme",
)  # fmt: skip
"""Properties that lead from a part to what it is part of; with ``^`` the other way round."""
_DOWN: Final = ("org:unitOf", "org:subOrganizationOf", "schema:containedInPlace", "skos:broader", "schema:superEvent")
_DEPTH: Final = 8
PARTS: Final = 24
"""Parts that are listed."""


@dataclass(frozen=True)
class Parts:
    """What is part of a thing by a property, as far as it is listed.

    Attributes:
        short: the property.
        label: its name.
        count: how many parts there are.
        names: of some, as links.
        more: where all of them are, if these are not all.
    """

    short: str
    label: str
    count: int
    names: tuple[Markup, ...]
    more: str | None


@dataclass(frozen=True)
class Hierarchy:
    """Where a thing stands: the wholes, the largest first, and the parts."""

    above: tuple[Markup, ...]
    below: tuple[Parts, ...]


def hierarchy(reader: Reader, iri: str, referring: Referring, listing: Callable[[str], str]) -> Hierarchy:
    """Where a thing stands among wholes and parts.

    Args:
        reader: of the page.
        iri: the thing.
        referring: what refers to it.
        listing: the address of the list of all parts by a property.
    """
    above = tuple(reader.anchor(each) for each in reversed(list(_above(reader, iri))))
    return Hierarchy(above, tuple(_below(reader, referring, listing)))


def _above(reader: Reader, iri: str) -> Iterator[str]:
    seen, current = {iri}, iri
    while len(seen) <= _DEPTH:
        found = next((each for each in _wholes(reader, current) if each not in seen), None)
        if found is None:
            return
        seen.add(found)
        yield found
        current = found


def _wholes(reader: Reader, iri: str) -> Iterator[str]:
    if latest := reader.one(iri, "vl:version"):  # a place through time is where its latest version is
        yield from reader.iris(latest, "schema:containedInPlace")
    for short in _UP:
        if short.startswith("^"):
            yield from reader.subjects(short[1:], iri, 2)
        else:
            yield from reader.iris(iri, short)


def _below(reader: Reader, referring: Referring, listing: Callable[[str], str]) -> Iterator[Parts]:
    for short in _DOWN:
        predicate = reader.iri(short)
        if count := referring.counts.get(predicate, 0):
            found = referring.subjects(predicate, 0, PARTS)
            named = sorted(found, key=lambda each: (collation(reader.name(each).text), each))
            names = tuple(reader.anchor(each) for each in named)
            yield Parts(
                short, reader.name(predicate).text, count, names, listing(short) if len(names) < count else None
            )
