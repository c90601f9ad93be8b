"""Bodies and texts that are not what they say: not UTF-8, compressed a thousandfold, damaged."""

from __future__ import annotations

import gzip
import zlib
from typing import Final

import pytest

from tests.engine.asking import ASK
from tests.hostile import packing
from tests.hostile.honesty import check_refused, problem
from tests.hostile.processes import MIB
from tests.hostile.pulse import unharmed
from tests.hostile.serving import BROWSER, FORM, QUERY, Server
from tests.hostile.talking import Answer

_GROWTH: Final = 64 * MIB
"""Bytes in memory that the refusal of a bomb may take for a while."""
_MANY: Final = 980
"""Mebibytes that gzip and deflate still hold in less than the 1 MiB that a body may have."""
INVALID = [b"\xff", b"\xc3", b"\xc0\x80", b"\xe0\x80\xaf", b"\xed\xa0\x80", b"\xed\xb0\x80", b"\xf4\x90\x80\x80",
b"\xf8\x88\x80\x80\x80",
           b"\x80", b"\xfe\xff", b"\xff\xfe", "ễ".encode("utf-16"), "ễ".encode("utf-32"), "Việt".encode("cp1258",
           "replace") + b"\xee"]  # fmt: skip
STRANGE = ["\x00", "\ufeff", "\ufffe", "\u202e", "\x1b[2J", "\x7f", "\x08", "\u2028", "\U000e0001", "\U0010ffff",
"e" + "\u0301" * 5000,
           "\u0130" * 5000, "\ufdfa" * 3000]  # fmt: skip


@pytest.mark.parametrize("raw", INVALID)
def test_what_is_not_utf_8_is_refused_by_every_way(server: Server, raw: bytes) -> None:
    query = b"ASK { FILTER('" + raw + b"' != '') }"
    told = "".join(f"%{byte:02x}" for byte in query).encode()
    for answer in (
        server.post(query),
        server.post(b"query=" + told, kind=FORM),
        server.post(b"query=" + query.replace(b" ", b"+"), kind=FORM),
        server.fetch(b"/sparql?query=" + told),
        server.fetch(b"/sparql?query=ASK%7B%7D&default-graph-uri=" + told),
        server.fetch(b"/sparql?query=ASK%7B%7D&timeout=" + told),
        server.fetch(b"/sparql?" + told + b"=x"),
    ):
        check_refused(answer, 400)


@pytest.mark.parametrize(
    "text", ["\\uD800", "\\uDFFF", "\\uD83D\\uDE00", "\\U0000D800", "\\U00110000", "\\UFFFFFFFF", "\\u0000"]
)
def test_escapes_of_no_character_break_nothing(server: Server, text: str) -> None:
    for query in (f"ASK {{ FILTER('{text}' != 'x') }}", f"ASK {{ <a:{text}> ?p ?o }}", f"ASK {{ ?{text} ?p ?o }}", text,
                  f"SELECT ('{text}' AS ?x) {{}}", f"PREFIX {text}: <a:{text}> ASK {{}}",
                  f"ASK {{}} # {text}"):  # fmt: skip
        for accept in ("*/*", "application/sparql-results+xml", "text/csv", BROWSER):
            check_refused(server.post(query, accept), 200, 400, 406)


@pytest.mark.parametrize("text", STRANGE)
def test_strange_characters_break_nothing(server: Server, text: str) -> None:
    for query in (f"ASK {{ FILTER('{text}' != 'x') }}", f"{text}{ASK}", f"ASK{text}{{}}",
    f"SELECT ('{text}' AS ?x) {{}}", f"{ASK} #{text}",
                  f"ASK {{ ?{text} ?p ?o }}", f"SELECT (UCASE(LCASE('{text}')) AS ?x) {{}}",
                  f"ASK {{ FILTER(REGEX('{text}', '{text}', 'i')) }}"):  # fmt: skip
        for accept in ("*/*", "application/sparql-results+xml", BROWSER):
            check_refused(server.post(query, accept), 200, 400, 406)


def _refused_without_growth(server: Server, bodies: dict[str, bytes], kind: str, *statuses: int) -> None:
    """Send bodies by their coding, and look at the memory that this takes."""
    before = server.tree().resident()
    server.watch.most = 0

    def attack() -> list[Answer]:
        return [server.post(body, kind=kind, **{"Content-Encoding": coding}) for coding, body in bodies.items()]

    for answer in unharmed(server, attack):
        check_refused(answer, *statuses)
        assert answer.seconds < 3
    grown = server.tree().resident() - before
    assert grown < _GROWTH, f"{grown / MIB:.0f} MiB"


