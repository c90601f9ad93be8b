"""The ontology against pitfalls of the OOPS! catalogue (https://oops.linkeddata.es/catalogue.jsp), in our words (V02).

Each pitfall is a function that lists what falls into it. The ontology has none; what is planted is found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.term import Node

from graph.validation import load_ontology
from graph.vocabulary import Names

NAMES: Final = Names()
ONTOLOGY: Final = load_ontology(NAMES)
PROPERTIES: Final = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDF.Property)
JOINING: Final = (
    RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.disjointWith, OWL.equivalentClass,
    OWL.equivalentProperty, OWL.inverseOf,
)  # fmt: skip
SUFFIX: Final = re.compile(r"\.(owl|rdf|ttl|nt|n3|rdfxml|xml|jsonld|json)(?=$|[#/])")


def of_kind(graph: Graph, *kinds: URIRef) -> Iterator[URIRef]:
    """The own terms of some kinds."""
    for kind in kinds:
        for each in graph.subjects(RDF.type, kind):
            if isinstance(each, URIRef) and each.startswith(NAMES.base):
                yield each


def terms(graph: Graph) -> set[URIRef]:
    return set(of_kind(graph, OWL.Class, SKOS.Concept, SKOS.ConceptScheme, *PROPERTIES))


def p04_unconnected(graph: Graph) -> set[Node]:
    """Classes and properties that no statement joins to another term, and that nothing in the ontology is of."""
    joined = {end for each in JOINING for pair in graph.subject_objects(each) for end in pair}
    used = set(graph.objects(None, RDF.type)) | set(graph.predicates())
    return {each for each in of_kind(graph, OWL.Class, *PROPERTIES) if each not in joined | used}


def p06_cycles(graph: Graph) -> set[Node]:
    """Terms that are above themselves, by way of at least one other."""
    return {
        each
        for above in (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.broader)
        for each in set(graph.subjects(above))
        if each in {higher for first in graph.objects(each, above) for higher in graph.transitive_objects(first, above)}
    }


def p08_unannotated(graph: Graph) -> set[Node]:
    """Terms without a name or without a definition."""
    named, defined = (RDFS.label, SKOS.prefLabel), (SKOS.definition, RDFS.comment, DCTERMS.description)
    return {
        each
        for each in terms(graph)
        for ways in (named, defined)
        if not any((each, predicate, None) in graph for predicate in ways)
    }


def p19_several_domains_or_ranges(graph: Graph) -> set[Node]:
    """Properties with several domains or ranges, which hold all at once."""
    return {
        each
        for side in (RDFS.domain, RDFS.range)
        for each in graph.subjects(side, unique=True)
        if len(set(graph.objects(each, side))) > 1
    }


def p36_file_in_the_address(graph: Graph) -> set[Node]:
    """Addresses of terms, or of the ontology, that name a file."""
    own = {*terms(graph), *of_kind(graph, OWL.Ontology)}
    return {each for each in own if SUFFIX.search(each)}


def p38_no_ontology(graph: Graph) -> set[Node]:
    """The address of the ontology, where nothing says that it is one."""
    return set() if set(graph.subjects(RDF.type, OWL.Ontology)) == {NAMES.ontology} else {NAMES.ontology}


def p40_hijacked(graph: Graph) -> set[Node]:
    """Terms of other namespaces that are described here. That others' terms exist is the test of V03."""
    return {each for each in graph.subjects(unique=True) if not str(each).startswith(NAMES.base)}


def p41_no_licence(graph: Graph) -> set[Node]:
    """The ontology, where it states no licence, or one that is no address."""
    licences = list(graph.objects(NAMES.ontology, DCTERMS.license))
    return set() if licences and all(isinstance(each, URIRef) for each in licences) else {NAMES.ontology}


PITFALLS: Final[dict[Callable[[Graph], set[Node]], tuple[str, str]]] = {
    p04_unconnected: ("INSERT DATA { khen:Lonely a owl:Class }", "Lonely"),
    p06_cycles: ("INSERT DATA { khen:One rdfs:subClassOf khen:Two . khen:Two rdfs:subClassOf khen:One }", "One"),
    p08_unannotated: ("DELETE { khen:SourceText skos:definition ?d } WHERE { khen:SourceText skos:definition ?d }",
                      "SourceText"),
    p19_several_domains_or_ranges: ("INSERT DATA { khen:p rdfs:range khen:Announcement, khen:SourceText }", "p"),
    p36_file_in_the_address: ("INSERT DATA { <https://w3id.org/khen/def#khen.owl> a owl:Class }", "khen.owl"),
    p38_no_ontology: ("DELETE WHERE { ?o a owl:Ontology }", ""),
    p40_hijacked: ('INSERT DATA { foaf:Person rdfs:label "person" }', "http://xmlns.com/foaf/0.1/Person"),
    p41_no_licence: ("DELETE WHERE { ?o dcterms:license ?l }", ""),
}  # fmt: skip
"""Each pitfall, with an update that plants it and what falls into it then."""


@pytest.mark.parametrize("pitfall", PITFALLS, ids=lambda each: each.__name__)
def test_v02_the_ontology_falls_into_no_pitfall(pitfall: Callable[[Graph], set[Node]]) -> None:
    assert pitfall(ONTOLOGY) == set()
    update, fallen = PITFALLS[pitfall]
    broken = Graph() + ONTOLOGY
    broken.update(update, initNs={prefix: URIRef(space) for prefix, space in NAMES.prefixes().items()})
    expected = URIRef(fallen) if fallen.startswith("http") else NAMES.term(fallen) if fallen else NAMES.ontology
    assert expected in pitfall(broken)
