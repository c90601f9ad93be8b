"""What a table that is taken away says of itself: in every row, since CSV has no comments, and in its headers.

A row that is copied into another table keeps the release it was taken from, its licence and the words behind it.
"""

from __future__ import annotations

from graph.store import Release
from server.addresses import here
from server.document import Quote


def source(release: Release) -> tuple[str, str]:
    """The IRIs of the release and of its licence, for the last two columns of a table."""
    return f"{release.names.base}releases/{release.id}", release.manifest.licence


def quoted(quote: Quote | None) -> tuple[str, int | str, int | str, str]:
    """The words that something was read from, where they begin and end in the source, and the IRI of the evidence."""
    return ("", "", "", "") if quote is None else (quote.exact, quote.start, quote.end, quote.iri)


def links(release: Release) -> list[str]:
    """Values of the Link header: what describes a file, and its licence (RFC 6892, RFC 4946)."""
    return [
        f'<{here(f"releases/{release.id}/")}>; rel="describedby"; type="text/html"',
        f'<{release.manifest.licence}>; rel="license"',
    ]


def file_name(release: Release, what: str, extension: str) -> str:
    """The name of a file, which says what it is and of which release."""
    return f"khen-{what}-{release.id}.{extension}"
