"""What a store may answer wrongly, each told as what it is: no failure becomes an answer."""

from __future__ import annotations

from contextlib import closing

import pytest

from graph.engine import QueryTimeout
from graph.errors import KhenError
from graph.formats import N_TRIPLES, RESULTS_JSON, RESULTS_XML, TSV, TURTLE, Format
from graph.store import Release, ResultTooLargeError, UnrepresentableError
from server.remote.engine import RemoteEngine
from server.remote.errors import StoreBusy, StoreFailed, StoreUnable
from tests.remote.asking import ask
from tests.remote.failures.conftest import GRAPH, SELECT, SETTINGS
from tests.remote.faking import JSON, ROW, Behaviour, Fake, Request, answering, serving

FAILURES: dict[str, tuple[Behaviour, type[KhenError]]] = {
    "status-500": (answering(b"secret of the store", "text/html", 500), StoreFailed),
    "status-401": (answering(b"", "text/html", 401), StoreFailed),
    "status-404": (answering(b"", "text/html", 404), StoreFailed),
    "status-201": (answering(ROW, JSON, 201), StoreFailed),
    "status-206": (answering(ROW, JSON, 206), StoreFailed),
    "redirect": (answering(b"", JSON, 302, Location="http://127.0.0.1:9/"), StoreFailed),
    "status-400": (answering(b"no such function\nat line 3", "text/plain", 400), StoreUnable),
    "status-501": (answering(b"", "text/html", 501), StoreUnable),
    "status-503": (answering(b"", "text/html", 503), StoreBusy),
    "status-429": (answering(b"", "text/html", 429), StoreBusy),
    "status-504": (answering(b"", "text/html", 504), QueryTimeout),
    "another-type": (answering(b"<html>", "text/html"), StoreFailed),
    "no-type": (answering(ROW, ""), StoreFailed),
    "another-charset": (answering(ROW, JSON + "; charset=utf-16"), StoreFailed),
    "compressed": (answering(ROW, JSON, Content_Encoding="gzip"), StoreFailed),
    "no-json": (answering(b"oops}"), StoreFailed),
    "json-cut-off": (answering(ROW[:-20]), StoreFailed),
    "json-cut-at-a-bracket": (answering(ROW[:-2]), StoreFailed),
    "other-variables": (answering(ROW.replace(b'"s"', b'"t"')), StoreFailed),
    "yes-to-a-select": (answering(b'{"head":{},"boolean":true}'), StoreFailed),
    "term-that-is-none": (answering(ROW.replace(b'literal","value":"a"', b'uri","value":"not an iri"')), StoreFailed),
    "part-of-the-rows": (answering(ROW, X_SPARQL_MaxRows="1"), ResultTooLargeError),
    "part-for-want-of-time": (answering(ROW, X_SQL_State="S1TAT"), QueryTimeout),
    "part-for-another-reason": (answering(ROW, X_SQL_State="42000"), StoreFailed),
    "too-large": (answering(ROW.replace(b'"a"', b'"' + b"a" * 200_000 + b'"')), ResultTooLargeError),
}


@pytest.mark.parametrize("name", FAILURES)
def test_failure(name: str, fake: Fake, engine: RemoteEngine) -> None:
    fake.behaviour, kind = FAILURES[name]
    with pytest.raises(kind) as caught:
        ask(engine, SELECT)
    assert caught.value.remedy
    assert "secret" not in str(caught.value)
    assert "line 3" not in str(caught.value)
    fake.behaviour = answering(ROW)
    assert b'"a"' in ask(engine, SELECT), "the next query is answered"


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
        with closing(RemoteEngine(release, fake.url, SETTINGS)) as engine:
            fake.behaviour = answering(words, "text/plain", 500)
            with pytest.raises(kind, match=reason) as caught:
                ask(engine, SELECT)
            assert "SPARQL query" not in caught.value.reason
        assert all(each["named-graph-uri"] for each in fake.requests[1:]), "or GRAPH would see everything"


def unframed(body: bytes, kind: str) -> Behaviour:
    def answer(request: Request) -> None:
        request.begin(kind, Connection="close")
        request.wfile.write(body)
        request.close_connection = True

    return answer


@pytest.mark.parametrize(
    ("query", "format", "body", "kind"),
    [
        (SELECT, TSV, b'?s\n"a"\n', "text/tab-separated-values"),
        (GRAPH, N_TRIPLES, b"<e:a> <e:b> <e:c> .\n", "application/n-triples"),
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
    [(RESULTS_JSON, ROW[:-3]), (RESULTS_XML, b"<sparql>"), (TSV, b'?s\n"a')],
    ids=["json", "xml", "tsv"],
)
def test_bytes_that_are_passed_on_are_looked_at_for_their_end(
    format: Format, body: bytes, fake: Fake, trusting: RemoteEngine
) -> None:
    fake.behaviour = answering(body, format.media_type)
    with pytest.raises(StoreFailed, match="before it was complete"):
        ask(trusting, SELECT, format)


def test_bytes_are_passed_on_as_they_are(fake: Fake, trusting: RemoteEngine) -> None:
    fake.behaviour = answering(b"  " + ROW + b"\n")
    assert ask(trusting, SELECT) == b"  " + ROW + b"\n"


@pytest.mark.parametrize("which", ["trusting", "engine"])
def test_a_control_character_is_no_xml(which: str, fake: Fake, request: pytest.FixtureRequest) -> None:
    def answer(asked: Request) -> None:
        if RESULTS_XML.media_type in asked.headers["Accept"]:
            asked.answer(b"<sparql>\x01</sparql>", RESULTS_XML.media_type)
        else:
            asked.answer(ROW.replace(b'"a"', b'"\\u0001"'))

    fake.behaviour = answer
    with pytest.raises(UnrepresentableError, match=r"U\+0001"):
        ask(request.getfixturevalue(which), SELECT, RESULTS_XML)


def test_a_graph_beyond_the_limit_of_triples_is_refused(fake: Fake, engine: RemoteEngine) -> None:
    lines = b"".join(b"<e:a> <e:b> <e:%d> .\n" % number for number in range(1001))
    fake.behaviour = answering(lines, N_TRIPLES.media_type)
    with pytest.raises(ResultTooLargeError, match="1,000 triples"):
        ask(engine, GRAPH, N_TRIPLES)
    fake.behaviour = answering(lines[: lines.index(b"<e:9>")] + b"<e:9> .\n", N_TRIPLES.media_type)
    assert ask(engine, GRAPH, TURTLE).count(b"ns1:") > 9
