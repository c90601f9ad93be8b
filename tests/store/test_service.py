"""No writing of SERVICE makes the engine go out; a mention of the word elsewhere does no harm."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from graph.formats import RESULTS_JSON, TURTLE
from graph.store import Form, QueryRefusedError, Release, StoreError, evaluate, mentions_service
from graph.store.explaining import explained


@dataclass
class Listener:
    """Counts the connections that are made to it."""

    port: int
    hits: list[str] = field(default_factory=list)

    @property
    def iri(self) -> str:
        return f"<http://127.0.0.1:{self.port}/>"


@pytest.fixture
def listener() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        found = Listener(server.getsockname()[1])
        stop = threading.Event()

        def accept() -> None:
            while not stop.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                found.hits.append("hit")
                connection.close()

        thread = threading.Thread(target=accept)
        thread.start()
        yield found
        stop.set()
        thread.join()


# %s is the address of the listener, %p an IRI below it for prefixes.
WRITINGS = [
    "SELECT * { SERVICE %s { ?s ?p ?o } }",
    "SELECT * { service %s { ?s ?p ?o } }",
    "SELECT * { SeRvIcE %s { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT %s { ?s ?p ?o } }",
    "SELECT * { SERVICE silent %s { ?s ?p ?o } }",
    "SELECT * { SERVICE%s{ ?s ?p ?o } }",
    "SELECT * { SERVICESILENT%s{ ?s ?p ?o } }",
    "SELECT * {SERVICE\t%s {}}",
    "SELECT * {SERVICE\r\n%s {}}",
    "SELECT * { SERVICE # a comment\n %s {} }",
    "SELECT * { SERVICE#\r%s {} }",
    "SELECT * { SERVICE SILENT # one\n # two\n %s {} }",
    "SELECT * { SERVICE#<\n#'\n%s {} }",
    "SELECT * { # ' \n SERVICE %s {} # ' \n }",
    'SELECT * { # """ \n SERVICE %s {} # """ \n }',
    "SELECT * { BIND(%s AS ?e) SERVICE ?e { ?s ?p ?o } }",
    "SELECT * { BIND(%s AS ?e) SERVICE $e { ?s ?p ?o } }",
    "SELECT * { VALUES ?e { %s } SERVICE?e{ ?s ?p ?o } }",
    "PREFIX e: %s SELECT * { SERVICE e: {} }",
    "PREFIX e: %s SELECT * { SERVICE e:x {} }",
    "PREFIX : %s SELECT * { SERVICE :x {} }",
    "PREFIX : %s SELECT * { SERVICE:x {} }",
    "PREFIX e: %s SELECT * { SERVICEe:x {} }",
    "PREFIX é.é: %s SELECT * { SERVICE é.é:x {} }",
    "PREFIX SERVICEe: %s PREFIX e: %s SELECT * { ?s ?p ?o SERVICEe:x {} }",
    "PREFIX SERVICE: %s SELECT * { SERVICE SERVICE:SERVICE {} }",
    "BASE %s SELECT * { SERVICE <x> {} }",
    "SELECT * { ?s ?p 1SERVICE %s {} }",
    "SELECT * { ?s ?p 1.SERVICE %s {} }",
    "SELECT * { ?s ?p 1.5SERVICE %s {} }",
    "SELECT * { ?s ?p 1e0SERVICE %s {} }",
    "SELECT * { ?s ?p trueSERVICE %s {} }",
    "SELECT * { ?s ?p 'x'SERVICE %s {} }",
    "SELECT * { ?s ?p 'x'@en.SERVICE %s {} }",
    "SELECT * { ?s ?p 'x'^^<http://e/>SERVICE %s {} }",
    "SELECT * { ?s ?p <http://e/>SERVICE %s {} }",
    "SELECT * { ?s ?p []SERVICE %s {} }",
    "SELECT * { ?s ?p ()SERVICE %s {} }",
    "SELECT * { ?s ?p ?o ; SERVICE %s {} }",
    "SELECT * { ?s ?p ?o.SERVICE %s {} }",
    "PREFIX ex: <http://e/> SELECT * { ?s ?p ex:a.SERVICE %s {} }",
    "PREFIX ex: <http://e/> SELECT * { ?s ?p ex:\\' SERVICE %s {} # ' \n }",
    "PREFIX ex: <http://e/> SELECT * { ?s ?p ex:\\# . SERVICE %s {} \n }",
    "SELECT * { FILTER(true)SERVICE %s {} }",
    "SELECT * { {}SERVICE %s {} }",
    "SELECT * { {} UNION { SERVICE %s {} } }",
    "SELECT * { OPTIONAL { SERVICE %s {} } }",
    "SELECT * { MINUS { ?s ?p ?o SERVICE %s {} } ?s ?p ?o }",
    "SELECT * { GRAPH ?g { SERVICE %s {} } }",
    "SELECT * { FILTER EXISTS { SERVICE %s {} } }",
    "SELECT * { FILTER NOT EXISTS { SERVICE %s {} } }",
    "SELECT (EXISTS { SERVICE %s {} } AS ?x) {}",
    "SELECT * { { SELECT * { SERVICE %s {} } } }",
    "ASK { SERVICE %s {} }",
    "DESCRIBE ?s { SERVICE %s { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE %s { ?s ?p ?o } }",
    'SELECT * { ?s ?p ?o FILTER(?a<?b#>"""\n) SERVICE %s {} #"""\n }',
    "SELECT * { FILTER(1<2 && 'a' > 'b') SERVICE %s {} }",
    "SELECT * { FILTER(1<2) SERVICE %s {} FILTER(3>2) }",
    "SELECT * { FILTER(?a<'#') SERVICE %s {} FILTER(?c>'') }",
    'SELECT * { FILTER(?a<"\'" ) SERVICE %s {} FILTER(?b>"\'") }',
    "SELECT * { ?s ?p '''a'b''c''' . SERVICE %s {} }",
    "SELECT * { ?s ?p '' . SERVICE %s {} }",
    "SELECT * { ?s ?p ('''a') . SERVICE %s {} }",
    "SELECT * { ?s ?p '\\\\' . SERVICE %s {} }",
    "SELECT * { ?s ?p '\\'' . SERVICE %s {} # '\n }",
    "SELECT * { ?s ?p '\\u0027' . SERVICE %s {} }",
    "SELECT * { S\\u0045RVICE %s {} }",
    "SELECT * { \\u0053\\U00000045RVICE %s {} }",
    "SELECT * { ?s ?p ?o \\u0023 ' \n SERVICE %s {} # ' \n }",
    'SELECT * { ?s ?p "\u2028" SERVICE %s {} }',
    "# SERVICE\nSELECT * { SERVICE %s {} }",
]

