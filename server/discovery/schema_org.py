"""The data set as search engines of data sets read it: schema.org ``Dataset`` in JSON-LD.

Addresses are those below the base, whatever host a request names: a page with another host in it could be kept and
shown to others. https://schema.org/Dataset and https://developers.google.com/search/docs/appearance/structured-data/dataset
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from markupsafe import Markup
from pyoxigraph import Literal, NamedNode

from graph.store import FileEntry, Manifest, Release, value_of
from server.embedding import embedded
from server.naming import in_language

_DCTERMS: Final = "http://purl.org/dc/terms/"
_DCAT: Final = "http://www.w3.org/ns/dcat#"
_FOAF_NAME: Final = "http://xmlns.com/foaf/0.1/name"


def dataset(release: Release, manifest: Manifest, language: str) -> Markup:
    """The description of a release of the data set, to stand in a ``script`` element.

    Args:
        release: that is served, whose description of the data set tells of publisher, time and place.
        manifest: of the release that is described.
        language: of its name and description.
    """
    iri = str(release.names.at("dataset/announcements"))
    about = _about(release, iri)
    publisher = next(iter(about.get(_DCTERMS + "publisher", ())), "")
    folder = f"releases/{manifest.id}"
    described: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": f"{release.names.base}{folder}",
        "identifier": f"{release.names.base}{folder}",
        "url": f"{release.names.base}{folder}/",
        "exampleOfWork": {"@id": iri},
        "isBasedOn": _previous(release, manifest),
        "name": in_language(manifest.title, language),
        "description": in_language(manifest.description, language),
        "inLanguage": ["vi", "en"],
        "version": manifest.version,
        "datePublished": manifest.issued,
        "dateModified": manifest.modified,
        "license": manifest.licence,
        "isAccessibleForFree": True,
        "conditionsOfAccess": _first(about.get(_DCTERMS + "accessRights", ())),
        "keywords": sorted(about.get(_DCAT + "keyword", ())),
        "creator": _agent(release, publisher, language),
        "publisher": _agent(release, publisher, language),
        "temporalCoverage": _period(release, about),
        "spatialCoverage": {"@type": "Country", "name": "Việt Nam", "identifier": "VN"},
        "includedInDataCatalog": {"@type": "DataCatalog", "@id": release.names.base, "url": release.names.base},
        "distribution": [_download(f"{release.names.base}{folder}", each) for each in manifest.files if is_data(each)],
    }
    return embedded({key: value for key, value in described.items() if value not in ("", [], None)})


def _previous(release: Release, manifest: Manifest) -> dict[str, str] | None:
    """The release before. schema.org has no term for versions of a data set that is nearer."""
    return {"@id": f"{release.names.base}releases/{manifest.previous.release}"} if manifest.previous else None


def is_data(file: FileEntry) -> bool:
    """Whether a file holds data, and not a description of them."""
    return file.holds in ("dataset", "union graph", "links")


def _download(folder: str, file: FileEntry) -> dict[str, Any]:
    return {
        "@type": "DataDownload",
        "name": file.name,
        "contentUrl": f"{folder}/{file.name}",
        "encodingFormat": "application/gzip" if file.compressed else file.media_type,
        "contentSize": f"{file.bytes} B",
        "sha256": file.sha256,
    }


def _about(release: Release, iri: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for quad in release.about(iri):
        if isinstance(quad.object, NamedNode | Literal):
            found.setdefault(quad.predicate.value, []).append(value_of(quad.object))
    return found


def _agent(release: Release, iri: str, language: str) -> dict[str, str] | None:
    if not iri:
        return None
    names = {
        quad.object.language or "": quad.object.value
        for quad in release.about(iri)
        if quad.predicate.value == _FOAF_NAME and isinstance(quad.object, Literal)
    }
    return {"@type": "Organization", "@id": iri, "name": in_language(names, language) or iri}


def _period(release: Release, about: dict[str, list[str]]) -> str:
    """The time that is covered, as ISO 8601 writes an interval."""
    for iri in about.get(_DCTERMS + "temporal", ()):
        stated = _about(release, iri)
        days = [_first(stated.get(_DCAT + name, ())) for name in ("startDate", "endDate")]
        if all(days):
            return "/".join(days)
    return ""


def _first(values: Iterable[str]) -> str:
    return next(iter(values), "")
