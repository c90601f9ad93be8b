"""Links of the corpus of this repository: nothing unverified among them, and every one in the files of links."""

from __future__ import annotations

import csv

import pytest
from rdflib import URIRef

from graph import pipeline
from graph.authority.identifiers import Scheme
from graph.release import read_dataset
from graph.release.links import link_files
from graph.release.nodes import Place
from graph.vocabulary import LINK_TARGETS, Names, Quad
from tests.conftest import DATA

NAMES = Names()
UNVERIFIED = DATA / "authority" / "unverified" / "links.csv"
COLUMNS = ["thing", "name", "target", "iri", "reason", "reviewed", "sources"]


@pytest.fixture(scope="module")
def quads() -> tuple[Quad, ...]:
    return pipeline.build_graph(pipeline.read_data(DATA), NAMES)[1]


@pytest.fixture(scope="module")
def unverified() -> list[dict[str, str]]:
    with UNVERIFIED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_says_what_was_found_and_why_it_is_not_published(unverified: list[dict[str, str]]) -> None:
    assert len(unverified) > 80
    for row in unverified:
        assert list(row) == COLUMNS
        assert all(row[column] for column in COLUMNS if column != "thing"), row
        assert row["iri"].startswith(("http://", "https://"))


def test_nothing_unverified_is_in_the_data(quads: tuple[Quad, ...], unverified: list[dict[str, str]]) -> None:
    values = {value for _, _, value, _ in quads}
    pairs = {(subject, value) for subject, _, value, _ in quads}
    for row in unverified:
        other = URIRef(row["iri"])
        assert (NAMES.at(f"id/{row['thing']}"), other) not in pairs, row
        # An item that is verified for the place through time is listed for the version that it may not mean.
        if "/v/" not in row["thing"]:
            assert other not in values, row


def test_things_that_are_named_are_described(quads: tuple[Quad, ...], unverified: list[dict[str, str]]) -> None:
    subjects = {subject for subject, *_ in quads}
    assert {NAMES.at(f"id/{row['thing']}") for row in unverified if row["thing"]} <= subjects


def test_the_files_of_links_hold_every_link(quads: tuple[Quad, ...]) -> None:
    place = Place(NAMES, read_dataset(DATA / "dataset.toml"), "0")
    files = {file.name: file.content for file in link_files(place, quads)}
    space = NAMES.graph("links/")
    links = {quad[:3] for quad in quads if quad[3].startswith(space)}
    assert len(links) == 198
    assert len(files["links.nt"].decode().splitlines()) == len(links)
    rows = [line for line in files["links.sssom.tsv"].decode().splitlines() if not line.startswith("#")][1:]
    assert len(rows) == len(links)
    assert all(row.split("\t")[2] for row in rows), "every thing that is linked has a name"


def test_every_scheme_but_the_code_is_a_target() -> None:
    assert {str(each) for each in Scheme if each is not Scheme.ISO} == LINK_TARGETS.keys()
