"""What one announcement states, as its graph holds it: things, their statements, the spans that these were read from.

A thing names its evidence; evidence has a selector that quotes the words and one that gives their place
(``docs/model.md``; https://www.w3.org/TR/annotation-model/#selectors).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.store import Release
from server.announcement.segments import Span

TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_OA: Final = "http://www.w3.org/ns/oa#"
_NONE: Final[Mapping[str, tuple[NamedNode | Literal, ...]]] = {}

Node = NamedNode | Literal
Facts = Mapping[str, tuple[Node, ...]]
"""Property -> values, in a defined order."""


@dataclass(frozen=True)
class Stated:
    """The graph of one announcement.

    Attributes:
        key: of the announcement.
        iri: of the announcement.
        terms: the namespace of our own terms.
        things: subject -> what is stated about it.
    """

    key: str
    iri: str
    terms: str
    things: Mapping[str, Facts]

    def of(self, iri: str) -> Facts:
        """What is stated about a thing; nothing where the announcement does not speak of it."""
        return self.things.get(iri, _NONE)

    def values(self, iri: str, *terms: str) -> Iterator[Node]:
        """The values of properties of our own."""
        return (node for term in terms for node in self.of(iri).get(self.terms + term, ()))

    def value(self, iri: str, term: str) -> str:
        """The value of a property of our own that has one at most; empty where it has none."""
        return next((node.value for node in self.values(iri, term)), "")

    def kinds(self, iri: str) -> frozenset[str]:
        """The classes of a thing."""
        return frozenset(node.value for node in self.of(iri).get(TYPE, ()))

    def all_of(self, *terms: str) -> list[str]:
        """The things of any of these classes of our own, sorted."""
        wanted = {self.terms + term for term in terms}
        return sorted(iri for iri in self.things if wanted & self.kinds(iri))

    @property
    def text(self) -> Facts:
        """What is stated about the source text."""
        return next((self.of(node.value) for node in self.values(self.iri, "sourceText")), _NONE)


def read_stated(release: Release, key: str) -> Stated | None:
    """What the announcement with a key states; ``None`` where the release holds none."""
    iri = f"{release.names.base}id/announcement/{key}"
    things: dict[str, dict[str, list[Node]]] = {}
    for quad in release.within(str(release.names.graph(f"announcement/{key}"))):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            about = things.setdefault(quad.subject.value, {})
            about.setdefault(quad.predicate.value, []).append(quad.object)
    if iri not in things:
        return None
    ordered = {
        subject: {name: tuple(sorted(values, key=str) if values[1:] else values) for name, values in about.items()}
        for subject, about in things.items()
    }
    return Stated(key, iri, str(release.names.term("")), ordered)


def spans_of(stated: Stated) -> Mapping[str, Span]:
    """Evidence -> its span; evidence that does not quote what it points at is left out."""
    found = {}
    for iri, about in stated.things.items():
        selectors = [stated.of(node.value) for node in about.get(f"{_OA}hasSelector", ())]
        if selectors:
            span = _span(iri, selectors)
            if span.sound:
                found[iri] = span
    return found


def _span(iri: str, selectors: list[Facts]) -> Span:
    said = {name: values[0].value for each in selectors for name, values in each.items() if name != TYPE}
    start, end = (said.get(_OA + name, "") for name in ("start", "end"))
    return Span(
        int(start) if start.isdecimal() else -1,
        int(end) if end.isdecimal() else -1,
        said.get(f"{_OA}exact", ""),
        said.get(f"{_OA}prefix", ""),
        said.get(f"{_OA}suffix", ""),
        iri,
    )
