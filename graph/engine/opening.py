"""The release as workers want it: in memory as far as it is small, with all loaded that an answer may need."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import Final

from pyoxigraph import Store

from graph.engine.settings import Settings
from graph.formats import GRAPH_FORMATS, RESULT_FORMATS
from graph.index import fill, union_in, union_of
from graph.store import EvaluationError, Form, Release, ReleaseError, StoreError, evaluate, open_release
from graph.store.manifest import read_manifest
from graph.vocabulary import Names

_FEW: Final = "{ SELECT * { ?s ?p ?o } LIMIT 5 }"
_WARM_UP: Final = (
    f"SELECT * {{ {_FEW} }} ORDER BY STR(?o)",
    f"ASK {{ {_FEW} FILTER(REGEX(STR(?o), 'a', 'i')) }}",
    f"SELECT (COUNT(DISTINCT ?p) AS ?n) {{ {_FEW} }}",
    f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {_FEW} }}",
    f"DESCRIBE ?s {{ {_FEW} }}",
    "this is no query",
)


def opened(folder: Path, settings: Settings) -> Release:
    """The release for the workers: in memory, as far as it is small enough (see :func:`held`).

    Raises:
        ReleaseError: it is missing or damaged.
    """
    holding = held(folder, settings)
    if holding is Holding.DISK:
        return open_release(folder.parent, folder.name)
    try:
        if holding is Holding.UNION:
            union = union_of((folder / "khen.nt").read_bytes())
            return replace(open_release(folder.parent, folder.name), union=union)
        # Not through open_release: a store on disk keeps threads for the whole life of the process.
        manifest = read_manifest(folder / "manifest.json")
        store = Store()
        fill(store, (folder / "khen.nq").read_bytes())
    except (OSError, SyntaxError) as error:
        raise ReleaseError(folder, f"cannot be read: {error}", "Build the release again with: khen build") from error
    return Release(manifest.id, folder, manifest, Names(manifest.base), store, "memory", union_in(store))


class Holding(Enum):
    """How much of a release is held in memory."""

    MEMORY = "memory"
    UNION = "union in memory"
    DISK = "disk"


def held(folder: Path, settings: Settings) -> Holding:
    """How much of a release is held in memory: all of it, the union of its graphs, or nothing.

    Raises:
        ReleaseError: its dumps are missing.
    """
    union, all_of_it = folder / "khen.nt", folder / "khen.nq"
    try:
        if all_of_it.stat().st_size <= settings.in_memory:
            return Holding.MEMORY
    except OSError as error:
        raise ReleaseError(all_of_it, f"cannot be read: {error}", "Build the release again with: khen build") from error
    fits = union.is_file() and union.stat().st_size <= settings.union_in_memory
    return Holding.UNION if fits else Holding.DISK


def warm_up(release: Release) -> None:
    """Have everything loaded that an answer may need, because a worker can open no files."""
    for query in _WARM_UP:
        for result in RESULT_FORMATS:
            for graph in GRAPH_FORMATS:
                try:
                    evaluate(release, query, formats={Form.SOLUTIONS: result, Form.GRAPH: graph})
                except EvaluationError:
                    raise
                except StoreError:
                    continue  # the words of an error are wanted too
