"""Each question in ``docs/questions``, and each query of the benchmark, gets the same answer from every engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from graph.formats import CSV, N_TRIPLES, RESULTS_JSON, TURTLE
from graph.store import Release
from tests.remote.asking import ask, bag, expected
from tests.remote.conftest import Tried

ROOT = Path(__file__).parents[2]
QUESTIONS = {path.stem: path for path in sorted((ROOT / "docs" / "questions").glob("*.rq"))}
BENCHMARK = {f"benchmark-{path.stem}": path for path in sorted((ROOT / "benchmarks" / "queries").glob("*.rq"))}


@pytest.mark.parametrize("case", QUESTIONS)
def test_question(case: str, tried: Tried) -> None:
    path = QUESTIONS[case]
    query = path.read_text(encoding="utf-8")
    if (turtle := path.with_suffix(".ttl")).is_file():
        answer = Graph().parse(data=ask(tried.engine, query, TURTLE), format="turtle")
        assert isomorphic(answer, Graph().parse(turtle))
    else:
        assert ask(tried.engine, query, CSV).decode() == path.with_suffix(".csv").read_bytes().decode()


@pytest.mark.parametrize("case", BENCHMARK)
def test_benchmark(case: str, tried: Tried, release: Release) -> None:
    query = BENCHMARK[case].read_text(encoding="utf-8")
    if "CONSTRUCT" in query:
        assert ask(tried.engine, query, N_TRIPLES) == expected(release, query, N_TRIPLES) != b""
    else:
        assert bag(ask(tried.engine, query, RESULTS_JSON)) == bag(expected(release, query)) != {}
