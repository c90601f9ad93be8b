"""Service, description and files of the real release, by the numbers of docs/publication.md."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from flask.testing import FlaskClient
from rdflib import DCTERMS, FOAF, PROV, RDF, SH, VOID, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from graph.source import SourceDocument
from graph.store import Release
from graph.vocabulary import ADMS, DCAT
from tests.questions.conftest import Rows
from tests.release.dcat_ap import OWN, found, shapes

DQV = Namespace("http://www.w3.org/ns/dqv#")
DATA = URIRef("https://w3id.org/khen/dataset/announcements")
BASE = "https://w3id.org/khen/"
PATTERNS = (
    "SELECT * { ?s ?p ?o } LIMIT 1000",
    "SELECT * { ?s a ?o } ORDER BY ?s LIMIT 1000",
    "SELECT * { ?s a khen:AwardConferral ; ?p ?o }",
    "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p",
    "SELECT DISTINCT ?t { ?s a ?t ; rdfs:label ?l }",
    "SELECT * { ?s khen:evidence/oa:hasSelector/oa:exact ?q }",
    "SELECT * { ?a org:member ?p . ?a org:organization ?o . OPTIONAL { ?o org:unitOf ?b } }",
    "SELECT * { { ?s a schema:Person } UNION { ?s a org:Organization } } LIMIT 100",
)


def there(client: FlaskClient, iri: object) -> int:
    """The status of what is at an address below the base, past one redirection."""
    with client.get("/" + quote(str(iri).removeprefix(BASE).partition("#")[0]), follow_redirects=True) as response:
        return response.status_code


def values(graph: Graph, subject: Node | None, *predicates: URIRef) -> Iterator[Node]:
    """A value of each predicate; the test fails where there is none."""
    for each in predicates:
        value = graph.value(subject, each, any=True)
        assert value is not None, f"{subject} has no {each}"
        yield value


@pytest.mark.parametrize("query", PATTERNS)
def test_s11_the_usual_patterns_are_answered(client: FlaskClient, query: str) -> None:
    """How fast they are is measured by the benchmark (docs/performance.md)."""
    response = client.get("/sparql", query_string={"query": query, "format": "json"})
    assert response.status_code == 200
    assert response.get_json()["results"]["bindings"]


def test_s12_fifty_clients_at_once_get_their_answers(address: str) -> None:
    """How long each waits is measured by the benchmark of load (docs/performance.md)."""
    together = threading.Barrier(50)

    def ask(number: int) -> list[bytes]:
        together.wait(timeout=20)
        queries = [quote(f"SELECT (COUNT(*) + {number + 50 * each} AS ?n) {{ ?s a khen:Seat }}") for each in range(2)]
        answers = []
        for query in queries:
            with urlopen(f"{address}/sparql?query={query}&format=csv", timeout=30) as response:
                answers.append(response.read())
        return answers

    with ThreadPoolExecutor(50) as clients:
        numbers = {int(answer.split()[1]) for answers in clients.map(ask, range(50)) for answer in answers}
    assert len(numbers) == 100
    assert max(numbers) - min(numbers) == 99


def test_m02_the_description_leads_to_everything(client: FlaskClient, void: Graph) -> None:
    assert client.get("/.well-known/void", follow_redirects=True).mimetype == "text/turtle"
    assert (DATA, RDF.type, VOID.Dataset) in void
    assert list(values(void, DATA, DCTERMS.title, DCTERMS.description, DCTERMS.license, DCTERMS.publisher))
    assert void.value(DATA, VOID.sparqlEndpoint) == URIRef(f"{BASE}sparql")
    assert str(void.value(DATA, VOID.uriSpace)) == f"{BASE}id/"
    (minted,) = set(void.subjects(VOID.uriSpace)) - {DATA}
    assert (DATA, VOID.subset, minted) in void
    assert str(void.value(minted, VOID.uriSpace)) == f"{BASE}id/"
    for each in (VOID.dataDump, VOID.exampleResource, VOID.vocabulary):
        led = [there(client, iri) for iri in void.objects(DATA, each) if str(iri).startswith(BASE)]
        assert led, each
        assert set(led) == {200}


def test_m05_the_description_is_in_the_data_and_names_the_endpoint(rows: Rows) -> None:
    assert rows("SELECT ?e { ?d a void:Dataset ; void:sparqlEndpoint ?e }") == [(f"{BASE}sparql",)]
    assert rows("SELECT ?g { GRAPH ?g { ?d void:sparqlEndpoint ?e } }") == [(f"{BASE}graph/meta",)]


def test_m06_the_catalogue_has_what_dcat_ap_demands_and_recommends(void: Graph) -> None:
    """https://semiceu.github.io/DCAT-AP/releases/3.0.1/: the mandatory properties, and recommended ones."""
    demanded = {
        DCAT.Catalog: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.dataset, DCTERMS.license,
                       FOAF.homepage, DCTERMS.issued, DCTERMS.modified, DCTERMS.language, DCAT.service,
                       DCTERMS.spatial),
        DCAT.Dataset: (DCTERMS.title, DCTERMS.description),
        DCAT.Distribution: (DCAT.accessURL, DCTERMS.license),
        DCAT.DataService: (DCTERMS.title, DCAT.endpointURL, DCAT.endpointDescription, DCAT.servesDataset),
        FOAF.Agent: (FOAF.name,),
    }  # fmt: skip
    for kind, predicates in demanded.items():
        found = list(void.subjects(RDF.type, kind))
        assert found, kind
        for each in found:
            assert list(values(void, each, *predicates))
    recommended = (DCAT.contactPoint, DCAT.distribution, DCAT.keyword, DCTERMS.publisher, DCTERMS.spatial,
                   DCTERMS.temporal, DCAT.theme)  # fmt: skip
    assert list(values(void, DATA, *recommended))


