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
    held = pyoxigraph.Store.read_only(str(path))
    found = {oxigraph_line(each) for each in held.quads_for_pattern(None, None, None)}
    compare(STORE, set(n_quads.decode().splitlines(keepends=True)), found)
