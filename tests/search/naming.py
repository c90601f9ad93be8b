"""Small indexes of names that a test makes up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from rdflib import Literal, URIRef
from rdflib.namespace import ORG, RDF, SKOS

from graph.authority.abbreviations import read_abbreviations
from graph.search import FILE, Hit, SearchIndex, open_index, write_index
from graph.vocabulary import SCHEMA, Names, Quad
from tests.conftest import DATA

KINDS: Mapping[str, URIRef] = {
    "org": ORG.Organization,
    "person": SCHEMA.Person,
    "area": Names().term("AdministrativeUnit"),
}


def abbreviations() -> dict[str, tuple[str, ...]]:
    """Those of the reviewed table."""
    return read_abbreviations(DATA / "authority" / "abbreviations.csv")


def named(things: Mapping[str, str]) -> Iterator[Quad]:
    """Statements that name things: a path such as ``org/a`` to its name."""
    ours = Names()
    for path, name in things.items():
        kind, _, key = path.partition("/")
        subject, graph = ours.thing(kind, key), ours.graph("announcement/a1")
        yield subject, RDF.type, KINDS[kind], graph
        yield subject, SKOS.prefLabel, Literal(name, lang="vi"), graph


def index_of(things: Mapping[str, str], folder: Path) -> SearchIndex:
    """An index of these things in an empty folder."""
    write_index(folder / FILE, named(things), abbreviations=abbreviations())
    opened = open_index(folder)
    assert opened is not None
    return opened


def path_of(hit: Hit) -> str:
    """What an IRI ends in: ``org/a``, or ``def#BangKhen``."""
    return hit.iri.removeprefix(Names().base).removeprefix("id/")
