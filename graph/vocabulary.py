"""Namespaces, prefixes and how an IRI is minted.

Every IRI of the publisher starts with one configurable base (``KHEN_BASE_IRI``); no other module holds a
host name of ours. Things live under ``id/``, graphs under ``graph/``, terms under ``def#``.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from rdflib import Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, VANN, XSD

from graph.errors import UsageError

DEFAULT_BASE: Final = "https://w3id.org/khen/"
"""The base in which the files in ``shapes/`` are written."""

# rdflib bundles DCAT 2, an incomplete schema.org and no Web Annotation, so these are declared here.
SCHEMA = Namespace("https://schema.org/")
OA = Namespace("http://www.w3.org/ns/oa#")
VL = Namespace("https://version.link/")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
VOID = Namespace("http://rdfs.org/ns/void#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
ADMS = Namespace("http://www.w3.org/ns/adms#")
SSSOM = Namespace("https://w3id.org/sssom/")
SEMAPV = Namespace("https://w3id.org/semapv/vocab/")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
SF = Namespace("http://www.opengis.net/ont/sf#")
WGS84 = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")

EXTERNAL_PREFIXES: Final[dict[str, str]] = {
    "adms": str(ADMS),
    "dcat": str(DCAT),
    "dcterms": str(DCTERMS),
    "foaf": str(FOAF),
    "geo": str(GEO),
    "oa": str(OA),
    "org": str(ORG),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SCHEMA),
    "sd": str(SD),
    "semapv": str(SEMAPV),
    "sf": str(SF),
    "sh": str(SH),
    "skos": str(SKOS),
    "spdx": str(SPDX),
    "sssom": str(SSSOM),
    "vann": str(VANN),
    "vl": str(VL),
    "void": str(VOID),
    "wgs": str(WGS84),
    "xsd": str(XSD),
}

LINK_TARGETS: Final[dict[str, str]] = {
    "dbpedia": "http://dbpedia.org/resource/",
    "geonames": "https://sws.geonames.org/",
    "openstreetmap": "https://www.openstreetmap.org/",
    "ror": "https://ror.org/",
    "whosonfirst": "https://data.whosonfirst.org/",
    "wikidata": "http://www.wikidata.org/entity/",
}
"""Each data set that links lead to, with what its addresses begin with; the names are those of the graphs of links."""
LINK_NAMES: Final[dict[str, str]] = {
    "dbpedia": "DBpedia",
    "geonames": "GeoNames",
    "openstreetmap": "OpenStreetMap",
    "ror": "ROR",
    "whosonfirst": "Who's On First",
    "wikidata": "Wikidata",
}
"""What each of them calls itself."""

Quad = tuple[URIRef, URIRef, URIRef | Literal, URIRef]
"""Subject, predicate, object and named graph. There are no blank nodes in published data."""


@dataclass(frozen=True)
class Names:
    """The IRIs of one publisher, below one base.

    >>> names = Names()
    >>> names.thing("area", "ben-tre/v/1")
    rdflib.term.URIRef('https://w3id.org/khen/id/area/ben-tre/v/1')
    >>> names.term("Announcement")
    rdflib.term.URIRef('https://w3id.org/khen/def#Announcement')
    >>> Names("ftp://example.org/")
    Traceback (most recent call last):
    ...
    graph.errors.UsageError: KHEN_BASE_IRI: 'ftp://example.org/' is not an absolute http(s) IRI ending in '/'
      Set it to an address you control, such as https://data.example.org/khen/
    """

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        parts = urlsplit(self.base)
        wrong = re.search(r'[\s<>"{}|\\^`\x00-\x20]', self.base) or parts.query or parts.fragment
        if parts.scheme not in ("http", "https") or not parts.netloc or wrong or not self.base.endswith("/"):
            raise UsageError(
                "KHEN_BASE_IRI",
                f"{self.base!r} is not an absolute http(s) IRI ending in '/'",
                "Set it to an address you control, such as https://data.example.org/khen/",
            )

    @property
    def ontology(self) -> URIRef:
        """The ontology: the namespace of terms without its ``#``."""
        return URIRef(self.base + "def")

    def term(self, local: str) -> URIRef:
        """A class, property or concept of the ontology."""
        return URIRef(f"{self.base}def#{local}")

    def thing(self, kind: str, key: str) -> URIRef:
        """A thing described in the data, such as ``org/vwu`` or ``person/phan-thi-hieu-ben-tre``."""
        return URIRef(f"{self.base}id/{kind}/{key}")

    def graph(self, name: str) -> URIRef:
        """A named graph, such as ``ref/areas`` or ``announcement/642ca70eabb422b4``."""
        return URIRef(f"{self.base}graph/{name}")

    def at(self, path: str) -> URIRef:
        """Any other address below the base, such as ``sparql``."""
        return URIRef(self.base + path)

    def prefixes(self) -> dict[str, str]:
        """Prefix to namespace, for queries, dumps and pages."""
        return {"khen": f"{self.base}def#", **EXTERNAL_PREFIXES}

    def rebase(self, text: str) -> str:
        """A text written for the default base, rewritten for this one."""
        return text if self.base == DEFAULT_BASE else text.replace(DEFAULT_BASE, self.base)


def names_from_environment() -> Names:
    """The names below ``KHEN_BASE_IRI``, or below the default base.

    Raises:
        UsageError: the setting is not an absolute http(s) IRI that ends in ``/``.
    """
    return Names(os.environ.get("KHEN_BASE_IRI") or DEFAULT_BASE)
