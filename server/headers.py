"""Headers that every response has, whichever way it took through the server."""

from __future__ import annotations

from typing import Final

EXPLORING: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The policy of a page with scripts of ours: they reach this server and nothing else."""
SECURITY: Final = {
    # Pages need nothing but our own style sheet and pictures; a page that was tricked into holding a script runs none.
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer-when-downgrade",
}
CORS: Final = {
    # Any site may read the data; there are no credentials that it could use.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Accept-Query, Allow, Content-Encoding, Content-Language, Content-Location, "
    "Content-Profile, ETag, Last-Modified, Link, Location, Repr-Digest, Retry-After, Server-Timing, X-Query-Id",
}
ALWAYS: Final = {**SECURITY, **CORS}
PREFLIGHT: Final = {
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Accept-Profile, Content-Encoding, Content-Type, "
    "If-Match, If-Modified-Since, If-None-Match, If-Unmodified-Since, Range",
    "Access-Control-Max-Age": "86400",
}
