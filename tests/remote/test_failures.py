"""What a store may do wrong, each told as what it is: no failure becomes an answer, and no time-out an error."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from graph.engine import EngineBusy, QueryAbandoned, QueryTimeout, Settings
from graph.errors import KhenError, UsageError
from graph.formats import CSV, N_TRIPLES, RESULTS_JSON, RESULTS_XML, TSV, TURTLE, Format
from graph.store import (
    Form,
    Limits,
    NotAcceptableError,
    QueryRefusedError,
    QuerySyntaxError,
    Release,
    ResultTooLargeError,
    UnrepresentableError,
    open_release,
)
from server.remote.dialect import OXIGRAPH
from server.remote.engine import RemoteEngine
from server.remote.errors import ReleaseNotHeld, StoreBusy, StoreFailed, StoreUnable, StoreUnreachable
from server.remote.marker import Held, nothing
from server.remote.proving import ANY, ANY_NAMED
from tests.engine.asking import wait_until
from tests.remote.asking import ask
from tests.remote.faking import JSON, Behaviour, Fake, Request, serving

_ROW = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"literal","value":"a"}}]}}'
_SELECT = "SELECT ?s { ?s ?p ?o }"
_GRAPH = "CONSTRUCT WHERE { ?s ?p ?o }"
_LIMITS = Limits(result_bytes=100_000, result_triples=1000)
_SETTINGS = Settings(timeout=15, workers=2, wait=10, limits=_LIMITS)


@pytest.fixture(scope="module")
def release(small: object) -> Release:
    return open_release(small)  # type: ignore[arg-type] # a folder


@pytest.fixture(scope="module")
def listening(release: Release) -> Iterator[Fake]:
    with serving(Fake(release)) as fake:
        yield fake


@pytest.fixture(scope="module")
def engine(release: Release, listening: Fake) -> Iterator[RemoteEngine]:
    with closing(RemoteEngine(release, listening.url, _SETTINGS)) as engine:
        yield engine


@pytest.fixture(scope="module")
def trusting(release: Release, listening: Fake) -> Iterator[RemoteEngine]:
    """Takes the store for Oxigraph, and passes on what that writes right."""
    with closing(RemoteEngine(release, listening.url, _SETTINGS, dialect=OXIGRAPH)) as engine:
        yield engine


@pytest.fixture
def fake(listening: Fake) -> Iterator[Fake]:
    """As it should be at the beginning and at the end of each test."""
    listening.requests.clear()
    yield listening
    listening.behaviour, listening.state = None, None


def answering(body: bytes, kind: str = JSON, status: int = 200, **headers: str) -> Behaviour:
    return lambda request: request.answer(body, kind, status, **headers)


FAILURES: dict[str, tuple[Behaviour, type[KhenError]]] = {
    "status-500": (answering(b"secret of the store", "text/html", 500), StoreFailed),
    "status-401": (answering(b"", "text/html", 401), StoreFailed),
    "status-404": (answering(b"", "text/html", 404), StoreFailed),
    "status-201": (answering(_ROW, JSON, 201), StoreFailed),
    "status-206": (answering(_ROW, JSON, 206), StoreFailed),
    "redirect": (answering(b"", JSON, 302, Location="http://127.0.0.1:9/"), StoreFailed),
    "status-400": (answering(b"no such function\nat line 3", "text/plain", 400), StoreUnable),
    "status-501": (answering(b"", "text/html", 501), StoreUnable),
    "status-503": (answering(b"", "text/html", 503), StoreBusy),
    "status-429": (answering(b"", "text/html", 429), StoreBusy),
    "status-504": (answering(b"", "text/html", 504), QueryTimeout),
    "another-type": (answering(b"<html>", "text/html"), StoreFailed),
    "no-type": (answering(_ROW, ""), StoreFailed),
    "another-charset": (answering(_ROW, JSON + "; charset=utf-16"), StoreFailed),
    "compressed": (answering(_ROW, JSON, Content_Encoding="gzip"), StoreFailed),
    "no-json": (answering(b"oops}"), StoreFailed),
    "json-cut-off": (answering(_ROW[:-20]), StoreFailed),
    "json-cut-at-a-bracket": (answering(_ROW[:-2]), StoreFailed),
    "other-variables": (answering(_ROW.replace(b'"s"', b'"t"')), StoreFailed),
    "yes-to-a-select": (answering(b'{"head":{},"boolean":true}'), StoreFailed),
    "term-that-is-none": (answering(_ROW.replace(b'literal","value":"a"', b'uri","value":"not an iri"')), StoreFailed),
    "part-of-the-rows": (answering(_ROW, X_SPARQL_MaxRows="1"), ResultTooLargeError),
    "part-for-want-of-time": (answering(_ROW, X_SQL_State="S1TAT"), QueryTimeout),
    "part-for-another-reason": (answering(_ROW, X_SQL_State="42000"), StoreFailed),
    "too-large": (answering(_ROW.replace(b'"a"', b'"' + b"a" * 200_000 + b'"')), ResultTooLargeError),
}


@pytest.mark.parametrize("name", FAILURES)
def test_failure(name: str, fake: Fake, engine: RemoteEngine) -> None:
    fake.behaviour, kind = FAILURES[name]
    with pytest.raises(kind) as caught:
        ask(engine, _SELECT)
    assert caught.value.remedy
    assert "secret" not in str(caught.value)
    assert "line 3" not in str(caught.value)
    fake.behaviour = answering(_ROW)
    assert b'"a"' in ask(engine, _SELECT), "the next query is answered"


@pytest.mark.parametrize(
    ("words", "kind", "reason"),
    [
        (b"Virtuoso S1T00 Error SR171: Transaction timed out\n\nSPARQL query:\nASK {}", QueryTimeout, "longer"),
        (b"Virtuoso 22012 Error SR084: Division by 0.\n\nSPARQL query:\nASK {}", StoreUnable, "SR084: Division by 0"),
        (b"Virtuoso 40001 Error SR172: Transaction deadlocked\n", StoreFailed, "status 500"),
    ],
)
def test_the_words_of_virtuoso_are_understood(
    words: bytes, kind: type[KhenError], reason: str, release: Release
) -> None:
    with serving(Fake(release, name="Virtuoso/07.20")) as fake:
        with closing(RemoteEngine(release, fake.url, _SETTINGS)) as engine:
            fake.behaviour = answering(words, "text/plain", 500)
            with pytest.raises(kind, match=reason) as caught:
                ask(engine, _SELECT)
            assert "SPARQL query" not in caught.value.reason
        assert all(each["named-graph-uri"] for each in fake.requests[1:]), "or GRAPH would see everything"


def short(request: Request) -> None:
    """The length is a lie, and the connection ends."""
    request.begin(Content_Length=str(len(_ROW) + 1))
    request.wfile.write(_ROW)
    request.close_connection = True


def broken_chunk(request: Request) -> None:
    request.begin(Transfer_Encoding="chunked")
    request.wfile.write(b"%x\r\n" % len(_ROW) + _ROW + b"\r\n")  # the last chunk, of length 0, is missing
    request.close_connection = True


def hang_up(request: Request) -> None:
    request.close_connection = True


def garbage(request: Request) -> None:
    request.wfile.write(b"SSH-2.0-store\r\n\r\n")
    request.close_connection = True


def endless(request: Request) -> None:
    """A result without end; where nobody reads any more, writing fails."""
    request.begin(Transfer_Encoding="chunked")
    piece = b"a" * 10_000
    try:
        while True:
            request.wfile.write(b"%x\r\n" % len(piece) + piece + b"\r\n")
    except OSError:
        request.close_connection = True


@pytest.mark.parametrize("behaviour", [short, broken_chunk, hang_up, garbage])
def test_a_connection_that_breaks_is_no_answer(behaviour: Behaviour, fake: Fake, engine: RemoteEngine) -> None:
    fake.behaviour = behaviour
    with pytest.raises(StoreFailed):
        ask(engine, _SELECT)


def test_a_result_without_end_is_given_up(fake: Fake, engine: RemoteEngine) -> None:
    fake.behaviour = endless
    with pytest.raises(ResultTooLargeError, match="100,000 bytes"):
        ask(engine, _SELECT)


def unframed(body: bytes, kind: str) -> Behaviour:
    def answer(request: Request) -> None:
        request.begin(kind, Connection="close")
        request.wfile.write(body)
        request.close_connection = True

    return answer


@pytest.mark.parametrize(
    ("query", "format", "body", "kind"),
    [
        (_SELECT, TSV, b'?s\n"a"\n', "text/tab-separated-values"),
        (_GRAPH, N_TRIPLES, b"<e:a> <e:b> <e:c> .\n", "application/n-triples"),
    ],
)
def test_an_answer_whose_end_cannot_be_seen_is_none(
    query: str, format: Format, body: bytes, kind: str, fake: Fake, trusting: RemoteEngine
) -> None:
    fake.behaviour = unframed(body, kind)
    with pytest.raises(StoreFailed, match="before it was complete"):
        ask(trusting, query, format)


@pytest.mark.parametrize(
    ("format", "body"),
    [(RESULTS_JSON, _ROW[:-3]), (RESULTS_XML, b"<sparql>"), (TSV, b'?s\n"a')],
    ids=["json", "xml", "tsv"],
)
def test_bytes_that_are_passed_on_are_looked_at_for_their_end(
    format: Format, body: bytes, fake: Fake, trusting: RemoteEngine
) -> None:
    fake.behaviour = answering(body, format.media_type)
    with pytest.raises(StoreFailed, match="before it was complete"):
        ask(trusting, _SELECT, format)


def test_bytes_are_passed_on_as_they_are(fake: Fake, trusting: RemoteEngine) -> None:
    fake.behaviour = answering(b"  " + _ROW + b"\n")
    assert ask(trusting, _SELECT) == b"  " + _ROW + b"\n"


@pytest.mark.parametrize("which", ["trusting", "engine"])
def test_a_control_character_is_no_xml(which: str, fake: Fake, request: pytest.FixtureRequest) -> None:
    def answer(asked: Request) -> None:
        if RESULTS_XML.media_type in asked.headers["Accept"]:
            asked.answer(b"<sparql>\x01</sparql>", RESULTS_XML.media_type)
        else:
            asked.answer(_ROW.replace(b'"a"', b'"\\u0001"'))

    fake.behaviour = answer
    with pytest.raises(UnrepresentableError, match=r"U\+0001"):
        ask(request.getfixturevalue(which), _SELECT, RESULTS_XML)


def test_a_graph_beyond_the_limit_of_triples_is_refused(fake: Fake, engine: RemoteEngine) -> None:
    lines = b"".join(b"<e:a> <e:b> <e:%d> .\n" % number for number in range(1001))
    fake.behaviour = answering(lines, N_TRIPLES.media_type)
    with pytest.raises(ResultTooLargeError, match="1,000 triples"):
        ask(engine, _GRAPH, N_TRIPLES)
    fake.behaviour = answering(lines[: lines.index(b"<e:9>")] + b"<e:9> .\n", N_TRIPLES.media_type)
    assert ask(engine, _GRAPH, TURTLE).count(b"ns1:") > 9


def test_the_deadline_ends_the_wait_and_the_connection(fake: Fake, engine: RemoteEngine) -> None:
    ended = threading.Event()

    def wait(request: Request) -> None:
        if request.connection.recv(1) == b"":
            ended.set()
        request.close_connection = True

    fake.behaviour = wait
    begun = time.monotonic()
    with pytest.raises(QueryTimeout) as caught:
        engine.evaluate(_SELECT, formats={Form.SOLUTIONS: CSV, Form.GRAPH: None}, timeout=1)
    assert caught.value.limit == {"timeout": 1}
    assert time.monotonic() - begun < 5
    assert ended.wait(5), "the store sees that nobody listens any more"


def test_a_store_that_dribbles_is_cut_off_at_the_deadline(fake: Fake, engine: RemoteEngine) -> None:
    stop = threading.Event()

    def dribble(request: Request) -> None:
        request.begin(Content_Length="1000000")
        while not stop.wait(0.05):
            try:
                request.wfile.write(b" ")
            except OSError:
                break
        request.close_connection = True

    fake.behaviour = dribble
    with pytest.raises(QueryTimeout):
        engine.evaluate(_SELECT, formats={Form.SOLUTIONS: CSV, Form.GRAPH: None}, timeout=1)
    stop.set()


def test_a_client_that_hangs_up_ends_the_connection(fake: Fake, engine: RemoteEngine) -> None:
    begun, ended = threading.Event(), threading.Event()

    def wait(request: Request) -> None:
        begun.set()
        if request.connection.recv(1) == b"":
            ended.set()
        request.close_connection = True

    fake.behaviour = wait
    with pytest.raises(QueryAbandoned):
        engine.evaluate(_SELECT, formats={Form.SOLUTIONS: CSV, Form.GRAPH: None}, gone=begun.is_set)
    assert ended.wait(5)


def test_a_connection_that_was_closed_while_idle_is_made_anew(fake: Fake, engine: RemoteEngine) -> None:
    def once(request: Request) -> None:
        request.answer(_ROW)
        request.close_connection = True  # without saying so

    fake.behaviour = once
    for _ in range(5):
        assert b'"a"' in ask(engine, _SELECT)


def test_a_query_that_meets_a_closing_connection_is_asked_once_more(fake: Fake, engine: RemoteEngine) -> None:
    """The store closes its end at the very moment at which the next request is sent."""
    used: set[Request] = set()  # one for each connection

    def once(request: Request) -> None:
        if request in used:
            request.close_connection = True
        else:
            used.add(request)
            request.answer(_ROW)

    fake.behaviour = once
    for _ in range(3):
        assert b'"a"' in ask(engine, _SELECT)
    assert len(used) > 1


def test_what_a_request_says(fake: Fake, engine: RemoteEngine) -> None:
    said: dict[str, str] = {}

    def listen(request: Request) -> None:
        said.update({name.lower(): value for name, value in request.headers.items()})
        request.answer(_ROW)

    fake.behaviour = listen
    ask(engine, _SELECT)
    assert said["accept"] == JSON
    assert said["accept-encoding"] == "identity", "bytes are passed on, and bounded, as they come"
    assert said["content-type"] == "application/x-www-form-urlencoded"
    assert said["user-agent"] == "khen"
    assert "cookie" not in said


def test_all_connections_in_use_is_busy(fake: Fake, release: Release) -> None:
    settings = Settings(timeout=15, workers=1, wait=0.3)
    free = threading.Event()

    def wait(request: Request) -> None:
        free.wait(10)
        request.answer(_ROW)

    with closing(RemoteEngine(release, fake.url, settings)) as narrow:
        fake.behaviour = wait
        first = threading.Thread(target=ask, args=(narrow, _SELECT))
        first.start()
        wait_until(lambda: any("SELECT ?s {" in each["query"][0] for each in fake.requests))
        with pytest.raises(EngineBusy):
            ask(narrow, _SELECT)
        free.set()
        first.join(10)


def test_nobody_listening_is_unreachable(fake: Fake, release: Release) -> None:
    with serving(Fake(release)) as other:
        gone = RemoteEngine(release, other.url, _SETTINGS)
        other.behaviour = hang_up
        with pytest.raises(StoreFailed):
            ask(gone, _SELECT)
    with closing(gone), pytest.raises(StoreUnreachable, match="connection refused") as caught:
        ask(gone, _SELECT)
    assert caught.value.retry_after > 0


@pytest.mark.parametrize("url", ["", "ftp://e/", "http://", "//e/sparql", "http://e:x/", "http://[/", "file:///etc"])
def test_an_address_that_is_none_is_wrong_use(url: str, release: Release) -> None:
    with pytest.raises(UsageError):
        RemoteEngine(release, url)


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
        engine.evaluate(_GRAPH, formats={Form.SOLUTIONS: CSV, Form.GRAPH: None})
    assert fake.requests == []


def test_a_bomb_that_needs_no_data_ends_before_the_store_sees_it(fake: Fake, release: Release) -> None:
    rows = " ".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(50)))} }}" for n in range(8))
    with (
        closing(RemoteEngine(release, fake.url, Settings(timeout=1, workers=1, wait=10))) as engine,
        pytest.raises(QueryTimeout),
    ):
        ask(engine, f"SELECT (COUNT(*) AS ?n) {{ {rows} }}")
    assert not any("VALUES" in each["query"][0] for each in fake.requests)


@pytest.mark.parametrize("query", [_SELECT, "SELECT * { GRAPH ?g { ?s ?p ?o } }", "ASK {}", "DESCRIBE <http://e/>"])
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
                RemoteEngine(release, fake.url, _SETTINGS)


@pytest.mark.parametrize("query", [ANY, ANY_NAMED])
def test_a_store_that_shows_other_graphs_is_refused_at_the_start(query: str, release: Release) -> None:
    with serving(Fake(release, honest=False)) as fake:
        fake.behaviour = lambda request: request.answer(
            fake.proof(request.fields) if request.fields["query"] != [query] else _ROW
        )
        with pytest.raises(StoreFailed, match="the graphs that a request names"):
            RemoteEngine(release, fake.url, _SETTINGS)


def test_a_union_that_is_not_whole_is_refused_at_the_start(release: Release) -> None:
    with serving(Fake(release, honest=False)) as fake:
        fake.behaviour = answering(_ROW.replace(b'"s"', b'"n"').replace(b'"a"', b'"7"'))
        with pytest.raises(ReleaseNotHeld, match="7 triples are there of"):
            RemoteEngine(release, fake.url, _SETTINGS)
        fake.behaviour = answering(_ROW)
        with pytest.raises(StoreFailed, match="cannot be read"):
            RemoteEngine(release, fake.url, _SETTINGS)


def test_a_release_that_is_replaced_is_noticed(fake: Fake, engine: RemoteEngine) -> None:
    named = "SELECT ?s { GRAPH ?g { ?s ?p ?o } }"
    fake.behaviour = answering(_ROW)
    fake.state = Held({fake.load.iri: fake.load})
    wait_until(lambda: _refused(engine, named), 20)
    assert b'"a"' in ask(engine, _SELECT), "the union is not touched"
    fake.state = Held({})
    wait_until(lambda: _refused(engine, _SELECT), 20)
    fake.state = None
    wait_until(lambda: not _refused(engine, named), 20)


def _refused(engine: RemoteEngine, query: str) -> bool:
    try:
        ask(engine, query)
    except ReleaseNotHeld:
        return True
    return False


def test_a_password_in_the_address_is_not_shown(release: Release, fake: Fake) -> None:
    url = fake.url.replace("http://", "http://me:hidden@")
    with closing(RemoteEngine(release, url, _SETTINGS)) as engine:
        assert engine.url == fake.url
