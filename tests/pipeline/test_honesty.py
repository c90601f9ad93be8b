"""What cannot be read exactly is published as unread, or read right, from the text to a graph that conforms."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from rdflib import Literal

from graph import pipeline
from graph.extraction import CountMismatch
from graph.source import AcceptedDifference, SourceDocument, SourceMetadata
from graph.validation import Report, load_shapes, validate
from graph.vocabulary import Names, Quad
from tests.conftest import DATA

NAMES = Names()


def built(text: str, metadata: SourceMetadata | None = None) -> tuple[tuple[Quad, ...], Report]:
    """The graph of this text and what the shapes say of it."""
    document = SourceDocument("copy", text, metadata or SourceMetadata())
    corpus = replace(pipeline.read_data(DATA), documents=(document,))
    _, quads = pipeline.build_graph(corpus, NAMES)
    return quads, validate(quads, (document,), NAMES, load_shapes(NAMES))


def changed(text: str, old: str, new: str) -> str:
    """The text with ``new`` for ``old``, which has to be in it."""
    assert old in text
    return text.replace(old, new)


def warnings(report: Report) -> list[str]:
    """The passages that the report warns of as unread."""
    return [finding.quote or "" for finding in report.findings if finding.severity == "warning"]


UNREAD = [
    ("gần 1.000 lớp", "không dưới 1.000 lớp", "không dưới 1.000"),
    ("98% cán bộ", "chưa đến 98% cán bộ", "chưa đến 98%"),
    ("gần 1.000 lớp tập huấn", "1.000 lớp tập huấn trở lên", "1.000 lớp tập huấn trở lên"),
    ("trên 81 tỷ", "tối đa 81 tỷ đồng", "tối đa 81 tỷ"),
    ("trên 3.7 tỷ", "ít nhất 3.7 tỷ", "ít nhất 3.7 tỷ"),
    ("trên 81 tỷ", "2 tỷ rưỡi", "2 tỷ rưỡi"),
    ("Sau 5 năm triển khai", "Sau mười năm triển khai", "mười năm"),
    ("đã có 10 chương trình", "đã có mười hai chương trình", "mười hai chương trình"),
    ("13 huyện/thị", "hai huyện/thị", "hai huyện"),
]
READ = [
    ("gần 1.000 lớp", "xấp xỉ 1.000 lớp", "1000"),
    ("gần 1.000 lớp", "ước đạt 1.000 lớp", "1000"),
    ("trên 81 tỷ", "1,2 nghìn tỷ đồng", "1.2e12"),
    ("trên 81 tỷ", "3 trăm triệu đồng", "3e8"),
    ("hơn 65.000 cán bộ", "6,5 vạn cán bộ", "65000"),
]


@pytest.mark.parametrize(("old", "new", "unread"), UNREAD)
def test_what_cannot_be_read_exactly_is_a_warning_at_its_line(text: str, old: str, new: str, unread: str) -> None:
    other = changed(text, old, new)
    _, report = built(other)
    assert report.conforms, report.text
    (finding,) = [each for each in report.findings if each.severity == "warning"]
    assert unread in (finding.quote or "")
    assert finding.line is not None
    assert unread in other.split("\n")[finding.line - 1]


@pytest.mark.parametrize(("old", "new", "value"), READ)
def test_what_can_be_read_is_the_right_number(text: str, old: str, new: str, value: str) -> None:
    quads, report = built(changed(text, old, new))
    assert report.conforms, report.text
    assert warnings(report) == []
    stated = {Decimal(str(quad[2])) for quad in quads if quad[1] == NAMES.term("statedValue")}
    assert Decimal(value) in stated


def test_a_bounded_number_published_as_exact_is_refused(text: str) -> None:
    quads, _ = built(changed(text, "gần 1.000 lớp", "đủ 1.000 lớp"))
    document = SourceDocument("copy", changed(text, "gần 1.000 lớp", "từ 1.000 lớp"), SourceMetadata())
    report = validate(quads, (document,), NAMES, load_shapes(NAMES))
    refused = [each for each in report.findings if each.shape.endswith("QuantityShape-boundInText")]
    assert [each.quote for each in refused] == ["1.000 lớp tập huấn"]
    assert not report.conforms


@pytest.mark.parametrize(
    "words", ["Hội LHPN tỉnh Hà Nam và Hội LHPN tỉnh Nam Định", "Hội LHPN các tỉnh Hà Nam, Nam Định"]
)
def test_two_recipients_on_one_line_are_none_that_is_published(text: str, words: str) -> None:
    accepted = SourceMetadata(differences=(AcceptedDifference("collective", 10, 9, "hai đơn vị trên một dòng"),))
    other = changed(text, "- Hội LHPN tỉnh Hà Nam\n", f"- {words}\n")
    with pytest.raises(CountMismatch, match=words):
        built(other)
    _, report = built(other, accepted)
    assert report.conforms, report.text
    assert words in warnings(report)


def test_the_body_that_issues_a_decision_is_the_known_one(text: str) -> None:
    other = changed(
        text, "quyết định tặng bằng khen", "ban hành Quyết định số 123/QĐ-ĐCT ngày 15/9/2023 về việc tặng bằng khen"
    )
    quads, report = built(other)
    assert report.conforms, report.text
    assert warnings(report) == []
    bodies = {quad[2] for quad in quads if quad[1] == NAMES.term("decidedBy")}
    before = {quad[2] for quad in built(text)[0] if quad[1] == NAMES.term("decidedBy")}
    assert bodies == before


def test_a_post_without_organisation_is_a_warning_and_the_person_is_kept(text: str) -> None:
    old = "Bà Phan Thị Thuỳ Vân, Chủ tịch"
    quads, report = built(changed(text, old, "Bà Phan Thị Thuỳ Vân, Tỉnh ủy viên, Chủ tịch"))
    assert report.conforms, report.text
    assert warnings(report) == ["Tỉnh ủy viên"]
    assert Literal("Phan Thị Thuỳ Vân", lang="vi") in {quad[2] for quad in quads}
