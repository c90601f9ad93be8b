"""`khen load`: what a store holds afterwards, what is seen meanwhile, and what is refused."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import httpx2
import pytest
from click.testing import CliRunner

from graph.errors import UsageError
from graph.formats import N_TRIPLES
from graph.store import open_release
from server.remote.command import load
from server.remote.engine import RemoteEngine
from server.remote.errors import LoadError, ReleaseNotHeld, StoreFailed
from server.remote.marker import marker
from server.remote.writing import GraphStore
from tests.engine.asking import wait_until
from tests.remote.asking import ask, bag, expected, refuses, triples, values
from tests.remote.conftest import SETTINGS, loaded
from tests.remote.holding import graphs_in, unions
from tests.remote.stores import Running, virtuoso

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
COUNT_NAMED = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
ALL = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"


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
        wait_until(lambda: refuses(before, COUNT_NAMED), 20)
        with closing(RemoteEngine(new, store.url, SETTINGS)) as after:
            assert ask(after, ALL, N_TRIPLES) == expected(new, ALL, N_TRIPLES) != expected(old, ALL, N_TRIPLES)
        assert len(unions(store)) == 2
        loaded(store, changing, "--release", "r2", "--remove-old")
        assert len(unions(store)) == 1
        wait_until(lambda: refuses(before, COUNT), 20)


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
