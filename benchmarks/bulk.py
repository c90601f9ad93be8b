"""Large releases of a synthetic corpus: written as the pipeline yields its statements, never held in memory whole.

    python -m benchmarks.bulk 5000000          # writes below build/benchmark, says how long it took

A release by ``khen build`` is compared, validated and written in six formats by rdflib, which takes hours for
millions of statements. This one is made by the same extraction and the same writers, some announcements at a time,
and holds what the servers read: ``khen.nq``, the union of its graphs as ``khen.nt``, the store and the manifest.
The announcements are those of ``benchmarks.corpus``, so that a release is a beginning of every larger one.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import shutil
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

import pyoxigraph
from rdflib import RDF

from benchmarks.corpus import Writing, count_triples
from graph import index
from graph.formats import N_QUADS, N_TRIPLES
from graph.pipeline import Corpus, build_graph, read_data
from graph.release import Contents, read_dataset
from graph.release.index import STORE
from graph.release.manifest import NAME, dump, manifest
from graph.release.statements import quad_line
from graph.vocabulary import Names, Quad, names_from_environment

_BATCH = 40
"""Announcements that are read at a time: some 80,000 statements."""
_PILOT = 12
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Stream:
    """The statements of the real corpus and of any number of invented announcements, a few at a time."""

    real: Corpus
    names: Names
    batch: int = _BATCH

    def quads(self, number: int) -> Iterator[Quad]:
        """The statements with so many invented announcements; each once.

        An announcement has a graph of its own, so only what every batch repeats can come twice: the reference data.
        """
        first = build_graph(self.real, self.names)[1]
        yield from first
        repeated = set(first)
        announcements = islice(Writing(self.real.authority.places).announcements(), number)
        while documents := tuple(islice(announcements, self.batch)):
            made = build_graph(replace(self.real, documents=documents), self.names)[1]
            yield from (quad for quad in made if quad not in repeated)

    def needed(self, triples: int) -> int:
        """How many invented announcements make about so many distinct triples."""
        without, pilot = (count_triples(self.quads(number)) for number in (0, _PILOT))
        return max(round((triples - without) * _PILOT / (pilot - without)), 1)

    def digest(self) -> str:
        """What the first announcements become: it changes when the pipeline, the data or the texts do."""
        lines = sorted(map(quad_line, self.quads(_PILOT)))
        return hashlib.sha256("".join(lines).encode() + Path(__file__).read_bytes()).hexdigest()[:12]


@dataclass
class Tally:
    """What is counted while the statements go by."""

    names: Names
    quads: int = 0
    graphs: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)

    def lines(self, quads: Iterable[Quad]) -> Iterator[bytes]:
        """The statements as lines of N-Quads."""
        wanted = {self.names.term("Announcement"): "announcements", self.names.term("AwardConferral"): "conferrals"}
        for quad in quads:
            self.quads += 1
            self.graphs[quad[3]] += 1
            if quad[1] == RDF.type and quad[2] in wanted:
                self.kinds[wanted[quad[2]]] += 1  # type: ignore[index] # a literal is in no table of classes
            yield quad_line(quad).encode()


def bulk_release(data: Path, cache: Path, names: Names, triples: int) -> Path:
    """The folder of releases with a synthetic corpus of about so many triples; kept for the next run.

    Raises:
        KhenError: the data cannot be read.
        OSError: the release cannot be written.
    """
    stream = Stream(read_data(data), names)
    releases = cache / f"bulk-{triples}-{stream.digest()}"
    if not (releases / "current").exists():
        for outdated in cache.glob(f"bulk-{triples}-*"):
            shutil.rmtree(outdated)
        write(stream, stream.needed(triples), data, releases)
    return releases


def write(stream: Stream, number: int, data: Path, releases: Path) -> None:
    """Write so many announcements as the current release of a new folder of releases."""
    built = releases / "unfinished"
    built.mkdir(parents=True)
    tally = Tally(stream.names)
    n_quads, n_triples = (built / f"khen.{each.extension}" for each in (N_QUADS, N_TRIPLES))
    with n_quads.open("wb", buffering=_BLOCK) as file:
        file.writelines(tally.lines(stream.quads(number)))
    distinct = write_store(built / STORE, n_quads, n_triples)
    identifier = _sha256(n_quads)[:16]
    table = _described(stream, data, identifier, tally, distinct)
    table["files"] = [
        {"name": file.name, "media_type": form.media_type, "holds": holds, "bytes": file.stat().st_size,
         "sha256": _sha256(file), "compressed": False}
        for file, form, holds in ((n_quads, N_QUADS, "dataset"), (n_triples, N_TRIPLES, "union graph"))
    ]  # fmt: skip
    (built / NAME).write_bytes(dump(table))
    built.rename(releases / identifier)
    (releases / "current").symlink_to(identifier)


def write_store(path: Path, n_quads: Path, n_triples: Path) -> int:
    """The store as a release has it, and the union of its graphs as N-Triples; returns the number of triples.

    It is filled as ``graph.index.fill`` does it, from a file instead of from memory, and not compared with the file.
    """
    store = pyoxigraph.Store(str(path))
    store.bulk_load(path=n_quads, format=pyoxigraph.RdfFormat.N_QUADS)
    quads = len(store)
    store.bulk_extend(index.union(index.named(store)))
    store.optimize()
    store.flush()
    store.dump(n_triples, pyoxigraph.RdfFormat.N_TRIPLES, from_graph=pyoxigraph.DefaultGraph())
    return len(store) - quads


def _described(stream: Stream, data: Path, identifier: str, tally: Tally, triples: int) -> dict[str, Any]:
    """The manifest: that of a release without statements, with what was counted."""
    nothing = Contents(
        names=stream.names,
        quads=(),
        ontology="",
        shapes="",
        report_turtle="",
        report_text="",
        conforms=True,
        documents=stream.real.documents,
        dataset=read_dataset(data / "dataset.toml"),
    )
    table = manifest(nothing, identifier, (), ())
    counts = {"quads": tally.quads, "triples": triples, "graphs": len(tally.graphs), **tally.kinds}
    graphs = [{"iri": iri, "triples": count, "derived_from": []} for iri, count in sorted(tally.graphs.items())]
    return {**table, "counts": counts, "graphs": graphs}


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("triples", type=int)
    wanted = parser.parse_args().triples
    root = Path(__file__).parents[1]
    begun = time.monotonic()
    place = bulk_release(root / "data", root / "build" / "benchmark", names_from_environment(), wanted)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{place}: {time.monotonic() - begun:.0f} s, at most {peak:.0f} MiB of memory")


if __name__ == "__main__":
    main()
