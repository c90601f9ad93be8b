"""Values are found in words however a text writes them, and never in words that mean another one."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from server.things.holding import holds, holds_text

_XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("words", "value", "kind", "found"),
    [
        ("trên 3.7 tỷ", "3700000000", "integer", True),
        ("trên 3,7 tỷ đồng", "3700000000", "integer", True),
        ("3.700 triệu", "3700000000", "integer", True),
        ("trên 3.7 tỷ", "3.7", "decimal", False),
        ("gần 1.000 lớp", "1000", "integer", True),
        ("gần 1.000 lớp", "1", "integer", False),
        ("1.234,5 triệu", "1234500000", "decimal", True),
        ("đạt 98,5%", "98.5", "decimal", True),
        ("10 tập thể", "1", "integer", False),
        ("ngày 22/9", "22", "integer", False),
        ("22/09/2023 - 17:39", "2023-09-22", "date", True),
        ("ngày 22 tháng 9 năm 2023", "2023-09-22", "date", True),
        ("22-9-2023", "2023-09-22", "date", True),
        ("22/09/2022", "2023-09-22", "date", False),
        ("Chiều 22/9", "2023-09-22", "date", False),
        ("22/09/2023 - 17:39", "2023-09-22T17:39:00+07:00", "dateTime", True),
        ("22/09/2023 - 17h39", "2023-09-22T17:39:00+07:00", "dateTime", True),
        ("22/09/2023 - 07:39", "2023-09-22T17:39:00+07:00", "dateTime", False),
        ("giai đoạn 2019 -2025", "2025", "gYear", True),
        ("12025 người", "2025", "gYear", False),
        ("mười tập thể", "no number", "integer", False),
    ],
)
def test_numbers_days_and_years(words: str, value: str, kind: str, found: bool) -> None:
    assert holds(words, Literal(value, datatype=NamedNode(_XSD + kind))) is found


def test_a_day_without_its_year_counts_only_where_the_year_is_assumed() -> None:
    day = Literal("2023-09-22", datatype=NamedNode(f"{_XSD}date"))
    assert holds("Chiều 22/9", day, any_year=True)
    assert not holds("Chiều 22/9/2022", day, any_year=True)


def test_texts_in_any_spelling_but_no_parts_of_words() -> None:
    assert holds_text("TƯ Hội LHPN tỉnh Thanh Hoá", "Hội Liên hiệp Phụ nữ tỉnh Thanh Hóa")
    assert not holds_text("tài chính vi mô", "v")
    assert not holds_text("Hà Nam", "Hà Năm")
    assert not holds_text("Hà Nam", "")
