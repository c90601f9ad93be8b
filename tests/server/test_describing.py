"""The ontology and the shapes in words and in a picture, from the files that are published."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, Triple, parse

from graph.store import Release
from server.describing import Shape, Term, draw, read_shapes, read_terms
from server.describing.picture import Arrow, arrows, places
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


def test_the_picture_shows_who_receives_an_award(release: Release, terms: tuple[Term, ...]) -> None:
    svg = draw(terms, (), lambda iri: short_name(release, iri), language="vi", title="<Mô hình> & hình", at="/def")
    root = ET.fromstring(svg)
    assert root.findtext(f"{SVG}title") == "<Mô hình> & hình"
    texts = [each.text for each in root.iter(f"{SVG}tspan")]
    assert texts.count("recipient") >= 1
    linked = {each.get("href") for each in root.iter(f"{SVG}a")}
    assert "/def#AwardConferral" in linked
    boxes = [(each.get("x"), each.get("y")) for each in root.iter(f"{SVG}rect") if each.get("x")]
    assert len(boxes) == len(set(boxes)) > 10
    assert 'style="' not in svg
    assert "<script" not in svg


def test_arrows_lead_where_ontology_and_shapes_say(
    release: Release, terms: tuple[Term, ...], shapes: tuple[Shape, ...]
) -> None:
    found = {
        (each.start, each.end): each.labels for each in arrows(terms, shapes, lambda iri: short_name(release, iri))
    }
    assert "recipient" in found["khen:AwardConferral", "schema:Person"]
    assert "decidedBy" in found["khen:AwardDecision", "org:Organization"]
    assert not [end for _, end in found if end.startswith(("skos:", "xsd:", "oa:"))]


def test_groups_that_nothing_connects_stand_below_one_another() -> None:
    drawn = (Arrow("a", "b", ("x",)), Arrow("a", "c", ("y",)), Arrow("d", "e", ("z",)))
    assert places("a", drawn) == {"a": (0, 0), "b": (1, 0), "c": (1, 1), "d": (0, 2), "e": (1, 2)}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_and_picture_are_in_the_language_asked_for(client: FlaskClient, language: str) -> None:
    headers = {"Accept": "text/html,image/svg+xml", "Accept-Language": language}
    picture = client.get("/model.svg", headers=headers)
    assert (picture.status_code, picture.mimetype) == (200, "image/svg+xml")
    assert "Accept-Language" in picture.headers["Vary"]
    assert client.get("/def", headers=headers).status_code == 200
    assert client.get("/shapes", headers=headers).status_code == 200
