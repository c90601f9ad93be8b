"""The index of names of a release that a test has written by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal as OxLiteral
from pyoxigraph import RdfFormat, parse
from rdflib import Literal, URIRef

from graph.search import FILE, write_index
from graph.store import value_of
from graph.vocabulary import Quad


def write_names(folder: Path) -> None:
    """Write the index of a release beside its files."""
    write_index(folder / FILE, _quads(folder / "khen.nq"), abbreviations={"HPN": ("Hội Liên hiệp Phụ nữ",)})


def _quads(dump: Path) -> Iterator[Quad]:
    for quad in parse(path=dump, format=RdfFormat.N_QUADS):
        terms = (quad.subject, quad.predicate, quad.graph_name)
        subject, predicate, graph = (URIRef(value_of(term)) for term in terms)
        value = quad.object
        if isinstance(value, OxLiteral):
            yield subject, predicate, Literal(value.value, lang=value.language), graph
        else:
            yield subject, predicate, URIRef(value_of(value)), graph
