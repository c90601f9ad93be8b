"""Bodies that the client has compressed (RFC 9110, sections 8.4 and 15.5.16), bounded once they are unpacked."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from typing import Final

import pytest
import zstandard

from tests.protocol.asking import ASK, DIRECT, FORM, Endpoint, problem

MIB: Final = 1024 * 1024
METHODS: Final = ("POST", "QUERY")
CODINGS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "zstd": zstandard.ZstdCompressor().compress,
}
each_coding = pytest.mark.parametrize("coding", CODINGS)
each_method = pytest.mark.parametrize("method", METHODS)


def _packed(coding: str, kind: str = DIRECT) -> dict[str, str]:
    return {"Content-Type": kind, "Content-Encoding": coding}


def _padded(size: int) -> bytes:
    """A form of so many bytes with a small query in it."""
    start = b"query=ASK%7B%7D&x="
    return start + b"x" * (size - len(start))


def _streamed(plain: bytes) -> bytes:
    """Zstandard without the size of the content in its frame, as a client writes it that does not know it."""
    packer = zstandard.ZstdCompressor().compressobj()
    return packer.compress(plain) + packer.flush()


@each_coding
@each_method
def test_a_query_may_be_compressed(endpoint: Endpoint, method: str, coding: str) -> None:
    pack = CODINGS[coding]
    query = "SELECT ('Đắk Lắk' AS ?x) {}"
    assert endpoint.send(method, body=pack(query.encode()), headers=_packed(coding)).value() == "Đắk Lắk"
    form = b"query=SELECT+('a%2Bb'+AS+?x)+%7B%7D"
    assert endpoint.send(method, body=pack(form), headers=_packed(coding, FORM)).value() == "a+b"


@pytest.mark.parametrize(("written", "coding"), [("x-gzip", "gzip"), ("GZIP", "gzip"), (" Zstd ", "zstd")])
def test_codings_are_written_in_any_case_and_gzip_has_an_old_name(
    endpoint: Endpoint, written: str, coding: str
) -> None:
    body = CODINGS[coding](ASK.encode())
    assert endpoint.send("POST", body=body, headers=_packed(written)).boolean() is True


def test_zstandard_without_a_content_size(endpoint: Endpoint) -> None:
    assert endpoint.send("POST", body=_streamed(ASK.encode()), headers=_packed("zstd")).boolean() is True


@pytest.mark.parametrize("coding", ["br", "compress", "lzma", "aes128gcm", "gzip, br", "nonsense"])
@each_method
def test_other_codings_are_415_with_those_there_are(endpoint: Endpoint, method: str, coding: str) -> None:
    answer = endpoint.send(method, body=ASK.encode(), headers=_packed(coding))
    problem(answer, 415)
    assert answer.field("Accept-Encoding") == set(CODINGS)


@each_coding
@pytest.mark.parametrize("damage", ["garbage", "not compressed", "empty", "cut", "changed"])
def test_what_cannot_be_unpacked_is_400(endpoint: Endpoint, coding: str, damage: str) -> None:
    packed = _checked(coding, b"SELECT ('" + bytes(range(48, 123)) * 3 + b"' AS ?x) {}")
    body = {
        "garbage": b"\x00\x01\x02\x03" * 20,
        "not compressed": ASK.encode(),
        "empty": b"",
        "cut": packed[:-3],
        "changed": packed[:-5] + bytes([packed[-5] ^ 0xFF]) + packed[-4:],
    }[damage]
    problem(endpoint.send("POST", body=body, headers=_packed(coding)), 400)


def _checked(coding: str, plain: bytes) -> bytes:
    """Compressed, with a checksum in any coding."""
    return zstandard.ZstdCompressor(write_checksum=True).compress(plain) if coding == "zstd" else CODINGS[coding](plain)


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_nothing_after_the_first_member_is_passed_over(endpoint: Endpoint, coding: str) -> None:
    """Both formats may consist of several members (RFC 1952, section 2.2; RFC 8878, section 3.1)."""
    pack = CODINGS[coding]
    answer = endpoint.send("POST", body=pack(b"SELECT (1 AS ?x) {}") + pack(b" LIMIT 0"), headers=_packed(coding))
    if answer.status == 200:
        assert answer.rows() == []
    else:
        problem(answer, 400)
    problem(endpoint.send("POST", body=pack(ASK.encode()) + b"\x01garbage", headers=_packed(coding)), 400)


@each_coding
def test_a_body_is_measured_once_unpacked(endpoint: Endpoint, coding: str) -> None:
    pack = CODINGS[coding]
    assert endpoint.send("POST", body=pack(_padded(MIB)), headers=_packed(coding, FORM)).boolean() is True
    document = problem(endpoint.send("POST", body=pack(_padded(MIB + 1)), headers=_packed(coding, FORM)), 413)
    assert document["limit"] == {"request_bytes": MIB}


@each_coding
@each_method
def test_a_bomb_is_413(endpoint: Endpoint, method: str, coding: str) -> None:
    body = CODINGS[coding](bytes(32 * MIB))
    assert len(body) < MIB
    problem(endpoint.send(method, body=body, headers=_packed(coding, FORM)), 413)


def test_a_bomb_that_hides_its_size_is_413(endpoint: Endpoint) -> None:
    problem(endpoint.send("POST", body=_streamed(bytes(32 * MIB)), headers=_packed("zstd")), 413)


def test_a_zstandard_frame_that_announces_a_giant_is_refused(endpoint: Endpoint) -> None:
    """Magic number, a header that announces 2^62 bytes, and next to nothing (RFC 8878, section 3.1.1)."""
    frame = b"\x28\xb5\x2f\xfd" + b"\xc0\x88" + (1 << 62).to_bytes(8, "little") + b"\x01\x00\x00"
    answer = endpoint.send("POST", body=frame, headers=_packed("zstd"))
    assert answer.status in (400, 413)
    problem(answer, answer.status)


def test_what_is_sent_without_a_coding_may_look_like_one(endpoint: Endpoint) -> None:
    problem(endpoint.send("POST", body=gzip.compress(ASK.encode()), headers={"Content-Type": DIRECT}), 400)
