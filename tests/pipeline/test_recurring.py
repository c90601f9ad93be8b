"""Organisations and people that another announcement names again, in other words, meet the same IRIs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph import pipeline
from graph.source import SourceDocument, SourceMetadata
from graph.vocabulary import Names
from tests.conftest import DATA

NAMES = Names()
OTHERWISE = [
    ("- Hội LHPN Thành phố Hồ Chí Minh", "- Hội Liên hiệp Phụ nữ TP.HCM"),
    ("- Hội LHPN tỉnh Thanh Hoá", "- HỘI LIÊN HIỆP PHỤ NỮ TỈNH THANH HÓA"),
    ("- Hội LHPN huyện Ba Tri, tỉnh Bến Tre", "- Hội Liên hiệp phụ nữ huyện Ba Tri tỉnh Bến Tre"),
    ("- Ban Xây dựng tổ chức Hội, Hội LHPN tỉnh Vĩnh Phúc", "- Ban Xây dựng Tổ chức, Hội LHPN Vĩnh Phúc"),
    ("- Ban Tổ chức Trung ương Hội LHPN Việt Nam", "- Ban Tổ chức, T.Ư Hội Liên hiệp Phụ nữ Việt Nam"),
    ("- Hội LHPN thành phố Cần Thơ", "- Hội LHPN T.P Cần Thơ"),
    ("Chủ tịch Hội LHPN Thành phố Hồ Chí Minh", "Chủ tịch Hội Liên hiệp Phụ nữ TPHCM"),
    ("Bà Phan Thị Thuỳ Vân, Chủ tịch Hội LHPN tỉnh Tây Ninh", "Phan Thị Thùy Vân, Chủ tịch Hội LHPN Tây Ninh"),
    (
        "Phó ban Xây dựng tổ chức Hội, Hội LHPN tỉnh Bến Tre",
        "Phó Trưởng ban Tổ chức, Hội Liên hiệp Phụ nữ tỉnh Bến Tre",
    ),
]
"""What the announcement prints, and what another one may print for it."""


def recipients(*texts: str) -> list[set[str]]:
    """The recipients of each announcement of a corpus, by the ends of their IRIs."""
    documents = tuple(SourceDocument(f"copy{n}", text, SourceMetadata()) for n, text in enumerate(texts))
    _, quads = pipeline.build_graph(replace(pipeline.read_data(DATA), documents=documents), NAMES)
    return [
        {
            str(quad[2]).removeprefix(NAMES.base + "id/")
            for quad in quads
            if quad[1] == NAMES.term("recipient") and quad[3] == NAMES.graph(f"announcement/{document.id}")
        }
        for document in documents
    ]


def test_a_second_announcement_meets_the_same_iris(text: str) -> None:
    later = text.replace("22/09/2023", "22/09/2024")
    for printed, otherwise in OTHERWISE:
        assert printed in later
        later = later.replace(printed, otherwise)
    first, second = recipients(text, later)
    assert len(first) == 15
    assert second == first


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UBND tỉnh Hà Nam", "Ủy ban nhân dân tỉnh Hà Nam"),
        ("Sở GD&ĐT TP.HCM", "Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh"),
        ("Hội LHPN tỉnh Thừa Thiên - Huế", "Hội LHPN tỉnh Thừa Thiên Huế"),
        ("BCH TW Hội LHPN Việt Nam", "Ban Chấp hành Trung ương Hội Liên hiệp Phụ nữ Việt Nam"),
    ],
)
def test_abbreviations_and_dashes_make_no_other_thing(text: str, one: str, other: str) -> None:
    printed = "- Hội LHPN tỉnh Hà Nam"
    first, second = recipients(*(text.replace(printed, f"- {each}") for each in (one, other)))
    assert len(first) == 15
    assert second == first


def test_the_union_inside_another_body_is_not_that_of_the_province(text: str) -> None:
    (found,) = recipients(text.replace("- Hội LHPN tỉnh Hà Nam", "- Hội LHPN Công an tỉnh Hà Nam"))
    assert "org/vwu-ha-nam" not in found
    assert "org/hoi-lien-hiep-phu-nu-cong-an-tinh-ha-nam" in found