@pytest.mark.parametrize("start", [b"", b"ASK {}", b"\xff"])
def test_a_gigabyte_of_spaces_is_refused_in_little_memory(server: Server, start: bytes) -> None:
    """The query before them is complete, so that a server that reads only so far would answer it."""
    bodies = {
        "gzip": packing.gzip_bomb(_MANY, start),
        "deflate": packing.deflate_bomb(_MANY, start),
        "zstd": packing.zstd_bomb(1024, start),
    }
    assert all(len(body) < MIB for body in bodies.values())
    _refused_without_growth(server, bodies, QUERY, 413)


def test_a_gigabyte_of_parameters_is_refused_in_little_memory(server: Server) -> None:
    start = b"query=ASK%7B%7D"
    bodies = {
        "gzip": packing.gzip_bomb(_MANY, start, b"&"),
        "deflate": packing.deflate_bomb(_MANY, start, b"&"),
        "zstd": packing.zstd_bomb(1024, start, b"&"),
    }
    _refused_without_growth(server, bodies, FORM, 413)


def test_just_beyond_the_limit_is_refused(server: Server) -> None:
    bodies = {name: pack(1, ASK.encode()) for name, pack in
              {"gzip": packing.gzip_bomb, "deflate": packing.deflate_bomb,
              "zstd": packing.zstd_bomb}.items()}  # fmt: skip
    _refused_without_growth(server, bodies, QUERY, 413)


def test_eight_compressed_bombs_one_in_another_are_refused(server: Server) -> None:
    body = ASK.encode() + b" " * MIB
    for _ in range(8):
        body = gzip.compress(body)
    for coding in (
        "gzip, gzip, gzip, gzip, gzip, gzip, gzip, gzip",
        "gzip, deflate",
        "gzip, identity, gzip",
        "gzip," * 1000 + "gzip",
    ):
        check_refused(server.post(body, **{"Content-Encoding": coding}), 400, 413, 415)


def test_a_frame_that_claims_much_gets_little(server: Server) -> None:
    """A window or a size is memory only if it is believed."""
    ask = ASK.encode()
    for body in (
        packing.zstd_with_window(21, ask),
        packing.zstd_with_window(31, ask),
        packing.zstd_with_size(1 << 40, ask),
    ):
        _refused_without_growth(server, {"zstd": body}, QUERY, 400, 413)


@pytest.mark.parametrize("coding", ["br", "compress", "lzma", "x-evil", "gzip;q=1", "../gzip", "gzip\t", "\xff"])
def test_an_unknown_coding_is_named_as_such(server: Server, coding: str) -> None:
    answer = server.post(ASK, **{"Content-Encoding": coding})
    if coding.strip() == "gzip":
        check_refused(answer, 400)  # it is one that we know, and the body is not written in it
    else:
        problem(answer, 415)
        assert {each.strip() for each in answer.headers["Accept-Encoding"].split(",")} >= {"gzip", "deflate", "zstd"}


def _damaged(packed: bytes) -> list[bytes]:
    return [b"", packed[:1], packed[:-1], packed[:-5], packed[: len(packed) // 2], packed[1:], b"\x00" + packed,
            packed[:-1] + bytes([packed[-1] ^ 1]), packed + b"trailing",
            packed[:12] + b"\xff\xff\xff" + packed[15:]]  # fmt: skip


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_damaged_body_is_never_answered(server: Server, coding: str) -> None:
    """The cut-off ones hold a whole query in their readable part: the answer to it would be an answer to less."""
    query = f"{ASK} # and much more that is lost ".encode() * 20
    packed = gzip.compress(query) if coding == "gzip" else zlib.compress(query)
    for body in _damaged(packed):
        check_refused(server.post(body, **{"Content-Encoding": coding}), 400)


def test_a_damaged_zstd_frame_is_never_answered(server: Server) -> None:
    frame = packing.zstd_with_window(10, ASK.encode())
    for body in (
        b"",
        frame[:3],
        frame[:-1],
        frame[:6],
        frame[1:],
        frame + b"trailing",
        frame[:6] + b"\xff\xff\xff" + frame[9:],
    ):
        check_refused(server.post(body, **{"Content-Encoding": "zstd"}), 400)
