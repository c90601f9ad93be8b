"""What an engine wants of a store before it asks, and goes on wanting."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from graph.errors import UsageError
from graph.store import Release
from server.remote.engine import RemoteEngine
from server.remote.errors import ReleaseNotHeld, StoreFailed
from server.remote.marker import Held
from server.remote.proving import ANY, ANY_NAMED
from tests.engine.asking import wait_until
from tests.remote.asking import ask, refuses
from tests.remote.failures.conftest import SELECT, SETTINGS
from tests.remote.faking import ROW, Fake, answering, serving


@pytest.mark.parametrize("url", ["", "ftp://e/", "http://", "//e/sparql", "http://e:x/", "http://[/", "file:///etc"])
def test_an_address_that_is_none_is_wrong_use(url: str, release: Release) -> None:
    with pytest.raises(UsageError):
        RemoteEngine(release, url)


def test_a_password_in_the_address_is_not_shown(release: Release, fake: Fake) -> None:
    url = fake.url.replace("http://", "http://me:hidden@")
    with closing(RemoteEngine(release, url, SETTINGS)) as engine:
        assert engine.url == fake.url


def test_a_marker_of_another_release_is_refused_at_the_start(release: Release) -> None:
    with serving(Fake(release)) as fake:
        for wrong in (
            Held({}),
            Held({fake.load.iri: fake.load}),
            Held({fake.load.iri: replace(fake.load, release="r0")}, fake.load.iri),
            Held({fake.load.iri: replace(fake.load, digest="0" * 64)}, fake.load.iri),
            Held({fake.load.iri: replace(fake.load, triples=None)}, fake.load.iri),
            Held({fake.load.iri: replace(fake.load, graphs=frozenset())}, fake.load.iri),
        ):
            fake.state = wrong
            with pytest.raises(ReleaseNotHeld, match=release.id):
                RemoteEngine(release, fake.url, SETTINGS)


@pytest.mark.parametrize("query", [ANY, ANY_NAMED])
def test_a_store_that_shows_other_graphs_is_refused_at_the_start(query: str, release: Release) -> None:
    with serving(Fake(release, honest=False)) as fake:
        fake.behaviour = lambda request: request.answer(
            fake.proof(request.fields) if request.fields["query"] != [query] else ROW
        )
        with pytest.raises(StoreFailed, match="the graphs that a request names"):
            RemoteEngine(release, fake.url, SETTINGS)


def test_a_union_that_is_not_whole_is_refused_at_the_start(release: Release) -> None:
    with serving(Fake(release, honest=False)) as fake:
        fake.behaviour = answering(ROW.replace(b'"s"', b'"n"').replace(b'"a"', b'"7"'))
        with pytest.raises(ReleaseNotHeld, match="7 triples are there of"):
            RemoteEngine(release, fake.url, SETTINGS)
        fake.behaviour = answering(ROW)
        with pytest.raises(StoreFailed, match="cannot be read"):
            RemoteEngine(release, fake.url, SETTINGS)


def test_a_release_that_is_replaced_is_noticed(fake: Fake, engine: RemoteEngine) -> None:
    named = "SELECT ?s { GRAPH ?g { ?s ?p ?o } }"
    fake.behaviour = answering(ROW)
    fake.state = Held({fake.load.iri: fake.load})
    wait_until(lambda: refuses(engine, named), 20)
    assert b'"a"' in ask(engine, SELECT), "the union is not touched"
    fake.state = Held({})
    wait_until(lambda: refuses(engine, SELECT), 20)
    fake.state = None
    wait_until(lambda: not refuses(engine, named), 20)
