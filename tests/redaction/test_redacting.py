"""Statements without a person, wherever a text names her."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import RDFS, Graph, Literal

from graph.authority import Authority
from graph.extraction import extract
from graph.pipeline import Built, Corpus
from graph.rdf import statement_quads
from graph.redaction import Leaving, Namesake, redact
from graph.source import SourceDocument, SourceMetadata
from graph.statement import Facts
from graph.validation import Report
from graph.vocabulary import OA, SCHEMA, Names, Quad
from graph.withheld import holds

NAMES = Names()
PRESENTER = "person/ton-ngoc-hanh-vwu"
TOLD = """Trao bằng khen cho bà Đỗ Thị Ánh và ông Trần Văn Sơn

02/03/2024

Ngày 2/3, Hội LHPN tỉnh Bến Tre quyết định tặng bằng khen cho 2 cá nhân có thành tích xuất sắc, trong đó có ĐỖ THỊ ÁNH.

2 cá nhân:

- Bà Đỗ Thị Ánh, Chủ tịch Hội LHPN huyện Ba Tri, tỉnh Bến Tre

- Ông Trần Văn Sơn, Giám đốc Học viện Phụ nữ Việt Nam
"""


def told(authority: Authority, text: str = TOLD) -> tuple[SourceDocument, tuple[Quad, ...]]:
    document = SourceDocument("told", text, SourceMetadata(publish_text=True))
    return document, tuple(statement_quads([(document, extract(document, authority))], authority, NAMES))


def without(authority: Authority, key: str) -> tuple[tuple[Quad, ...], Leaving]:
    document, quads = told(authority)
    return redact(quads, [document], [key], NAMES)


def test_headline_context_and_capitals_lose_the_name_too(authority: Authority) -> None:
    key = next(
        str(quad[0]).partition("/id/")[2]
        for quad in told(authority)[1]
        if quad[1] == SCHEMA.name and quad[2] == Literal("Đỗ Thị Ánh", lang="vi")
    )
    quads, leaving = without(authority, key)
    assert leaving.names == ("Bà Đỗ Thị Ánh", "Đỗ Thị Ánh")
    assert not [quad for quad in quads for term in quad if holds(term, "Đỗ Thị Ánh")]
    announcement = NAMES.thing("announcement", "told")
    headlines = {str(quad[2]) for quad in quads if quad[0] == announcement and quad[1] == SCHEMA.headline}
    assert headlines == {"Trao bằng khen cho […] và ông Trần Văn Sơn"}
    gaps = {quad[2] for quad in quads if quad[0] == announcement and quad[1] == NAMES.term("withheld")}
    assert gaps == {SCHEMA.headline, RDFS.label}
    # The text has her name, so it is not published whole, whatever its rights.
    assert NAMES.term("fullText") not in {quad[1] for quad in quads}
    assert any(holds(quad[2], "Trần Văn Sơn") for quad in quads)


def test_who_presents_is_left_out_of_the_caption(document: SourceDocument, facts: Facts, authority: Authority) -> None:
    stated = statement_quads([(document, facts)], authority, NAMES)
    quads, leaving = redact(stated, [document], [PRESENTER], NAMES)
    assert not [quad for quad in quads for term in quad if holds(term, "Tôn Ngọc Hạnh")]
    captions = {str(quad[2]) for quad in quads if quad[1] == NAMES.term("caption")}
    assert captions == {"[…] (thứ 3 từ trái qua) trao Bằng khen cho đại diện các cá nhân, tập thể"}
    event = NAMES.thing("event", "642ca70eabb422b4-presentation")
    assert (event, NAMES.term("withheld"), NAMES.term("presenter")) in {quad[:3] for quad in quads}
    quotes = {str(quad[2]) for quad in quads if quad[1] == OA.exact and "█" in quad[2]}
    assert {each.strip("█") for each in quotes} == {
        " (thứ 3 từ trái qua) trao Bằng khen",
        " (thứ 3 từ trái qua) trao Bằng khen cho đại diện các cá nhân, tập thể",
    }
    assert {key.partition("/")[0] for key in leaving.keys} == {"person", "membership", "org"}


def test_nothing_changes_where_nobody_leaves(authority: Authority) -> None:
    document, quads = told(authority)
    assert redact(quads, [document], ["person/nobody"], NAMES)[0] == quads


def test_a_key_that_names_nobody_is_told(authority: Authority, document: SourceDocument) -> None:
    gone = {"status": "withdrawn", "date": "2026-11-24"}
    retired = {
        PRESENTER: gone,
        "person/ton-ngoc-han": gone,
        "person/old": {**gone, "status": "merged", "to": PRESENTER},
    }
    leaving = Leaving(frozenset(), frozenset(), frozenset(), (), {PRESENTER: PRESENTER})
    corpus = Corpus(Path(), (document,), authority, retired, {})
    assert Built(corpus, (), (), Report(True, (), Graph(), ""), leaving).unnamed == ("person/ton-ngoc-han",)


def test_a_namesake_who_stays_stops_the_build(authority: Authority) -> None:
    document, quads = told(authority, TOLD.replace("Ông Trần Văn Sơn", "Bà Đỗ Thị Ánh"))
    people = sorted(str(quad[0]).partition("/id/")[2] for quad in quads if quad[1] == SCHEMA.name)
    assert len(people) == 2
    with pytest.raises(Namesake, match="withdraw both"):
        redact(quads, [document], people[:1], NAMES)
    rest, _ = redact(quads, [document], people, NAMES)
    assert not [quad for quad in rest for term in quad if holds(term, "Đỗ Thị Ánh")]
