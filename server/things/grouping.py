"""Into which group of facts a property belongs, and in which order a page shows the groups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

_GROUPS: Final = {
    "award": (
        "khen:recipient khen:award khen:underDecision khen:decidedBy prov:wasAssociatedWith khen:forProgramme "
        "khen:ground khen:announces khen:announcedCount khen:recipientCount khen:recipientKind "
        "khen:listPosition khen:receivedAward khen:presentedAt khen:presenter khen:reports schema:organizer "
        "schema:about khen:ofCount khen:announcedNumber khen:listedNumber"
    ),
    "figure": (
        "khen:statedValue khen:unit khen:qualifier schema:minValue schema:maxValue khen:indicator khen:about "
        "khen:amount schema:value schema:currency khen:currencyInferred khen:mobiliser khen:target "
        "khen:result khen:comparability khen:difference khen:statedOutcome khen:unitCount khen:conflictsWith "
        "khen:rank"
    ),
    "names": (
        "skos:prefLabel rdfs:label skos:altLabel schema:headline schema:name schema:honorificPrefix "
        "dcterms:title dcterms:description foaf:name vcard:fn skos:notation schema:identifier "
        "dcterms:identifier khen:statisticalCode schema:legislationIdentifier skos:definition khen:byline "
        "khen:caption khen:surfaceForm"
    ),
    "hierarchy": (
        "org:member org:role org:organization org:unitOf org:subOrganizationOf schema:containedInPlace "
        "skos:broader skos:inScheme skos:topConceptOf schema:superEvent khen:level khen:unitType vl:identity "
        "vl:version oa:hasBody dcterms:isPartOf"
    ),
    "time": (
        "schema:validFrom schema:validThrough vl:startEvent vl:endEvent vl:predecessor vl:successor "
        "dcterms:replaces dcterms:isReplacedBy khen:currentVersion khen:formerVersion khen:reportedChange "
        "khen:reportedDay khen:reportedType khen:reportedAct schema:startDate khen:partOfDay khen:yearAssumed "
        "schema:datePublished khen:dateSupplied khen:timeZoneAssumed khen:attestedOn khen:periodStatement "
        "khen:startYear khen:endYear khen:referenceTime khen:referenceStart khen:referenceText "
        "schema:temporalCoverage schema:legislationDate dcterms:issued dcterms:modified prov:generatedAtTime "
        "dcterms:temporal dcat:startDate dcat:endDate"
    ),
    "place": ("schema:areaServed khen:seat khen:seatIn wgs:lat wgs:long geo:hasGeometry geo:asWKT dcterms:spatial"),
    "links": (
        "skos:exactMatch skos:closeMatch rdfs:seeAlso schema:url foaf:homepage dcat:landingPage vcard:hasURL "
        "owl:annotatedSource owl:annotatedProperty owl:annotatedTarget sssom:object_source "
        "sssom:mapping_justification"
    ),
    "evidence": (
        "khen:sourceText khen:evidence khen:contextEvidence khen:notStated khen:withheld dcterms:source prov:used "
        "prov:wasDerivedFrom prov:wasAttributedTo schema:publisher dcterms:publisher dcterms:creator dcterms:created "
        "dcterms:rights dcterms:license dcterms:accessRights skos:note khen:reason khen:lineNumber oa:exact "
        "oa:prefix oa:suffix oa:hasSource oa:hasTarget"
    ),
    "technical": (
        "rdf:type schema:inLanguage dcterms:language dcterms:format khen:sha256 khen:characterCount "
        "khen:fullText oa:hasSelector oa:start oa:end oa:motivatedBy rdfs:isDefinedBy rdfs:comment"
    ),
}
_GROUP_OF: Final[Mapping[str, str]] = {short: group for group, shorts in _GROUPS.items() for short in shorts.split()}
_PLACE_IN_GROUP: Final[Mapping[str, int]] = {
    short: place for shorts in _GROUPS.values() for place, short in enumerate(shorts.split())
}
_TECHNICAL: Final = ("void:", "dcat:", "sd:", "adms:", "dqv:", "owl:", "vann:")
"""Vocabularies that describe data: all of their properties are technical unless they are named above."""

TITLES: Final[Mapping[str, LazyString]] = {
    "award": lazy_gettext("Commendation"),
    "figure": lazy_gettext("Figures"),
    "names": lazy_gettext("Names and codes"),
    "hierarchy": lazy_gettext("Membership and hierarchy"),
    "time": lazy_gettext("Time"),
    "place": lazy_gettext("Place"),
    "links": lazy_gettext("Elsewhere"),
    "evidence": lazy_gettext("Evidence and origin"),
    "other": lazy_gettext("Other statements"),
    "technical": lazy_gettext("Technical"),
}
"""The groups in the order in which a page shows them, with their headings."""


def group_of(short: str) -> str:
    """The group of a property, by its prefixed name.

    >>> group_of("khen:recipient"), group_of("void:triples"), group_of("e:p")
    ('award', 'technical', 'other')
    """
    return _GROUP_OF.get(short) or ("technical" if short.startswith(_TECHNICAL) else "other")


def order_of(short: str) -> tuple[int, str]:
    """Where a property stands within its group."""
    return _PLACE_IN_GROUP.get(short, len(_PLACE_IN_GROUP)), short
