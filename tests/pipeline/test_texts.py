"""Texts that print things otherwise, from the text to a graph that conforms."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rdflib import Literal
from rdflib.namespace import XSD

from graph import pipeline
from graph.source import SourceDocument, SourceMetadata
from graph.validation import Report, load_shapes, validate
from graph.vocabulary import SCHEMA, Names, Quad
from tests.conftest import DATA

NAMES = Names()


def built(text: str, metadata: SourceMetadata | None = None) -> tuple[tuple[Quad, ...], Report]:
    document = SourceDocument("copy", text, metadata or SourceMetadata())
    corpus = replace(pipeline.read_data(DATA), documents=(document,))
    _, quads = pipeline.build_graph(corpus, NAMES)
    return quads, validate(quads, (document,), NAMES, load_shapes(NAMES))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Bà Phan Thị Hiếu, Phó ban", "Bà\u00a0Phan Thị  Hiếu,\u00a0Phó  ban"),
        ("- Hội LHPN tỉnh Phú Thọ", "- Hội\u00a0LHPN  tỉnh Phú\u00a0Thọ"),
        ("0 bình luận", "0\u00a0bình luận"),
        ("Đọc thêm", "Đọc thêm\nTin liên quan: 25 tập thể được khen thưởng năm 2022"),
        ("Đề án bồi dưỡng cán bộ", "Đề án 938 bồi dưỡng cán bộ"),
        ("- Hội LHPN tỉnh Thanh Hoá", "- HỘI LHPN TỈNH THANH HOÁ"),
    ],
)
def test_a_text_that_prints_things_otherwise_conforms(text: str, old: str, new: str) -> None:
    assert old in text
    _, report = built(text.replace(old, new))
    assert report.conforms, report.text


def test_a_number_after_the_end_of_the_piece_is_reported(text: str) -> None:
    _, report = built(text.replace("Đọc thêm", "Đọc thêm\nTin liên quan: 25 tập thể được khen"))
    warnings = [finding for finding in report.findings if finding.severity == "warning"]
    assert [finding.quote for finding in warnings] == ["Tin liên quan: 25 tập thể được khen"]


def test_a_day_that_only_the_metadata_give_is_said_to_be_supplied(text: str) -> None:
    quads, report = built(text.replace("22/09/2023 - 17:39\n", ""), SourceMetadata(published="2023-09-22"))
    announcement = NAMES.thing("announcement", "copy")
    said = {quad[1]: quad[2] for quad in quads if quad[0] == announcement}
    assert report.conforms, report.text
    assert said[SCHEMA.datePublished] == Literal("2023-09-22", datatype=XSD.date)
    assert said[NAMES.term("dateSupplied")] == Literal("true", datatype=XSD.boolean)
