"""Whatever an endpoint sends, the answer is the whole truth or an honest error, soon."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from graph.errors import KhenError
from graph.store import Release, ResultTooLargeError
from server.federation.errors import ServiceFailed, ServiceLate, ServiceRejected
from tests.federation.standing_in import Asking, Endpoint, asking, standing_in
from tests.remote.faking import JSON, Request, answering, hang_up

A = {"type": "literal", "value": "a"}


def _result(rows: Any, names: Any = ("o",)) -> bytes:
    return json.dumps({"head": {"vars": names}, "results": {"bindings": rows}}).encode()


@pytest.fixture
def strict(release: Release, endpoint: Endpoint) -> Iterator[Asking]:
    """With tight bounds."""
    with asking(release, endpoint.address, rate=0, timeout=0.4, bytes=20_000, rows=5) as asked:
        yield asked


def _ask(asked: Asking, endpoint: Endpoint, silent: str = "") -> list[tuple[str, ...]]:
    return asked.rows(f"SELECT * {{ SERVICE {silent} {endpoint.iri} {{ <a:a> <a:b> ?o }} }}")


def _drip(request: Request) -> None:
    request.begin(Content_Length="1000")
    for _ in range(100):
        request.wfile.write(b" ")
        request.wfile.flush()
        time.sleep(0.05)


def _endless(request: Request) -> None:
    request.begin()
    while True:
        request.wfile.write(b" " * 4096)


def _flood(request: Request) -> None:
    request.send_response(200)
    for number in range(20_000):
        request.send_header(f"X-{number}", "x" * 100)
    request.end_headers()


def _informing(request: Request) -> None:
    while True:
        request.wfile.write(b"HTTP/1.1 103 Early Hints\r\n\r\n")


def _broken(act: Callable[[Request], None]) -> Callable[[Request], None]:
    """What goes on until the other side has had enough."""

    def until_closed(request: Request) -> None:
        request.close_connection = True
        try:
            act(request)
        except OSError:
            return

    return until_closed


BAD: dict[str, tuple[Callable[[Request], None], type[KhenError]]] = {
    "drip": (_broken(_drip), ServiceLate),
    "endless": (_broken(_endless), ResultTooLargeError),
    "headers": (_broken(_flood), ServiceFailed),
    "1xx": (_broken(_informing), ServiceLate),
    "silence": (lambda request: time.sleep(1), ServiceLate),
    "hanging up": (hang_up, ServiceFailed),
    "too many rows": (answering(_result([{"o": A}] * 6)), ResultTooLargeError),
    "gzip bomb": (answering(gzip.compress(bytes(10**6)), Content_Encoding="gzip"), ServiceFailed),
    "html": (answering(b"<html>", "text/html"), ServiceFailed),
    "xml": (answering(b"<sparql/>", "application/sparql-results+xml"), ServiceFailed),
    "charset": (answering(_result([]), f"{JSON}; charset=utf-16"), ServiceFailed),
    "error": (answering(b"secret words", "text/plain", 500), ServiceFailed),
    "busy": (answering(b"", status=429), ServiceFailed),
    "see other": (answering(b"", status=303, Location="http://127.0.0.1:1/"), ServiceFailed),
    "no content": (answering(b"", status=204), ServiceFailed),
    "a part": (answering(_result([]), X_SPARQL_MaxRows="1"), ServiceFailed),
    "not json": (answering(b"{"), ServiceFailed),
    "cut off": (answering(_result([{"o": A}])[:-2]), ServiceFailed),
    "more behind": (answering(_result([]) + b"{}"), ServiceFailed),
    "not utf-8": (answering(_result([{"o": A}]).replace(b'"a"', b'"\xff"')), ServiceFailed),
    "deep": (answering(b"[" * 19_000), ServiceFailed),
    "list": (answering(b"[]"), ServiceFailed),
    "yes": (answering(b'{"head":{},"boolean":true}'), ServiceFailed),
    "twice": (answering(b'{"head":{"vars":["o"]},"results":{"bindings":[]},"results":{"bindings":[]}}'), ServiceFailed),
    "no head": (answering(b'{"results":{"bindings":[]}}'), ServiceFailed),
    "row is a list": (answering(_result([["o"]])), ServiceFailed),
    "other variable": (answering(_result([{"x": A}])), ServiceFailed),
    "further variable": (answering(_result([], ("o", "x"))), ServiceFailed),
    "no variable": (answering(_result([], ())), ServiceFailed),
    "same variable": (answering(_result([], ("o", "o"))), ServiceFailed),
    "shaped variable": (answering(_result([], ("o) { (1) } #",))), ServiceFailed),
    "blank node": (answering(_result([{"o": {"type": "bnode", "value": "b"}}])), ServiceRejected),
}
TERMS: list[Any] = [
    None,
    "a",
    {"type": "uri", "value": "http://e/> } SERVICE <http://e/> { "},
    {"type": "uri", "value": "relative"},
    {"type": "uri", "value": "http://e/\ud800"},
    {"type": "uri", "value": "http://e/", "xml:lang": "en"},
    {"type": "literal", "value": "\ud800"},
    {"type": "literal", "value": 1},
    {"type": "literal", "value": "x", "xml:lang": 'en" } #'},
    {"type": "literal", "value": "x", "xml:lang": ""},
    {"type": "literal", "value": "x", "xml:lang": "ar", "its:dir": "rtl"},
    {"type": "literal", "value": "x", "datatype": "http://e/> } #"},
    {"type": "literal", "value": "x", "datatype": None, "xml:lang": 1},
    {"type": "literal", "value": "x", "datatype": "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"},
    {"type": "literal", "value": "x", "datatype": "http://e/t", "xml:lang": "en"},
    {"type": "triple", "value": {"subject": A, "predicate": A, "object": A}},
    {"type": "literal"},
    {"value": "x"},
]


@pytest.mark.parametrize("case", BAD)
def test_it_is_an_error_soon(strict: Asking, endpoint: Endpoint, case: str) -> None:
    endpoint.behaviour, kind = BAD[case]
    begun = time.monotonic()
    with pytest.raises(kind) as caught:
        _ask(strict, endpoint)
    assert time.monotonic() - begun < 2
    assert type(caught.value) is kind
    assert "secret" not in str(caught.value)
    if issubclass(kind, ServiceFailed):
        assert _ask(strict, endpoint, "SILENT") == [("o=None",)]
    else:
        with pytest.raises(kind):
            _ask(strict, endpoint, "SILENT")


@pytest.mark.parametrize("term", TERMS, ids=str)
def test_what_is_no_term_gets_into_no_query(strict: Asking, endpoint: Endpoint, term: Any) -> None:
    endpoint.behaviour = answering(_result([{"o": term}]))
    with pytest.raises(ServiceFailed, match="cannot be read"):
        _ask(strict, endpoint)


def test_any_text_is_given_as_it_came(strict: Asking, endpoint: Endpoint) -> None:
    texts = ["a\"b'\n\r\t\\", "\\u0022 } #", "\0\x01\x7f\u0085\u2028\ufffe", ") } } SERVICE <http://e/> {", "😀" * 50]
    endpoint.behaviour = answering(_result([{"o": {"type": "literal", "value": each}} for each in texts]))
    query = f"SELECT ?o {{ SERVICE {endpoint.iri} {{ <a:a> <a:b> ?o }} }}"
    found = json.loads(strict.answer(query).body)["results"]["bindings"]
    assert [each["o"]["value"] for each in found] == texts


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_goes_to_the_list_only(release: Release, endpoint: Endpoint, status: int) -> None:
    with standing_in("<a:a> <a:b> 1 .") as other:
        with asking(release, endpoint.address, other.address) as both:
            endpoint.behaviour = answering(b"", status=status, Location=other.address)
            assert len(_ask(both, endpoint)) == 1
            endpoint.behaviour = answering(b"", status=status, Location=endpoint.address)
            with pytest.raises(ServiceRejected, match="more than 3 times"):
                _ask(both, endpoint)
            assert len(other.queries) == 1
        with asking(release, endpoint.address) as one:
            near = (
                other.address,
                "http://127.0.0.1:1/",
                "http://169.254.169.254/",
                "//e/",
                "/x",
                "file:///x",
                "http://[",
            )
            for target in near:
                endpoint.behaviour = answering(b"", status=status, Location=target)
                with pytest.raises(ServiceRejected, match="redirects to an address"):
                    _ask(one, endpoint, "SILENT")
        assert len(other.queries) == 1


def test_a_redirect_is_looked_up_and_checked_like_any_other(release: Release, endpoint: Endpoint) -> None:
    inner = f"http://inner.example:{endpoint.port}/sparql"
    endpoint.behaviour = answering(b"", status=307, Location=inner)
    with (
        asking(
            release, endpoint.address, inner, lookup=lambda host, _: ["10.0.0.1" if "inner" in host else "127.0.0.1"]
        ) as asked,
        pytest.raises(ServiceRejected, match=r"inner\.example: has an address that is not public"),
    ):
        _ask(asked, endpoint)


def test_the_look_up_of_a_name_is_not_waited_for_for_ever(release: Release) -> None:
    stuck = threading.Event()
    address = "http://e.example/sparql"

    def lookup(host: str, port: int) -> list[str]:
        stuck.wait(5)
        return ["127.0.0.1"]

    with asking(release, address, lookup=lookup, timeout=0.3) as asked, pytest.raises(ServiceLate):
        asked.answer(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}")
    stuck.set()
