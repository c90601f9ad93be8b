"""What can go wrong with the index of names."""

from __future__ import annotations

from typing import Final

from graph.errors import KhenError, Worded

REMEDY: Final = "Run `khen build`: the index of names is made again from the statements."
"""Of every fault of an index."""


class SearchError(KhenError):
    """The index of names is damaged, or of a layout that this program does not know."""


class TextTooLong(KhenError):
    """What is looked for has more characters or more words than are compared.

    Attributes:
        limit: the name of the limit and its value.
    """

    def __init__(self, reason: str, limit: tuple[str, int]) -> None:
        super().__init__("the text", reason, Worded("Look for a name, or for a part of one."))
        self.limit = limit
