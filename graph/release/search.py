"""The index of names inside a release: made from the statements of ``khen.nq``, beside the store."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from graph.search import FILE, check_index, write_index
from graph.vocabulary import Quad


def write_names(
    folder: Path, quads: Iterable[Quad], n_quads: bytes, abbreviations: Mapping[str, Sequence[str]]
) -> None:
    """Write the index of the names in the statements, bound to the dump that holds them.

    Raises:
        OSError: the index cannot be written.
    """
    write_index(folder / FILE, quads, abbreviations=abbreviations, source=hashlib.sha256(n_quads).hexdigest())


def check_names(folder: Path, n_quads: bytes) -> None:
    """Nothing, if the index is whole and was made from this dump.

    Raises:
        SearchError: it is missing or damaged, or was made from other statements.
    """
    check_index(folder / FILE, hashlib.sha256(n_quads).hexdigest())
