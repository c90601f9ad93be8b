"""Content codings: which one a client gets, and what a compressed request may hold."""

from __future__ import annotations

import gzip
import random
import time
import tracemalloc
import zlib

import brotli  # type: ignore[import-untyped] # it comes without types
import pytest
import zstandard

from server import coding
from server.errors import ProblemError

LIMIT = 100_000
TEXT = b"SELECT * { ?s ?p ?o } # " + bytes(random.Random(0).choices(b"abcdefgh ", k=20_000))


def deflate(data: bytes) -> bytes:
    return zlib.compress(data)


def zstd(data: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(data)


def zstd_of_unknown_size(data: bytes) -> bytes:
    packer = zstandard.ZstdCompressor().compressobj()
    return packer.compress(data) + packer.flush()


PACKERS = {"gzip": gzip.compress, "x-gzip": gzip.compress, "deflate": deflate, "zstd": zstd}


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", "identity"),
        ("identity", "identity"),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("deflate", "identity"),
        ("compress, deflate", "identity"),
        ("gzip, deflate", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", "br"),
        ("gzip;q=0.9, br;q=0.1", "gzip"),
        ("gzip;q=0", "identity"),
        ("gzip;q=0, *", "zstd"),
        ("*;q=0", "identity"),
        ("*", "zstd"),
        ("identity;q=1, gzip;q=0.5", "identity"),
        ("identity;q=0.5, gzip;q=1", "gzip"),
        ("identity;q=0", "identity"),
        ("gzip;q=nonsense", "identity"),
        (",,;q=,gzip", "gzip"),
    ],
)
def test_the_client_gets_what_it_likes_best(header: str, expected: str) -> None:
    assert coding.chosen(header) == expected


@pytest.mark.parametrize("name", ["gzip", "zstd", "br"])
def test_what_is_packed_can_be_unpacked(name: str) -> None:
    packed, used = coding.pack(TEXT, name)
    assert used == name
    assert len(packed) < len(TEXT)
    unpacked = {"gzip": gzip.decompress, "zstd": zstandard.decompress, "br": brotli.decompress}[name](packed)
    assert unpacked == TEXT


@pytest.mark.parametrize("name", ["gzip", "zstd", "br"])
def test_the_same_is_packed_the_same(name: str) -> None:
    """The entity tag is strong: the same tag means the same bytes (RFC 9110, section 8.8.1)."""
    assert coding.pack(TEXT, name) == coding.pack(TEXT, name)


@pytest.mark.parametrize("name", ["gzip", "zstd", "br", "identity"])
def test_small_bodies_are_left_as_they_are(name: str) -> None:
    assert coding.pack(b"x" * 1023, name) == (b"x" * 1023, "identity")


@pytest.mark.parametrize("name", PACKERS)
@pytest.mark.parametrize("data", [b"", b"a", TEXT], ids=["empty", "one", "text"])
def test_a_compressed_body_is_read(name: str, data: bytes) -> None:
    assert coding.unpack(PACKERS[name](data), name, LIMIT) == data


@pytest.mark.parametrize("header", ["", "identity", " Identity "])
def test_a_plain_body_is_read_as_it_is(header: str) -> None:
    assert coding.unpack(TEXT, header, LIMIT) == TEXT


def test_the_name_of_a_coding_is_read_in_any_case() -> None:
    assert coding.unpack(gzip.compress(TEXT), " GZip ", LIMIT) == TEXT


@pytest.mark.parametrize("name", ["gzip", "zstd"])
def test_several_members_are_one_body(name: str) -> None:
    """RFC 1952, section 2.2; RFC 8878, section 3."""
    pack = PACKERS[name]
    assert coding.unpack(pack(b"ASK ") + pack(b"") + pack(b"{}"), name, LIMIT) == b"ASK {}"


def test_a_zstd_frame_need_not_say_its_size() -> None:
    assert coding.unpack(zstd_of_unknown_size(TEXT), "zstd", LIMIT) == TEXT


