"""The terms that the real release uses exist in their vocabularies, and most of them are not our own (V03, V04)."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, parse
from rdflib import RDF, SDO

from graph.store import Release
from tests.vocabularies import exists

OWN = "https://w3id.org/khen/"
TYPE = str(RDF.type)
IN_LOV = {
    "http://purl.org/dc/terms/", "http://purl.org/vocab/vann/", "http://rdfs.org/ns/void#",
    "http://www.opengis.net/ont/geosparql#", "http://www.opengis.net/ont/sf#",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#",
    "http://www.w3.org/2002/07/owl#", "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/2006/vcard/ns#", "http://www.w3.org/ns/adms#",
    "http://www.w3.org/ns/dcat#", "http://www.w3.org/ns/dqv#", "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/org#",
    "http://www.w3.org/ns/prov#", "http://www.w3.org/ns/sparql-service-description#", "http://xmlns.com/foaf/0.1/",
    "https://schema.org/",
}  # fmt: skip
"""Namespaces that Linked Open Vocabularies lists (https://lov.linkeddata.es/); schema.org it lists with http."""
NOT_IN_LOV = {
    "https://version.link/": "versions of places; no vocabulary that is listed has them",
    "https://w3id.org/sssom/": "the evidence of links, in the terms that programs for mappings read",
    "http://data.europa.eu/r5r/": "what DCAT-AP adds to DCAT, for portals",
}
"""What is used nevertheless, and for what."""


@pytest.fixture(scope="module")
def used(opened: Release) -> Counter[str]:
    """How often each predicate and each class is used."""
    found: Counter[str] = Counter()
    for quad in parse(path=str(opened.folder / "khen.nt")):
        found[quad.predicate.value] += 1
        if quad.predicate.value == TYPE and isinstance(quad.object, NamedNode):
            found[quad.object.value] += 1
    return found


def test_v03_every_term_of_another_vocabulary_exists_there(used: Counter[str]) -> None:
    invented = [term for term in used if not term.startswith(OWN) and not exists(term)]
    assert invented == []


def test_v04_most_statements_use_the_terms_of_others(used: Counter[str]) -> None:
    own = sum(number for term, number in used.items() if term.startswith(OWN))
    assert own / sum(used.values()) < 0.4


def test_v04_the_vocabularies_are_registered_but_for_three(used: Counter[str]) -> None:
    spaces = {_split(term)[0] for term in used if not term.startswith(OWN)}
    assert spaces - IN_LOV == set(NOT_IN_LOV)


def test_v03_every_term_of_schema_org_that_pages_embed_exists(client: FlaskClient) -> None:
    page = client.get("/", headers={"Accept": "text/html"}).text
    (embedded,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    terms = set(_terms(json.loads(embedded)))
    assert {"Dataset", "DataDownload", "contentUrl"} <= terms
    assert {each for each in terms if each not in SDO} == set()


def _terms(node: Any) -> Iterator[str]:
    """The properties and the classes of JSON-LD."""
    if isinstance(node, list):
        for each in node:
            yield from _terms(each)
    if isinstance(node, dict):
        yield from (node[key] if key == "@type" else key for key in node if key == "@type" or not key.startswith("@"))
        yield from _terms(list(node.values()))


def _split(term: str) -> tuple[str, str]:
    end = max(term.rfind("#"), term.rfind("/")) + 1
    return term[:end], term[end:]
