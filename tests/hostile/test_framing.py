"""Requests whose parts contradict one another: no part of one is answered as if it were the whole, or another."""

from __future__ import annotations

import pytest

from tests.engine.asking import ASK
from tests.hostile.honesty import check_silent
from tests.hostile.pulse import unharmed
from tests.hostile.serving import FORM, QUERY, Server
from tests.hostile.talking import Exchange

_SMUGGLED = b"GET /releases/current/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"
"""Answered by a redirection that nothing else is answered by."""
_FALSE = "ASK { FILTER(false) }"


def _post(fields: str, body: bytes, kind: str = QUERY, version: str = "1.1") -> bytes:
    head = f"POST /sparql HTTP/{version}\r\nHost: localhost\r\nContent-Type: {kind}\r\nAccept: */*\r\n{fields}\r\n"
    return head.encode("latin-1") + body


def _check_not_believed(found: Exchange, *, whole: bool = True) -> None:
    """Refused, or cut off without a word; nothing of it was answered."""
    assert all(400 <= each < 500 or each in (501, 505) for each in found.statuses()), found.data[:500]
    for answer in found.answers() if whole else ():
        check_silent(answer)


def _chunked(body: bytes) -> bytes:
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


def test_chunks_are_put_together(server: Server) -> None:
    body = b"3\r\nASK\r\n1;x=y\r\n \r\n2\r\n{}\r\n0\r\nX-Trailer: x\r\n\r\n"
    (answer,) = server.raw(_post("Transfer-Encoding: chunked\r\nConnection: close\r\n", body), quiet=10).answers()
    assert (answer.status, b"true" in answer.body) == (200, True)


@pytest.mark.parametrize(
    ("kind", "whole"), [(QUERY, f"{ASK} # and more"), (FORM, "query=ASK%7B%7D&default-graph-uri=a:a")]
)
@pytest.mark.parametrize("half_close", [True, False])
def test_a_body_that_ends_too_early_is_never_answered(server: Server, kind: str, whole: str, half_close: bool) -> None:
    """What has come is a query already; the client meant another."""
    part = whole.partition(" #")[0].partition("&")[0].encode()
    for fields, body in (
        (f"Content-Length: {len(whole)}\r\n", part),
        ("Content-Length: 1000000\r\n", part),
        ("Transfer-Encoding: chunked\r\n", b"%x\r\n%s\r\n" % (len(part), part)),
        ("Transfer-Encoding: chunked\r\n", b"%x\r\n%s" % (len(whole), part)),
        ("Transfer-Encoding: chunked\r\n", b"%x\r\n%s\r\n0\r\n" % (len(part), part)),
    ):
        found = server.raw(_post(fields, body, kind), half_close=half_close, quiet=0.5)
        _check_not_believed(found, whole=not half_close)


def test_what_stands_beyond_the_length_is_no_part_of_the_body(server: Server) -> None:
    found = server.raw(_post("Content-Length: 6\r\n", b"ASK {} FILTER(false) }"))
    first, *rest = found.answers()
    assert (first.status, b"true" in first.body) == (200, True)
    assert all(400 <= each.status < 500 for each in rest)


@pytest.mark.parametrize("length", ["-1", "-6", "+6", "0x6", "6.0", "6e0", "6, 7", "6 6", "six", "", "\xb2", "6\x0b",
"0 6",
                                    "18446744073709551622", "9" * 400, "6;x", '"6"'])  # fmt: skip
def test_a_length_that_is_no_number_is_refused(server: Server, length: str) -> None:
    found = server.raw(_post(f"Content-Length: {length}\r\n", ASK.encode() + _SMUGGLED), quiet=0.5)
    _check_not_believed(found)


@pytest.mark.parametrize("fields", ["Content-Length: 6\r\nContent-Length: 7\r\n",
"Content-Length: 0\r\nContent-Length: 6\r\n",
                                    "Content-Length: 6\r\ncontent-length: 5\r\n",
                                    "Content-Length: 6\r\nContent-Length: \r\n",
                                    "Content-Length : 6\r\n", "Content-Length\t: 6\r\n",
                                    "Content-Length: 6\r\nContent Length: 9\r\n",
                                    " Content-Length: 6\r\n", "Content-Length\x00: 6\r\n"])  # fmt: skip
