"""Links as a reader meets them: the files over HTTP, the page of a piece of evidence, and counts that agree."""

from __future__ import annotations

import csv
import gzip
import io
import json
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from rdflib import RDF, Graph, URIRef

from graph.vocabulary import VOID


def fetch(address: str, accept: str = "*/*") -> tuple[str, bytes]:
    with urlopen(Request(address, headers={"Accept": accept}), timeout=60) as response:
        return response.headers["Content-Type"], response.read()


def select(address: str, query: str) -> list[dict[str, str]]:
    _, body = fetch(f"{address}/sparql?{urlencode({'query': query})}", "text/csv")
    return list(csv.DictReader(io.StringIO(body.decode(), newline="")))


LINKS = """SELECT ?subject ?property ?object {
  GRAPH ?graph { ?subject ?property ?object } FILTER(CONTAINS(STR(?graph), "/graph/links/"))
}"""


@pytest.mark.parametrize(
    ("name", "kind"),
    [("links.nt", "application/n-triples"), ("links.sssom.tsv", "text/tab-separated-values; charset=utf-8")],
)
def test_the_files_are_served_with_their_types(address: str, name: str, kind: str) -> None:
    found, plain = fetch(f"{address}/releases/current/{name}")
    assert found == kind
    packed_kind, packed = fetch(f"{address}/releases/current/{name}.gz")
    assert packed_kind == "application/gzip"
    assert gzip.decompress(packed) == plain


def test_the_page_of_the_release_lists_them(address: str) -> None:
    _, page = fetch(f"{address}/releases/current/", "text/html")
    for name in ("links.nt", "links.nt.gz", "links.sssom.tsv", "links.sssom.tsv.gz"):
        assert f'/{name}"'.encode() in page


def test_the_lines_are_what_the_endpoint_gives(address: str) -> None:
    rows = select(address, LINKS)
    asked = {(row["subject"], row["property"], row["object"]) for row in rows}
    _, body = fetch(f"{address}/releases/current/links.nt")
    assert {tuple(map(str, triple)) for triple in Graph().parse(data=body, format="nt")} == asked
    assert len(asked) == len(rows) > 190


def test_m04_every_linkset_counts_what_the_endpoint_gives(address: str) -> None:
    _, body = fetch(f"{address}/.well-known/void", "text/turtle")
    void = Graph().parse(data=body, format="turtle")
    asked = select(address, LINKS)
    linksets = list(void.subjects(RDF.type, VOID.Linkset))
    assert len(linksets) == 9
    for each in linksets:
        property_, target = str(void.value(each, VOID.linkPredicate)), str(void.value(each, VOID.objectsTarget))
        own = [row for row in asked if row["property"] == property_ and row["object"].startswith(target)]
        assert int(str(void.value(each, VOID.triples))) == len(own) > 0
        assert (URIRef("https://w3id.org/khen/dataset/announcements#links"), VOID.subset, each) in void


def test_evidence_has_an_address_of_its_own(address: str) -> None:
    kind, body = fetch(f"{address}/id/link/ror-04sftj265", "application/ld+json")
    assert kind.startswith("application/ld+json")
    assert "semapv:ManualMappingCuration" in json.dumps(json.loads(body))
    _, page = fetch(f"{address}/doc/link/ror-04sftj265?lang=en", "text/html")
    for words in ("how it was found", "data set linked to", "ROR record 04sftj265"):
        assert words.encode() in page
