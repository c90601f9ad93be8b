"""The store inside a release: an index of ``khen.nq`` that holds exactly its statements and their union."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyoxigraph

from graph import index
from graph.release.contents import ReleaseError
from graph.release.dumps import compare, oxigraph_line

STORE: Final = "store"
# Oxigraph keeps the statements in several orders, and damage to one of them shows only where it is read. These
# lookups read most orders in few steps; one for each subject and object would take a minute at 100,000 triples.
_LOOKUPS: Final = ((1,), (3,), (1, 3))
_REMEDY: Final = "Run `khen build`: the store is built again from khen.nq."


def write_store(folder: Path, n_quads: bytes) -> None:
    """Load the dump into a new on-disk store, and compare what the store then holds with the dump.

    Raises:
        ReleaseError: the store rewrote a literal, such as ``01`` to ``1``.
        OSError: the store cannot be written.
    """
    path = folder / STORE
    store = pyoxigraph.Store(str(path))
    index.fill(store, n_quads)
    store.optimize()
    store.flush()
    # The files are closed with the last reference.
    del store
    check_store(folder, n_quads)


def check_store(folder: Path, n_quads: bytes) -> None:
    """Nothing, if the store holds exactly the statements of the dump and their union, in each of its orders.

    Raises:
        ReleaseError: it is missing or damaged, or holds other statements.
    """
    try:
        _check(pyoxigraph.Store.read_only(str(folder / STORE)), n_quads)
    except (OSError, RuntimeError) as error:
        # RocksDB's input and output errors are the one, what it calls corruption the other.
        raise ReleaseError(STORE, f"cannot be read: {error}", _REMEDY) from error


def _check(held: pyoxigraph.Store, n_quads: bytes) -> None:
    quads = list(held)
    # Not splitlines(): it also splits at characters that stand in texts, such as U+2028.
    expected = {f"{line}\n" for line in n_quads.decode().split("\n") if line}
    expected |= {oxigraph_line(each) for each in index.union(each for each in quads if not index.is_union(each))}
    compare(STORE, expected, set(map(oxigraph_line, quads)))
    for positions in _LOOKUPS:
        patterns = {tuple(each if at in positions else None for at, each in enumerate(quad)) for quad in quads}
        # As a set: where the last byte of a number is 0xFF, Oxigraph 0.5.13 finds higher numbers as well when a
        # store on the disk is asked for a pattern (not when it is asked a query).
        met = {each for pattern in patterns for each in held.quads_for_pattern(*pattern)}
        if met != set(quads):
            raise ReleaseError(STORE, f"one of its orders holds {len(met)} of {len(quads)} statements", _REMEDY)
