"""Where the words of a source are read: the path of each passage in the annotated text of its announcement.

A passage is addressed by the positions of its characters, as RFC 5147 (section 2.2.1) writes them.
https://www.rfc-editor.org/rfc/rfc5147
"""

from __future__ import annotations

import re
from typing import Final

PART: Final = 8_000
"""Characters of the text that one page shows; a longer text is read in parts, so that every passage has one page."""
_PASSAGE: Final = re.compile(r"id/announcement/([^/#]+)/text#(char=([0-9]{1,9}),[0-9]{1,9})$", re.ASCII)
_BESIDE: Final = re.compile(r"/(?:id|graph)/announcement/([^/#]+)(?:/text)?$", re.ASCII)
_ANNOUNCEMENT: Final = re.compile(r"id/announcement/([^/#]+)$", re.ASCII)


def part_of(start: int) -> int:
    """The part, counted from 1, in which the character at an offset is read.

    >>> part_of(0), part_of(7_999), part_of(8_000)
    (1, 1, 2)
    """
    return start // PART + 1


def reading_path(key: str, part: int = 1) -> str:
    """The path, without a leading slash, of a part of an annotated text.

    >>> reading_path("thu-1"), reading_path("thu-1", 2)
    ('read/thu-1', 'read/thu-1/2')
    """
    return f"read/{key}" if part == 1 else f"read/{key}/{part}"


def passage_path(evidence: str) -> str | None:
    """The path at which the words of a piece of evidence are read; ``None`` where its IRI is of another form.

    >>> passage_path("https://w3id.org/khen/id/announcement/thu-1/text#char=10014,10020")
    'read/thu-1/2#char=10014,10020'
    """
    found = _PASSAGE.search(evidence)
    return f"{reading_path(found[1], part_of(int(found[3])))}#{found[2]}" if found else None


def text_path(iri: str) -> str | None:
    """The path of the annotated text of an announcement; ``None`` for the IRI of anything else.

    >>> text_path("https://w3id.org/khen/id/announcement/thu-1"), text_path("https://w3id.org/khen/id/org/vwu")
    ('read/thu-1', None)
    """
    found = _ANNOUNCEMENT.search(iri)
    return reading_path(found[1]) if found else None


def text_beside(iri: str) -> str | None:
    """As ``text_path``, also for the text as a thing of its own and for the graph of the announcement.

    >>> text_beside("https://w3id.org/khen/id/announcement/thu-1/text"), text_beside("https://w3id.org/khen/id/org/vwu")
    ('read/thu-1', None)
    >>> text_beside("https://w3id.org/khen/graph/announcement/thu-1")
    'read/thu-1'
    """
    found = _BESIDE.search(iri)
    return reading_path(found[1]) if found else None
