"""What exists in the vocabularies of others: copies that rdflib brings, and lists of our own for the rest."""

from __future__ import annotations

from typing import Final

from rdflib import DCAT, DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, VANN, VOID, XSD
from rdflib.namespace import GEO, DefinedNamespace

_BUNDLED: Final[dict[str, type[DefinedNamespace]]] = {
    str(each._NS): each
    for each in (DCAT, DCTERMS, FOAF, GEO, ORG, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, VANN, VOID, XSD)
}
_WHOLE: Final = {
    # Web Annotation Vocabulary, W3C Recommendation of 2017-02-23.
    "http://www.w3.org/ns/oa#": {
        "Annotation", "Choice", "CssSelector", "CssStyle", "DataPositionSelector", "Direction", "FragmentSelector",
        "HttpRequestState", "Motivation", "PreferContainedDescriptions", "PreferContainedIRIs", "RangeSelector",
        "ResourceSelection", "Selector", "SpecificResource", "State", "Style", "SvgSelector", "TextPositionSelector",
        "TextQuoteSelector", "TextualBody", "TimeState", "XPathSelector", "annotationService", "assessing",
        "bodyValue", "bookmarking", "cachedSource", "canonical", "classifying", "commenting", "describing", "editing",
        "end", "exact", "hasBody", "hasEndSelector", "hasPurpose", "hasScope", "hasSelector", "hasSource",
        "hasStartSelector", "hasState", "hasTarget", "highlighting", "identifying", "linking", "ltrDirection",
        "moderating", "motivatedBy", "prefix", "processingLanguage", "questioning", "refinedBy", "renderedVia",
        "replying", "rtlDirection", "sourceDate", "sourceDateEnd", "sourceDateStart", "start", "styleClass",
        "styledBy", "suffix", "tagging", "textDirection", "via",
    },
    # Data Quality Vocabulary, W3C Working Group Note of 2016-12-15.
    "http://www.w3.org/ns/dqv#": {
        "Category", "Dimension", "Metric", "QualityAnnotation", "QualityCertificate", "QualityMeasurement",
        "QualityMeasurementDataset", "QualityMetadata", "QualityPolicy", "UserQualityFeedback", "computedOn",
        "expectedDataType", "hasQualityAnnotation", "hasQualityMeasurement", "hasQualityMetadata", "inCategory",
        "inDimension", "isMeasurementOf", "precision", "qualityAssessment", "value",
    },
    # SPARQL 1.1 Service Description, W3C Recommendation of 2013-03-21.
    "http://www.w3.org/ns/sparql-service-description#": {
        "Aggregate", "BasicFederatedQuery", "Dataset", "DereferencesURIs", "EmptyGraphs", "EntailmentProfile",
        "EntailmentRegime", "Feature", "Function", "Graph", "GraphCollection", "Language", "NamedGraph",
        "RequiresDataset", "SPARQL10Query", "SPARQL11Query", "SPARQL11Update", "Service", "UnionDefaultGraph",
        "availableGraphs", "defaultDataset", "defaultEntailmentRegime", "defaultGraph",
        "defaultSupportedEntailmentProfile", "endpoint", "entailmentRegime", "extensionAggregate", "extensionFunction",
        "feature", "graph", "inputFormat", "languageExtension", "name", "namedGraph", "propertyFeature", "resultFormat",
        "supportedEntailmentProfile", "supportedLanguage",
    },
}  # fmt: skip
"""All terms of vocabularies of which rdflib brings no copy."""
_SOME: Final = {
    # Data Catalog Vocabulary (DCAT), version 3, W3C Recommendation of 2024-08-22: what rdflib's copy does not have yet.
    "http://www.w3.org/ns/dcat#": {"hasVersion", "isVersionOf", "previousVersion", "version"},
    # Asset Description Metadata Schema, version 2.0 (SEMIC).
    "http://www.w3.org/ns/adms#": {"versionNotes"},
    # DCAT-AP 3.0.1, its own terms (SEMIC).
    "http://data.europa.eu/r5r/": {"applicableLegislation", "availability", "hvdCategory"},
    # vCard Ontology, W3C Interest Group Note of 2014-05-22.
    "http://www.w3.org/2006/vcard/ns#": {"Kind", "fn", "hasURL", "hasEmail"},
    # OGC GeoSPARQL 1.1, Simple Features vocabulary.
    "http://www.opengis.net/ont/sf#": {"Point"},
    # Basic Geo (WGS84 lat/long) Vocabulary, W3C; rdflib's copy has another namespace (https).
    "http://www.w3.org/2003/01/geo/wgs84_pos#": {"lat", "long"},
    # version.link, as its ontology lists them; read on 2026-11-24.
    "https://version.link/": {
        "ChangeEvent", "ChangeOfName", "Combination", "Deprecated", "Identity", "Version", "endEvent", "identity",
        "predecessor", "startEvent", "successor", "version",
    },
    "http://vivoweb.org/ontology/core#": {"AwardReceipt"},
    # The vocabulary of justifications of mappings, and SSSOM, the slots of a mapping.
    "https://w3id.org/semapv/vocab/": {
        "BackgroundKnowledgeBasedMatching", "LexicalMatching", "ManualMappingCuration", "MappingChaining",
    },
    "https://w3id.org/sssom/": {"mapping_justification", "object_source"},
}  # fmt: skip
"""Those that may be used of other vocabularies, named as in their specifications."""


def exists(term: str) -> bool:
    """Whether a term of others is one."""
    end = max(term.rfind("#"), term.rfind("/")) + 1
    space, local = term[:end], term[end:]
    listed = _WHOLE.get(space, set()) | _SOME.get(space, set())
    return local in listed or (space in _BUNDLED and local in _BUNDLED[space])
