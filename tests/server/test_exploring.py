"""The graph around a thing: bounded, and the same in the picture, the table, the file and the JSON."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, Quad, Store

from graph.index import union
from graph.store import Release
from server import create_app
from server.exploring.neighbours import NODES, around

BASE = "https://w3id.org/khen/id/"
SVG = "{http://www.w3.org/2000/svg}"


def test_a_thing_is_shown_with_all_that_it_is_joined_with(client: FlaskClient) -> None:
    answer = client.get("/explore/person/do-thi-an-dak-lak.json?lang=vi").get_json()
    assert answer["stable"] is False
    assert {each["name"] for each in answer["nodes"]} == {
        "Đỗ Thị Ân", "Đỗ Thị Ân ở Hội LHPN tỉnh Đắk Lắk", "Tặng Bằng khen cho Đỗ Thị Ân",
    }  # fmt: skip
    assert answer["shown"] == answer["neighbours"] == 2
    told = {(each["label"], each["quote"]) for each in answer["edges"]}
    assert ("thành viên", "Bà Đỗ Thị Ân") in told
    table = client.get("/explore/person/do-thi-an-dak-lak.csv?lang=vi").text
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert [(each["subject"], each["property"], each["object"]) for each in rows] == [
        (each["source"], each["property"], each["target"]) for each in answer["edges"]
    ]
    page = client.get("/explore/person/do-thi-an-dak-lak?lang=vi").text
    picture = ET.fromstring(client.get("/explore/person/do-thi-an-dak-lak.svg?lang=vi").text)
    for each in answer["nodes"]:
        assert each["name"] in page
        assert each["name"][:40] in " ".join(picture.itertext())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_speaks_the_language_of_its_reader(client: FlaskClient, language: str) -> None:
    page = client.get("/explore/org/vwu-dak-lak", headers={"Accept-Language": language})
    assert page.headers["Content-Language"] == language
    assert {"vi": "Quanh: Hội LHPN", "en": "What is around: Hội LHPN"}[language] in page.text
    assert {"vi": "tổ chức</a>", "en": "organisation</a>"}[language] in page.text


def test_what_is_not_known_has_no_graph(client: FlaskClient) -> None:
    assert client.get("/explore").status_code == 200
    assert client.get("/explore/nobody-knows").status_code == 404
    assert client.get("/explore/nobody-knows.json").status_code == 404
    assert client.get("/explore/person/nobody").status_code == 410


@pytest.fixture(scope="module")
def hub(release: Release) -> Release:
    """Five hundred conferrals under one decision, and a single body that made it."""
    graph, decision = NamedNode("https://w3id.org/khen/graph/announcement/x"), NamedNode(f"{BASE}decision/x")
    term = "https://w3id.org/khen/def#"
    quads = [
        Quad(NamedNode(f"{BASE}conferral/{each}"), NamedNode(f"{term}underDecision"), decision, graph)
        for each in range(500)
    ]
    quads.append(Quad(decision, NamedNode(f"{term}decidedBy"), NamedNode(f"{BASE}org/z"), graph))
    store = Store()
    store.extend(quads)
    store.extend(union(quads))
    return replace(release, store=store, index="memory")


def test_a_cut_leaves_some_of_every_kind_and_says_how_many_there_are(hub: Release) -> None:
    found = around(hub, f"{BASE}decision/x")
    assert (found.shown, found.count, found.beyond) == (NODES, 501, False)
    assert f"{BASE}org/z" in found.nodes
    assert len(found.edges) == NODES
    page = create_app(hub).test_client().get("/explore/decision/x?lang=en").text
    assert f"{NODES} of the 501 things" in page
    assert page.count("<tr data-property") == NODES


def test_a_count_that_was_broken_off_is_no_count(hub: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.exploring.neighbours.COUNTED", 100)
    found = around(hub, f"{BASE}decision/x")
    assert found.beyond
    assert found.count == 101
