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
from rdflib import DCAT, DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, VANN, VOID
from rdflib.namespace import GEO, DefinedNamespace

from graph.store import Release

OWN = "https://w3id.org/khen/"
TYPE = str(RDF.type)
BUNDLED: dict[str, type[DefinedNamespace]] = {
    str(each._NS): each for each in (DCAT, DCTERMS, FOAF, GEO, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, VANN, VOID)
}
"""Vocabularies of which rdflib brings a copy."""
LISTED = {
    # Data Catalog Vocabulary (DCAT), version 3, W3C Recommendation of 2024-08-22: what rdflib's copy does not have yet.
    "http://www.w3.org/ns/dcat#": {"hasVersion", "isVersionOf", "previousVersion", "version"},
    # Web Annotation Vocabulary, W3C Recommendation of 2017-02-23.
    "http://www.w3.org/ns/oa#": {
        "Annotation", "SpecificResource", "TextPositionSelector", "TextQuoteSelector", "end", "exact", "hasBody",
        "hasSelector", "hasSource", "hasTarget", "motivatedBy", "prefix", "start", "suffix",
    },
    # Data Quality Vocabulary, W3C Working Group Note of 2016-12-15.
    "http://www.w3.org/ns/dqv#": {"QualityMetadata", "hasQualityMetadata"},
    # Asset Description Metadata Schema, version 2.0 (SEMIC).
    "http://www.w3.org/ns/adms#": {"versionNotes"},
    # DCAT-AP 3.0.1, its own terms (SEMIC).
    "http://data.europa.eu/r5r/": {"applicableLegislation", "availability", "hvdCategory"},
    # SPARQL 1.1 Service Description, W3C Recommendation of 2013-03-21.
    "http://www.w3.org/ns/sparql-service-description#": {"NamedGraph", "name"},
    # vCard Ontology, W3C Interest Group Note of 2014-05-22.
    "http://www.w3.org/2006/vcard/ns#": {"Kind", "fn", "hasURL", "hasEmail"},
    # OGC GeoSPARQL 1.1, Simple Features vocabulary.
    "http://www.opengis.net/ont/sf#": {"Point"},
    # Basic Geo (WGS84 lat/long) Vocabulary, W3C; rdflib's copy has another namespace (https).
    "http://www.w3.org/2003/01/geo/wgs84_pos#": {"lat", "long"},
    # version.link, as its ontology lists them.
    "https://version.link/": {
        "ChangeEvent", "ChangeOfName", "Combination", "Deprecated", "Identity", "Version", "endEvent", "identity",
        "predecessor", "startEvent", "successor", "version",
    },
    # SSSOM, the slots of a mapping.
    "https://w3id.org/sssom/": {"mapping_justification", "object_source"},
}  # fmt: skip
"""What may be used of others, named as in their specifications; that of version.link was read on 2026-11-24."""


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
    invented = [term for term in used if not term.startswith(OWN) and not _exists(*_split(term))]
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


def _exists(space: str, local: str) -> bool:
    return local in LISTED.get(space, ()) or (space in BUNDLED and local in BUNDLED[space])


def _split(term: str) -> tuple[str, str]:
    end = max(term.rfind("#"), term.rfind("/")) + 1
    return term[:end], term[end:]
