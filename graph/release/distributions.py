"""The files of a release as DCAT sees them: a distribution for each, and the document that is downloaded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rdflib import DCTERMS, FOAF, Literal, URIRef

from graph.formats import N_TRIPLES, TSV, Content, Format
from graph.release.dataset import Wording
from graph.release.dumps import DUMP_FORMATS
from graph.release.external import (
    AVAILABLE,
    DCATAP,
    ENGLISH,
    FILE_TYPES,
    GOVERNMENT,
    GZIP,
    IANA,
    PUBLIC,
    SOCIETY,
    VIET_NAM,
    VIETNAMESE,
)
from graph.release.nodes import Pair, Place, day, in_both, node
from graph.release.statements import Triple
from graph.vocabulary import DCAT, VOID

LINE_FILE: Final = "links.nt"
TABLE_FILE: Final = "links.sssom.tsv"


@dataclass(frozen=True)
class Download:
    """A file that can be downloaded: its name, format, what it is called, and whether it is gzip."""

    name: str
    form: Format
    label: Wording
    compressed: bool


def _both(name: str, form: Format, label: Wording) -> Iterator[Download]:
    yield Download(name, form, label, False)
    yield Download(f"{name}.gz", form, Wording(f"{label.vi} (gzip)", f"{label.en} (gzip)"), True)


DUMPS: Final = tuple(
    download
    for form in DUMP_FORMATS
    for download in _both(f"khen.{form.extension}", form, Wording(f"Tệp {form.label}", f"{form.label} file"))
)
"""The whole data, in every format."""

LINK_DOWNLOADS: Final = (
    *_both(LINE_FILE, N_TRIPLES, Wording("Các liên kết, N-Triples", "Links, N-Triples")),
    *_both(TABLE_FILE, TSV, Wording("Các liên kết kèm bằng chứng, SSSOM/TSV", "Links with evidence, SSSOM/TSV")),
)
"""The links alone."""


def rights(place: Place) -> list[Pair]:
    """The licence and the dates, which all parts of a release share."""
    return [
        (DCTERMS.license, URIRef(place.dataset.licence.iri)),
        (DCTERMS.issued, day(place.dataset.issued)),
        (DCTERMS.modified, day(place.dataset.modified)),
    ]


def subject(place: Place) -> list[Pair]:
    """What all parts of the data set are about, whom to ask, and who may read them."""
    return [
        (DCTERMS.language, VIETNAMESE),
        (DCTERMS.language, ENGLISH),
        (DCTERMS.accessRights, PUBLIC),
        (DCTERMS.spatial, VIET_NAM),
        *((DCAT.keyword, Literal(each, lang="vi")) for each in place.dataset.keywords_vi),
        *((DCAT.keyword, Literal(each, lang="en")) for each in place.dataset.keywords_en),
        (DCAT.theme, SOCIETY),
        (DCAT.theme, GOVERNMENT),
        (DCAT.contactPoint, place.contact),
    ]


def distributions(place: Place) -> Iterator[Triple]:
    """A distribution and a document for each file of the data and of the links."""
    for each in (*DUMPS, *LINK_DOWNLOADS):
        pairs = [
            *in_both(DCTERMS.title, each.label),
            *in_both(DCTERMS.description, _held(each)),
            *rights(place),
            (DCATAP.availability, AVAILABLE),
            (DCAT.accessURL, place.release),
            (DCAT.downloadURL, place.download(each.name)),
            (DCAT.mediaType, URIRef(IANA + each.form.media_type)),
            (DCTERMS["format"], FILE_TYPES[each.form]),
        ]
        if each.compressed:
            pairs.append((DCAT.compressFormat, GZIP))
        yield from node(place.distribution(each.name), [DCAT.Distribution], each.label, pairs)
        document = Wording(f"Tải về {each.name}", f"Download of {each.name}")
        yield from node(place.download(each.name), [FOAF.Document], document)


def _held(download: Download) -> Wording:
    """What is in a file, in a sentence."""
    if download in LINK_DOWNLOADS:
        return Wording("Chỉ các liên kết tới các tập dữ liệu khác.", "The links to other data sets alone.")
    if download.form.content is Content.DATASET:
        return Wording(
            "Toàn bộ dữ liệu, mỗi phát biểu trong đồ thị của nó.", "The whole data, each statement in its named graph."
        )
    return Wording("Toàn bộ dữ liệu, không phân theo đồ thị.", "The whole data, without their named graphs.")


def links_part(place: Place) -> Iterator[Triple]:
    """The links as a part of the data set that can be had alone."""
    title = Wording("Liên kết tới các tập dữ liệu khác", "Links to other data sets")
    about = Wording(
        "Các địa danh và tổ chức ở đây là gì trong các tập dữ liệu khác; mỗi liên kết có bằng chứng.",
        "What the places and organisations described here are in other data sets; each link has its evidence.",
    )
    pairs: list[Pair] = [
        *in_both(DCTERMS.title, title),
        *in_both(DCTERMS.description, about),
        *rights(place),
        *subject(place),
        (DCTERMS.identifier, Literal(str(place.links))),
        (DCTERMS.publisher, place.publisher),
        (DCTERMS.creator, place.publisher),
        (DCTERMS.isPartOf, place.data),
        *((DCAT.distribution, place.distribution(each.name)) for each in LINK_DOWNLOADS),
        (VOID.dataDump, place.download(LINE_FILE)),
        (VOID.dataDump, place.download(f"{LINE_FILE}.gz")),
    ]
    yield from node(place.links, [VOID.Dataset, DCAT.Dataset], title, pairs)
    yield place.catalogue, DCAT.dataset, place.links
    yield place.data, VOID.subset, place.links
