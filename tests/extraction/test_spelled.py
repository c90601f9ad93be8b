"""Numbers in words are reported; names, years and idioms with the same words are none."""

from __future__ import annotations

import pytest

from tests.conftest import Read
from tests.extraction.transform import put, with_paragraph

REASON = "a number in words that no statement uses"


@pytest.mark.parametrize(
    ("old", "new", "unread"),
    [
        ("Sau 5 năm triển khai", "Sau mười năm triển khai", "mười năm"),
        ("Sau 5 năm triển khai", "Sau năm năm triển khai", "năm năm"),
        ("đã có 10 chương trình", "đã có mười hai chương trình", "mười hai chương trình"),
        ("tại 13 tỉnh, thành Hội,", "tại hai mươi lăm tỉnh, thành Hội,", "hai mươi lăm tỉnh"),
        ("13 huyện/thị", "hai huyện/thị", "hai huyện"),
        ("13 lớp bồi dưỡng", "ba lớp bồi dưỡng", "ba lớp"),
        ("trên 81 tỷ", "hai tỷ đồng", "hai tỷ"),
        ("trên 81 tỷ", "một trăm triệu đồng", "một trăm"),
    ],
)
def test_a_number_in_words_is_reported(read: Read, text: str, old: str, new: str, unread: str) -> None:
    other = put(text, old, new)
    before, after = read(text), read(other)
    assert len(after.figures) == len(before.figures) - 1
    (report,) = after.unread
    assert report.reason == REASON
    assert unread in report.evidence.exact
    assert unread in other.split("\n")[report.line - 1]


def test_it_leads_to_no_other_number(read: Read, text: str) -> None:
    facts = read(with_paragraph(text, "Hội đã hỗ trợ hai huyện, 47 mái ấm."))
    (figure,) = [each for each in facts.figures if each.value == 47]
    assert "hai huyện" not in figure.measure


@pytest.mark.parametrize(
    "words",
    [
        "Lễ hội ở huyện Ba Tri xã An Đức rất vui.", "Phong trào hai giỏi và năm không, ba sạch lan rộng.",
        "Mỗi năm lớp học lại mở ra.", "Chị em xếp thứ hai tỉnh.", "Năm nay lớp học vui.", "Trong năm huyện đã cố gắng.",
        "Đợt thi đua vào tháng mười hai năm trước đã kết thúc.", "Một chương trình hay.", "Đường Hai Bà Trưng đẹp.",
    ],
)  # fmt: skip
def test_what_only_looks_so_is_not_reported(read: Read, text: str, words: str) -> None:
    assert read(with_paragraph(text, words)).unread == ()
