"""Terms of others that the description uses: their namespaces, and what each one is called.

The description says of every authority term what it is, so that DCAT-AP's class constraints can be checked
without the network. Codes: https://op.europa.eu/en/web/eu-vocabularies, https://www.iana.org/assignments/media-types.
"""

from __future__ import annotations

from typing import Final

from rdflib import DCTERMS, SKOS, Namespace, URIRef

from graph.formats import JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TRIG, TSV, TURTLE
from graph.release.dataset import Wording

VCARD: Final = Namespace("http://www.w3.org/2006/vcard/ns#")
DCATAP: Final = Namespace("http://data.europa.eu/r5r/")
DQV: Final = Namespace("http://www.w3.org/ns/dqv#")
IANA: Final = "http://www.iana.org/assignments/media-types/"
EU: Final = "http://publications.europa.eu/resource/authority/"

VIETNAMESE: Final = URIRef(EU + "language/VIE")
ENGLISH: Final = URIRef(EU + "language/ENG")
VIET_NAM: Final = URIRef(EU + "country/VNM")
PUBLIC: Final = URIRef(EU + "access-right/PUBLIC")
SOCIETY: Final = URIRef(EU + "data-theme/SOCI")
GOVERNMENT: Final = URIRef(EU + "data-theme/GOVE")
THEMES: Final = URIRef(EU + "data-theme")
AVAILABLE: Final = URIRef(EU + "planned-availability/AVAILABLE")
QUERY_RESULTS: Final = URIRef(EU + "file-type/SPARQLQRES")
GZIP: Final = URIRef(IANA + "application/gzip")
SPARQL_PROTOCOL: Final = URIRef("https://www.w3.org/TR/sparql11-protocol/")

FILE_TYPES: Final = {
    N_QUADS: URIRef(EU + "file-type/RDF_N_QUADS"),
    TRIG: URIRef(EU + "file-type/RDF_TRIG"),
    TURTLE: URIRef(EU + "file-type/RDF_TURTLE"),
    N_TRIPLES: URIRef(EU + "file-type/RDF_N_TRIPLES"),
    RDF_XML: URIRef(EU + "file-type/RDF_XML"),
    JSON_LD: URIRef(EU + "file-type/JSON_LD"),
    TSV: URIRef(EU + "file-type/TSV"),
}

AUTHORITY_TERMS: Final[tuple[tuple[URIRef, URIRef, Wording], ...]] = (
    (VIETNAMESE, DCTERMS.LinguisticSystem, Wording("tiếng Việt", "Vietnamese")),
    (ENGLISH, DCTERMS.LinguisticSystem, Wording("tiếng Anh", "English")),
    (VIET_NAM, DCTERMS.Location, Wording("Việt Nam", "Viet Nam")),
    (PUBLIC, DCTERMS.RightsStatement, Wording("công khai", "public")),
    (SOCIETY, SKOS.Concept, Wording("Dân số và xã hội", "Population and society")),
    (GOVERNMENT, SKOS.Concept, Wording("Chính quyền và khu vực công", "Government and public sector")),
    (AVAILABLE, SKOS.Concept, Wording("dự kiến giữ trong nhiều năm", "planned to be kept for years")),
    (QUERY_RESULTS, DCTERMS.MediaTypeOrExtent, Wording("Kết quả truy vấn SPARQL", "SPARQL query results")),
    (GZIP, DCTERMS.MediaType, Wording("gzip", "gzip")),
    (SPARQL_PROTOCOL, DCTERMS.Standard, Wording("Giao thức SPARQL 1.1", "SPARQL 1.1 Protocol")),
    *((iri, DCTERMS.MediaTypeOrExtent, Wording(form.label, form.label)) for form, iri in FILE_TYPES.items()),
    *((URIRef(IANA + form.media_type), DCTERMS.MediaType, Wording(form.label, form.label)) for form in FILE_TYPES),
)
"""Each authority term with its class and its name."""
