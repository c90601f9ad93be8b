"""A link with its evidence: what it leads to, how it was found, which sources confirm it, and when they were compared.

The evidence is a node in ``graph/mappings``, a mapping as SSSOM writes it in RDF
(https://mapping-commons.github.io/sssom/spec-formats-rdf/), so that one pattern finds the evidence of any link.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, XSD

from graph.authority.identifiers import Identifier, Match, Scheme
from graph.vocabulary import LINK_TARGETS, SEMAPV, SSSOM, Names, Quad

GRAPH: Final = "mappings"
"""The name of the graph of evidence."""

_PREDICATES: Final = {Match.EXACT: SKOS.exactMatch, Match.CLOSE: SKOS.closeMatch}
_TITLES: Final = {
    Scheme.WIKIDATA: "Wikidata",
    Scheme.GEONAMES: "GeoNames",
    Scheme.WHOS_ON_FIRST: "Who's On First",
    Scheme.OPENSTREETMAP: "OpenStreetMap",
    Scheme.DBPEDIA: "DBpedia",
    Scheme.ROR: "ROR",
}


@dataclass(frozen=True)
class Link:
    """A link from a thing of ours, with its names, to the thing that an identifier stands for.

    Only an identifier with a match is a link: a code such as ISO's is written as ``skos:notation``.
    """

    subject: URIRef
    label_vi: str
    label_en: str
    identifier: Identifier

    @property
    def predicate(self) -> URIRef:
        """``skos:exactMatch`` or ``skos:closeMatch``."""
        assert self.identifier.match is not None
        return _PREDICATES[self.identifier.match]

    @property
    def target(self) -> URIRef:
        """The address of the thing in the other data set."""
        return URIRef(LINK_TARGETS[self.identifier.scheme] + local_part(self.identifier))


def local_part(identifier: Identifier) -> str:
    """What follows the namespace of the data set in the address of the thing.

    Who's On First puts the digits in folders of three (https://whosonfirst.org/docs/uris/).

    >>> from datetime import date
    >>> def of(scheme: Scheme, value: str) -> str:
    ...     return local_part(Identifier(scheme, value, Match.CLOSE, None, date(2026, 11, 23), ()))
    >>> of(Scheme.WHOS_ON_FIRST, "1108782125"), of(Scheme.GEONAMES, "1904850"), of(Scheme.WIKIDATA, "Q33366")
    ('110/878/212/5/1108782125.geojson', '1904850/', 'Q33366')
    """
    value = identifier.value
    if identifier.scheme is Scheme.WHOS_ON_FIRST:
        folders = [value[start : start + 3] for start in range(0, len(value), 3)]
        return "/".join([*folders, f"{value}.geojson"])
    return f"{value}/" if identifier.scheme is Scheme.GEONAMES else value


def mapping_quads(link: Link, names: Names) -> Iterator[Quad]:
    """The evidence of a link.

    The node is named after the thing that is linked to, which is linked once: the name stays when the kind of
    match is corrected.
    """
    known = link.identifier
    node = names.thing("link", f"{known.scheme}-{known.value.replace('/', '-')}")
    for predicate, value in _pairs(link):
        yield node, predicate, value, names.graph(GRAPH)


def _pairs(link: Link) -> Iterator[tuple[URIRef, URIRef | Literal]]:
    known = link.identifier
    assert known.found_by is not None
    title = f"{_TITLES[known.scheme]} {known.value}"
    yield RDF.type, OWL.Axiom
    yield RDFS.label, Literal(f"Liên kết {link.label_vi} – {title}", "vi")
    yield RDFS.label, Literal(f"Link of {link.label_en} to {title}", "en")
    yield OWL.annotatedSource, link.subject
    yield OWL.annotatedProperty, link.predicate
    yield OWL.annotatedTarget, link.target
    yield SSSOM.mapping_justification, SEMAPV[known.found_by]
    yield SSSOM.object_source, URIRef(urljoin(link.target, "/"))
    yield DCTERMS.created, Literal(known.reviewed.isoformat(), datatype=XSD.date)
    for source in known.sources:
        yield DCTERMS.source, Literal(source)
