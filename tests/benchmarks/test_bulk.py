"""Large releases that are written as their statements come: the same graph, opened by the server like any other."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, RdfFormat, parse

from benchmarks.bulk import Stream, bulk_release, write
from benchmarks.corpus import Writing, count_triples
from graph.pipeline import Corpus, build_graph, read_data
from graph.store import open_release
from graph.vocabulary import Names

DATA = Path(__file__).parents[2] / "data"
NAMES = Names()


@pytest.fixture(scope="module")
def real() -> Corpus:
    return read_data(DATA)


@pytest.fixture(scope="module")
def releases(real: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bulk") / "releases"
    write(Stream(real, NAMES, batch=2), 3, DATA, folder)
    return folder


def test_a_few_at_a_time_make_the_same_graph_as_all_at_once(real: Corpus) -> None:
    documents = (*real.documents, *islice(Writing(real.authority.places).announcements(), 5))
    whole = build_graph(replace(real, documents=documents), NAMES)[1]
    streamed = list(Stream(real, NAMES, batch=2).quads(5))
    assert len(streamed) == len(set(streamed))
    assert set(streamed) == set(whole)


def test_the_wanted_size_is_about_met(real: Corpus) -> None:
    stream = Stream(real, NAMES)
    assert count_triples(stream.quads(stream.needed(30_000))) == pytest.approx(30_000, rel=0.1)


def test_the_server_opens_it_from_its_store(releases: Path, real: Corpus) -> None:
    release = open_release(releases)
    assert release.index == "disk"
    quads = set(Stream(real, NAMES).quads(3))
    counts = release.manifest.counts
    assert (counts["quads"], counts["triples"]) == (len(quads), count_triples(quads))
    assert counts["announcements"] == len(real.documents) + 3
    assert counts["graphs"] == len(release.graphs)
    assert {each.iri: each.triples for each in release.manifest.graphs} == {
        graph: sum(1 for _ in release.within(graph)) for graph in release.graphs
    }


def test_its_files_hold_the_statements_and_their_union(releases: Path, real: Corpus) -> None:
    release = open_release(releases)
    quads = set(parse(path=release.folder / "khen.nq", format=RdfFormat.N_QUADS))
    assert len(quads) == len(set(Stream(real, NAMES).quads(3)))
    triples = [quad.triple for quad in parse(path=release.folder / "khen.nt", format=RdfFormat.N_TRIPLES)]
    assert len(triples) == len(set(triples))
    assert set(triples) == {quad.triple for quad in quads}
    held = release.store.quads_for_pattern(None, None, None, DefaultGraph())
    assert {quad.triple for quad in held} == set(triples)


def test_its_manifest_names_the_digests(releases: Path) -> None:
    folder = releases / "current"
    files = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert {each["name"] for each in files} == {"khen.nq", "khen.nt"}
    for each in files:
        content = (folder / each["name"]).read_bytes()
        assert (each["bytes"], each["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())


def test_it_is_kept_for_the_next_run_and_replaces_an_outdated_one(tmp_path: Path) -> None:
    outdated = tmp_path / "bulk-12000-0123456789ab"
    unfinished = tmp_path / "bulk-12000-0123456789ac"
    for each in (outdated, unfinished):
        each.mkdir()
    made = bulk_release(DATA, tmp_path, NAMES, 12_000)
    written = (made / "current" / "manifest.json").stat().st_mtime_ns
    assert list(tmp_path.iterdir()) == [made]
    assert bulk_release(DATA, tmp_path, NAMES, 12_000) == made
    assert (made / "current" / "manifest.json").stat().st_mtime_ns == written
