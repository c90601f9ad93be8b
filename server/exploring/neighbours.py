"""The things around a thing: what it refers to, what refers to it, and how these refer to one another.

Only things of ours are nodes, those with an address below ``id/``. Values, evidence and links to other data sets stand
on the page of the thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from pyoxigraph import NamedNode, Quad

from graph.store import Release, value_of

NODES: Final = 60
"""Neighbours that are shown at once."""
COUNTED: Final = 10_000
"""Statements in each direction that are looked at; where there are more, the count says so."""
NEAR: Final = 200
"""Statements of a neighbour that are searched for other neighbours."""


@dataclass(frozen=True, order=True)
class Edge:
    """A statement between two things, with the graphs that hold it."""

    property: str
    source: str
    target: str
    graphs: tuple[str, ...]


@dataclass(frozen=True)
class Around:
    """A thing among others.

    Attributes:
        centre: the thing.
        nodes: the centre first, then its neighbours; the earlier ones are there for every kind of statement.
        edges: the statements among the nodes.
        count: of all neighbours.
        beyond: whether there are more than were counted.
    """

    centre: str
    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]
    count: int
    beyond: bool

    @property
    def shown(self) -> int:
        """How many of the neighbours are nodes."""
        return len(self.nodes) - 1


def around(release: Release, iri: str, most: int = NODES) -> Around:
    """The neighbours of a thing, as many as are shown at once, some by every property.

    Args:
        release: where to look.
        iri: the thing.
        most: neighbours.
    """
    own = list(islice(release.about(iri), COUNTED + 1))
    incoming = list(islice(release.pointing_at(iri), COUNTED + 1))
    groups: dict[tuple[str, bool], set[str]] = {}
    for quad in own[:COUNTED]:
        if _is_thing(release, quad.object) and value_of(quad.object) != iri:
            groups.setdefault((quad.predicate.value, True), set()).add(value_of(quad.object))
    for quad in incoming[:COUNTED]:
        if _is_thing(release, quad.subject) and value_of(quad.subject) != iri:
            groups.setdefault((quad.predicate.value, False), set()).add(value_of(quad.subject))
    chosen = tuple(islice(dict.fromkeys(_in_turn(groups)), most))
    among = {iri, *chosen}
    near = [quad for each in chosen for quad in islice(release.about(each), NEAR)]
    return Around(
        iri,
        (iri, *chosen),
        tuple(sorted(_edges([*own[:COUNTED], *incoming[:COUNTED], *near], among))),
        len(set().union(*groups.values())),
        len(own) > COUNTED or len(incoming) > COUNTED,
    )


def _is_thing(release: Release, node: object) -> bool:
    return isinstance(node, NamedNode) and node.value.startswith(f"{release.names.base}id/") and "#" not in node.value


def _in_turn(groups: dict[tuple[str, bool], set[str]]) -> Iterator[str]:
    """The members of all groups, one of each in turn, so that none is crowded out by a large one."""
    waiting = [sorted(members) for _, members in sorted(groups.items())]
    for place in range(max(map(len, waiting), default=0)):
        yield from (members[place] for members in waiting if place < len(members))


def _edges(quads: Iterable[Quad], among: set[str]) -> Iterator[Edge]:
    found: dict[tuple[str, str, str], set[str]] = {}
    for quad in quads:
        source, target = value_of(quad.subject), value_of(quad.object)
        if source in among and target in among and source != target:
            found.setdefault((quad.predicate.value, source, target), set()).add(value_of(quad.graph_name))
    for (predicate, source, target), graphs in found.items():
        yield Edge(predicate, source, target, tuple(sorted(graphs)))
