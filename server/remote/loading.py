"""Putting a release into a store: written beside what is there, checked, and switched over to at the end.

In order: the union of the graphs, under a new name; then the triple of the marker that says whose the named graphs are
is taken away, and after a while, when no query can be under way that still relies on it, the named graphs are replaced;
then that triple is written for the new release. Interrupted anywhere, the same command begins anew.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import DefaultGraph, Triple

from graph.formats import RESULTS_JSON
from graph.store import Release
from server.remote.client import Client
from server.remote.dialect import Dialect, dialect_of
from server.remote.engine import LEASE
from server.remote.errors import LoadError, ReleaseNotHeld
from server.remote.marker import Held, Load, digest_of, held, marker, nothing, triples
from server.remote.replies import number_of, solutions_of
from server.remote.waiting import Patience
from server.remote.writing import Writer

_COUNT: Final = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
_MARKER: Final = "SELECT ?s ?p ?o { ?s ?p ?o }"
_SECONDS: Final = 600.0
_SMALL: Final = 64 * 1024 * 1024

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Target:
    """A store that a release is put into.

    Attributes:
        client: its query endpoint.
        writer: writes into it.
        release: what is put there.
        grace: seconds after which no query is under way any more that began before the marker changed: more than
            the time-out of any server that answers from this store.
        say: told what is done.
    """

    client: Client
    writer: Writer
    release: Release
    grace: float
    say: Progress

    def held(self) -> Held:
        """What the store holds, by its marker."""
        return held(self._rows(_MARKER, marker(self.release)))

    def count(self, graph: str) -> int:
        """The triples of a graph in the store."""
        return number_of(self._rows(_COUNT, graph))

    def mark(self, state: Held) -> None:
        """Write the marker anew: all that is in it, and then what makes it valid."""
        graph = marker(self.release)
        self.writer.replace(graph, triples(replace(state, named=None), graph))
        if state.named is not None:
            self.writer.add(graph, triples(Held({}, state.named), graph))

    def fill(self, graph: str, content: Iterable[Triple], expected: int) -> None:
        """Write a graph anew, and count what is there then.

        Raises:
            LoadError: another number of triples.
        """
        self.writer.drop(graph)
        self.writer.add(graph, content)
        if (found := self.count(graph)) != expected:
            raise LoadError.because(f"the graph <{graph}>", f"has {found:,} triples in the store, not {expected:,}")

    def wait(self) -> None:
        """Until no query is under way that relies on the marker as it was."""
        self.say(f"waiting {self.grace:g} s for the queries that are under way")
        time.sleep(self.grace + LEASE)

    def _rows(self, query: str, graph: str) -> list[dict[str, str]]:
        fields = [("query", query), ("default-graph-uri", graph), ("named-graph-uri", nothing(self.release))]
        reply = self.client.ask(fields, RESULTS_JSON.media_type, Patience.of(_SECONDS), _SMALL)
        return solutions_of(reply, Dialect())


def detect(client: Client) -> Dialect:
    """The dialect of the store behind a query endpoint."""
    reply = client.ask([("query", "ASK {}")], RESULTS_JSON.media_type, Patience.of(_SECONDS), _SMALL)
    return dialect_of(reply.headers.get("server", ""))


def load(target: Target, *, remove_old: bool = False) -> Load:
    """Put the release into the store, unless it is there already.

    Args:
        target: the store and the release.
        remove_old: remove what other loads have left, too.

    Returns:
        The load that is valid now.

    Raises:
        LoadError: the store refuses, or does not hold what was written.
        RemoteError: the store does not answer.
    """
    state = target.held()
    try:
        done = state.find(target.release)
    except ReleaseNotHeld:
        done = None
    if done is not None and _is_there(target, done):
        target.say(f"release {target.release.id} is there already")
    else:
        done = _put(target, state)
    if remove_old:
        _remove(target, done)
    return done


def _is_there(target: Target, done: Load) -> bool:
    sizes = {each.iri: each.triples for each in target.release.manifest.graphs}
    counts = {done.iri: done.triples, **sizes}
    return all(target.count(graph) == size for graph, size in counts.items())


def _put(target: Target, state: Held) -> Load:
    release = target.release
    state = _swept(target, state)
    new = Load(f"{marker(release)}/{uuid.uuid4().hex[:16]}", release.id, frozenset(release.graphs))
    target.mark(state := state.with_load(new))
    size = release.manifest.counts["triples"]
    target.say(f"writing the union of the graphs ({size:,} triples)")
    target.fill(new.iri, _union(release), size)
    new = replace(new, digest=digest_of(release), triples=size)
    before, state = state.named, state.with_load(new)
    target.mark(replace(state, named=None))
    if before is not None:
        target.wait()
    for each in release.manifest.graphs:
        target.say(f"writing <{each.iri}> ({each.triples:,} triples)")
        target.fill(each.iri, (quad.triple for quad in release.within(each.iri)), each.triples)
    target.mark(replace(state, named=new.iri))
    return new


def _union(release: Release) -> Iterator[Triple]:
    return (quad.triple for quad in release.store.quads_for_pattern(None, None, None, DefaultGraph()))


def _swept(target: Target, state: Held) -> Held:
    """The state without loads that were interrupted, whose unions are removed."""
    broken = [iri for iri, load in state.loads.items() if not load.complete]
    for iri in broken:
        target.say(f"removing an interrupted load of {state.loads[iri].release}")
        target.writer.drop(iri)
    return state.without(broken)


def _remove(target: Target, kept: Load) -> None:
    """Remove the unions of all other loads, and the named graphs that only they had."""
    state = target.held()
    old = [load for iri, load in state.loads.items() if iri != kept.iri]
    if not old:
        return
    target.mark(state.without(load.iri for load in old))
    target.wait()
    stale = {graph for load in old for graph in load.graphs} - kept.graphs
    for graph in sorted({*stale, *(load.iri for load in old)}):
        target.say(f"removing <{graph}>")
        target.writer.drop(graph)