def test_m06_the_shapes_of_dcat_ap_find_no_violation_and_five_warnings(void: Graph) -> None:
    """What is not stated, and why, is listed in ``tests/release/test_dcat_ap.py``."""
    results = found(void, shapes(OWN))
    assert [each for each in results if each.severity != SH.Warning] == []
    assert len(results) == 5


def test_m06_a_portal_can_ask_for_what_it_needs_alone(client: FlaskClient, opened: Release, void: Graph) -> None:
    catalogue = Graph().parse(data=client.get(f"/releases/{opened.id}?_profile=dcat-ap").data, format="turtle")
    counts = Graph().parse(data=client.get(f"/releases/{opened.id}?_profile=void").data, format="turtle")
    assert set(catalogue) | set(counts) <= set(void)
    assert len(catalogue) < len(void) / 2
    assert {each for each in catalogue.predicates() if str(each).startswith(str(VOID))} == set()
    assert (None, DCAT.distribution, None) not in counts
    for each in (VOID.triples, VOID.classPartition, VOID.dataDump, DCTERMS.license, DCTERMS.title):
        assert (DATA, each, None) in counts, each
    results = found(catalogue, shapes(OWN))
    assert [each for each in results if each.severity != SH.Warning] == []
    assert len(results) == 5


def test_m07_dates_are_dates_and_everything_has_its_licence(void: Graph) -> None:
    for predicate in (DCTERMS.issued, DCTERMS.modified):
        dates = list(void.objects(None, predicate))
        assert {each.datatype for each in dates if isinstance(each, Literal)} <= {XSD.date, XSD.dateTime}
        assert len(dates) > 10
    for kind in (DCAT.Catalog, DCAT.Dataset, DCAT.Distribution):
        for each in void.subjects(RDF.type, kind):
            assert str(void.value(each, DCTERMS.license)).startswith("https://creativecommons.org/licenses/"), each


