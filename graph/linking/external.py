"""Links from areas to Wikidata and GeoNames, a graph for each.

They are ``skos:closeMatch``, never ``owl:sameAs``: those data sets describe a place without saying when,
so that equating would mix the facts of the province of 2023 with those of the merged one. They stand at
the identity, for which they were verified in its form of 2023, and never at a version.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, RDFS, SKOS

from graph.authority.places import Places, Scheme
from graph.vocabulary import Names, Quad

_TARGETS: Final = {
    Scheme.WIKIDATA: "http://www.wikidata.org/entity/{}",
    Scheme.GEONAMES: "https://sws.geonames.org/{}/",
}


def link_quads(places: Places, names: Names) -> Iterator[Quad]:
    """The links of every place that has a verified identifier, by target and then by place."""
    for scheme, pattern in _TARGETS.items():
        graph = names.graph(f"links/{scheme}")
        for place in places.places:
            if found := place.identifier(scheme):
                area, target = names.thing("area", place.key), URIRef(pattern.format(found.value))
                yield area, SKOS.closeMatch, target, graph
                yield area, RDFS.seeAlso, target, graph
                for source in found.sources:
                    yield area, DCTERMS.source, Literal(source), graph