@pytest.mark.parametrize("name", PACKERS)
def test_a_body_of_just_the_limit_is_read(name: str) -> None:
    data = bytes(LIMIT)
    assert coding.unpack(PACKERS[name](data), name, LIMIT) == data
    with pytest.raises(ProblemError) as caught:
        coding.unpack(PACKERS[name](data + b"\0"), name, LIMIT)
    assert caught.value.problem.status == 413
    assert caught.value.problem.members == {"limit": {"request_bytes": LIMIT}}


@pytest.mark.parametrize("name", PACKERS)
def test_a_body_that_is_cut_off_is_not_read(name: str) -> None:
    packed = PACKERS[name](TEXT)
    for length in (1, 5, len(packed) // 2, len(packed) - 1):
        assert _status(packed[:length], name) == 400, length


@pytest.mark.parametrize("name", PACKERS)
def test_bytes_that_are_no_coding_are_refused(name: str) -> None:
    assert _status(b"SELECT * { ?s ?p ?o }", name) == 400


@pytest.mark.parametrize("name", PACKERS)
def test_what_stands_behind_a_body_is_refused(name: str) -> None:
    assert _status(PACKERS[name](b"ASK {}") + b"and more", name) == 400


@pytest.mark.parametrize("name", PACKERS)
def test_no_bytes_make_anything_but_an_answer(name: str) -> None:
    """Bodies with bytes turned round are read, or refused as broken."""
    luck = random.Random(7)
    packed = PACKERS[name](TEXT)
    for _ in range(300):
        broken = bytearray(packed)
        for _ in range(luck.randint(1, 3)):
            broken[luck.randrange(len(broken))] ^= 1 << luck.randrange(8)
        assert _status(bytes(broken), name) in (200, 400, 413)


@pytest.mark.parametrize("name", ["gzip, gzip", "br", "compress", "nonsense", "gzip;q=1"])
def test_other_codings_are_refused_with_those_that_are_read(name: str) -> None:
    with pytest.raises(ProblemError) as caught:
        coding.unpack(b"", name, LIMIT)
    assert caught.value.problem.status == 415
    assert caught.value.problem.headers == {"Accept-Encoding": "gzip, deflate, zstd"}


@pytest.mark.parametrize("name", PACKERS)
def test_a_bomb_takes_little_memory(name: str) -> None:
    bomb = PACKERS[name](bytes(100_000_000))
    tracemalloc.start()
    try:
        assert _status(bomb, name) == 413
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 40_000_000, f"{most:,} bytes"


def test_a_frame_that_wants_a_large_window_is_refused() -> None:
    """RFC 9659 allows 8 MiB."""
    parameters = zstandard.ZstdCompressionParameters(window_log=27)
    packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    assert _status(packer.compress(TEXT) + packer.flush(), "zstd") == 400


@pytest.mark.parametrize("name", PACKERS)
def test_as_many_members_as_fit_take_no_time(name: str) -> None:
    """It is unpacked in the event loop, where all others wait."""
    empty = PACKERS[name](b"")
    for member in (empty, b"\x50\x2a\x4d\x18\0\0\0\0") if name == "zstd" else (empty,):  # the latter is skipped
        body = member * (1024 * 1024 // len(member))
        start = time.process_time()
        assert _status(body, name) == 400
        assert time.process_time() - start < 0.5
        assert _status(member * 100, name) == 200


@pytest.mark.parametrize("name", PACKERS)
def test_a_body_that_does_not_compress_takes_no_time(name: str) -> None:
    data = random.Random(0).randbytes(1024 * 1024 - 100)
    start = time.process_time()
    assert coding.unpack(PACKERS[name](data), name, 1024 * 1024) == data
    assert time.process_time() - start < 0.5


def _status(body: bytes, name: str) -> int:
    try:
        coding.unpack(body, name, LIMIT)
    except ProblemError as error:
        return error.problem.status
    return 200
