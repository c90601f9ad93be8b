"""What one release says that another did not, statement by statement.

In ``khen.nq`` each statement is one line with one spelling, so two releases are compared line by line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from graph.errors import Worded
from graph.store.errors import ReleaseError, StoreError

_DUMP: Final = "khen.nq"
_META: Final = "graph/meta"
_TYPE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_NAMES: Final = (
    NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"),
    NamedNode("http://www.w3.org/2000/01/rdf-schema#label"),
)


class TooLargeToCompareError(StoreError):
    """Two releases are not compared, because one of them is too large for it."""


@dataclass(frozen=True)
class Count:
    """How many statements, or things, of a graph, a property or a class came and went."""

    iri: str
    added: int
    removed: int


@dataclass(frozen=True)
class Thing:
    """A thing that appeared or disappeared: its classes, and its names by language."""

    iri: str
    classes: tuple[str, ...]
    names: dict[str, str]


@dataclass(frozen=True)
class Part:
    """What changed in some of the named graphs.

    Attributes:
        added: how many statements the later release has alone.
        removed: how many the earlier one has alone.
        graphs: counts of statements by named graph.
        properties: counts of statements by property.
        classes: counts of the things that got a class, or lost it.
        appeared: things without a statement in the earlier one.
        disappeared: things without a statement in the later one.
    """

    added: int
    removed: int
    graphs: tuple[Count, ...]
    properties: tuple[Count, ...]
    classes: tuple[Count, ...]
    appeared: tuple[Thing, ...]
    disappeared: tuple[Thing, ...]


@dataclass(frozen=True)
class Changes:
    """What changed from one release to a later one.

    Attributes:
        added: statements of the later one alone, as sorted lines of N-Quads.
        removed: statements of the earlier one alone, so too.
        data: what of this is in graphs of data.
        description: what is in the graph that describes the release, which is another for each.
        rebased: whether the two have different bases; the IRIs of the earlier one were taken below the later one's.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    data: Part
    description: Part
    rebased: bool = False


def changes_between(before: Path, after: Path, bases: tuple[str, str], largest: int) -> Changes:
    """What changed from a release to a later one.

    Args:
        before: the folder of the earlier one.
        after: of the later one.
        bases: below which each has its IRIs.
        largest: bytes of a dump beyond which nothing is compared.

    Raises:
        TooLargeToCompareError: one of them is larger than that.
        ReleaseError: one of them cannot be read.
    """
    old, new = _lines(before / _DUMP, largest), _lines(after / _DUMP, largest)
    rebased = bases[0] != bases[1]
    if rebased:
        old = {line.replace(f"<{bases[0]}", f"<{bases[1]}") for line in old}
    meta = f" <{bases[1]}{_META}> ."
    return Changes(
        tuple(sorted(new - old)),
        tuple(sorted(old - new)),
        _part(*({line for line in each if not line.endswith(meta)} for each in (old, new))),
        _part(*({line for line in each if line.endswith(meta)} for each in (old, new))),
        rebased,
    )


def _part(old: set[str], new: set[str]) -> Part:
    """What changed in some graphs, of which these are all statements."""
    known = {_subject(line) for line in old}, {_subject(line) for line in new}
    came, went = tuple(_parsed(sorted(new - old))), tuple(_parsed(sorted(old - new)))
    return Part(
        len(came),
        len(went),
        _counts((value.value for q in came if isinstance(value := q.graph_name, NamedNode)),
                (value.value for q in went if isinstance(value := q.graph_name, NamedNode))),
        _counts((q.predicate.value for q in came), (q.predicate.value for q in went)),
        _counts(_classes(came), _classes(went)),
        tuple(_things(came, known[1] - known[0])),
        tuple(_things(went, known[0] - known[1])),
    )  # fmt: skip


def _lines(path: Path, largest: int) -> set[str]:
    """The lines of a dump."""
    try:
        size = path.stat().st_size
        if size > largest:
            reason = Worded(
                "has %(size)s bytes; releases of more than %(limit)s bytes are not compared here",
                size=size,
                limit=largest,
            )
            raise TooLargeToCompareError(
                path.parent.name, reason, Worded("Compare the two files khen.nq with: comm -3")
            )
        # Not splitlines(): it also splits at characters that stand in texts, such as U+2028.
        return {line for line in path.read_text(encoding="utf-8").split("\n") if line}
    except (OSError, UnicodeDecodeError) as error:
        raise ReleaseError(path, f"cannot be read: {error}", "Build the release again with: khen build") from error


def _subject(line: str) -> str:
    return line[1 : line.find(">")]


def _parsed(lines: Iterable[str]) -> Iterator[Quad]:
    text = "\n".join(lines)
    return iter(parse(text, format=RdfFormat.N_QUADS)) if text else iter(())


def _classes(quads: Iterable[Quad]) -> Iterator[str]:
    """The class of each thing that has one, once."""
    typed = ((quad.subject, quad.object) for quad in quads if quad.predicate == _TYPE)
    return (kind.value for _, kind in set(typed) if isinstance(kind, NamedNode))


def _counts(came: Iterable[str], went: Iterable[str]) -> tuple[Count, ...]:
    added, removed = Counter(came), Counter(went)
    counts = (Count(iri, added[iri], removed[iri]) for iri in {*added, *removed})
    return tuple(sorted(counts, key=lambda each: (-each.added - each.removed, each.iri)))


def _things(quads: Iterable[Quad], wanted: set[str]) -> Iterator[Thing]:
    classes: dict[str, set[str]] = {}
    names: dict[str, dict[str, str]] = {}
    for quad in quads:
        if not isinstance(quad.subject, NamedNode) or quad.subject.value not in wanted or "#" in quad.subject.value:
            continue
        kinds = classes.setdefault(quad.subject.value, set())
        if quad.predicate == _TYPE and isinstance(quad.object, NamedNode):
            kinds.add(quad.object.value)
        elif quad.predicate in _NAMES and isinstance(quad.object, Literal):
            names.setdefault(quad.subject.value, {}).setdefault(quad.object.language or "", quad.object.value)
    for iri in sorted(classes, key=lambda iri: (iri not in names, iri)):  # what has a name tells a reader more
        yield Thing(iri, tuple(sorted(classes[iri])), names.get(iri, {}))
