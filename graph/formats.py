"""The one table of formats: media type, file extension, and what the libraries call them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final


class Content(Enum):
    """What a format can hold."""

    GRAPH = "graph"
    DATASET = "dataset"
    RESULTS = "results"
    FEATURES = "features"


@dataclass(frozen=True)
class Format:
    """One serialisation.

    Attributes:
        extension: file name extension without the dot; also the short name on the command line.
        media_type: as registered with IANA.
        content: what it can hold.
        rdflib: the name of rdflib's serialiser; empty where rdflib is not used.
        pyoxigraph: the name of the ``RdfFormat`` or ``QueryResultsFormat`` attribute.
        label: what people call it.
        aliases: other media types that mean the same.
    """

    extension: str
    media_type: str
    content: Content
    rdflib: str
    pyoxigraph: str
    label: str
    aliases: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """By the media type alone: formats are looked up several times for each query."""
        return hash(self.media_type)

    @property
    def charset(self) -> bool:
        """Whether the registration of this text type lets the charset be named, as all of ours do in ``text/``."""
        return self.media_type.startswith("text/")


TURTLE: Final = Format("ttl", "text/turtle", Content.GRAPH, "turtle", "TURTLE", "Turtle", ("application/x-turtle",))
N_TRIPLES: Final = Format("nt", "application/n-triples", Content.GRAPH, "nt", "N_TRIPLES", "N-Triples")
RDF_XML: Final = Format("rdf", "application/rdf+xml", Content.GRAPH, "xml", "RDF_XML", "RDF/XML")
JSON_LD: Final = Format("jsonld", "application/ld+json", Content.GRAPH, "json-ld", "JSON_LD", "JSON-LD")
N_QUADS: Final = Format("nq", "application/n-quads", Content.DATASET, "nquads", "N_QUADS", "N-Quads")
TRIG: Final = Format("trig", "application/trig", Content.DATASET, "trig", "TRIG", "TriG")
RESULTS_JSON: Final = Format(
    "json",
    "application/sparql-results+json",
    Content.RESULTS,
    "",
    "JSON",
    "SPARQL results JSON",
    ("application/json",),
)
RESULTS_XML: Final = Format(
    "xml",
    "application/sparql-results+xml",
    Content.RESULTS,
    "",
    "XML",
    "SPARQL results XML",
    ("application/xml",),
)
CSV: Final = Format("csv", "text/csv", Content.RESULTS, "", "CSV", "CSV")
TSV: Final = Format("tsv", "text/tab-separated-values", Content.RESULTS, "", "TSV", "TSV")
GEO_JSON: Final = Format("geojson", "application/geo+json", Content.FEATURES, "", "", "GeoJSON")
"""Places on a map (RFC 7946): no serialisation of RDF, and so none of those below."""

GRAPH_FORMATS: Final = (TURTLE, N_TRIPLES, JSON_LD, RDF_XML)
"""In the order in which the server prefers them when a client does not mind."""
DATASET_FORMATS: Final = (N_QUADS, TRIG)
RESULT_FORMATS: Final = (RESULTS_JSON, RESULTS_XML, CSV, TSV)
ALL_FORMATS: Final = GRAPH_FORMATS + DATASET_FORMATS + RESULT_FORMATS


def by_extension(extension: str) -> Format | None:
    """The format with this file extension.

    >>> by_extension("ttl").media_type
    'text/turtle'
    >>> by_extension("doc") is None
    True
    """
    return next((each for each in ALL_FORMATS if each.extension == extension), None)
