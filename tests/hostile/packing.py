"""Compressed bodies that are small on the wire and very large once unpacked."""

from __future__ import annotations

import struct
import zlib
from typing import Final

MIB: Final = 1024 * 1024


def gzip_bomb(mebibytes: int, start: bytes = b"", fill: bytes = b" ") -> bytes:
    """Gzip of ``start`` and so many mebibytes of ``fill``, in about a thousandth of that, valid to the last byte.

    >>> import gzip
    >>> gzip.decompress(gzip_bomb(1, b"ASK {}")) == b"ASK {}" + b" " * MIB
    True
    """
    block = fill * MIB
    first, one = _flushed(start), _flushed(block)
    check, length = zlib.crc32(start), len(start) + mebibytes * MIB
    for _ in range(mebibytes):
        check = zlib.crc32(block, check)
    head = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
    return head + first + one * mebibytes + b"\x03\x00" + struct.pack("<II", check, length & 0xFFFFFFFF)


def deflate_bomb(mebibytes: int, start: bytes = b"", fill: bytes = b" ") -> bytes:
    """The same as ``deflate``, that is zlib (RFC 9110, section 8.4.1.2).

    >>> zlib.decompress(deflate_bomb(1, b"ASK {}")) == b"ASK {}" + b" " * MIB
    True
    """
    block = fill * MIB
    check = zlib.adler32(start)
    for _ in range(mebibytes):
        check = zlib.adler32(block, check)
    return b"\x78\x9c" + _flushed(start) + _flushed(block) * mebibytes + b"\x03\x00" + struct.pack(">I", check)


def _flushed(data: bytes) -> bytes:
    """Raw deflate that ends at a byte and refers to nothing before it, so that it can be repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)


def zstd_bomb(mebibytes: int, start: bytes = b"", fill: bytes = b" ") -> bytes:
    """A Zstandard frame (RFC 8878) of ``start`` and blocks that repeat one byte, 128 KiB for four bytes each.

    >>> len(zstd_bomb(1024)) < 33_000
    True
    """
    repeated = _zstd_block(1, 128 * 1024, last=False) + fill
    body = _zstd_block(0, len(start), last=False) + start + repeated * (8 * mebibytes) + _zstd_block(0, 0, last=True)
    return _ZSTD + b"\x00\x38" + body  # a window of 128 KiB, of which no block may be larger


def zstd_with_window(exponent: int, start: bytes) -> bytes:
    """A short frame that claims to need a window of ``2 ** (10 + exponent)`` bytes."""
    return _ZSTD + bytes((0, exponent << 3)) + _zstd_block(0, len(start), last=True) + start


def zstd_with_size(size: int, start: bytes) -> bytes:
    """A short frame that claims to hold so many bytes."""
    return _ZSTD + b"\xe0" + struct.pack("<Q", size) + _zstd_block(0, len(start), last=True) + start


_ZSTD: Final = b"\x28\xb5\x2f\xfd"


def _zstd_block(kind: int, size: int, *, last: bool) -> bytes:
    return ((size << 3) | (kind << 1) | last).to_bytes(3, "little")
