"""The store inside a release: an index of ``khen.nq`` that holds exactly its statements."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyoxigraph

from graph.formats import N_QUADS
from graph.release.dumps import compare, oxigraph_line

STORE: Final = "store"


def write_store(folder: Path, n_quads: bytes) -> None:
    """Load the dump into a new on-disk store, and compare what the store then holds with the dump.

    Raises:
        ReleaseError: the store rewrote a literal, such as ``01`` to ``1``.
        OSError: the store cannot be written.
    """
    path = folder / STORE
    store = pyoxigraph.Store(str(path))
    store.bulk_load(input=n_quads, format=getattr(pyoxigraph.RdfFormat, N_QUADS.pyoxigraph))
    store.optimize()
    store.flush()
    # The files are closed with the last reference.
    del store
    check_store(folder, n_quads)


def check_store(folder: Path, n_quads: bytes) -> None:
    """Nothing, if the store holds exactly the statements of the dump.

    Raises:
        ReleaseError: it holds others.
        OSError: it is missing or cannot be opened.
    """
    held = pyoxigraph.Store.read_only(str(folder / STORE))
    found = {oxigraph_line(each) for each in held.quads_for_pattern(None, None, None)}
    # Not splitlines(): it also splits at characters that stand in texts, such as U+2028.
    compare(STORE, {f"{line}\n" for line in n_quads.decode().split("\n") if line}, found)
