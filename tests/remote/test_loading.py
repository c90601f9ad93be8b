"""`khen load`: what a store holds afterwards, what is seen meanwhile, and what an interruption leaves."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from graph.errors import UsageError
from graph.formats import N_TRIPLES
from graph.store import Release, open_release
from server.remote.client import Client
from server.remote.command import load
from server.remote.engine import RemoteEngine
from server.remote.errors import LoadError, ReleaseNotHeld, StoreFailed
from server.remote.loading import Target
from server.remote.loading import load as put
from server.remote.marker import marker
from server.remote.writing import GraphStore, Update, Writer
from tests.engine.asking import wait_until
from tests.remote.asking import ask, bag, expected, triples, values
from tests.remote.conftest import SETTINGS, loaded
from tests.remote.stores import Running, virtuoso

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
COUNT_NAMED = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
ALL = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"


@pytest.fixture
def changing(small: Path, tmp_path: Path) -> Path:
    """A folder with the small release, and another one that has the same graphs with other content."""
    folder = tmp_path / "releases"
    shutil.copytree(small, folder, symlinks=True)
    other = folder / "r2"
    shutil.copytree(folder / "r1", other)
    shutil.rmtree(other / "store")
    quads = (other / "khen.nq").read_bytes().replace("Đắk Lắk".encode(), "Đắk Nông".encode())
    (other / "khen.nq").write_bytes(quads)
    text = (other / "manifest.json").read_text(encoding="utf-8").replace('"id": "r1"', '"id": "r2"')
    digest = next(each.sha256 for each in open_release(folder).manifest.files if each.name == "khen.nq")
    (other / "manifest.json").write_text(text.replace(digest, "2" * 64), encoding="utf-8")
    return folder


def graphs_in(store: Running) -> set[str]:
    """The graphs that there are, whosever they are."""
    query = {"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"}
    reply = httpx2.post(store.url, data=query, headers={"Accept": "text/csv"}, trust_env=False)
    return set(reply.text.split()[1:])


def test_what_was_loaded_is_what_the_release_holds(store: Running, small: Path) -> None:
    release = open_release(small)
    said = loaded(store, small)
    assert f"Release r1 ({release.manifest.counts['triples']:,} triples" in said
    assert f"khen serve --engine {store.url}" in said
    with closing(RemoteEngine(release, store.url, SETTINGS)) as engine:
        assert ask(engine, ALL, N_TRIPLES) == expected(release, ALL, N_TRIPLES)
        for graph in release.graphs:
            one = f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
            assert ask(engine, one, N_TRIPLES) == expected(release, one, N_TRIPLES)


def test_what_else_the_store_holds_is_never_seen(store: Running, small: Path) -> None:
    base = store.url.removesuffix("query") + "store"
    secret = b'<http://example.org/s> <http://example.org/p> "secret" .\n'
    for place in ({"graph": "http://example.org/private"}, {"default": ""}):
        httpx2.put(base, params=place, content=secret, headers={"Content-Type": N_TRIPLES.media_type}, trust_env=False)
    loaded(store, small)
    with closing(RemoteEngine(open_release(small), store.url, SETTINGS)) as engine:
        for query in (
            "SELECT ?o { ?s ?p ?o FILTER(STR(?o) = 'secret') }",
            "SELECT ?o { GRAPH ?g { ?s ?p ?o } FILTER(STR(?o) = 'secret') }",
            "SELECT ?o { GRAPH <http://example.org/private> { ?s ?p ?o } }",
            f"SELECT ?o {{ GRAPH <{marker(open_release(small))}> {{ ?s ?p ?o }} }}",
        ):
            assert values(engine, query) == []
        assert triples(engine, "DESCRIBE <http://example.org/s>") == set()


def test_loading_again_changes_nothing(store: Running, small: Path) -> None:
    loaded(store, small)
    before = graphs_in(store)
    with closing(RemoteEngine(open_release(small), store.url, SETTINGS)) as engine:
        result = CliRunner().invoke(load, [store.url, "--releases", str(small)])
        assert result.exit_code == 0
        assert "is there already" in result.output
        assert graphs_in(store) == before
        assert values(engine, COUNT)


def test_a_graph_that_was_damaged_is_written_again(store: Running, small: Path) -> None:
    loaded(store, small)
    release = open_release(small)
    with closing(GraphStore(store.url.removesuffix("query") + "store")) as writer:
        writer.drop(release.graphs[0])
    loaded(store, small)
    with closing(RemoteEngine(release, store.url, SETTINGS)) as engine:
        assert bag(ask(engine, COUNT_NAMED)) == bag(expected(release, COUNT_NAMED))


def test_by_update(store: Running, small: Path) -> None:
    loaded(store, small, "--update", store.url.removesuffix("query") + "update")
    release = open_release(small)
    with closing(RemoteEngine(release, store.url, SETTINGS)) as engine:
        assert ask(engine, ALL, N_TRIPLES) == expected(release, ALL, N_TRIPLES)
        assert bag(ask(engine, COUNT_NAMED)) == bag(expected(release, COUNT_NAMED))


def test_an_engine_starts_only_on_the_release_that_is_there(store: Running, changing: Path) -> None:
    with pytest.raises(ReleaseNotHeld, match="r1") as caught:
        RemoteEngine(open_release(changing), store.url, SETTINGS)
    assert "khen load" in caught.value.remedy
    loaded(store, changing, "--release", "r2")
    with pytest.raises(ReleaseNotHeld, match="the release r2 is there"):
        RemoteEngine(open_release(changing), store.url, SETTINGS)
    with closing(RemoteEngine(open_release(changing, "r2"), store.url, SETTINGS)) as engine:
        assert values(engine, COUNT)


def test_readers_of_the_old_release_never_see_the_new_one(store: Running, changing: Path) -> None:
    old, new = open_release(changing), open_release(changing, "r2")
    loaded(store, changing)
    with closing(RemoteEngine(old, store.url, SETTINGS)) as before:
        loaded(store, changing, "--release", "r2")
        assert ask(before, ALL, N_TRIPLES) == expected(old, ALL, N_TRIPLES)
        wait_until(lambda: _refused(before, COUNT_NAMED), 20)
        with closing(RemoteEngine(new, store.url, SETTINGS)) as after:
            assert ask(after, ALL, N_TRIPLES) == expected(new, ALL, N_TRIPLES) != expected(old, ALL, N_TRIPLES)
        assert len(_unions(store)) == 2
        loaded(store, changing, "--release", "r2", "--remove-old")
        assert len(_unions(store)) == 1
        wait_until(lambda: _refused(before, COUNT), 20)


def _unions(store: Running) -> set[str]:
    return {graph for graph in graphs_in(store) if "/loaded/" in graph}


def _refused(engine: RemoteEngine, query: str) -> bool:
    try:
        ask(engine, query)
    except ReleaseNotHeld:
        return True
    return False


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
        assert held.named is None or (held.find(old).complete and _holds(store, old))
    put(targeting(new, 1000), remove_old=True)
    assert targeting(new, 0).held().find(new).complete
    assert _holds(store, new)
    assert len(_unions(store)) == 1


def _holds(store: Running, release: Release) -> bool:
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
        assert _count(store, graph) == 20
        writer.add(graph, some)
        assert _count(store, graph) == 20
        writer.replace(graph, some[:3])
        assert _count(store, graph) == 3
        writer.drop(graph)
        writer.drop(graph)
        assert _count(store, graph) == 0


def _count(store: Running, graph: str) -> int:
    query = {"query": COUNT, "default-graph-uri": graph}
    reply = httpx2.post(store.url, data=query, headers={"Accept": "text/csv"}, trust_env=False)
    return int(reply.text.split()[1])


def test_what_the_command_refuses(store: Running, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def error(*options: str) -> BaseException | None:
        return CliRunner().invoke(load, [*options, "--releases", str(small)]).exception

    monkeypatch.delenv("NO_SUCH_PASSWORD", raising=False)
    assert isinstance(error("ftp://example.org/"), UsageError)
    assert isinstance(error(store.url, "--password-env", "NO_SUCH_PASSWORD"), UsageError)
    assert isinstance(error(store.url, "--user", "me", "--password-env", "NO_SUCH_PASSWORD"), UsageError)
    assert isinstance(error(store.url, "--graph-store", store.url + "/none"), LoadError)
    assert graphs_in(store) == set()


def test_virtuoso_asks_for_a_password_and_must_not_cut_off_rows(small: Path, tmp_path: Path) -> None:
    with virtuoso(tmp_path / "cutting", "ResultSetMaxRows = 50") as store:
        for options in ((), ("--user", "dba", "--password-env", "WRONG_PASSWORD")):
            command = [store.url, "--releases", str(small), *options]
            refused = CliRunner(env={"WRONG_PASSWORD": "x"}).invoke(load, command).exception
            assert isinstance(refused, LoadError)
            assert "refuses access" in refused.reason
            assert "--password-env" in refused.remedy
        loaded(store, small)
        with pytest.raises(StoreFailed, match="after 50 rows") as caught:
            RemoteEngine(open_release(small), store.url, SETTINGS)
        assert "ResultSetMaxRows" in caught.value.remedy
