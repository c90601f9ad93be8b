"""Asking an engine, and reading what it answers so that answers can be compared."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter

from pyoxigraph import RdfFormat, parse

from graph.engine import Engine
from graph.formats import CSV, N_TRIPLES, RESULTS_JSON, Format
from graph.store import Form, QueryDataset, Release, evaluate
from server.remote.errors import ReleaseNotHeld

Row = frozenset[tuple[str, str]]


def ask(engine: Engine, query: str, format: Format = RESULTS_JSON, dataset: QueryDataset | None = None) -> bytes:
    """The answer in a format that fits the form of the query."""
    formats: dict[Form, Format | None] = {Form.SOLUTIONS: format, Form.GRAPH: format}
    return engine.evaluate(query, formats=formats, dataset=dataset or QueryDataset()).body


def expected(release: Release, query: str, format: Format = RESULTS_JSON, dataset: QueryDataset | None = None) -> bytes:
    """The same as our own engine answers it."""
    formats: dict[Form, Format | None] = {Form.SOLUTIONS: format, Form.GRAPH: format}
    return evaluate(release, query, formats=formats, dataset=dataset or QueryDataset()).body


def rows(body: bytes) -> list[Row]:
    """The rows of an answer in JSON, each as its variables with their terms."""
    return [
        frozenset((name, " ".join(f"{key}={part}" for key, part in sorted(term.items()))) for name, term in row.items())
        for row in json.loads(body)["results"]["bindings"]
    ]


def bag(body: bytes) -> Counter[Row]:
    """The rows without their order."""
    return Counter(rows(body))


def values(engine: Engine, query: str, dataset: QueryDataset | None = None) -> list[list[str]]:
    """The rows of a SELECT as plain values, in order, without the header."""
    return list(csv.reader(io.StringIO(ask(engine, query, CSV, dataset).decode(), newline="")))[1:]


def triples(engine: Engine, query: str, dataset: QueryDataset | None = None) -> set[str]:
    """The triples of a CONSTRUCT or DESCRIBE."""
    body = ask(engine, query, N_TRIPLES, dataset)
    return {str(quad.triple) for quad in parse(body, format=RdfFormat.N_TRIPLES)}


def refuses(engine: Engine, query: str) -> bool:
    """Whether the engine says that the store does not hold the release (any more)."""
    try:
        ask(engine, query)
    except ReleaseNotHeld:
        return True
    return False
