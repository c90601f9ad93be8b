"""What a citation says, before it is written in any format."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from babel import Locale
from flask_babel import format_date, get_locale, gettext

from graph.store import Manifest
from server.citing.digests import Digests
from server.citing.pins import Pin
from server.naming import in_language

_TITLE: Final = re.compile(r"\A\s*#+[ \t]*([^\r\n]*[^\s#])")
LONGEST: Final = 200
"""Characters of a title."""


@dataclass(frozen=True)
class Citation:
    """A citation of a release, or of the result of a query on it.

    Attributes:
        key: a name for it, of ASCII letters, digits and hyphens.
        title: of what is cited.
        publisher: who publishes the data, and counts as their author.
        version: of the data, with the identifier of the release.
        issued: the day of the state of the data that is cited.
        accessed: when it was looked at.
        address: where it is found, below the base that its IRIs have.
        language: that the words are in.
        digests: of the result; ``None`` for a release.
        format: of the result, as people call it.
    """

    key: str
    title: str
    publisher: str
    version: str
    issued: date
    accessed: date
    address: str
    language: str
    digests: Digests | None = None
    format: str = ""

    @property
    def note(self) -> str:
        """What is needed to see whether one has the same result."""
        if self.digests is None:
            return ""
        parts = [
            gettext("SHA-256 of the result (%(format)s): %(digest)s", format=self.format, digest=self.digests.bytes)
        ]
        if self.digests.rows:
            parts.append(gettext("SHA-256 of its rows: %(digest)s", digest=self.digests.rows))
        return "; ".join(parts)

    @property
    def language_name(self) -> str:
        """What its language is called in that of the moment."""
        return Locale(self.language).get_language_name(get_locale()) or self.language

    def in_words(self) -> str:
        """The citation as a line of a list of references, in the language of the moment."""
        return str(
            gettext(
                "%(publisher)s (%(year)s). %(title)s [data set]. Version %(version)s. %(address)s (accessed %(day)s).",
                publisher=self.publisher,
                year=self.issued.year,
                title=self.title,
                version=self.version,
                address=self.address,
                day=format_date(self.accessed, "long"),
            )
        )


def of_release(manifest: Manifest, accessed: date, language: str) -> Citation:
    """The citation of a release as a whole, in a language."""
    return Citation(
        f"khen-{manifest.id}",
        in_language(manifest.title, language),
        in_language(manifest.publisher, language) or in_language(manifest.title, language),
        f"{manifest.version} ({manifest.id})",
        date.fromisoformat(manifest.modified),
        accessed,
        f"{manifest.base}releases/{manifest.id}",
        language,
    )


def of_result(whole: Citation, manifest: Manifest, pin: Pin, said: str, digests: Digests, format: str) -> Citation:
    """The citation of a result, from that of the release.

    Args:
        whole: the citation of the release.
        manifest: of the release.
        pin: the query.
        said: the parameters of the address of the citation.
        digests: of the result.
        format: of the result, as people call it.
    """
    about = title_of(pin.query) or gettext("Result of a query")
    return replace(
        whole,
        key=f"{whole.key}-{digests.bytes[:8]}",
        title=gettext("%(about)s (from: %(whole)s)", about=about, whole=whole.title),
        address=f"{manifest.base}cite?{said}",
        digests=digests,
        format=format,
    )


def title_of(query: str) -> str:
    """What a query calls itself: the comment that it opens with.

    >>> title_of("# Who was commended?\\nSELECT * {}"), title_of("SELECT * {} # all")
    ('Who was commended?', '')
    """
    match = _TITLE.match(query)
    return match.group(1)[:LONGEST].strip() if match else ""
