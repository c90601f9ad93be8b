"""What comes from a worker is what comes from the evaluation itself, errors included."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.engine import Engine, LocalEngine, ProcessEngine, Settings
from graph.formats import GRAPH_FORMATS, RESULT_FORMATS, RESULTS_JSON, TURTLE, Format
from graph.store import (
    Form,
    Limits,
    NotAcceptableError,
    QueryDataset,
    QueryRefusedError,
    QuerySyntaxError,
    Release,
    ResultTooLargeError,
    StoreError,
    UnrepresentableError,
)
from tests.engine.asking import FORMATS, ask

SELECT = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY STR(?s) STR(?p) STR(?o)"
CONSTRUCT = "CONSTRUCT WHERE { ?s ?p ?o }"


@pytest.fixture(scope="module")
def on_disk(release: Release) -> Iterator[ProcessEngine]:
    engine = ProcessEngine(release, Settings(workers=1, in_memory=0, union_in_memory=0))
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def local(release: Release) -> LocalEngine:
    return LocalEngine(release)


@pytest.fixture(params=["memory", "disk"])
def engine(request: pytest.FixtureRequest, shared: ProcessEngine, on_disk: ProcessEngine) -> ProcessEngine:
    return shared if request.param == "memory" else on_disk


@pytest.mark.parametrize("format", [*RESULT_FORMATS, *GRAPH_FORMATS], ids=lambda each: each.extension)
def test_every_format_is_the_same(engine: Engine, local: Engine, format: Format) -> None:
    form, queries = (
        (Form.SOLUTIONS, (SELECT, "ASK { ?s ?p ?o }"))
        if format in RESULT_FORMATS
        else (Form.GRAPH, (CONSTRUCT, "DESCRIBE ?s { ?s a org:Role }"))
    )
    for query in queries:
        expected = local.evaluate(query, formats={form: format})
        assert engine.evaluate(query, formats={form: format}) == expected
        assert len(expected.body) > 3


def test_the_dataset_is_passed_on(engine: Engine, local: Engine, release: Release) -> None:
    for dataset in (QueryDataset(release.graphs[:1]), QueryDataset(release.graphs[:2], release.graphs[2:])):
        query = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
        expected = local.evaluate(query, formats=FORMATS, dataset=dataset)
        assert engine.evaluate(query, formats=FORMATS, dataset=dataset) == expected


@pytest.mark.parametrize(
    ("query", "formats", "kind"),
    [
        ("SELECT * {\n ?s ?p }", FORMATS, QuerySyntaxError),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", FORMATS, QueryRefusedError),
        ("SELECT * { S\\u0045RVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", FORMATS, QueryRefusedError),
        ("ASK FROM <http://127.0.0.1:9/> { ?s ?p ?o }", FORMATS, QueryRefusedError),
        ("ASK { FILTER(" + "(" * 60 + "1" + ")" * 60 + ") }", FORMATS, QueryRefusedError),
        ("LOAD <http://127.0.0.1:9/>", FORMATS, QuerySyntaxError),
        (SELECT, {Form.GRAPH: TURTLE}, NotAcceptableError),
        (CONSTRUCT, {Form.SOLUTIONS: RESULTS_JSON, Form.GRAPH: None}, NotAcceptableError),
        ("SELECT ('\\u0001' AS ?x) {}", {Form.SOLUTIONS: RESULT_FORMATS[1]}, UnrepresentableError),
    ],
)
def test_every_error_is_the_same(
    engine: Engine, local: Engine, query: str, formats: dict[Form, Format | None], kind: type[StoreError]
) -> None:
    with pytest.raises(kind) as expected:
        local.evaluate(query, formats=formats)
    with pytest.raises(kind) as caught:
        engine.evaluate(query, formats=formats)
    assert caught.value.args == expected.value.args


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT (1 AS ?n) {{ FILTER({' || '.join(['false'] * 1500 + ['true'])}) }}",
        f"SELECT (1 AS ?n) {{ FILTER({'!' * 3000} true) }}",
        f"SELECT (1 AS ?n) {{ {'OPTIONAL { ?s ?p ?o } ' * 300} }} LIMIT 1",
        "SELECT (1 AS ?n) " + "{ " * 45 + "?s ?p ?o" + " }" * 45 + " LIMIT 1",
    ],
    ids=["or", "not", "optional", "groups"],
)
def test_long_chains_find_the_deep_stack_they_need(engine: ProcessEngine, query: str) -> None:
    assert ask(engine, query).body == b"n\r\n1\r\n"
    assert ask(engine).body


def test_a_large_answer_comes_whole(shared: ProcessEngine, local: Engine) -> None:
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f . FILTER(STRLEN(STR(?c)) > 3) }"
    expected = local.evaluate(query, formats=FORMATS)
    assert len(expected.body) > 1_000_000
    assert sorted(ask(shared, query).body.split()) == sorted(expected.body.split())


def test_the_limits_of_the_settings_hold(release: Release) -> None:
    engine = ProcessEngine(release, Settings(workers=1, limits=Limits(result_bytes=100, query_length=200)))
    try:
        with pytest.raises(ResultTooLargeError, match="100 bytes"):
            ask(engine, SELECT)
        with pytest.raises(QueryRefusedError, match="the limit is 200"):
            ask(engine, f"ASK {{}} #{'x' * 200}")
    finally:
        engine.close()