def test_m08_each_download_is_there(client: FlaskClient, void: Graph) -> None:
    addresses = list(void.objects(None, DCAT.downloadURL))
    assert len(addresses) >= 12
    for distribution, address in void.subject_objects(DCAT.downloadURL):
        with client.get("/" + str(address).removeprefix(BASE)) as response:
            assert response.status_code == 200, address
            assert str(response.content_length) == str(void.value(distribution, DCAT.byteSize))
            kind = void.value(distribution, DCAT.compressFormat) or void.value(distribution, DCAT.mediaType)
            assert str(kind).endswith(response.mimetype or "-"), address


def test_m10_the_core_fields_are_in_both_descriptions(client: FlaskClient, void: Graph) -> None:
    """Creator, title, publisher, date, summary, keywords, identifier, licence: core metadata of F-UJI (FsF-F2-01M)."""
    assert list(
        values(void, DATA, DCTERMS.creator, DCTERMS.title, DCTERMS.publisher, DCTERMS.issued, DCTERMS.description,
               DCAT.keyword, DCTERMS.identifier, DCTERMS.license, DCTERMS.accessRights)
    )  # fmt: skip
    page = client.get("/", headers={"Accept": "text/html"}).text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    stated = json.loads(found[1])
    for name in ("creator", "name", "publisher", "datePublished", "description", "keywords", "identifier", "license"):
        assert stated[name], name
    assert 50 <= len(stated["description"]) <= 5000


def test_m11_the_version_and_what_is_new_are_stated(client: FlaskClient, void: Graph, opened: Release) -> None:
    release = URIRef(f"{BASE}releases/{opened.id}")
    version, notes = values(void, DATA, DCAT.version, ADMS.versionNotes)
    assert str(version) == opened.manifest.version
    assert str(notes)
    assert (release, DCAT.isVersionOf, DATA) in void
    assert there(client, release) == 200


def test_m12_quality_and_coverage_are_stated_as_they_are(client: FlaskClient, void: Graph, rows: Rows) -> None:
    (report,) = void.objects(DATA, DQV.hasQualityMetadata)
    assert there(client, report) == 200
    period = void.value(DATA, DCTERMS.temporal)
    days = sorted(day[:10] for (day,) in rows("SELECT ?d { ?a a khen:Announcement ; schema:datePublished ?d }"))
    assert [str(void.value(period, each)) for each in (DCAT.startDate, DCAT.endDate)] == [days[0], days[-1]]
    (entities,) = rows("SELECT ?n { ?p void:class khen:Announcement ; void:entities ?n }")
    assert entities == (str(len(days)),)


def test_m13_every_announcement_says_what_it_was_made_from(void: Graph) -> None:
    graphs = [each for each in void.subjects(VOID.triples) if f"{BASE}graph/announcement/" in str(each)]
    assert graphs
    for each in graphs:
        source, made, *_ = values(void, each, PROV.wasDerivedFrom, PROV.generatedAtTime, PROV.wasAttributedTo)
        assert str(source).endswith("/text")
        assert isinstance(made, Literal)
        assert made.datatype == XSD.dateTime
        agents = {kind for agent in void.objects(each, PROV.wasAttributedTo) for kind in void.objects(agent, RDF.type)}
        assert PROV.SoftwareAgent in agents


def test_p05_the_text_is_in_no_file_and_not_in_the_endpoint(
    opened: Release, document: SourceDocument, rows: Rows
) -> None:
    assert rows("SELECT ?t { ?s khen:fullText ?t }") == []
    assert [each for each in opened.graphs if "/graph/text/" in each] == []
    quoted = " ".join(quote for (quote,) in rows("SELECT ?q { ?s oa:exact ?q }"))
    unquoted = [line for line in document.text.splitlines() if len(line) > 200 and line not in quoted]
    assert unquoted
    for file in sorted(opened.folder.glob("*.*")):
        if file.is_file() and file.suffix != ".gz":
            written = file.read_text(encoding="utf-8")
            assert not any(line in written for line in unquoted), file.name
