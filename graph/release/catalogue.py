"""The data set, its release, its files and its service, as a catalogue reads them.

DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/) as profiled by DCAT-AP 3.0. The size and the digest of a file
cannot stand in a file they measure, so they are kept apart (``file_details``) and go into ``void.ttl`` only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rdflib import DCTERMS, FOAF, PROV, RDF, SKOS, XSD, Literal, URIRef

from graph.release.dataset import Wording
from graph.release.distributions import DUMPS, distributions, links_part, rights, subject
from graph.release.external import (
    AUTHORITY_TERMS,
    AVAILABLE,
    DCATAP,
    DQV,
    ENGLISH,
    EU,
    PUBLIC,
    QUERY_RESULTS,
    SPARQL_PROTOCOL,
    THEMES,
    VCARD,
    VIET_NAM,
    VIETNAMESE,
)
from graph.release.nodes import Pair, Place, in_both, node
from graph.release.statements import Triple
from graph.release.versions import version, version_of
from graph.vocabulary import DCAT, SPDX, VOID


def catalogue(place: Place, period: tuple[str, str] | None) -> Iterator[Triple]:
    """Everything the catalogue says, except counts.

    Args:
        place: the release and its addresses.
        period: the first and the last day on which an announcement was published, as ISO dates.
    """
    yield from _catalogue(place)
    temporal = place.part("temporal") if period else None
    yield from _data(place, temporal)
    yield from version_of(place, temporal)
    if period:
        yield from _period(place, period)
    yield from distributions(place)
    yield from links_part(place)
    yield from _service(place)
    yield from _agents(place)
    yield from _documents(place)
    yield from _authority_terms()


def file_details(place: Place, files: Iterable[Mapping[str, Any]]) -> Iterator[Triple]:
    """Size and SHA-256 of each file, from the entries of the manifest.

    >>> from datetime import date
    >>> from graph.release.dataset import *
    >>> from graph.vocabulary import Names
    >>> word = Wording("a", "a")
    >>> dataset = Dataset(word, word, "0.1.0", date(2026, 1, 1), date(2026, 1, 1), word,
    ...     Licence("x:l", word), Publisher(word), Contact(word))
    >>> entry = {"name": "khen.nq", "bytes": 5, "sha256": "00ff"}
    >>> len(list(file_details(Place(Names(), dataset, "1"), [entry])))
    10
    """
    algorithm = Wording("Thuật toán SHA-256", "SHA-256 algorithm")
    yield from node(SPDX.checksumAlgorithm_sha256, [SPDX.ChecksumAlgorithm], algorithm)
    for each in files:
        distribution, checksum = (
            place.distribution(each["name"]),
            place.distribution(f"{each['name']}-sha256"),
        )
        yield distribution, DCAT.byteSize, Literal(str(each["bytes"]), datatype=XSD.nonNegativeInteger)
        yield distribution, SPDX.checksum, checksum
        # Not normalised: rdflib would write the digits as Python shows bytes.
        digest = Literal(each["sha256"], datatype=XSD.hexBinary, normalize=False)
        yield from node(
            checksum,
            [SPDX.Checksum],
            Wording(f"SHA-256 của {each['name']}", f"SHA-256 of {each['name']}"),
            [(SPDX.algorithm, SPDX.checksumAlgorithm_sha256), (SPDX.checksumValue, digest)],
        )


def _titled(title: Wording, description: Wording) -> list[Pair]:
    return [*in_both(DCTERMS.title, title), *in_both(DCTERMS.description, description)]


def _catalogue(place: Place) -> Iterator[Triple]:
    label = Wording("Danh mục dữ liệu Khen", "Catalogue of Khen")
    about = Wording(
        "Tập dữ liệu và dịch vụ truy vấn của Khen.",
        "The data set of Khen and the service that answers queries on it.",
    )
    yield from node(
        place.catalogue,
        [DCAT.Catalog],
        label,
        [
            *_titled(label, about),
            *rights(place),
            (DCTERMS.publisher, place.publisher),
            (DCTERMS.language, VIETNAMESE),
            (DCTERMS.language, ENGLISH),
            (DCTERMS.spatial, VIET_NAM),
            (FOAF.homepage, place.catalogue),
            (DCAT.themeTaxonomy, THEMES),
            (DCAT.dataset, place.data),
            (DCAT.service, place.service),
        ],
    )
    yield place.catalogue, RDF.type, FOAF.Document


def _data(place: Place, temporal: URIRef | None) -> Iterator[Triple]:
    dataset = place.dataset
    pairs = [
        *_titled(dataset.title, dataset.description),
        *rights(place),
        *subject(place),
        (DCTERMS.identifier, Literal(str(place.data))),
        (DCTERMS.publisher, place.publisher),
        (DCTERMS.creator, place.publisher),
        (PROV.wasAttributedTo, place.program),
        (DCTERMS.conformsTo, place.names.ontology),
        (DCTERMS.conformsTo, place.names.at("shapes")),
        (DCAT.landingPage, place.catalogue),
        *version(place),
        (DCAT.hasVersion, place.release),
        (DQV.hasQualityMetadata, place.download("report.ttl")),
        *((DCAT.distribution, place.distribution(each.name)) for each in DUMPS),
        (DCAT.distribution, place.part("sparql")),
    ]
    if temporal:
        pairs.append((DCTERMS.temporal, temporal))
    yield from node(place.data, [DCAT.Dataset, VOID.Dataset], dataset.title, pairs)


def _period(place: Place, period: tuple[str, str]) -> Iterator[Triple]:
    return node(
        place.part("temporal"),
        [DCTERMS.PeriodOfTime],
        Wording("Ngày công bố các thông báo", "Days on which the announcements were published"),
        [
            (DCAT.startDate, Literal(period[0], datatype=XSD.date)),
            (DCAT.endDate, Literal(period[1], datatype=XSD.date)),
        ],
    )


def _service(place: Place) -> Iterator[Triple]:
    label = Wording("Điểm truy vấn SPARQL", "SPARQL endpoint")
    about = Wording(
        "Trả lời truy vấn SPARQL 1.1; không nhận cập nhật.", "Answers SPARQL 1.1 queries; takes no updates."
    )
    yield from node(
        place.service,
        [DCAT.DataService],
        label,
        [
            *_titled(label, about),
            *rights(place),
            (DCTERMS.accessRights, PUBLIC),
            (DCTERMS.conformsTo, SPARQL_PROTOCOL),
            (DCTERMS.publisher, place.publisher),
            (DCAT.contactPoint, place.contact),
            (DCAT.endpointURL, place.endpoint),
            (DCAT.endpointDescription, place.endpoint),
            (DCAT.servesDataset, place.data),
        ],
    )
    access = Wording("Truy cập qua SPARQL", "Access by SPARQL")
    yield from node(
        place.part("sparql"),
        [DCAT.Distribution],
        access,
        [
            *_titled(access, about),
            *rights(place),
            (DCATAP.availability, AVAILABLE),
            (DCTERMS["format"], QUERY_RESULTS),
            (DCAT.accessURL, place.endpoint),
            (DCAT.accessService, place.service),
        ],
    )


def _agents(place: Place) -> Iterator[Triple]:
    publisher, contact = place.dataset.publisher, place.dataset.contact
    pairs: list[Pair] = [*in_both(FOAF.name, publisher.name)]
    if publisher.homepage:
        pairs.append((FOAF.homepage, URIRef(publisher.homepage)))
    yield from node(place.publisher, [FOAF.Agent, PROV.Agent], publisher.name, pairs)
    page = URIRef(contact.page) if contact.page else place.catalogue
    pairs = [*in_both(VCARD.fn, contact.name), (VCARD.hasURL, page)]
    if contact.email:
        pairs.append((VCARD.hasEmail, URIRef(f"mailto:{contact.email}")))
    yield from node(place.contact, [VCARD.Kind], contact.name, pairs)
    program = Wording("Chương trình Khen", "The program Khen")
    yield from node(place.program, [PROV.SoftwareAgent, PROV.Agent], program, in_both(FOAF.name, program))


def _documents(place: Place) -> Iterator[Triple]:
    yield from node(place.names.ontology, [DCTERMS.Standard], Wording("Từ vựng Khen", "Vocabulary of Khen"))
    shapes = place.names.at("shapes")
    yield from node(shapes, [DCTERMS.Standard], Wording("Các ràng buộc SHACL", "SHACL shapes"))
    yield from node(
        place.download("report.ttl"),
        [DQV.QualityMetadata],
        Wording("Báo cáo kiểm tra bằng SHACL", "SHACL validation report"),
        [(DCTERMS.conformsTo, shapes)],
    )
    yield from node(
        place.endpoint,
        [FOAF.Document],
        Wording("Mô tả dịch vụ SPARQL", "Service description of the SPARQL endpoint"),
        [(FOAF.primaryTopic, place.service)],
    )
    licence = place.dataset.licence
    yield from node(URIRef(licence.iri), [DCTERMS.LicenseDocument], licence.name)


def _authority_terms() -> Iterator[Triple]:
    themes = Wording("Chủ đề dữ liệu của EU", "Data themes of the EU")
    yield from node(THEMES, [SKOS.ConceptScheme], themes, in_both(DCTERMS.title, themes))
    for iri, kind, label in AUTHORITY_TERMS:
        yield from node(iri, [kind], label)
        if iri.startswith(EU):
            yield iri, RDF.type, SKOS.Concept
            yield from ((iri, predicate, value) for predicate, value in in_both(SKOS.prefLabel, label))
            yield iri, SKOS.inScheme, URIRef(iri.rpartition("/")[0])
