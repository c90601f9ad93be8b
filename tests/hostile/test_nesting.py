"""Queries nested or chained far beyond sense: refused before they can break a parser, or answered, in no time."""

from __future__ import annotations

import pytest

from tests.hostile.honesty import check_refused, check_whole_or_refused, problem
from tests.hostile.nesting import CHAINED, NESTED
from tests.hostile.pulse import unharmed
from tests.hostile.serving import FORM, Server
from tests.hostile.talking import Answer

DEPTHS = (20, 60, 1000, 10_000)
LENGTHS = (90, 2000, 20_000)
_REFUSED = (400, 413, 422, 504)
"""Among them no 500: a query that ends its worker by overflowing the stack has not been looked at before."""
_SECONDS = 5.0


def _all(server: Server, queries: list[str]) -> list[Answer]:
    return [server.post(query) for query in queries]


@pytest.mark.parametrize("kind", NESTED)
def test_no_depth_breaks_anything(server: Server, kind: str) -> None:
    queries = [NESTED[kind](depth) for depth in DEPTHS]
    answers = unharmed(server, lambda: _all(server, queries))
    for answer in answers:
        check_whole_or_refused(answer, *_REFUSED)
        assert answer.seconds < _SECONDS
    # Signs without brackets are a chain, and negated constants an answer; what stands in brackets is too deep.
    problem(answers[-1], 400)


@pytest.mark.parametrize("kind", CHAINED)
def test_no_length_breaks_anything(server: Server, kind: str) -> None:
    queries = [CHAINED[kind](length) for length in LENGTHS]
    for answer in unharmed(server, lambda: _all(server, queries)):
        check_whole_or_refused(answer, *_REFUSED)
        assert answer.seconds < _SECONDS


@pytest.mark.parametrize("kind", ["in", "values", "or", "long literal", "semicolons", "quotes", "long comment"])
def test_ten_megabytes_are_refused_by_every_way(server: Server, kind: str) -> None:
    item = len(CHAINED[kind](1001)) - len(CHAINED[kind](1000))
    query = CHAINED[kind](10 * 1024 * 1024 // item)
    assert len(query) > 9 * 1024 * 1024

    def attack() -> list[Answer]:
        return [
            server.post(query),
            server.post(f"query={query.replace('&', '%26')}", kind=FORM),
            server.send("POST", "/sparql", b"\xff" * len(query), **{"Content-Type": "application/sparql-query"}),
        ]

    for answer in unharmed(server, attack):
        check_refused(answer, 413)


@pytest.mark.parametrize("size", [65_537, 200_000, 10 * 1024 * 1024])
@pytest.mark.parametrize("target", ["/sparql?query=ASK%7B%7D&x=", "/sparql?query=ASK%7B%7D%23", "/id/", "/"])
def test_a_long_target_is_refused(server: Server, target: str, size: int) -> None:
    data = f"GET {target}{'a' * size} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
    (answer,) = unharmed(server, lambda: server.raw(data, quiet=10)).answers()
    # A server may give up on the head as a whole before it has seen where the target ends.
    check_refused(answer, 414, *([431] if size > 65_537 else []))


@pytest.mark.parametrize("number", [1, 1000])
def test_a_large_block_of_headers_is_refused(server: Server, number: int) -> None:
    fields = "".join(f"X-{n}: {'a' * (3 * 1024 * 1024 // number)}\r\n" for n in range(number))
    data = f"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{fields}\r\n".encode()
    (answer,) = unharmed(server, lambda: server.raw(data, quiet=10)).answers()
    check_refused(answer, 431)


@pytest.mark.parametrize("number", [1001, 100_000])
def test_very_many_parameters_are_refused(server: Server, number: int) -> None:
    for name in ("default-graph-uri=https://w3id.org/khen/graph/vocab", "x", "timeout=1", "query=ASK{}", "="):
        body = "query=ASK%7B%7D&" + "&".join([name] * number)
        check_refused(server.post(body, kind=FORM), 400, 413)
