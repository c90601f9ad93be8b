"""The index of a release: its named graphs, and their union as a set in the default graph.

Oxigraph can answer over the union of all graphs by itself, but then a triple that stands in two graphs is
found twice, and every count over it is wrong. SPARQL 1.1 (section 13.1) asks for the merge of the graphs, in
which it is one triple. So the union is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store


def fill(store: Store, n_quads: bytes) -> None:
    """Load a dump into an empty store, and the union of its graphs into the default graph.

    Raises:
        SyntaxError: the dump is not N-Quads.
        OSError: the store cannot be written.
    """
    store.bulk_load(input=n_quads, format=RdfFormat.N_QUADS)
    store.bulk_extend(union(named(store)))


def union_of(n_triples: bytes) -> Store:
    """A store in memory that holds the union alone.

    Raises:
        SyntaxError: the dump is not N-Triples.
    """
    store = Store()
    store.bulk_load(input=n_triples, format=RdfFormat.N_TRIPLES)
    return store


def union_in(store: Store) -> Store:
    """A store in memory that holds the union of another alone."""
    alone = Store()
    alone.bulk_extend(store.quads_for_pattern(None, None, None, DefaultGraph()))
    return alone


def named(store: Store) -> Iterator[Quad]:
    """The quads of the named graphs."""
    return (quad for quad in store.quads_for_pattern(None, None, None) if not is_union(quad))


def union(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The triples of quads, for the default graph; a store keeps each only once."""
    return (Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in quads)


def is_union(quad: Quad) -> bool:
    """Whether a quad stands in the default graph."""
    return isinstance(quad.graph_name, DefaultGraph)


def has_union(store: Store) -> bool:
    """Whether a store was filled as :func:`fill` does it."""
    found = next(store.quads_for_pattern(None, None, None, DefaultGraph()), None)
    return found is not None


def merged(store: Store, default: Iterable[NamedNode], names: Iterable[NamedNode]) -> Store:
    """A store whose default graph is the merge of some graphs, and whose named graphs are others."""
    small = Store()
    for graph in default:
        small.bulk_extend(union(store.quads_for_pattern(None, None, None, graph)))
    for graph in names:
        small.bulk_extend(store.quads_for_pattern(None, None, None, graph))
    return small
