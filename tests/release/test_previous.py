"""A release names the one before it (M11, DCAT 3, section 11)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from rdflib import DCTERMS, RDF, Graph, Literal, URIRef

from graph.release import Contents, Previous, PublishedRelease, ReleaseError, identify, list_releases, publish
from graph.store import open_release
from graph.vocabulary import ADMS, DCAT
from server import create_app
from tests.release.conftest import DATASET, make_contents

BASE = "https://data.example.org/khen/"
HTML = {"Accept": "text/html", "Accept-Language": "en"}


def version(number: str, previous: Previous | None) -> Contents:
    return make_contents(dataset=replace(DATASET, version=number, previous=previous))


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory, published: PublishedRelease) -> tuple[Path, list[PublishedRelease]]:
    """Three releases, each of which names the one before it."""
    releases = tmp_path_factory.mktemp("chain")
    found = [publish(make_contents(), releases)]
    assert found[0].id == published.id
    for number in ("0.2.0", "0.3.0"):
        before = found[-1]
        found.append(publish(version(number, Previous(before.id, before.manifest["version"])), releases))
    return releases, found


@pytest.fixture(scope="module")
def client(chain: tuple[Path, list[PublishedRelease]]) -> FlaskClient:
    return create_app(open_release(chain[0])).test_client()


def walked(client: FlaskClient, release: URIRef) -> Iterator[tuple[URIRef, Graph]]:
    """Each release from one back to the first, with its description."""
    path = release.removeprefix(BASE)
    response = client.get(f"/{path}", headers={"Accept": "text/turtle"})
    assert response.status_code == 200, path
    graph = Graph().parse(data=response.data, format="turtle")
    yield release, graph
    if before := graph.value(release, DCAT.previousVersion):
        yield from walked(client, URIRef(str(before)))


def test_m11_the_chain_leads_back_to_the_first_release_and_each_dump_is_there(
    client: FlaskClient, chain: tuple[Path, list[PublishedRelease]]
) -> None:
    void = client.get("/.well-known/void", headers={"Accept": "text/turtle"}, follow_redirects=True).data
    (served,) = (
        Graph().parse(data=void, format="turtle").objects(URIRef(f"{BASE}dataset/announcements"), DCAT.hasVersion)
    )
    found = list(walked(client, URIRef(str(served))))
    assert [str(release) for release, _ in found] == [f"{BASE}releases/{each.id}" for each in reversed(chain[1])]
    assert [str(graph.value(release, DCAT.version)) for release, graph in found] == ["0.3.0", "0.2.0", "0.1.0"]
    for release, graph in found:
        assert graph.value(release, ADMS.versionNotes)
        files = [graph.value(each, DCAT.downloadURL) for each in graph.objects(release, DCAT.distribution)]
        assert len(files) == 12
        for each in files:
            with client.get("/" + str(each).removeprefix(BASE)) as response:
                assert response.status_code == 200, each


def test_m11_the_release_before_is_described_in_the_data(chain: tuple[Path, list[PublishedRelease]]) -> None:
    first, second, _ = chain[1]
    graph = Graph().parse(second.folder / "khen.nt", format="nt")
    before = URIRef(f"{BASE}releases/{first.id}")
    assert (URIRef(f"{BASE}releases/{second.id}"), DCAT.previousVersion, before) in graph
    assert graph.value(before, DCAT.version) == Literal("0.1.0")
    assert graph.value(before, DCTERMS.identifier) == Literal(first.id)
    assert (before, RDF.type, DCAT.Resource) in graph
    assert "previous" not in first.manifest
    assert second.manifest["previous"] == {"release": first.id, "version": "0.1.0"}


def test_m11_pages_and_links_lead_to_the_release_before(
    client: FlaskClient, chain: tuple[Path, list[PublishedRelease]]
) -> None:
    first, second, third = (each.id for each in chain[1])
    page = client.get(f"/releases/{second}/", headers=HTML)
    assert f'</releases/{first}/>; rel="predecessor-version"' in page.headers["Link"]
    for each in (first, third):
        assert f'href="/releases/{each}/?lang=en"' in page.text or f'href="/releases/{each}/"' in page.text
    assert "predecessor-version" not in client.get(f"/releases/{first}/", headers=HTML).headers["Link"]


def test_the_same_input_gives_the_same_bytes_where_nothing_came_before(
    chain: tuple[Path, list[PublishedRelease]], tmp_path: Path
) -> None:
    third = chain[1][-1]
    again = publish(version("0.3.0", Previous(chain[1][1].id, "0.2.0")), tmp_path)
    assert again.id == third.id
    for file in ("khen.nq", "void.ttl", "manifest.json"):
        assert hashlib.sha256((again.folder / file).read_bytes()).digest() == (
            hashlib.sha256((third.folder / file).read_bytes()).digest()
        )
    client = create_app(open_release(tmp_path)).test_client()
    before = client.get(f"/releases/{chain[1][1].id}/", headers={"Accept": "application/json"})
    assert before.status_code == 410
    assert before.get_json()["version"] == "0.2.0"
    assert "0.2.0" in client.get(f"/releases/{third.id}/", headers=HTML).text
    assert client.get("/releases/0123456789abcdef/").status_code == 404


def test_a_release_without_one_before_keeps_the_identifier_that_it_had(contents: Contents) -> None:
    assert identify(contents) != identify(
        replace(contents, dataset=replace(DATASET, previous=Previous("0" * 16, "0.0.1")))
    )
    assert identify(contents) == identify(replace(contents, dataset=replace(DATASET, previous=None)))


def test_who_forgets_the_release_before_is_told(first: PublishedRelease, releases: Path) -> None:
    forgot = publish(version("0.2.0", None), releases)
    assert f'release = "{first.id}"' in (forgot.notice or "")
    assert 'version = "0.1.0"' in (forgot.notice or "")
    assert publish(version("0.2.0", None), releases).notice is None, "it is the one that is served"
    assert publish(version("0.3.0", Previous(forgot.id, "0.2.0")), releases).notice is None


def test_a_wrong_version_of_the_release_before_is_refused(first: PublishedRelease, releases: Path) -> None:
    with pytest.raises(ReleaseError, match=r"calls this release version 0\.1\.5, and its own version is 0\.1\.0"):
        publish(version("0.2.0", Previous(first.id, "0.1.5")), releases)
    assert [each.id for each in list_releases(releases)] == [first.id]