def test_lengths_that_contradict_are_refused(server: Server, fields: str) -> None:
    _check_not_believed(server.raw(_post(fields, ASK.encode() + _SMUGGLED), quiet=0.5))


@pytest.mark.parametrize(
    "length", ["Content-Length: 6, 6", "Content-Length: 6\r\nContent-Length: 6", "Content-Length:\r\n 6"]
)
def test_odd_ways_of_saying_a_length_are_refused_or_understood(server: Server, length: str) -> None:
    """The standard leaves the choice (RFC 9110, section 8.6; RFC 9112, section 5.2)."""
    found = server.raw(_post(f"{length}\r\n", ASK.encode() + _SMUGGLED), quiet=0.5)
    assert found.statuses() in ([], [400], [200], [200, 302])


@pytest.mark.parametrize(
    "coding",
    [
        "chunked\r\nContent-Length: 6",
        "chunked\r\nContent-Length: 0",
        "chunked\r\nContent-Length: 1000",
        "CHUNKED\r\nContent-Length: 6",
    ],
)
def test_chunks_with_a_length_smuggle_nothing(server: Server, coding: str) -> None:
    """One answer at most, and then the connection is closed (RFC 9112, section 6.1)."""
    for body in (_chunked(ASK.encode()) + _SMUGGLED, b"0\r\n\r\n" + _SMUGGLED):
        answers = server.raw(_post(f"Transfer-Encoding: {coding}\r\n", body), quiet=0.5).answers()
        assert len(answers) <= 1
        assert all(each.status in (200, 400, 501) for each in answers)


@pytest.mark.parametrize("fields", [
    "Transfer-Encoding: xchunked", "Transfer-Encoding: chunked, identity", "Transfer-Encoding: identity, chunked",
    "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: chunked, chunked",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
    "Transfer-Encoding: x\r\nTransfer-Encoding: chunked", "Transfer-Encoding: \x0bchunked",
    "Transfer-Encoding: chunked\x00",
    "Transfer-Encoding : chunked", "Transfer-Encoding\t: chunked", " Transfer-Encoding: chunked",
    "X: x\r\n Transfer-Encoding: chunked",
    "Transfer-Encoding:\r\n chunked", "Transfer-Encoding: 'chunked'", 'Transfer-Encoding: "chunked"',
    "Transfer-Encoding: chunked;q=1",
    "Transfer_Encoding: chunked", "Transfer Encoding: chunked", "Transfer-Encoding: chun\xadked",
    "Transfer-Encoding: chunked\rX: x",
    "X: x\nTransfer-Encoding: chunked", "\x00Transfer-Encoding: chunked", "Transfer-Encoding: \xa0chunked",
])  # fmt: skip
def test_no_writing_of_a_transfer_coding_smuggles_a_request(server: Server, fields: str) -> None:
    """With its length the body holds what without it would be a second request, and the other way round."""
    inner = b"0\r\n\r\n" + _SMUGGLED
    found = server.raw(_post(f"{fields}\r\nContent-Length: {len(inner)}\r\n", inner), quiet=0.5).answers()
    assert len(found) <= 1
    assert all(each.status in (200, 400, 411, 415, 501) for each in found)
    assert not any(each.status == 200 for each in found), "as long as its length says, it is no query"
    found = server.raw(_post(f"{fields}\r\nContent-Length: 5\r\n", b"0\r\n\r\n" + _SMUGGLED), quiet=0.5).answers()
    assert all(each.status in (302, 400, 411, 415, 501) for each in found)


