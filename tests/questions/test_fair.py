"""The points of F-UJI, metrics 0.8, counted on what the server answers (M10).

https://github.com/pangaea-data-publisher/fuji, ``metrics_v0.8.yaml``: seventeen metrics, 26 points. What each asks for
is said here in our own words. What it asks of the address itself, that it is redirected to the server, only the
published address can show: half a point of FsF-F1-02MD.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import pytest
from flask.testing import FlaskClient
from rdflib import DCTERMS, PROV, RDF, Graph, URIRef

from graph.store import Release
from graph.vocabulary import DCAT

BASE: Final = "https://w3id.org/khen/"
TYPED: Final = {"isPartOf", "isBasedOn", "includedInDataCatalog", "sameAs", "subjectOf"}
"""Relations of schema.org that F-UJI reads."""
OPEN: Final = {
    "text/turtle",
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
    "application/n-quads",
}
"""Open formats, all of them text."""
HTTP: Final = re.compile("https?://")


@dataclass(frozen=True)
class Served:
    """What the address of a release answers: its identifier, the JSON-LD of its page, its description as RDF."""

    iri: str
    page: dict[str, Any]
    graph: Graph
    data: tuple[URIRef, ...]
    fetch: Callable[[str], int]


@pytest.fixture(scope="module")
def served(opened: Release, app: Any) -> Served:
    client: FlaskClient = app.test_client()
    path = f"/releases/{opened.id}"
    page = client.get(f"{path}/", headers={"Accept": "text/html"}).text
    (embedded,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    graph = Graph().parse(data=client.get(path, headers={"Accept": "text/turtle"}).data, format="turtle")
    data = tuple(URIRef(str(each)) for each in graph.subjects(RDF.type, DCAT.Dataset))

    def fetch(address: str) -> int:
        with client.get("/" + address.removeprefix(BASE)) as response:
            return response.status_code

    return Served(f"{BASE}releases/{opened.id}", json.loads(embedded), graph, data, fetch)


def in_graph(served: Served, *predicates: URIRef) -> bool:
    """Whether every data set that the description knows has all of these."""
    return len(served.data) > 1 and all((each, p, None) in served.graph for each in served.data for p in predicates)


def in_page(served: Served, *names: str) -> bool:
    return all(served.page.get(name) for name in names)


def files(served: Served) -> list[str]:
    return [each["contentUrl"] for each in served.page["distribution"]]


def unique_identifier(served: Served) -> float:
    return float(
        served.page["identifier"] == served.iri and (URIRef(served.iri), RDF.type, DCAT.Dataset) in served.graph
    )


def persistent_identifier(served: Served) -> float:
    return 0.5 * str(served.page["identifier"]).startswith("https://w3id.org/")


def core_metadata(served: Served) -> float:
    citation = (DCTERMS.creator, DCTERMS.title, DCTERMS.identifier, DCTERMS.issued, DCTERMS.publisher, RDF.type)
    cited = in_page(served, "creator", "name", "identifier", "datePublished", "publisher", "@type")
    described = in_page(served, "description", "keywords") and in_graph(served, DCTERMS.description, DCAT.keyword)
    return float(cited and in_graph(served, *citation)) + float(described)


def data_identifier(served: Served) -> float:
    return float(
        bool(files(served)) and set(files(served)) <= set(map(str, served.graph.objects(None, DCAT.downloadURL)))
    )


def search_engines(served: Served) -> float:
    return 2.0 * ("schema.org" in served.page["@context"] and served.page["@type"] == "Dataset")


def access_rights(served: Served) -> float:
    said = str(served.page["conditionsOfAccess"]).rpartition("/")[2] == "PUBLIC" and served.page["isAccessibleForFree"]
    return float(bool(said) and in_graph(served, DCTERMS.accessRights))


def retrievable(served: Served) -> float:
    return float(served.fetch(served.iri) == 200) + float({served.fetch(each) for each in files(served)} == {200})


def standard_protocol(served: Served) -> float:
    return float(bool(HTTP.match(served.iri))) + float(all(HTTP.match(each) for each in files(served)))


def protocol_with_authentication(served: Served) -> float:
    """Whoever would have to could ask for a name and a password over HTTP; nobody has to here."""
    return standard_protocol(served)


def formal_representation(served: Served) -> float:
    return 2.0 * bool(served.page and len(served.graph))


def registered_vocabularies(served: Served) -> float:
    return 2.0 * any(str(each).startswith((str(DCAT), str(DCTERMS))) for each in served.graph.predicates())


def typed_relations(served: Served) -> float:
    named = {name: served.page[name].get("@id") for name in TYPED & served.page.keys()}
    return 2.0 * bool(named and all(HTTP.match(each) for each in named.values()) and in_graph(served, DCTERMS.license))


def content_described(served: Served) -> float:
    sized = all(each["contentSize"] and each["encodingFormat"] for each in served.page["distribution"])
    return float(served.page["@type"] == "Dataset") + float(sized)


def licence(served: Served) -> float:
    stated = served.page["license"]
    same = {str(each) for data in served.data for each in served.graph.objects(data, DCTERMS.license)} == {stated}
    return float(same and stated.startswith("https://creativecommons.org/"))


def provenance(served: Served) -> float:
    return float(
        (None, PROV.wasDerivedFrom, None) in served.graph and (None, PROV.wasAttributedTo, None) in served.graph
    )


def community_standard(served: Served) -> float:
    return float((None, RDF.type, DCAT.Catalog) in served.graph)


def file_format(served: Served) -> float:
    return float({each["encodingFormat"] for each in served.page["distribution"]} >= OPEN)


METRICS: Final[dict[str, tuple[Callable[[Served], float], float]]] = {
    "FsF-F1-01MD": (unique_identifier, 1),
    "FsF-F1-02MD": (persistent_identifier, 0.5),
    "FsF-F2-01M": (core_metadata, 2),
    "FsF-F3-01M": (data_identifier, 1),
    "FsF-F4-01M": (search_engines, 2),
    "FsF-A1-01M": (access_rights, 1),
    "FsF-A1-02MD": (retrievable, 2),
    "FsF-A1.1-01MD": (standard_protocol, 2),
    "FsF-A1.2-01MD": (protocol_with_authentication, 2),
    "FsF-I1-01M": (formal_representation, 2),
    "FsF-I2-01M": (registered_vocabularies, 2),
    "FsF-I3-01M": (typed_relations, 2),
    "FsF-R1-01M": (content_described, 2),
    "FsF-R1.1-01M": (licence, 1),
    "FsF-R1.2-01M": (provenance, 1),
    "FsF-R1.3-01M": (community_standard, 1),
    "FsF-R1.3-02D": (file_format, 1),
}


@pytest.mark.parametrize("metric", METRICS)
def test_m10_a_metric_of_f_uji_has_its_points(served: Served, metric: str) -> None:
    measured, points = METRICS[metric]
    assert measured(served) == points


def test_m10_the_points_are_those_of_version_0_8() -> None:
    assert sum(points for _, points in METRICS.values()) + 0.5 == 26
    assert len(METRICS) == 17


def test_m10_points_are_lost_where_something_is_missing(served: Served) -> None:
    """What the metrics measure is not there as a matter of course."""
    without = Graph()
    for triple in served.graph:
        if triple[1] not in (DCAT.keyword, DCTERMS.accessRights, PROV.wasDerivedFrom):
            without.add(triple)
    page = {key: value for key, value in served.page.items() if key not in TYPED | {"conditionsOfAccess", "license"}}
    poor = Served(served.iri, {**page, "conditionsOfAccess": "", "license": ""}, without, served.data, served.fetch)
    lost = {name for name, (measured, points) in METRICS.items() if measured(poor) < points}
    assert lost == {"FsF-F2-01M", "FsF-A1-01M", "FsF-I3-01M", "FsF-R1.1-01M", "FsF-R1.2-01M"}
