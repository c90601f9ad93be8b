"""The things that an announcement speaks of, each with the spans that its statements were read from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from server.announcement.kinds import Kind, kind_of
from server.announcement.segments import Span
from server.announcement.stated import TYPE, Stated

_OA: Final = "http://www.w3.org/ns/oa#"
_BODY: Final = f"{_OA}hasBody"
_TARGET: Final = f"{_OA}hasTarget"
_NAMING: Final = ("award", "indicator")
"""Properties of ours that say what a concept is."""


@dataclass(frozen=True)
class Thing:
    """A thing that an announcement speaks of.

    Attributes:
        iri: of it.
        kind: what it is.
        number: among those of its kind, from 1, in the order of the text.
        spans: that name it or state something about it, in the order of the text.
        context: spans that fix the time or the measure of a figure, which stands elsewhere.
        mentions: the nodes that say where a place is named.
    """

    iri: str
    kind: Kind
    number: int
    spans: tuple[Span, ...]
    context: tuple[Span, ...] = ()
    mentions: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """The fragment of its statements."""
        return f"{self.kind.name}-{self.number}"

    @property
    def places(self) -> tuple[Span, ...]:
        """All its spans, in the order of the text."""
        return tuple(sorted({*self.spans, *self.context}))


@dataclass
class _Found:
    names: set[str]
    spans: set[Span]
    context: set[Span]
    mentions: set[str]


def things_of(stated: Stated, spans: Mapping[str, Span], short_name: Callable[[str], str]) -> tuple[Thing, ...]:
    """The things of an announcement that some span names, in the order of the text.

    Args:
        stated: what it states.
        spans: evidence -> its span.
        short_name: the prefixed name of a class or property.
    """
    found: dict[str, _Found] = {}
    for iri in stated.things:
        own = {spans[node.value] for node in stated.values(iri, "evidence") if node.value in spans}
        context = {spans[node.value] for node in stated.values(iri, "contextEvidence") if node.value in spans}
        context |= {spans[node.value] for node in stated.of(iri).get(_TARGET, ()) if node.value in spans}
        for each, names in _spoken_of(stated, iri, short_name) if own or context else ():
            thing = found.setdefault(each, _Found(set(), set(), set(), set()))
            thing.names |= names
            thing.spans |= own
            thing.context |= context - own
            thing.mentions |= {iri} - {each}
    for name in _NAMING:
        for node in (node for iri in stated.things for node in stated.values(iri, name)):
            if node.value in found:
                found[node.value].names.add(f"khen:{name}")
    return tuple(_numbered(found))


def _spoken_of(stated: Stated, iri: str, short_name: Callable[[str], str]) -> Iterator[tuple[str, set[str]]]:
    """What the evidence of a node is about: the place that an annotation identifies, else the node itself."""
    bodies = [node.value for node in stated.of(iri).get(_BODY, ()) if isinstance(node, NamedNode)]
    if bodies:
        yield from ((each, {short_name(_BODY)}) for each in bodies)
    else:
        yield iri, {short_name(node.value) for node in stated.of(iri).get(TYPE, ())}


def _numbered(found: Mapping[str, _Found]) -> Iterator[Thing]:
    numbers: dict[str, int] = {}
    for iri, each in sorted(found.items(), key=lambda item: (min(item[1].spans | item[1].context), item[0])):
        kind = kind_of(frozenset(each.names))
        numbers[kind.name] = numbers.get(kind.name, 0) + 1
        yield Thing(
            iri,
            kind,
            numbers[kind.name],
            tuple(sorted(each.spans)),
            tuple(sorted(each.context - each.spans)),
            tuple(sorted(each.mentions)),
        )


def by_span(things: Iterable[Thing]) -> Mapping[Span, tuple[Thing, ...]]:
    """Span -> the things that it names, those before of which it only fixes the time or the measure."""
    found: dict[Span, list[Thing]] = {}
    for thing in things:
        for span in thing.spans:
            found.setdefault(span, []).append(thing)
    for thing in things:
        for span in thing.context:
            found.setdefault(span, []).append(thing)
    return {span: tuple(each) for span, each in found.items()}