HARMLESS = [
    "SELECT * { ?s ?p 'SERVICE <http://e/> {}' }",
    'SELECT * { ?s ?p "the SERVICE <http://e/>" }',
    "SELECT * { ?s ?p '''\nSERVICE <http://e/> {}\n''' }",
    "SELECT * { ?s ?p 'it\\'s SERVICE ?x' }",
    "SELECT * { ?s <http://e/SERVICE?x> ?o }",
    "SELECT * { ?s <http://e/#SERVICE:x> ?o }",
    "SELECT ?service { ?service ?p ?o }",
    "SELECT ?service ?x { ?service ?x ?o }",
    "SELECT $service { $service <http://e/p> ?o }",
    "SELECT ?my_service { ?my_service <http://e/p> ?o }",
    "PREFIX e: <http://e/> SELECT * { ?s e:service ?o }",
    "PREFIX e: <http://e/> SELECT * { ?s e:customer-service <http://e/x> }",
    "SELECT * { ?s ?p 'x'@service } # SERVICE <http://e/>",
    "# SERVICE <http://e/>\nASK {}",
    "SELECT * { ?s ?p ?o FILTER(?o < 5 && CONTAINS(STR(?s), 'service')) }",
    "SELECT * { ?s ?p ?o FILTER(STR(?o) < 'b') FILTER(CONTAINS(STR(?o), 'a service ?x')) }",
    "SELECT * { ?s ?p ?o FILTER(REGEX(STR(?o), 'services?', 'i')) }",
]


@pytest.mark.parametrize("writing", WRITINGS)
def test_s05_service_is_refused_and_no_connection_made(release: Release, listener: Listener, writing: str) -> None:
    query = writing.replace("%s", listener.iri)
    with pytest.raises(QueryRefusedError, match="SERVICE"):
        evaluate(release, query, formats={Form.SOLUTIONS: RESULTS_JSON, Form.GRAPH: TURTLE})
    assert listener.hits == []


def test_the_listener_would_notice_a_connection(listener: Listener, release: Release) -> None:
    """The engine does go out when nothing stops it: without this, the tests above could not fail."""
    with pytest.raises(OSError, match=r".*"):
        list(release.store.query(f"SELECT * {{ SERVICE {listener.iri} {{ ?s ?p ?o }} }}"))  # type: ignore[arg-type]
    assert listener.hits


@pytest.mark.parametrize("query", HARMLESS)
def test_queries_that_only_mention_the_word_pass(release: Release, query: str) -> None:
    assert not mentions_service(query)
    assert evaluate(release, query, formats={Form.SOLUTIONS: RESULTS_JSON, Form.GRAPH: TURTLE}).body


@pytest.mark.parametrize("graph", ["FROM %s", "FROM NAMED %s", "FROM %s FROM NAMED %s"])
def test_s05_from_is_never_fetched(release: Release, listener: Listener, graph: str) -> None:
    query = "SELECT * " + graph.replace("%s", listener.iri) + " { ?s ?p ?o }"
    with pytest.raises(QueryRefusedError, match="never fetched"):
        evaluate(release, query, formats={Form.SOLUTIONS: RESULTS_JSON})
    release.store.query(query)
    assert listener.hits == []


@pytest.mark.parametrize("update", ["LOAD %s", "LOAD SILENT %s INTO GRAPH <http://e/g>", "CREATE GRAPH %s"])
def test_s04_updates_are_no_queries(release: Release, listener: Listener, update: str) -> None:
    before = len(release.store)
    with pytest.raises(StoreError):
        evaluate(release, update.replace("%s", listener.iri), formats={Form.SOLUTIONS: RESULTS_JSON})
    assert (listener.hits, len(release.store)) == ([], before)


def test_to_explain_an_error_does_not_go_out(listener: Listener) -> None:
    """To find the place the engine is asked what is not quite the query that was let in."""
    explained(f"ASK {{ SERVICE {listener.iri} {{ ?s ?p ?o }} }} x", "", base="http://example.org/", prefixes={})
    assert listener.hits == []
