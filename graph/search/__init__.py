"""Finding things by their names, however they are written: without marks, abbreviated, or with a letter wrong.

``write_index`` makes the file that a release carries, ``open_index`` reads it. The index is made from the statements of
the release alone and can be made again from them at any time; it holds nothing that they do not say.
"""

from __future__ import annotations

from graph.search.errors import SearchError, TextTooLong
from graph.search.reading import MOST_HITS, Hit, SearchIndex, open_index
from graph.search.things import FINDABLE
from graph.search.words import MOST_CHARACTERS, MOST_WORDS
from graph.search.writing import FILE, check_index, write_index

__all__ = [
    "FILE",
    "FINDABLE",
    "MOST_CHARACTERS",
    "MOST_HITS",
    "MOST_WORDS",
    "Hit",
    "SearchError",
    "SearchIndex",
    "TextTooLong",
    "check_index",
    "open_index",
    "write_index",
]
