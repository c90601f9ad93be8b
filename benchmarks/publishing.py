"""A corpus as a release that holds what the servers read: the N-Quads, their union, store, names and manifest.

A full release has every format, each read back with rdflib, and a validation report; for a corpus of this
size that takes minutes and adds nothing that a query meets. The corpus is therefore not validated either;
``tests/benchmarks`` validates a small one.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pyoxigraph

from benchmarks import corpus
from graph.formats import N_QUADS, N_TRIPLES
from graph.index import fill
from graph.pipeline import fingerprint, is_current, read_data, release
from graph.release import Contents, describe, identify, read_dataset
from graph.release.description import prefixes
from graph.release.dumps import write_dump
from graph.release.index import STORE
from graph.release.manifest import NAME, File, dump, manifest
from graph.release.search import write_names
from graph.vocabulary import Names
from shapes import ONTOLOGY, turtle_files


def real_release(data: Path, cache: Path, names: Names) -> Path:
    """The folder of releases with the one that ``khen build`` makes of the data; kept for the next run."""
    releases = cache / "release"
    if not is_current(data, releases, names):
        release(data, releases, names)
    return releases


def synthetic_release(data: Path, cache: Path, names: Names, triples: int) -> Path:
    """The folder of releases with a synthetic corpus of about so many triples; kept for the next run."""
    code = hashlib.sha256(fingerprint(data, names).encode())
    for module in (corpus.__file__, __file__):
        code.update(Path(module).read_bytes())
    releases = cache / f"synthetic-{triples}-{code.hexdigest()[:12]}"
    if not (releases / "current").exists():
        for outdated in cache.glob(f"synthetic-{triples}-*"):
            shutil.rmtree(outdated)
        made = corpus.synthetic(read_data(data), names, triples)
        publish(made, data, releases, names)
    return releases


def publish(made: corpus.Synthetic, data: Path, releases: Path, names: Names) -> None:
    """Write the corpus as the current release of a new folder of releases.

    Raises:
        OSError: it cannot be written.
    """
    contents = Contents(
        names=names,
        quads=made.quads,
        ontology=names.rebase(next(f for f in turtle_files() if f.name == ONTOLOGY).read_text(encoding="utf-8")),
        shapes="# Left out of this release.\n",
        report_turtle="# Not validated.\n",
        report_text="Not validated: a corpus for measuring.\n",
        conforms=True,
        documents=made.corpus.documents,
        dataset=read_dataset(data / "dataset.toml"),
    )
    identifier = identify(contents)
    quads = (*made.quads, *describe(contents, identifier))
    folder = releases / identifier
    folder.mkdir(parents=True)
    files = [
        File(f"khen.{form.extension}", form.media_type, holds, write_dump(quads, form, prefixes(names)))
        for form, holds in ((N_QUADS, "dataset"), (N_TRIPLES, "union graph"))
    ]
    turtle = (("ontology", contents.ontology), ("shapes", contents.shapes))
    files += [File(f"{name}.ttl", "text/turtle", name, text.encode()) for name, text in turtle]
    for file in files:
        (folder / file.name).write_bytes(file.content)
    _write_store(folder / STORE, files[0].content)
    write_names(folder, quads, files[0].content, made.corpus.abbreviations)
    entries = [file.entry() for file in files]
    (folder / NAME).write_bytes(dump(manifest(contents, identifier, quads, entries)))
    (releases / "current").symlink_to(identifier)


def _write_store(path: Path, n_quads: bytes) -> None:
    """The store as a release has it, without reading it back in every order."""
    store = pyoxigraph.Store(str(path))
    fill(store, n_quads)
    store.optimize()
    store.flush()
