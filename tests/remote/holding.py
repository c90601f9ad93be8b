"""What a store holds, asked of it directly."""

from __future__ import annotations

import httpx2
from pyoxigraph import RdfFormat, parse

from graph.formats import N_TRIPLES
from graph.store import Release
from tests.remote.stores import Running

_COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def graphs_in(store: Running) -> set[str]:
    """The graphs that there are, whosever they are."""
    query = {"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"}
    reply = httpx2.post(store.url, data=query, headers={"Accept": "text/csv"}, trust_env=False)
    return set(reply.text.split()[1:])


def unions(store: Running) -> set[str]:
    """The unions of the releases that were loaded."""
    return {graph for graph in graphs_in(store) if "/loaded/" in graph}


def holds(store: Running, release: Release) -> bool:
    """Whether the named graphs in the store are those of the release, to the letter."""
    place, accept = store.url.removesuffix("query") + "store", {"Accept": N_TRIPLES.media_type}
    for graph in release.graphs:
        reply = httpx2.get(place, params={"graph": graph}, headers=accept, trust_env=False)
        found = (
            {str(quad.triple) for quad in parse(reply.content, format=RdfFormat.N_TRIPLES)}
            if reply.is_success
            else set()
        )
        if found != {str(quad.triple) for quad in release.within(graph)}:
            return False
    return True


def count(store: Running, graph: str) -> int:
    """The number of triples in a graph."""
    query = {"query": _COUNT, "default-graph-uri": graph}
    reply = httpx2.post(store.url, data=query, headers={"Accept": "text/csv"}, trust_env=False)
    return int(reply.text.split()[1])
