"""The files of links: N-Triples that the linksets count, and SSSOM/TSV as its specification wants it."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, SKOS, Graph, Literal, URIRef

from graph.release import Contents, PublishedRelease, ReleaseError, publish
from graph.release.links import link_files
from graph.release.nodes import Place
from graph.vocabulary import DCAT, SSSOM, VOID, Names, Quad

NAMES = Names("https://data.example.org/khen/")
DATA = NAMES.at("dataset/announcements")
ITEM = "http://www.wikidata.org/entity/Q1"
# https://mapping-commons.github.io/sssom/Mapping/: the slots used here, in the order of that page.
SLOTS = [
    "record_id", "subject_id", "subject_label", "predicate_id", "object_id", "mapping_justification", "mapping_date",
    "comment",
]  # fmt: skip
ENTITIES = ("record_id", "subject_id", "predicate_id", "object_id", "mapping_justification")
BUILT_IN = {"owl": str(OWL), "skos": str(SKOS), "semapv": "https://w3id.org/semapv/vocab/"}


def split(content: bytes) -> tuple[list[str], list[dict[str, str]]]:
    """The lines of the head without their mark, and the rows."""
    lines = content.decode().split("\n")
    head = [line[1:] for line in lines if line.startswith("#")]
    body = "\n".join(lines[len(head) :])
    return head, list(csv.DictReader(io.StringIO(body, newline=""), delimiter="\t"))


def prefixes_of(head: list[str]) -> dict[str, str]:
    """The prefixes, which stand in indented lines; those of a list begin with a hyphen."""
    found = (re.fullmatch(r"  ([A-Za-z0-9_.]+): (\S+)", line) for line in head)
    return {match[1]: match[2] for match in found if match}


@pytest.fixture(scope="module")
def table(published: PublishedRelease) -> bytes:
    return (published.folder / "links.sssom.tsv").read_bytes()


@pytest.fixture(scope="module")
def void(published: PublishedRelease) -> Graph:
    return Graph().parse(published.folder / "void.ttl", format="turtle")


def test_the_lines_are_the_links_and_no_more(published: PublishedRelease) -> None:
    lines = (published.folder / "links.nt").read_text(encoding="utf-8")
    assert lines == f"<{NAMES.thing('area', 'ben-tre')}> <{SKOS.closeMatch}> <{ITEM}> .\n"


@pytest.mark.parametrize("name", ["links.nt", "links.sssom.tsv"])
def test_the_packed_file_holds_the_same(published: PublishedRelease, name: str) -> None:
    packed = (published.folder / f"{name}.gz").read_bytes()
    assert gzip.decompress(packed) == (published.folder / name).read_bytes()


def test_the_manifest_names_types_and_what_the_files_hold(published: PublishedRelease) -> None:
    entries = {each["name"]: each for each in published.manifest["files"]}
    for name, kind in (("links.nt", "application/n-triples"), ("links.sssom.tsv", "text/tab-separated-values")):
        for packed in ("", ".gz"):
            entry = entries[name + packed]
            assert (entry["media_type"], entry["holds"]) == (kind, "links")
            assert entry["compressed"] is bool(packed)


def test_the_linksets_add_up_to_the_lines(published: PublishedRelease, void: Graph) -> None:
    number = len((published.folder / "links.nt").read_text(encoding="utf-8").splitlines())
    part = URIRef(f"{DATA}#links")
    sets = set(void.subjects(RDF.type, VOID.Linkset))
    assert set(void.objects(part, VOID.subset)) == sets
    assert sum(int(str(void.value(each, VOID.triples))) for each in sets) == number
    assert void.value(part, VOID.triples) == Literal(number)


def test_the_part_of_links_is_described_with_its_downloads(published: PublishedRelease, void: Graph) -> None:
    part = URIRef(f"{DATA}#links")
    names = {
        str(void.value(each, DCAT.downloadURL)).rpartition("/")[2] for each in void.objects(part, DCAT.distribution)
    }
    assert names == {"links.nt", "links.nt.gz", "links.sssom.tsv", "links.sssom.tsv.gz"}
    assert void.value(part, DCTERMS.isPartOf) == DATA
    assert (NAMES.at(""), DCAT.dataset, part) in void
    assert {str(each).rpartition("/")[2] for each in void.objects(part, VOID.dataDump)} == {"links.nt", "links.nt.gz"}


def test_the_head_has_what_a_mapping_set_needs(published: PublishedRelease, table: bytes) -> None:
    head, _ = split(table)
    assert head[0] == "curie_map:"
    assert f"mapping_set_id: {NAMES.at(f'releases/{published.id}/links.sssom.tsv')}" in head
    assert "license: https://creativecommons.org/licenses/by/4.0/" in head
    assert 'mapping_set_version: "0.1.0"' in head
    assert 'mapping_set_title: "Khen on trial: links"' in head


def test_the_prefixes_are_those_used_sorted_and_none_is_missing(table: bytes) -> None:
    head, rows = split(table)
    prefixes = prefixes_of(head)
    assert list(prefixes) == sorted(prefixes)
    used = {row[slot].partition(":")[0] for row in rows for slot in ENTITIES} | {"khenid"}  # the creator
    assert used - BUILT_IN.keys() == prefixes.keys()
    assert prefixes == {"khenid": str(NAMES.at("id/")), "wikidata": "http://www.wikidata.org/entity/"}


def test_a_row_says_what_the_evidence_says(table: bytes) -> None:
    head, (row,) = split(table)
    assert list(row) == SLOTS
    assert row == {
        "record_id": "khenid:link/wikidata-Q1",
        "subject_id": "khenid:area/ben-tre",
        "subject_label": "Bến Tre",
        "predicate_id": "skos:closeMatch",
        "object_id": "wikidata:Q1",
        "mapping_justification": "semapv:LexicalMatching",
        "mapping_date": "2026-01-10",
        "comment": 'Confirmed by a gazetteer; a list, called "the list".',
    }
    prefixes = {**prefixes_of(head), **BUILT_IN}
    for slot in ENTITIES:
        assert re.match(r"[A-Za-z0-9_.]+:[A-Za-z0-9_]", row[slot]), "the common reader knows no other prefixes"
        prefix, _, local = row[slot].partition(":")
        assert prefixes[prefix] + local


def test_the_file_is_plain_utf_8_with_single_line_feeds(table: bytes) -> None:
    assert not table.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in table
    assert table.endswith(b"\n")
    assert b"\n\n" not in table
    assert b'"Confirmed by a gazetteer; a list, called ""the list""."' in table


def test_a_release_without_links_has_files_without_rows(contents: Contents, releases: Path) -> None:
    names = contents.names
    bare = replace(contents, quads=tuple(each for each in contents.quads if each[3] == names.graph("vocab")))
    release = publish(replace(bare, documents=()), releases)
    assert (release.folder / "links.nt").read_bytes() == b""
    head, rows = split((release.folder / "links.sssom.tsv").read_bytes())
    assert rows == []
    assert prefixes_of(head).keys() == {"khenid"}
    void = Graph().parse(release.folder / "void.ttl", format="turtle")
    assert void.value(URIRef(f"{DATA}#links"), VOID.triples) == Literal(0)


def with_other(contents: Contents, predicate: URIRef, value: URIRef | Literal | None) -> list[Quad]:
    """The statements with another value in the evidence, or none."""
    kept = [each for each in contents.quads if each[1] != predicate]
    (old,) = [each for each in contents.quads if each[1] == predicate]
    return [*kept, (*old[:2], value, old[3])] if value is not None else kept


@pytest.mark.parametrize(
    ("predicate", "value", "reason"),
    [
        (OWL.annotatedTarget, URIRef("https://nowhere.example/1"), "no prefix is known"),
        (SSSOM.mapping_justification, None, "it has 0 values"),
        (DCTERMS.created, None, "it has 0 values"),
    ],
)
def test_evidence_that_no_row_can_say_stops_the_release(
    make: Callable[..., Contents], predicate: URIRef, value: URIRef | None, reason: str
) -> None:
    contents = make()
    place = Place(contents.names, contents.dataset, "1")
    with pytest.raises(ReleaseError, match=reason):
        list(link_files(place, with_other(contents, predicate, value)))
