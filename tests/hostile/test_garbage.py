"""What is no request at all: refused or cut off, and nobody else notices."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.hostile.honesty import check_silent
from tests.hostile.pulse import unharmed
from tests.hostile.serving import Server
from tests.hostile.talking import Exchange

_ASK = "/sparql?query=ASK%7B%7D"
_HELLO = bytes.fromhex(
    "16030100f8010000f40303" + "5a" * 32 + "20" + "a5" * 32 + "0008130213031301c02f01000000"
    "000000120010000" "00d6578616d706c652e6f7267".replace(" ", "") + "00" * 64
)  # fmt: skip
GARBAGE = {
    "nothing": b"",
    "line ends": b"\r\n" * 1000,
    "zeros": b"\x00" * 10_000,
    "ones": b"\xff" * 10_000,
    "one long word": b"A" * 100_000,
    "one long line": b"GET " + b"A" * 1000 + b" " * 100_000,
    "TLS client hello": _HELLO,
    "TLS alert": b"\x15\x03\x01\x00\x02\x02\x28",
    "SSLv2": b"\x80\x2e\x01\x00\x02\x00\x15\x00\x00\x00\x10" + b"\x00" * 40,
    "SSH": b"SSH-2.0-OpenSSH_9.2\r\n",
    "SMTP": b"EHLO example.org\r\nMAIL FROM:<a@example.org>\r\n",
    "FTP": b"USER anonymous\r\nPASS x\r\n",
    "Redis": b"*1\r\n$8\r\nFLUSHALL\r\n",
    "SOCKS": b"\x05\x01\x00",
    "PROXY protocol": f"PROXY TCP4 1.2.3.4 127.0.0.1 1 2\r\nGET {_ASK} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(),
    "PROXY protocol 2": b"\r\n\r\n\x00\r\nQUIT\n\x21\x11\x00\x0c\x7f\x00\x00\x01\x7f\x00\x00\x01\x00\x01\x00\x02",
    "HTTP/0.9": f"GET {_ASK}\r\n".encode(),
    "HTTP/0.9 with end": f"GET {_ASK}\r\n\r\n".encode(),
    "HTTP/2 preface": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00",
    "HTTP/2 version": f"GET {_ASK} HTTP/2.0\r\nHost: localhost\r\n\r\n".encode(),
    "HTTP/3.7": f"GET {_ASK} HTTP/3.7\r\nHost: localhost\r\n\r\n".encode(),
    "HTTP/11": f"GET {_ASK} HTTP/11\r\nHost: localhost\r\n\r\n".encode(),
    "http/1.1": f"GET {_ASK} http/1.1\r\nHost: localhost\r\n\r\n".encode(),
    "HTTPS/1.1": f"GET {_ASK} HTTPS/1.1\r\nHost: localhost\r\n\r\n".encode(),
    "no version": f"GET {_ASK} \r\nHost: localhost\r\n\r\n".encode(),
    "four words": f"GET {_ASK} HTTP/1.1 HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(),
    "a space in the target": b"GET /sparql?query=ASK {} HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "tabs": f"GET\t{_ASK}\tHTTP/1.1\r\nHost: localhost\r\n\r\n".encode(),
    "no target": b"GET HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "no method": f"{_ASK} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(),
    "a method of signs": f"@[]{{}} {_ASK} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(),
    "a method in lower case": f"get {_ASK} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(),
    "a method that is long": b"G" * 70_000 + f" {_ASK} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(),
    "a zero in the target": f"GET {_ASK}\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(),
    "a zero in a header": f"GET {_ASK} HTTP/1.1\r\nHost: localhost\r\nX: a\x00b\r\n\r\n".encode(),
    "a header without colon": f"GET {_ASK} HTTP/1.1\r\nHost: localhost\r\nnonsense\r\n\r\n".encode(),
    "a header without name": f"GET {_ASK} HTTP/1.1\r\nHost: localhost\r\n: x\r\n\r\n".encode(),
    "a header with a space": f"GET {_ASK} HTTP/1.1\r\nHost: localhost\r\nX Y: x\r\n\r\n".encode(),
    "a header with a space before its colon": f"GET {_ASK} HTTP/1.1\r\nHost: localhost\r\nX : x\r\n\r\n".encode(),
    "a first header that is folded": f"GET {_ASK} HTTP/1.1\r\n Host: localhost\r\n\r\n".encode(),
    "no host": f"GET {_ASK} HTTP/1.1\r\n\r\n".encode(),
    "two hosts": f"GET {_ASK} HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n".encode(),
    "half a request": f"GET {_ASK} HTTP/1.1\r\nHost: loc".encode(),
}  # fmt: skip


def _check_not_answered(found: Exchange, *, whole: bool = True) -> None:
    assert not found.data or found.data.startswith(b"HTTP/1."), "frames of HTTP/2, which is not offered, or no HTTP"
    assert all(400 <= each < 500 or each in (501, 505) for each in found.statuses()), found.data[:500]
    assert len(found.statuses()) <= 1
    for answer in found.answers() if whole else ():
        check_silent(answer)


@pytest.fixture(scope="module")
def answered(server: Server) -> dict[tuple[str, bool], Exchange]:
    """All of it sent at once, by the kind and by whether the client closes its half afterwards."""
    sent = [(kind, half_close) for kind in GARBAGE for half_close in (True, False)]

    def send(what: tuple[str, bool]) -> Exchange:
        kind, half_close = what
        return server.raw(GARBAGE[kind], quiet=1, half_close=half_close)

    def attack() -> list[Exchange]:
        with ThreadPoolExecutor(20) as crowd:
            return list(crowd.map(send, sent))

    return dict(zip(sent, unharmed(server, attack), strict=True))


@pytest.mark.parametrize("kind", GARBAGE)
@pytest.mark.parametrize("half_close", [True, False], ids=["half closed", "open"])
def test_garbage_is_refused_or_cut_off(answered: dict[tuple[str, bool], Exchange], kind: str, half_close: bool) -> None:
    # A client that closes its half may be taken for one that has left, and gets what was on its way by then.
    _check_not_answered(answered[kind, half_close], whole=not half_close)


def test_random_bytes_harm_nobody(server: Server) -> None:
    source = random.Random(20240401)

    def attack() -> list[Exchange]:
        return [server.raw(source.randbytes(source.randrange(1, 3000)), quiet=0.02) for _ in range(200)]

    for found in unharmed(server, attack):
        _check_not_answered(found)


def test_damaged_requests_harm_nobody(server: Server) -> None:
    """A good request with some bytes of it changed, left out or doubled: never a fault of the server."""
    source, good = (
        random.Random(20240402),
        server.question("ASK {}", **{"Accept-Language": "vi", "If-None-Match": '"x"'}),
    )

    def damaged() -> bytes:
        data = bytearray(good)
        for _ in range(source.randrange(1, 5)):
            place = source.randrange(len(data))
            end = place + source.randrange(3)
            data[place:end] = source.randbytes(source.randrange(3))
        return bytes(data)

    def attack() -> list[Exchange]:
        return [server.raw(damaged(), quiet=0.05) for _ in range(200)]

    for found in unharmed(server, attack):
        for answer in found.answers():
            assert answer.status < 500 or answer.status in (501, 505)
            check_silent(answer)
