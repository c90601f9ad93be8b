"""One of each kind of attack, for every run of the tests; the others stand beside this file (``make test-hostile``)."""

from __future__ import annotations

import gzip
import json

import pytest

from tests.engine.asking import ASK, ENDLESS, wait_until
from tests.hostile.baseline import SECRET, Before, release
from tests.hostile.bombs import BOMBS
from tests.hostile.crowds import crowd, drip
from tests.hostile.honesty import check_refused, check_silent, problem
from tests.hostile.listening import Listener
from tests.hostile.nesting import CHAINED, NESTED
from tests.hostile.pages import check_inert
from tests.hostile.processes import MIB
from tests.hostile.pulse import unharmed
from tests.hostile.serving import BROWSER, FORM, Server
from tests.hostile.talking import head

pytestmark = pytest.mark.alone

_POST = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"


def test_nothing_is_fetched(server: Server, listener: Listener) -> None:
    """The listener is looked at after every test."""
    for query in (
        f"SELECT * {{ SERVICE {listener.iri} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ S\\u0045RVICE SILENT {listener.iri} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ BIND({listener.iri} AS ?e) OPTIONAL {{ SERVICE?e{{}} }} }}",
        f"SELECT * FROM {listener.iri} {{ ?s ?p ?o }}",
        f"SELECT * FROM NAMED {listener.iri} {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    ):
        problem(server.post(query), 400)
    problem(server.post(f"LOAD {listener.iri}"), 403)
    problem(server.get(ASK, **{"default-graph-uri": listener.address}), 400)
    problem(server.post(f"LOAD {listener.iri}", kind="application/sparql-update"), 403)
    problem(server.post(f'{{"@context": "{listener.address}"}}', kind="application/ld+json"), 415)


@pytest.mark.parametrize(
    "path", ["../secret.txt", "..%2fsecret.txt", "secret.txt", "secret.txt%00.ttl", "%2fetc%2fpasswd"]
)
def test_no_path_leads_out(server: Server, path: str) -> None:
    for route in ("/releases/", "/releases/r1/", "/graph/", "/static/", "/doc/"):
        answer = server.fetch(route + path)
        check_silent(answer)
        assert 300 <= answer.status < 500
        assert SECRET.encode() not in answer.body


@pytest.mark.parametrize("name", ["cross product", "order by", "large result"])
def test_a_bomb_harms_nobody(server: Server, name: str) -> None:
    query, statuses = BOMBS[name]
    problem(unharmed(server, lambda: server.get(query, timeout="0.7")), *statuses)


@pytest.mark.parametrize(
    "kind", ["parentheses", "not exists", "subselects", "str", "lists", "paths", "blank nodes", "not with brackets"]
)
def test_no_depth_breaks_anything(server: Server, kind: str) -> None:
    for depth in (1000, 10_000):
        problem(server.post(NESTED[kind](depth)), 400)


@pytest.mark.parametrize("kind", ["or", "semicolons", "path sequence"])
def test_no_length_breaks_anything(server: Server, kind: str) -> None:
    problem(server.post(CHAINED[kind](10_000)), 400)


def test_what_is_too_large_or_no_text_is_refused(server: Server) -> None:
    check_refused(server.post("ASK {} #" + "x" * 2 * MIB), 413)
    check_refused(server.post(b"ASK { FILTER('\xc3' = '') }"), 400)
    check_refused(server.post("ASK {}\x00"), 400)
    check_refused(
        server.post(gzip.compress(b"ASK {} #" + b"x" * 64 * MIB), **{"Content-Encoding": "gzip"}), 400, 413, 415
    )


@pytest.mark.parametrize("data", [
    b"\x16\x03\x01\x00\xf8\x01\x00\x00\xf4\x03\x03\r\n\r\n", b"\x00" * 1000 + b"\r\n\r\n", b"NONSENSE\r\n\r\n",
    _POST + b"Content-Length: -1\r\n\r\nASK {}", _POST + b"Content-Length: 60\r\n\r\nASK {}",
    _POST + b"Transfer-Encoding: chunked\r\n\r\ng\r\nASK {}",
])  # fmt: skip
def test_garbage_is_refused_or_cut_off(server: Server, data: bytes) -> None:
    found = server.raw(data, quiet=0.5)
    assert all(400 <= each < 500 or each in (501, 505) for each in found.statuses())


def test_slow_and_leaving_clients_keep_nobody_waiting(server: Server) -> None:
    def attack() -> None:
        with crowd(server.port, 40) as slow, crowd(server.port, 4) as leaving:
            drip(leaving, lambda *_: server.question(ENDLESS), steps=1, pause=0)
            drip(slow, lambda _, step: b"GET /sparql?query=" if step == 0 else b"a", steps=5, pause=0.1)

    unharmed(server, attack)


def test_what_is_echoed_is_text(server: Server) -> None:
    payload = '"></textarea><script>alert(1)</script>'
    for answer in (
        server.get(f"SELECT {payload}", BROWSER),
        server.get(f"SELECT ('''{payload}''' AS ?x) {{}}", BROWSER),
    ):
        assert payload in check_inert(answer).text
    for target in ("/id/%0d%0aX-Injected:%20yes", "/releases/current/%0d%0aX-Injected:%20yes"):
        assert server.fetch(target).headers["X-Injected"] is None
    for answer in server.raw(
        head("GET", "/nothing", {"Host": "evil.example", "Accept": BROWSER, "Connection": "close"})
    ).answers():
        assert "evil.example" not in answer.text
    answer = server.get(ASK, Origin="http://evil.example")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Allow-Credentials"] is None


def test_no_update_by_any_way(server: Server, before: Before) -> None:
    for answer in (server.post("update=CLEAR+ALL", kind=FORM), server.fetch("/sparql?update=CLEAR%20ALL")):
        problem(answer, 403)
    problem(server.send("PUT", "/sparql?default", b"<a:a> <a:a> <a:a> ."), 405)
    assert server.holds() == before.data


def test_the_server_is_what_it_was(server: Server, before: Before) -> None:
    server.rest()
    after = server.tree()
    assert (after.lasting, len(after.workers)) == (before.tree.lasting, server.workers)
    assert release(server) == before.release
    wait_until(lambda: server.tree().descriptors() <= before.descriptors + 8, 15)
    assert json.loads(server.get(ASK).body)["boolean"] is True
