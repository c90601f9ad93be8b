"""Two engines on one release give the same bytes, also where a query asks for no order: entity tags rest on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, serialize

from graph.engine import ProcessEngine, Settings
from graph.formats import GRAPH_FORMATS, RESULT_FORMATS
from graph.store import Form, Release, open_release
from tests.store.writing import write_release

QUERIES = (
    "SELECT * { ?s ?p ?o }",
    "SELECT DISTINCT ?p { ?s ?p ?o }",
    "SELECT ?p (COUNT(*) AS ?n) (GROUP_CONCAT(STR(?o)) AS ?all) (SAMPLE(?o) AS ?one) { ?s ?p ?o } GROUP BY ?p",
    "SELECT * { ?s ?p ?o . ?o ?q ?r } LIMIT 20",
    "SELECT * { ?s (!<x:none>)+ ?o } LIMIT 20",
    "SELECT ?o (COUNT(?s) AS ?n) { GRAPH ?g { ?s a ?o } } GROUP BY ?o",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder: Path = tmp_path_factory.mktemp("releases")
    write_release(folder)
    triples = {quad.triple for quad in open_release(folder).store}
    (folder / "current" / "khen.nt").write_bytes(serialize(sorted(triples, key=str), format=RdfFormat.N_TRIPLES) or b"")
    return open_release(folder)


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("memory", Settings(workers=1)),
        ("union in memory", Settings(workers=1, in_memory=0, union_in_memory=1 << 30)),
        ("disk", Settings(workers=1, in_memory=0, union_in_memory=0)),
    ],
)
def test_two_engines_give_the_same_bytes(
    release: Release, name: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for seed in ("1", "2"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        engine = ProcessEngine(release, settings)
        try:
            assert engine.name == name
            found.append([_bodies(engine, query) for query in QUERIES])
        finally:
            engine.close()
    assert found[0] == found[1]
    assert all(bodies for bodies in found[0])


def _bodies(engine: ProcessEngine, query: str) -> list[bytes]:
    return [
        engine.evaluate(query, formats={Form.SOLUTIONS: solutions, Form.GRAPH: graph}).body
        for solutions, graph in zip(RESULT_FORMATS, GRAPH_FORMATS, strict=True)
    ]
