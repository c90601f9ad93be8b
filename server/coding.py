"""Content codings: what responses are compressed with, and what compressed requests hold (RFC 9110, section 8.4)."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import lru_cache
from typing import Final

import zstandard
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from server.errors import Problem, ProblemError

IDENTITY: Final = "identity"
_SMALLEST: Final = 1024
"""Bytes below which compressing saves no packet."""
_GZIP: Final = 16 + zlib.MAX_WBITS
_EITHER: Final = 32 + zlib.MAX_WBITS
"""zlib's sign for: with the header of gzip or of zlib."""
_READ: Final = ("gzip", "x-gzip", "deflate", "zstd")
READABLE: Final = "gzip, deflate, zstd"
"""The codings that requests may use, as ``Accept-Encoding`` has them."""
_PIECE: Final = 256
"""Bytes that are unpacked at once where the library takes no limit: they become ten megabytes at most."""
_WINDOW: Final = 8 * 1024 * 1024
"""Bytes that a zstd frame may make its reader keep (RFC 9659)."""


def _gzip(data: bytes) -> bytes:
    packer = zlib.compressobj(5, zlib.DEFLATED, _GZIP)
    return packer.compress(data) + packer.flush()


def _zstd(data: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=3).compress(data)


_PACK: Final[dict[str, Callable[[bytes], bytes]]] = {"zstd": _zstd, "gzip": _gzip}


@lru_cache(maxsize=512)
def chosen(accept_encoding: str) -> str:
    """The coding that a client likes best of those that we write; none where it names none.

    >>> chosen("gzip, deflate, br"), chosen("gzip;q=0.5, zstd"), chosen("zstd;q=0, *"), chosen("")
    ('gzip', 'zstd', 'gzip', 'identity')
    """
    accepted = parse_accept_header(accept_encoding, Accept)
    best = max(_PACK, key=accepted.quality)
    return best if accepted.quality(best) > 0 else IDENTITY


def pack(body: bytes, coding: str) -> tuple[bytes, str]:
    """The body in a coding, and the coding that it has: small ones are left as they are."""
    if coding == IDENTITY or len(body) < _SMALLEST:
        return body, IDENTITY
    return _PACK[coding](body), coding


def unpack(body: bytes, coding: str, limit: int) -> bytes:
    """The body of a request without its coding.

    Args:
        body: as it came.
        coding: the value of ``Content-Encoding``.
        limit: bytes that it may have without the coding.

    Raises:
        ProblemError: 400 broken, 413 larger than the limit, 415 a coding that is not read.
    """
    name = coding.strip().lower()
    if name in ("", IDENTITY):
        return body
    if name not in _READ:
        headers = {"Accept-Encoding": READABLE}
        raise ProblemError(
            Problem(415, "The body is compressed in a way that is not read here.", f"Use: {READABLE}.", {}, headers)
        )
    try:
        data = _unzstd(body, limit) if name == "zstd" else _inflate(body, limit)
    except (zlib.error, zstandard.ZstdError, EOFError) as error:
        raise ProblemError(
            Problem(400, f"The body is not whole {name}.", "Compress it again, or send it as it is.")
        ) from error
    if len(data) > limit:
        raise too_large(limit)
    return data


def too_large(limit: int) -> ProblemError:
    """The error for a body of more bytes than this."""
    members = {"limit": {"request_bytes": limit}}
    return ProblemError(Problem(413, f"The body is larger than {limit:,} bytes.", "Send less at once.", members))


def _inflate(body: bytes, limit: int) -> bytes:
    unpacker = zlib.decompressobj(_EITHER)
    data = unpacker.decompress(body, limit + 1)
    if len(data) <= limit and not unpacker.eof:
        raise EOFError
    return data


def _unzstd(body: bytes, limit: int) -> bytes:
    unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()
    data = bytearray()
    for start in range(0, len(body), _PIECE):
        data += unpacker.decompress(body[start : start + _PIECE])
        if unpacker.eof or len(data) > limit:
            break
    if len(data) <= limit and (not unpacker.eof or unpacker.unused_data):
        raise EOFError
    return bytes(data)
