"""The release as workers want it: in memory where it is small, and with everything loaded that an answer may need."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pyoxigraph import Store

from graph.engine.settings import Settings
from graph.formats import GRAPH_FORMATS, RESULT_FORMATS
from graph.index import fill
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
    """The release for the workers: in memory if its N-Quads are small enough, else the store on disk.

    Raises:
        ReleaseError: it is missing or damaged.
    """
    dump = folder / "khen.nq"
    try:
        if not fits(folder, settings):
            return open_release(folder.parent, folder.name)
        # Not through open_release: a store on disk keeps threads for the whole life of the process.
        manifest = read_manifest(folder / "manifest.json")
        store = Store()
        fill(store, dump.read_bytes())
    except (OSError, SyntaxError) as error:
        raise ReleaseError(dump, f"cannot be read: {error}", "Build the release again with: khen build") from error
    return Release(manifest.id, folder, manifest, Names(manifest.base), store, "memory")


def fits(folder: Path, settings: Settings) -> bool:
    """Whether a release is small enough to be held in memory.

    Raises:
        ReleaseError: its N-Quads are missing.
    """
    dump = folder / "khen.nq"
    try:
        return dump.stat().st_size <= settings.in_memory
    except OSError as error:
        raise ReleaseError(dump, f"cannot be read: {error}", "Build the release again with: khen build") from error


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
