"""Organisations, roles, awards, indicators and programmes of the reviewed tables, and their links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, PROV, RDF, RDFS, SKOS, XSD

from graph.authority import Authority
from graph.authority.terms import Organisation, Programme, Term
from graph.linking.external import organisation_link_quads
from graph.vocabulary import SCHEMA, Names, Quad

GRAPH = "ref/orgs"


def organisation_quads(authority: Authority, names: Names) -> Iterator[Quad]:
    """Everything in graph ``ref/orgs``, and the links of organisations to other data sets."""
    graph = names.graph(GRAPH)
    for organisation in authority.organisations:
        yield from _organisation(organisation, names, graph)
    for role in authority.terms.roles:
        subject = names.thing("role", role.key)
        yield subject, RDF.type, ORG.Role, graph
        yield subject, RDF.type, SKOS.Concept, graph
        yield from _labels(role, subject, graph)
    for indicator in authority.terms.indicators:
        subject = names.thing("indicator", indicator.key)
        yield subject, RDF.type, SKOS.Concept, graph
        yield from _labels(indicator, subject, graph)
    for programme in authority.terms.programmes:
        yield from _programme(programme, names, graph)
    yield from _currency(names, graph)
    yield from organisation_link_quads(authority, names)


def _labels(term: Term, subject: URIRef, graph: URIRef, variants: Iterable[str] = ()) -> Iterator[Quad]:
    for words, language in ((term.name_vi, "vi"), (term.name_en, "en")):
        yield subject, RDFS.label, Literal(words, lang=language), graph
        yield subject, SKOS.prefLabel, Literal(words, lang=language), graph
    for variant in variants or term.variants:
        if variant != term.name_vi:
            yield subject, SKOS.altLabel, Literal(variant, lang="vi"), graph


def _organisation(organisation: Organisation, names: Names, graph: URIRef) -> Iterator[Quad]:
    subject = names.thing("org", organisation.key)
    kind = ORG.OrganizationalUnit if organisation.is_unit else ORG.FormalOrganization
    for each in (kind, ORG.Organization, SCHEMA.Organization):
        yield subject, RDF.type, each, graph
    yield from _labels(organisation, subject, graph)
    if organisation.parent:
        relation = ORG.unitOf if organisation.is_unit else ORG.subOrganizationOf
        yield subject, relation, names.thing("org", organisation.parent), graph


def _programme(programme: Programme, names: Names, graph: URIRef) -> Iterator[Quad]:
    """A known programme. Its official period comes from the act that approved it, not from any announcement,
    so it is no period statement: it stands beside them, with its own source."""
    subject = names.thing("programme", programme.key)
    for each in (names.term("Programme"), FOAF.Project, PROV.Plan):
        yield subject, RDF.type, each, graph
    yield from _labels(programme, subject, graph)
    if not programme.act_key:
        return
    act = names.thing("legislation", programme.act_key)
    yield subject, DCTERMS.source, act, graph
    if programme.period:
        yield subject, SCHEMA.temporalCoverage, Literal(programme.period), graph
    yield act, RDF.type, SCHEMA.Legislation, graph
    yield act, RDFS.label, Literal(programme.act_title_vi, lang="vi"), graph
    yield act, RDFS.label, Literal(programme.act_title_en, lang="en"), graph
    yield act, SCHEMA.legislationIdentifier, Literal(programme.act_number), graph
    yield act, SCHEMA.legislationDate, Literal(programme.act_date, datatype=XSD.date), graph
    yield act, DCTERMS.source, Literal(programme.source, lang="en"), graph


def _currency(names: Names, graph: URIRef) -> Iterator[Quad]:
    for code, vietnamese, english in (
        ("VND", "đồng Việt Nam", "Vietnamese dong"),
        ("USD", "đô la Mỹ", "United States dollar"),
        ("EUR", "euro", "euro"),
    ):
        subject = names.thing("unit", code)
        yield subject, RDF.type, SKOS.Concept, graph
        yield from _labels(Term(code, vietnamese, english), subject, graph)
        yield subject, SKOS.notation, Literal(code), graph
