"""`khen load` that is interrupted, and writing: what it leaves, and that it can be run again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from graph.store import Release, open_release
from server.remote.client import Client
from server.remote.errors import LoadError, ReleaseNotHeld
from server.remote.loading import Target
from server.remote.loading import load as put
from server.remote.writing import GraphStore, Update, Writer
from tests.remote.holding import count, holds, unions
from tests.remote.stores import Running


class Interrupted(Exception):
    """Stands for a plug that was pulled."""


@dataclass
class Failing:
    """Writes as another does, until a number of requests has been made."""

    inner: Writer
    steps: int
    done: list[str] = field(default_factory=list)

    def _step(self, what: str) -> None:
        if len(self.done) >= self.steps:
            raise Interrupted
        self.done.append(what)

    def add(self, graph: str, triples: Iterable[Triple]) -> None:
        self._step(f"add {graph}")
        self.inner.add(graph, triples)

    def replace(self, graph: str, triples: Iterable[Triple]) -> None:
        self._step(f"replace {graph}")
        self.inner.replace(graph, triples)

    def drop(self, graph: str) -> None:
        self._step(f"drop {graph}")
        self.inner.drop(graph)

    def close(self) -> None:
        self.inner.close()


@pytest.fixture
def targeting(store: Running) -> Iterator[Callable[[Release, int], Target]]:
    """Makes a target that fails after so many requests."""
    client = Client(store.url, connections=1, wait=5)
    writer = GraphStore(store.url.removesuffix("query") + "store")
    yield lambda release, steps: Target(client, Failing(writer, steps), release, 0, lambda _: None)
    client.close()
    writer.close()


def test_interrupted_anywhere_nothing_false_is_served_and_it_can_be_run_again(
    store: Running, changing: Path, targeting: Callable[[Release, int], Target], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)  # nobody reads meanwhile
    old, new = open_release(changing), open_release(changing, "r2")
    put(targeting(old, 1000))
    whole = targeting(new, 1000)
    put(whole)
    assert isinstance(whole.writer, Failing)
    steps = len(whole.writer.done)
    assert steps > 2 * len(new.graphs)
    for step in range(steps):
        put(targeting(old, 1000), remove_old=True)
        with pytest.raises(Interrupted):
            put(targeting(new, step))
        held = targeting(new, 0).held()
        with pytest.raises(ReleaseNotHeld):
            held.find(new)
        assert held.named is None or (held.find(old).complete and holds(store, old))
    put(targeting(new, 1000), remove_old=True)
    assert targeting(new, 0).held().find(new).complete
    assert holds(store, new)
    assert len(unions(store)) == 1


def test_a_store_that_loses_triples_is_not_switched_to(
    small: Path, targeting: Callable[[Release, int], Target]
) -> None:
    target = targeting(open_release(small), 1000)
    assert isinstance(target.writer, Failing)
    inner = target.writer.inner

    class Losing(Failing):
        def add(self, graph: str, triples: Iterable[Triple]) -> None:
            inner.add(graph, list(triples)[:-1])

    with pytest.raises(LoadError, match="triples in the store, not"):
        put(Target(target.client, Losing(inner, 1000), target.release, 0, lambda _: None))
    assert target.held().named is None


@pytest.mark.parametrize("kind", [GraphStore, Update])
def test_writing_in_chunks(kind: type[GraphStore | Update], store: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kind, "chunk", 7)
    place = "store" if kind is GraphStore else "update"
    graph = "http://example.org/g"
    some = [Triple(NamedNode("http://e/s"), NamedNode("http://e/p"), Literal(f"đ\n\"{n}'")) for n in range(20)]
    with closing(kind(store.url.removesuffix("query") + place)) as writer:
        writer.add(graph, some)
        assert count(store, graph) == 20
        writer.add(graph, some)
        assert count(store, graph) == 20
        writer.replace(graph, some[:3])
        assert count(store, graph) == 3
        writer.drop(graph)
        writer.drop(graph)
        assert count(store, graph) == 0
