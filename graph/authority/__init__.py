"""Authority data: the reviewed tables in ``data/authority``, read once and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from graph.authority.places import Places, read_places
from graph.authority.terms import Terms, read_terms

__all__ = ["Authority", "read_authority"]


@dataclass(frozen=True)
class Authority:
    """What the publisher knows by itself: places in time, and names that recur."""

    places: Places
    terms: Terms


def read_authority(folder: Path) -> Authority:
    """The authority data of a corpus.

    Raises:
        KhenError: a table is missing or wrong; the file and the line are named.
    """
    return Authority(read_places(folder), read_terms(folder))
