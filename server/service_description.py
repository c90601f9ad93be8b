"""What an endpoint says of itself.

https://www.w3.org/TR/sparql11-service-description/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from graph.store import Release
from server.document import document

_RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_VOID_TRIPLES: Final = "http://rdfs.org/ns/void#triples"
_W3C_FORMATS: Final = "http://www.w3.org/ns/formats/"
_FORMAT_NAMES: Final = (
    "Turtle", "N-Triples", "JSON-LD", "RDF_XML", "SPARQL_Results_JSON", "SPARQL_Results_XML",
    "SPARQL_Results_CSV", "SPARQL_Results_TSV",
)  # fmt: skip


def description(release: Release, path: str = "sparql", *, federated: bool = False) -> Iterator[Triple]:
    """What the endpoint at a path can do and which graphs it holds; ``federated``: it asks others for ``SERVICE``."""
    endpoint = str(release.names.at(path))
    service, dataset, union = (f"{endpoint}#{part}" for part in ("service", "dataset", "default-graph"))

    def say(subject: str, predicate: str, value: str) -> Triple:
        return Triple(NamedNode(subject), NamedNode(predicate), NamedNode(value))

    def count(subject: str, number: int) -> Triple:
        return Triple(NamedNode(subject), NamedNode(_VOID_TRIPLES), Literal(number))

    known = document(release, endpoint)
    yield from (quad.triple for quad in known.quads()) if known else ()
    yield say(service, _RDF_TYPE, _SD + "Service")
    yield say(service, _SD + "endpoint", endpoint)
    yield say(service, _SD + "supportedLanguage", _SD + "SPARQL11Query")
    yield say(service, _SD + "feature", _SD + "UnionDefaultGraph")
    if federated:
        yield say(service, _SD + "feature", _SD + "BasicFederatedQuery")
    for name in _FORMAT_NAMES:
        yield say(service, _SD + "resultFormat", _W3C_FORMATS + name)
    yield say(service, _SD + "defaultDataset", dataset)
    yield say(dataset, _RDF_TYPE, _SD + "Dataset")
    yield say(dataset, _SD + "defaultGraph", union)
    yield say(union, _RDF_TYPE, _SD + "Graph")
    yield count(union, release.manifest.counts["triples"])
    triples = {each.iri: each.triples for each in release.manifest.graphs}
    for number, graph in enumerate(release.graphs, 1):
        yield say(dataset, _SD + "namedGraph", graph)
        yield say(graph, _RDF_TYPE, _SD + "NamedGraph")
        yield say(graph, _SD + "name", graph)
        yield say(graph, _SD + "graph", f"{endpoint}#graph-{number}")
        yield say(f"{endpoint}#graph-{number}", _RDF_TYPE, _SD + "Graph")
        yield count(f"{endpoint}#graph-{number}", triples[graph])
