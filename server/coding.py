"""Content codings: what responses are compressed with, and what compressed requests hold (RFC 9110, section 8.4)."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import lru_cache
from typing import Final

import brotli  # type: ignore[import-untyped] # it comes without types
import zstandard
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from graph.errors import Worded
from server.errors import Problem, ProblemError

IDENTITY: Final = "identity"
SMALLEST: Final = 1024
"""Bytes below which compressing saves no packet."""
_GZIP: Final = 16 + zlib.MAX_WBITS
_EITHER: Final = 32 + zlib.MAX_WBITS
"""zlib's sign for: with the header of gzip or of zlib."""
_READ: Final = ("gzip", "x-gzip", "deflate", "zstd")
READABLE: Final = "gzip, deflate, zstd"
"""The codings that requests may use, as ``Accept-Encoding`` has them."""
_PIECE: Final = 256
"""Bytes that are unpacked at once where the library takes no limit: they become ten megabytes at most."""
_MEMBERS: Final = 100
"""Parts that a body may be made of, one after another: a megabyte of empty ones would take half a minute."""
_WINDOW: Final = 8 * 1024 * 1024
"""Bytes that a zstd frame may make its reader keep (RFC 9659)."""


def _gzip(data: bytes) -> bytes:
    packer = zlib.compressobj(5, zlib.DEFLATED, _GZIP)
    return packer.compress(data) + packer.flush()


def _zstd(data: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=3).compress(data)


def _brotli(data: bytes) -> bytes:
    packed: bytes = brotli.compress(data, quality=4)
    return packed


_PACK: Final[dict[str, Callable[[bytes], bytes]]] = {"zstd": _zstd, "br": _brotli, "gzip": _gzip}


@lru_cache(maxsize=512)
def chosen(accept_encoding: str) -> str:
    """The coding that a client likes best of those that we write; none where it names none.

    A client that takes none of them, and the plain body neither, is sent that all the same: it may see what to do with
    it (RFC 9110, section 12.4.1).

    >>> chosen("gzip, deflate, br"), chosen("gzip;q=0.5, zstd"), chosen("zstd;q=0, *"), chosen("x-gzip"), chosen("")
    ('br', 'zstd', 'br', 'gzip', 'identity')
    """
    accepted = _accepted(accept_encoding)
    best = max(_PACK, key=accepted.quality)
    plain = max((quality for name, quality in accepted if name.lower() == IDENTITY), default=0)
    return best if accepted.quality(best) > plain else IDENTITY


def plain(accept_encoding: str) -> bool:
    """Whether a client takes a body without a coding, as it does unless it says otherwise.

    >>> plain("gzip"), plain("gzip, identity;q=0"), plain("gzip, *;q=0"), plain("identity, *;q=0")
    (True, False, False, True)
    """
    if ";" not in accept_encoding:  # so it is with most
        return True
    accepted = _accepted(accept_encoding)
    named = [quality for name, quality in accepted if name.lower() in (IDENTITY, "*")]
    return not named or accepted.quality(IDENTITY) > 0


def _accepted(accept_encoding: str) -> Accept:
    """The codings with their weights; ``x-gzip`` is another name of ``gzip`` (RFC 9110, section 8.4.1.3)."""
    accepted = parse_accept_header(accept_encoding, Accept)
    return Accept((name.lower().replace("x-gzip", "gzip"), quality) for name, quality in accepted)


def pack(body: bytes, coding: str, smallest: int = SMALLEST) -> tuple[bytes, str]:
    """The body in a coding, and the coding that it has: those of fewer bytes than this are left as they are."""
    if coding == IDENTITY or len(body) < smallest:
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
            Problem(
                415,
                Worded("The body is compressed in a way that is not read here."),
                Worded("Use %(list)s.", list=READABLE),
                {},
                headers,
            )
        )
    try:
        data = _unzstd(body, limit) if name == "zstd" else _inflate(body, limit)
    except (zlib.error, zstandard.ZstdError, EOFError) as error:
        raise ProblemError(
            Problem(
                400,
                Worded("The body is not whole %(name)s.", name=name),
                Worded("Compress it again, or send it as it is."),
            )
        ) from error
    if len(data) > limit:
        raise too_large(limit)
    return data


def too_large(limit: int) -> ProblemError:
    """The error for a body of more bytes than this."""
    members = {"limit": {"request_bytes": limit}}
    return ProblemError(
        Problem(
            413, Worded("The body is larger than %(limit)s bytes.", limit=limit), Worded("Send less at once."), members
        )
    )


def _inflate(body: bytes, limit: int) -> bytes:
    data, rest, members = b"", body, 0
    while rest and len(data) <= limit:  # a body may have several members, one after another (RFC 1952, section 2.2)
        members += 1
        if members > _MEMBERS:
            raise zlib.error("too many members")
        unpacker = zlib.decompressobj(_EITHER)
        data += unpacker.decompress(rest, limit + 1 - len(data))
        if len(data) <= limit and not unpacker.eof:
            raise EOFError
        rest = unpacker.unused_data
    return data


def _unzstd(body: bytes, limit: int) -> bytes:
    data, position, frames = bytearray(), 0, 0
    while position < len(body) and len(data) <= limit:
        frames += 1
        if frames > _MEMBERS:
            raise zstandard.ZstdError("too many frames")
        unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()
        while not unpacker.eof and len(data) <= limit:
            piece = body[position : position + _PIECE]
            if not piece:
                raise EOFError
            data += unpacker.decompress(piece)
            position += len(piece) - len(unpacker.unused_data)
    return bytes(data)
