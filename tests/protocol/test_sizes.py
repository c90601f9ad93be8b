"""Requests that are too large, and requests that are no HTTP; and that those just within the limits are answered."""

from __future__ import annotations

from typing import Final

import pytest

from tests.protocol.asking import ASK, DIRECT, FORM, Endpoint, problem

KIB: Final = 1024
MIB: Final = 1024 * KIB
START: Final = b"query=ASK%7B%7D&x="


def _form(size: int) -> bytes:
    return START + b"x" * (size - len(START))


def _chunked(kind: str, *chunks: bytes, method: str = "POST") -> list[bytes]:
    head = f"{method} /sparql HTTP/1.1\r\nHost: h\r\nContent-Type: {kind}\r\nTransfer-Encoding: chunked\r\n\r\n"
    return [head.encode(), *(b"%x\r\n%b\r\n" % (len(each), each) for each in chunks), b"0\r\n\r\n"]


@pytest.mark.parametrize("method", ["POST", "QUERY"])
def test_a_body_up_to_the_limit_is_read(endpoint: Endpoint, method: str) -> None:
    assert endpoint.form(_form(MIB), method=method).boolean() is True


@pytest.mark.parametrize("method", ["POST", "QUERY"])
@pytest.mark.parametrize("size", [MIB + 1, 3 * MIB // 2])
def test_a_larger_body_is_413_with_the_limit(endpoint: Endpoint, method: str, size: int) -> None:
    head = f"{method} /sparql HTTP/1.1\r\nHost: h\r\nContent-Type: {FORM}\r\nContent-Length: {size}\r\n\r\n"
    document = problem(endpoint.raw(head.encode(), _form(size)), 413)
    assert document["limit"] == {"request_bytes": MIB}


@pytest.mark.parametrize("kind", ["text/plain", "application/sparql-update", "application/octet-stream"])
def test_a_larger_body_of_a_type_that_is_not_read_is_refused(endpoint: Endpoint, kind: str) -> None:
    head = f"POST /sparql HTTP/1.1\r\nHost: h\r\nContent-Type: {kind}\r\nContent-Length: {MIB + 1}\r\n\r\n"
    assert endpoint.raw(head.encode(), bytes(MIB + 1)).status in (403, 413, 415)


@pytest.mark.parametrize("method", ["POST", "QUERY"])
def test_a_body_may_come_in_chunks(endpoint: Endpoint, method: str) -> None:
    assert endpoint.raw(*_chunked(DIRECT, b"AS", b"K {", b"}", method=method)).boolean() is True
    assert endpoint.raw(*_chunked(FORM, b"query=ASK", b"{}", method=method)).boolean() is True


def test_chunks_are_measured_together(endpoint: Endpoint) -> None:
    body = _form(MIB)
    within = [body[place : place + 64 * KIB] for place in range(0, MIB, 64 * KIB)]
    assert endpoint.raw(*_chunked(FORM, *within)).boolean() is True
    problem(endpoint.raw(*_chunked(FORM, *within, b"x")), 413)


def test_a_query_beyond_its_length_is_refused_with_the_limit(endpoint: Endpoint) -> None:
    query = ASK + " " * 100_000
    answer = endpoint.direct(query)
    assert answer.status in (400, 413, 422)
    document = problem(answer, answer.status)
    assert "100,000" in document["detail"] or document["limit"] == {"query_length": 100_000}


def _target(size: int) -> bytes:
    start = b"/sparql?" + START
    return start + b"x" * (size - len(start))


def test_an_address_within_the_limit_is_read(endpoint: Endpoint) -> None:
    request = b"GET " + _target(64 * KIB - 64) + b" HTTP/1.1\r\nHost: h\r\n\r\n"
    assert endpoint.raw(request).boolean() is True


@pytest.mark.parametrize("size", [64 * KIB + 64, 80 * KIB, 200 * KIB])
@pytest.mark.parametrize("method", [b"GET", b"HEAD", b"POST"])
def test_a_longer_address_is_414(endpoint: Endpoint, method: bytes, size: int) -> None:
    request = method + b" " + _target(size) + b" HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n"
    assert endpoint.raw(request, method=method.decode()).status == 414


def test_headers_of_some_size_are_read(endpoint: Endpoint) -> None:
    assert endpoint.get(ASK, {"X-Filler": "x" * 6 * KIB}).boolean() is True


@pytest.mark.parametrize("lines", [1, 200])
def test_headers_that_are_too_large_are_431(endpoint: Endpoint, lines: int) -> None:
    filler = b"".join(b"X-Filler-%d: %b\r\n" % (number, b"x" * (MIB // lines)) for number in range(lines))
    request = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: h\r\n" + filler + b"\r\n"
    assert endpoint.raw(request).status == 431


@pytest.mark.parametrize(
    "garbage",
    [
        b"nonsense\r\n\r\n",
        b"GET\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET /sparql?query=ASK{} HTTP/1.1\r\nno colon here\r\nHost: h\r\n\r\n",
        b"GET /sparql HTTP/1.1\r\nHost: h\r\nBad Name: x\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: h\r\nContent-Type: %b\r\nContent-Length: x\r\n\r\nASK {}" % DIRECT.encode(),
        b"POST /sparql HTTP/1.1\r\nHost: h\r\nContent-Type: %b\r\nContent-Length: -6\r\n\r\nASK {}" % DIRECT.encode(),
        b"POST /sparql HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\nContent-Length: 7\r\n\r\nASK {}",
        b"POST /sparql HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nASK {}\r\n0\r\n\r\n",
    ],
)
def test_what_is_not_http_is_400(endpoint: Endpoint, garbage: bytes) -> None:
    assert endpoint.raw(garbage).status == 400


HOSTS: Final = (b"", b"Host: h\r\nHost: i\r\n", b"Host: h h\r\n")


@pytest.mark.parametrize("host", HOSTS)
def test_a_request_names_one_host(endpoint: Endpoint, host: bytes) -> None:
    """RFC 9112, section 3.2: a server has to answer 400 otherwise."""
    request = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\n" + host + b"Connection: close\r\n\r\n"
    assert endpoint.raw(request).status == 400


def test_the_address_may_be_written_in_full(endpoint: Endpoint) -> None:
    """RFC 9112, section 3.2.2: as a proxy writes it."""
    request = b"GET http://example.org/sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: example.org\r\n\r\n"
    assert endpoint.raw(request).boolean() is True


def test_an_old_client_is_answered_and_hung_up_on(endpoint: Endpoint) -> None:
    received = endpoint.stream(b"GET /sparql?query=ASK%7B%7D HTTP/1.0\r\nAccept: text/csv\r\n\r\n")
    assert received.startswith((b"HTTP/1.0 200 ", b"HTTP/1.1 200 "))
    assert received.split()[-1] == b"true"


def test_after_all_this_queries_are_answered(endpoint: Endpoint) -> None:
    assert endpoint.get(ASK).boolean() is True


def test_a_client_may_wait_until_its_body_is_wanted(endpoint: Endpoint) -> None:
    """``Expect: 100-continue`` (RFC 9110, section 10.1.1); the reader of Python passes over the first response."""
    head = f"POST /sparql HTTP/1.1\r\nHost: h\r\nContent-Type: {DIRECT}\r\nContent-Length: 6\r\n"
    assert endpoint.raw(head.encode() + b"Expect: 100-continue\r\n\r\n", b"ASK {}").boolean() is True


def test_requests_follow_one_another_on_a_connection(endpoint: Endpoint) -> None:
    """RFC 9112, section 9.3.2: what was sent at once is answered in the order in which it was sent."""
    first = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: h\r\nAccept: text/csv\r\n\r\n"
    second = first.replace(b"ASK%7B%7D", b"ASK%7BFILTER(false)%7D").replace(b"Host: h", b"Host: h\r\nConnection: close")
    received = endpoint.stream(first + second)
    assert received.count(b"HTTP/1.1 200 ") == 2
    assert 0 < received.index(b"true") < received.index(b"false")
