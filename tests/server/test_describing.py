"""The ontology and the shapes in words and in a picture, from the files that are published."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import combinations
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, Triple, parse

from graph.store import Release
from server.describing import Shape, Sheet, Term, draw, read_shapes, read_terms
from server.describing.picture import ANY, arrows, cards
from server.reading import short_name

SVG = "{http://www.w3.org/2000/svg}"
FOLDER = Path("shapes")


def triples(*names: str) -> tuple[Triple, ...]:
    texts = ((FOLDER / name).read_text(encoding="utf-8") for name in names)
    return tuple(quad.triple for text in texts for quad in parse(text, format=RdfFormat.TURTLE))


@pytest.fixture(scope="module")
def terms(release: Release) -> tuple[Term, ...]:
    return read_terms(release, triples("ontology.ttl"))


@pytest.fixture(scope="module")
def shapes(release: Release) -> tuple[Shape, ...]:
    return read_shapes(release, triples("award.ttl", "areas.ttl", "announcement.ttl", "labels.ttl"))


def test_every_term_has_its_words_in_both_languages_and_its_group(terms: tuple[Term, ...]) -> None:
    by_name = {each.local: each for each in terms}
    assert (by_name["AwardDecision"].group, by_name["recipient"].group, by_name["Exact"].group) == (
        "classes",
        "properties",
        "concepts",
    )
    assert [each.local for each in terms if set(each.labels) < {"vi", "en"}] == []
    assert dict(by_name["presenter"].relations)["rdfs:range"] == ("https://schema.org/Person",)


def test_a_term_is_counted_and_has_an_example_where_it_is_used(terms: tuple[Term, ...]) -> None:
    conferral = next(each for each in terms if each.local == "AwardConferral")
    assert conferral.used == 1
    assert conferral.example is not None
    assert conferral.example[0].endswith("/id/conferral/thu-1-1-i01")
    unused = next(each for each in terms if each.local == "ReportedChange")
    assert (unused.used, unused.example) == (0, None)


def test_shapes_say_what_they_look_at_and_what_they_ask(shapes: tuple[Shape, ...]) -> None:
    decision = next(each for each in shapes if each.local == "DecisionShape")
    assert [kind for kind, _ in decision.targets] == ["targetClass"]
    asked = {each.local: each for each in decision.constraints}
    assert asked["DecisionShape-announced"].path == "^khen:announces"
    assert dict(asked["DecisionShape-decidedBy"].parameters) == {"minCount": "1", "class": "org:Organization"}
    assert asked["DecisionShape-numberOrAbsence"].query.startswith("SELECT $this")
    assert all({"vi", "en"} <= set(each.messages) for shape in shapes for each in shape.constraints if each.messages)


def test_a_node_that_several_classes_share_is_not_counted_twice(shapes: tuple[Shape, ...]) -> None:
    assert (
        [each.looked_at for each in shapes if len(each.targets) > 1]
        == [None for each in shapes if len(each.targets) > 1]
        != []
    )


def shown(release: Release, terms: tuple[Term, ...], shapes: tuple[Shape, ...], columns: int) -> str:
    def short(iri: str) -> str:
        return short_name(release, iri)

    labels = {short(each.iri): each.labels["vi"] for each in terms}
    drawn = cards(terms, arrows(terms, shapes, short), short, labels)
    sheet = Sheet("<Mô hình> & hình", "là một loại", ("Bản phát hành x",))
    return draw(drawn, labels, sheet, lambda name: "/def#" + name.removeprefix("khen:"), columns=columns)


@pytest.mark.parametrize("columns", [1, 4])
def test_the_picture_names_everything_in_words_that_cover_no_other(
    release: Release, terms: tuple[Term, ...], shapes: tuple[Shape, ...], columns: int
) -> None:
    svg = shown(release, terms, shapes, columns)
    root = ET.fromstring(svg)
    assert root.findtext(f"{SVG}title") == "<Mô hình> & hình"
    texts = [each.text or "" for each in root.iter(f"{SVG}text")]
    assert {"<Mô hình> & hình", "Bản phát hành x", "là một loại phát biểu số liệu"} <= set(texts)
    assert {each.labels["vi"] for each in terms if each.group == "classes"} <= set(texts)
    assert any(each.startswith("đối tượng được khen →") for each in texts)
    assert "/def#AwardConferral" in {each.get("href") for each in root.iter(f"{SVG}a")}
    wide = int(root.get("width", "0"))
    boxes = [[int(each.get(name, "0")) for name in ("x", "y", "width", "height")] for each in root.iter(f"{SVG}rect")]
    inner = [each for each in boxes if each[2] < wide]
    assert len(inner) > 30
    for (x, y, width, height), (left, top, _, tall) in combinations(inner, 2):
        assert x != left or y + height < top or top + tall < y
        assert x + width < wide
    lines = [(each.get("x"), each.get("y")) for each in root.iter(f"{SVG}text")]
    assert len(lines) == len(set(lines)), "no text stands on another"
    assert max(len(each) * 12.5 * 0.55 for each in texts if "→" in each) < inner[0][2] + 20
    assert 'style="' not in svg
    assert "<script" not in svg
    assert ("marker-end" in svg) == (columns > 1)


def test_arrows_lead_where_ontology_and_shapes_say(
    release: Release, terms: tuple[Term, ...], shapes: tuple[Shape, ...]
) -> None:
    found = {
        (each.start, each.property): each.ends for each in arrows(terms, shapes, lambda iri: short_name(release, iri))
    }
    assert "schema:Person" in found["khen:AwardConferral", "khen:recipient"]
    assert "org:Organization" in found["khen:AwardDecision", "khen:decidedBy"]
    assert found["khen:AwardDecision", "khen:award"] == ("skos:Concept",)
    assert found[ANY, "khen:evidence"] == ("oa:SpecificResource",), "what nearly every class has is said once"
    assert found[ANY, "khen:conflictsWith"] == ()
    assert not [ends for ends in found.values() if any(each.startswith("xsd:") for each in ends)]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_and_picture_are_in_the_language_asked_for(client: FlaskClient, language: str) -> None:
    headers = {"Accept": "text/html,image/svg+xml", "Accept-Language": language}
    picture = client.get("/model.svg", headers=headers)
    assert (picture.status_code, picture.mimetype) == (200, "image/svg+xml")
    assert "Accept-Language" in picture.headers["Vary"]
    assert picture.headers["Content-Language"] == language
    assert {"vi": "Mô hình dữ liệu bằng hình", "en": "The model as a picture"}[language] in picture.text
    assert "creativecommons.org" in client.get(f"/model-narrow.svg?lang={language}").text, "a file says its licence"
    assert client.get("/def", headers=headers).status_code == 200
    assert client.get("/shapes", headers=headers).status_code == 200
