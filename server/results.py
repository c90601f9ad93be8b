"""The results that are kept: those of one release, until there are too many bytes of them."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

from graph.formats import Format

_OVERHEAD: Final = 1024
"""Bytes that an entry is counted for beside its body and its key."""
_SHARE: Final = 8
"""A single result may take this fraction of all there is."""
_BLANK: Final = " \t\r\n"
"""White space is this and nothing else (SPARQL 1.1, rule 162): any other character may stand in an IRI or a comment."""
_BLANKS: Final = re.compile("[ \t]+")
_LINE_ENDS: Final = re.compile("[\r\n]+")


@dataclass(frozen=True)
class Kept:
    """A result and its entity tag.

    Attributes:
        format: that it is written in.
        size: bytes that it has without a content coding; these are not kept.
        coding: the content coding of ``body``.
        body: what is sent.
        tag: the opaque part of the entity tag; empty for a result that another evaluation might not give again.
        links: values of the Link header.
    """

    format: Format
    size: int
    coding: str
    body: bytes
    tag: str
    links: tuple[str, ...] = ()


class Results:
    """Results by what was asked; the one that was not asked for longest gives way. Threads share it.

    It belongs to one release, and ends with it.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[Kept, int]] = OrderedDict()
        self._size = 0

    @property
    def size(self) -> int:
        """Bytes that are kept."""
        return self._size

    def get(self, key: Hashable) -> Kept | None:
        """What is kept for a question."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def keep(self, key: Hashable, kept: Kept, key_size: int) -> None:
        """Keep a result, unless it alone is too large."""
        size = len(kept.body) + key_size + _OVERHEAD
        if size * _SHARE > self.limit:
            return
        with self._lock:
            before = self._kept.pop(key, None)
            self._size += size - (before[1] if before else 0)
            self._kept[key] = kept, size
            while self._size > self.limit:
                _, (_, freed) = self._kept.popitem(last=False)
                self._size -= freed


def normalised(query: str) -> str:
    """The query without what cannot matter; equal texts mean the same.

    Spaces within a line and empty lines are left out, but for queries that hold a string, in which they might matter.
    A line end stays, because it ends a comment.

    >>> normalised("ASK   { ?a  ?b ?c }  # one") == normalised("ASK { ?a ?b ?c } # one")
    True
    >>> normalised("ASK { ?a ?b 'x  y' }") == normalised("ASK { ?a ?b 'x y' }")
    False
    """
    if '"' in query or "'" in query:
        return query.strip(_BLANK)
    lines = (_BLANKS.sub(" ", each).strip(" ") for each in _LINE_ENDS.split(query))
    return "\n".join(line for line in lines if line)


def repeatable(query: str) -> bool:
    """Whether a query surely gives the same each time it is asked of one release, but for names of blank nodes.

    >>> repeatable("ASK {}"), repeatable("SELECT (NOW() AS ?now) {}")
    (True, False)
    """
    words = query.lower()
    return not ("\\" in words or "now" in words or "rand" in words or "uuid" in words or "bnode" in words)
