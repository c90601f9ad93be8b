"""What is sent to a store, and what never is."""

from __future__ import annotations

from contextlib import closing

import pytest

from graph.engine import QueryTimeout, Settings
from graph.errors import KhenError
from graph.formats import CSV
from graph.store import Form, NotAcceptableError, QueryRefusedError, QuerySyntaxError, Release
from server.remote.engine import RemoteEngine
from server.remote.errors import StoreFailed
from server.remote.marker import nothing
from tests.remote.asking import ask
from tests.remote.failures.conftest import GRAPH, SELECT
from tests.remote.faking import JSON, ROW, Fake, Request, answering

REFUSED: dict[str, tuple[str, type[KhenError]]] = {
    "service": ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", QueryRefusedError),
    "from-unknown": ("SELECT * FROM <http://example.org/> { ?s ?p ?o }", QueryRefusedError),
    "update": ("DROP ALL", QuerySyntaxError),
    "pragma": ("define get:soft 'replace' SELECT * { ?s ?p ?o }", QuerySyntaxError),
    "syntax": ("SELECT * {\n ?s ?p", QuerySyntaxError),
    "function": ("SELECT (<bif:http_get>('http://127.0.0.1:9/') AS ?x) {}", QueryRefusedError),
    "function-by-prefix": ("PREFIX f: <sql:> SELECT (f:x(1) AS ?x) {}", QueryRefusedError),
    "function-split": ("PREFIX f: <bif:http> SELECT (f:_get('x') AS ?x) {}", QueryRefusedError),
    "function-escaped": (r"SELECT (<bi\u0066:http_get>('x') AS ?x) {}", QueryRefusedError),
    "cast-by-an-escaped-prefix": (r"PREFIX \u0078sd: <sql:> SELECT (xsd:integer(1) AS ?x) {}", QueryRefusedError),
    "function-behind-a-comment": ("SELECT (<bif:x> # (\n (1) AS ?x) {}", QueryRefusedError),
    "function-never-called": ("SELECT * { ?s ?p ?o FILTER(1 = 2 && <bif:x>(?o)) }", QueryRefusedError),
    "function-in-order": ("PREFIX b: <bif:> SELECT * { ?s ?p ?o } ORDER BY b:f(?s)", QueryRefusedError),
    "cast-in-name-only": ("PREFIX xsd: <sql:> SELECT (xsd:integer(1) AS ?x) {}", QueryRefusedError),
    "nesting": ("SELECT * " + "{" * 60 + "}" * 60, QueryRefusedError),
    "length": ("SELECT * { ?s ?p ?o } #" + "x" * 100_000, QueryRefusedError),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_never_reaches_the_store(name: str, fake: Fake, engine: RemoteEngine) -> None:
    query, kind = REFUSED[name]
    with pytest.raises(kind):
        ask(engine, query)
    assert fake.requests == []


def test_a_syntax_error_has_its_place(engine: RemoteEngine) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        ask(engine, "SELECT *\n{ ?s ?p }")
    assert caught.value.line == 2


def test_a_form_without_a_format_is_refused(fake: Fake, engine: RemoteEngine) -> None:
    with pytest.raises(NotAcceptableError):
        engine.evaluate(GRAPH, formats={Form.SOLUTIONS: CSV, Form.GRAPH: None})
    assert fake.requests == []


def test_a_bomb_that_needs_no_data_ends_before_the_store_sees_it(fake: Fake, release: Release) -> None:
    rows = " ".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(50)))} }}" for n in range(8))
    with (
        closing(RemoteEngine(release, fake.url, Settings(timeout=1, workers=1, wait=10))) as engine,
        pytest.raises(QueryTimeout),
    ):
        ask(engine, f"SELECT (COUNT(*) AS ?n) {{ {rows} }}")
    assert not any("VALUES" in each["query"][0] for each in fake.requests)


@pytest.mark.parametrize("query", [SELECT, "SELECT * { GRAPH ?g { ?s ?p ?o } }", "ASK {}", "DESCRIBE <http://e/>"])
def test_every_request_names_graphs_of_this_release_only(
    query: str, fake: Fake, engine: RemoteEngine, release: Release
) -> None:
    fake.behaviour = answering(b"", "text/html")
    with pytest.raises(StoreFailed):  # it does not matter what it answers
        ask(engine, query)
    ours = {fake.load.iri, nothing(release), *release.graphs}
    (asked,) = (each for each in fake.requests if each["default-graph-uri"] != [fake.marker])
    assert asked["default-graph-uri"] == [fake.load.iri]
    assert set(asked.get("named-graph-uri", ())) <= ours


def test_what_a_request_says(fake: Fake, engine: RemoteEngine) -> None:
    said: dict[str, str] = {}

    def listen(request: Request) -> None:
        said.update({name.lower(): value for name, value in request.headers.items()})
        request.answer(ROW)

    fake.behaviour = listen
    ask(engine, SELECT)
    assert said["accept"] == JSON
    assert said["accept-encoding"] == "identity", "bytes are passed on, and bounded, as they come"
    assert said["content-type"] == "application/x-www-form-urlencoded"
    assert said["user-agent"] == "khen"
    assert "cookie" not in said
