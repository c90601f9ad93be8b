"""What refers to a thing: exact counts, some of it, pages of the rest; also where there are ten thousand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, cast

import pytest
from flask.testing import FlaskClient
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from graph.store import Release
from server import create_app
from server.things.reader import TYPE
from tests.things.reading import html, text

MANY = 10_000
_RECIPIENT = NamedNode("https://w3id.org/khen/def#recipient")


@dataclass
class Counting:
    """A store that counts the quads that are read from it one by one."""

    store: Store
    read: int = field(default=0)

    def quads_for_pattern(self, *terms: Any) -> Iterator[Quad]:
        for quad in self.store.quads_for_pattern(*terms):
            self.read += 1
            yield quad

    def query(self, *terms: Any, **options: Any) -> Any:
        return self.store.query(*terms, **options)


@pytest.fixture(scope="module")
def counting(release: Release) -> Counting:
    """The small release, with very many conferrals on one organisation."""
    store = Store()
    store.extend(release.store)
    hub, label = NamedNode(f"{release.names.base}id/org/hub"), NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    graph = NamedNode(f"{release.names.base}graph/announcement/many")
    kind = NamedNode(f"{release.prefixes()['org']}Organization")
    said: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
        (hub, label, Literal("Rất nhiều <b>%(name)s {0}</b>", language="vi")),
        (hub, NamedNode(TYPE), kind),
    ]
    for number in range(MANY):
        conferral = NamedNode(f"{release.names.base}id/conferral/many-{number:05d}")
        said += [(conferral, _RECIPIENT, hub), (conferral, label, Literal(f"Lượt {number}", language="vi"))]
    said.append((NamedNode(f"{release.names.base}id/decision/one"), NamedNode("https://schema.org/about"), hub))
    store.bulk_extend(Quad(*triple, where) for triple in said for where in (DefaultGraph(), graph))
    return Counting(store)


@pytest.fixture(scope="module")
def release(opened: Release) -> Release:
    return opened


@pytest.fixture(scope="module")
def crowd(release: Release, counting: Counting) -> FlaskClient:
    return create_app(replace(release, store=cast(Store, counting), index="memory")).test_client()


def test_the_page_of_ten_thousand_counts_them_all_and_reads_few(crowd: FlaskClient, counting: Counting) -> None:
    html(crowd, "org/vwu")  # what is read once for the release
    before = counting.read
    page = html(crowd, "org/hub")
    assert counting.read - before < 1500
    assert "Referred to by 10,001" in text(page)
    assert "Showing 9 of 10,001 statements." in page
    assert "All 10,000 : recipient" in text(page)
    assert len(page) < 100_000
    assert "Rất nhiều &lt;b&gt;%(name)s {0}&lt;/b&gt;</span> is an organisation" in page
    assert "<b>" not in page


def test_the_rdf_of_ten_thousand_holds_five_hundred_and_says_so(crowd: FlaskClient) -> None:
    turtle = crowd.get("/doc/org/hub.nt").text
    assert len(re.findall(r"def#recipient> <https://w3id.org/khen/id/org/hub>", turtle)) + 1 >= 500
    assert "Shows 500 of the 10001 statements that refer to the thing." in turtle


def test_the_pages_hold_each_statement_once(crowd: FlaskClient) -> None:
    found: list[str] = []
    for number in (1, 2, 100, 199, 200):
        page = html(crowd, "org/hub", incoming="khen:recipient", page=str(number))
        found += re.findall(r'<td[^>]*><a href="/doc/(conferral/many-\d+)\?lang=en"', page)
    assert len(found) == len(set(found)) == 250
    assert "Statements 9,951–10,000 of 10,000" in text(page)


def test_pages_lead_to_those_around_them(crowd: FlaskClient) -> None:
    asked = {"incoming": "khen:recipient", "page": "200", "lang": "en"}
    response = crowd.get("/doc/org/hub", query_string=asked, headers={"Accept": "text/html"})
    address = "/doc/org/hub?incoming=khen%3Arecipient"
    assert f'<{address}&page=199&lang=en>; rel="prev"' in response.headers["Link"]
    assert f'<{address}&lang=en>; rel="first"' in response.headers["Link"]
    assert 'rel="next"' not in response.headers["Link"]
    assert f'<a rel="prev" href="{address}&amp;page=199&amp;lang=en">' in response.text


@pytest.mark.parametrize(
    "asked",
    [
        "incoming=khen:nothing", "incoming=", "page=2", "incoming=khen:recipient&page=0",
        "incoming=khen:recipient&page=x",
        "incoming=khen:recipient&page=201", "incoming=khen:recipient&page=-1", "incoming=khen:recipient&page=%C2%B2",
        "incoming=khen:recipient&incoming=schema:about", "incoming=khen:recipient&page=1&page=2",
        "incoming=khen:recipient&page=99999999999999999999", "incoming=%3Cscript%3E",
    ],
)  # fmt: skip
def test_pages_that_there_cannot_be_are_400_with_a_way_out(crowd: FlaskClient, asked: str) -> None:
    response = crowd.get(f"/doc/org/hub.html?{asked}")
    assert response.status_code == 400
    assert response.get_json()["remedy"]
    assert "<script>" not in response.text


def test_the_data_formats_are_not_divided_into_pages(crowd: FlaskClient) -> None:
    asked = "/doc/org/hub?incoming=khen:recipient"
    assert crowd.get(asked).mimetype == "text/html"
    assert crowd.get(asked, headers={"Accept": "text/turtle"}).status_code == 406
    response = crowd.get("/doc/org/hub.ttl?incoming=khen:recipient")
    assert response.status_code == 400
    assert "LIMIT and OFFSET" in response.get_json()["remedy"]


def test_counts_are_those_of_the_endpoint(client: FlaskClient, opened: Release) -> None:
    query = f"SELECT (COUNT(*) AS ?n) {{ ?s org:subOrganizationOf <{opened.names.base}id/org/vwu> }}"
    answer = client.get("/sparql", query_string={"query": query, "format": "csv"}).text.split()
    page = html(client, "org/vwu", incoming="org:subOrganizationOf")
    assert f"of {answer[1]} that refer" in text(page)


def test_what_is_not_read_from_an_announcement_says_so(client: FlaskClient) -> None:
    page = html(client, "org/vwu", incoming="org:subOrganizationOf")
    row = next(each for each in page.split("<tr>") if "/doc/org/vwu-ben-tre" in each)
    assert "not read, known from:" in row
    assert "<q" not in row
