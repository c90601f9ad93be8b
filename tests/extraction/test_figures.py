"""Other numbers, in other forms, with other words of degree and time."""

from __future__ import annotations

import pytest

from graph.statement import Facts
from tests.conftest import Read
from tests.extraction.summary import figure
from tests.extraction.transform import put, with_paragraph


def _new(facts: Facts, old: Facts) -> list[list[str | None]]:
    known = [figure(each) for each in old.figures]
    return [short for each in facts.figures if (short := figure(each)) not in known]


@pytest.mark.parametrize(
    ("old", "new", "value"),
    [
        ("10 chương trình", "12 chương trình", "exact 12 number"),
        ("19 bài giảng", "gần 120 bài giảng", "nearly 120 number"),
        ("hơn 80 chuyên đề", "80 chuyên đề", "exact 80 number"),
        ("hơn 80 chuyên đề", "trên 1.280 chuyên đề", "more than 1280 number"),
        ("gần 1.000 lớp", "khoảng 1.234.567 lớp", "about 1234567 number"),
        ("gần 1.000 lớp", "1000 lớp", "exact 1000 number"),
        ("hơn 65.000 cán bộ", "05 cán bộ", "exact 5 number"),
        ("hơn 65.000 cán bộ", "2,5 nghìn cán bộ", "exact 2500 number"),
        ("trên 81 tỷ", "81 tỷ đồng", "exact 81000000000 VND"),
        ("trên 81 tỷ", "gần 81,5 tỷ", "nearly 81500000000 VND inferred"),
        ("trên 81 tỷ", "hơn 3 tỷ 500 triệu đồng", "more than 3500000000 VND"),
        ("trên 81 tỷ", "1.234 triệu đồng", "exact 1234000000 VND"),
        ("trên 81 tỷ", "khoảng 2.500.000 đồng", "about 2500000 VND"),
        ("trên 81 tỷ", "2.500.000đ", "exact 2500000 VND"),
        ("trên 81 tỷ", "1,2 triệu USD", "exact 1200000 USD"),
        ("26 xã", "126 xã", "exact 126 number"),
        ("98% cán bộ", "98,5% cán bộ", "exact 98.5 percent"),
        ("98% cán bộ", "hơn 98 % cán bộ", "more than 98 percent"),
        ("99% Chủ tịch", "gần 99 phần trăm Chủ tịch", "nearly 99 percent"),
        ("là 70% cán bộ", "là 75% cán bộ", "exact 75 percent"),
    ],
)
def test_another_number(read: Read, text: str, old: str, new: str, value: str) -> None:
    before, after = read(text), read(put(text, old, new))
    (changed,) = _new(after, before)
    assert (changed[0] or "").split(" ", 1)[1] == value
    assert len(after.figures) == len(before.figures)
    assert after.unread == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "Thanh Hóa (khai thác trên 3.7 tỷ)",
            "Cà Mau (huy động gần 4,2 tỷ đồng)",
            ("Cà Mau", "nearly", "4200000000", False),
        ),
        (
            "Thanh Hóa (khai thác trên 3.7 tỷ)",
            "Bà Rịa - Vũng Tàu (900 triệu)",
            ("Bà Rịa - Vũng Tàu", "exact", "900000000", True),
        ),
        (
            "TP. Hồ Chí Minh (khai",
            "Hội LHPN TP. Hải Phòng (khai",
            ("Hội LHPN TP. Hải Phòng", "more than", "2500000000", True),
        ),
    ],
)
def test_other_sums_of_other_places(
    read: Read, text: str, old: str, new: str, expected: tuple[str, str, str, bool]
) -> None:
    facts = read(put(text, old, new))
    found = [(m.mobiliser.name, m.qualifier.value, str(m.value), m.currency_inferred) for m in facts.mobilisations]
    assert len(found) == 3
    assert expected in found


