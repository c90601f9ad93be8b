"""The corpus of this repository, released once and served over real HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from pyoxigraph import Literal, NamedNode, QuerySolutions
from rdflib import Graph

from graph.store import Release
from tests.threaded import threaded

Rows = Callable[[str], list[tuple[str, ...]]]


@pytest.fixture(scope="session")
def releases(built: Path) -> Path:
    """The folder of a release built from ``data/``; the questions are written for the default base."""
    return built


@pytest.fixture(scope="session")
def rows(opened: Release) -> Rows:
    """Asks the release itself: the rows of a query, each term as its text, an unbound one as nothing."""
    prefixes = "".join(f"PREFIX {name}: <{space}>\n" for name, space in opened.prefixes().items())

    def asked(query: str) -> list[tuple[str, ...]]:
        found = opened.store.query(prefixes + query)
        assert isinstance(found, QuerySolutions)
        return [tuple(text_of(term) for term in row) for row in found]

    return asked


def text_of(term: object) -> str:
    """The text of a term of an answer."""
    return term.value if isinstance(term, NamedNode | Literal) else ""


@pytest.fixture(scope="session")
def void(opened: Release) -> Graph:
    """The description of the release."""
    return Graph().parse(opened.folder / "void.ttl", format="turtle")


@pytest.fixture(scope="session")
def address(app: Flask) -> Iterator[str]:
    """Where a server of that release listens, such as ``http://127.0.0.1:39999``."""
    with threaded(app) as address:
        yield address