@pytest.mark.parametrize("body", [
    b"g\r\nASK {}\r\n0\r\n\r\n", b"-6\r\nASK {}\r\n0\r\n\r\n", b"+6\r\nASK {}\r\n0\r\n\r\n",
    b"0x6\r\nASK {}\r\n0\r\n\r\n",
    b"6 6\r\nASK {}\r\n0\r\n\r\n", b"\r\nASK {}\r\n0\r\n\r\n", b"FFFFFFFFFFFFFFFFF\r\nASK {}\r\n0\r\n\r\n",
    b"7FFFFFFFFFFFFFFF\r\nASK {}",
    b"5\r\nASK {}\r\n0\r\n\r\n", b"7\r\nASK {}\r\n0\r\n\r\n", b"6\r\nASK {}0\r\n\r\n", b"6\r\nASK {}XX0\r\n\r\n",
    b"6\nASK {}\n0\n\n",
    b"6\rASK {}\r0\r\r", b"1_0\r\nASK {}          \r\n0\r\n\r\n", b"6;" + b"x" * 100_000 + b"\r\nASK {}\r\n0\r\n\r\n",
    b"6\r\nASK {}\r\n0\r\n" + b"X: x\r\n" * 100_000 + b"\r\n", b"0" * 100_000 + b"6\r\nASK {}\r\n0\r\n\r\n",
    "６\r\nASK {}\r\n0\r\n\r\n".encode(),
    b"6;\nx\r\nASK {}\r\n0\r\n\r\n",
])  # fmt: skip
def test_garbled_chunks_are_refused_or_read_as_the_standard_says(server: Server, body: bytes) -> None:
    found = server.raw(_post("Transfer-Encoding: chunked\r\n", body + _SMUGGLED), quiet=0.5).answers()
    assert len(found) <= 2
    for answer in found:
        assert answer.status < 500 or answer.status == 501
    allowed = body.startswith((b"6;x", b"000")) or body.startswith(b"6\r\nASK {}\r\n0\r\n")
    if not allowed:
        assert not any(each.status == 200 for each in found)


def test_very_many_small_chunks_are_no_way_round_the_limit(server: Server) -> None:
    body = b"1\r\n \r\n" * (1024 * 1024 + 1) + b"6\r\nASK {}\r\n0\r\n\r\n"
    data = _post("Transfer-Encoding: chunked\r\nConnection: close\r\n", body)
    assert set(unharmed(server, lambda: server.raw(data, seconds=20, quiet=10)).statuses()) <= {408, 413}


def test_a_transfer_coding_of_an_old_version_is_not_believed(server: Server) -> None:
    found = server.raw(_post("Transfer-Encoding: chunked\r\n", _chunked(ASK.encode()), version="1.0"), quiet=0.5)
    assert len(found.answers()) <= 1


def test_expectations_are_met_or_refused(server: Server) -> None:
    found = server.raw(
        _post("Expect: 100-continue\r\nContent-Length: 6\r\nConnection: close\r\n", ASK.encode()), quiet=5
    )
    assert [each.status for each in found.answers()] == [200]
    found = server.raw(_post("Expect: miracles\r\nContent-Length: 6\r\nConnection: close\r\n", ASK.encode()), quiet=5)
    assert {each.status for each in found.answers()} <= {200, 417}
    too_much = _post("Expect: 100-continue\r\nContent-Length: 99999999999\r\nConnection: close\r\n", b"")
    assert 413 in server.raw(too_much, quiet=2).statuses(), "who asks first is told before it sends"


def test_pipelined_requests_are_answered_in_their_order(server: Server) -> None:
    questions = [ASK, _FALSE] * 50
    *first, last = (server.question(query) for query in questions)
    last = server.question(questions[-1], Connection="close")
    found = server.raw(b"".join(first) + last, seconds=30, quiet=10).answers()
    assert [each.status for each in found] == [200] * 100
    assert [b"true" in each.body for each in found] == [True, False] * 50


def test_a_connection_that_asked_nonsense_is_not_believed_again(server: Server) -> None:
    """After a broken request nothing on its connection can be trusted to be a request."""
    for nonsense in (
        b"NONSENSE\r\n\r\n",
        _post("Content-Length: -1\r\n", b""),
        b"GET /sparql HTTP/1.1\r\nHost : x\r\n\r\n",
    ):
        answers = server.raw(nonsense + _SMUGGLED, quiet=0.5).answers()
        assert all(400 <= each.status < 500 or each.status == 505 for each in answers[:1])
        assert len(answers) <= 1