@pytest.mark.parametrize(
    ("old", "new", "times"),
    [
        ("Từ năm 2019 đến nay, đã có", "Từ năm 2015 đến nay, đã có", ["Từ năm 2015 đến nay (since 2015)"]),
        ("Tính đến hết năm 2021", "Đến cuối năm 2022", ["Đến cuối năm 2022 (2022-12-31)"] * 4),
        ("Tính đến hết năm 2021", "Tính đến ngày 30/6/2022", ["Tính đến ngày 30/6/2022 (2022-06-30)"] * 4),
        ("Tính đến hết năm 2021", "Tính đến 1 tháng 7 năm 2022", ["Tính đến 1 tháng 7 năm 2022 (2022-07-01)"] * 4),
        ("riêng năm 2023", "riêng năm 2022", ["riêng năm 2022 (2022)"]),
        ("đến năm 2020 là", "đến năm 2030 là", ["đến năm 2030 (2030)"] * 2),
        ("Trong 5 năm qua", "Trong 3 năm qua", ["Trong 3 năm qua"] * 4),
    ],
)
def test_another_time(read: Read, text: str, old: str, new: str, times: list[str]) -> None:
    after = read(put(text, old, new))
    assert [short[3] for short in _new(after, read(text))] == times
    assert after.unread == ()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Năm 2022, Hội đã mở 45 lớp và tặng 2,5 tấn gạo.",
            [
                ["result exact 45 number", "lớp", "Hội đã mở", "Năm 2022 (2022)", "45 lớp"],
                ["result exact 2.5 number", "tấn gạo", "tặng", "Năm 2022 (2022)", "2,5 tấn gạo"],
            ],
        ),
        (
            "Toàn tỉnh có hơn 12.500 hội viên, 1.050 chi hội.",
            [
                ["result more than 12500 number", "hội viên", "Toàn tỉnh có", None, "hơn 12.500 hội viên"],
                ["result exact 1050 number", "chi hội", "Toàn tỉnh có", None, "1.050 chi hội"],
            ],
        ),
        (
            "Phấn đấu đến năm 2025 có 90% cán bộ đạt chuẩn.",
            [["target exact 90 percent", "cán bộ", "đạt chuẩn", "đến năm 2025 (2025)", "90% cán bộ đạt chuẩn"]],
        ),
        (
            "Dân số là 1.234.567 người.",
            [["result exact 1234567 number", "người", "Dân số là", None, "1.234.567 người"]],
        ),
    ],
)
def test_figures_of_other_sentences(read: Read, text: str, words: str, expected: list[list[str | None]]) -> None:
    facts = read(with_paragraph(text, words))
    found = _new(facts, read(text))
    found = [[*short[:2], (short[2] or "").removeprefix("và "), *short[3:]] for short in found]
    assert found == expected
    assert facts.unread == ()


@pytest.mark.parametrize(
    ("words", "outcome"),
    [("chưa đạt chỉ tiêu", "missed"), ("đã đạt chỉ tiêu", "met"), ("đã vượt mức chỉ tiêu", "exceeded")],
)
def test_other_outcomes(read: Read, text: str, words: str, outcome: str) -> None:
    facts = read(put(text, "đã vượt chỉ tiêu", words))
    assert {each.outcome for each in facts.comparisons} == {outcome}


def test_another_measure_is_not_compared(read: Read, text: str) -> None:
    facts = read(put(text, "100% Chi hội trưởng phụ nữ được bồi dưỡng", "100% Chi hội trưởng phụ nữ được khen thưởng"))
    assert [each.comparability.value for each in facts.comparisons] == ["partly comparable"] * 3


def test_without_a_claim_nothing_is_compared(read: Read, text: str) -> None:
    assert read(put(text, "thì kết quả đạt được đã vượt chỉ tiêu", "còn nhiều việc phải làm")).comparisons == ()


def test_the_words_that_lead_to_a_number_begin_with_a_phrase(read: Read, text: str) -> None:
    (full,) = [each for each in read(text).figures if each.unit == "VND"]
    assert full.measure.startswith("từ nguồn kinh phí của Đề án")
    longer = put(text, "của địa phương với tổng", "của rất nhiều địa phương trong cả nước và ngoài nước với tổng")
    (cut,) = [each for each in read(longer).figures if each.unit == "VND"]
    assert cut.measure == "với tổng số tiền"
