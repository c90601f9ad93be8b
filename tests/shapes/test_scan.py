"""The independent scan of a text: what it counts as a number, and what it reads."""

from __future__ import annotations

from decimal import Decimal

import pytest

from graph.extraction import numbers as grammar
from graph.extraction.bounds import BOUNDS
from graph.source import SourceDocument
from graph.statement import Qualifier
from graph.validation import private_quads
from graph.validation.scan import QUALIFIERS, UNDECIDED, Kind, Token, scan
from graph.vocabulary import OA, Names


def of(kind: Kind, text: str) -> list[Token]:
    return [each for each in scan(text) if each.kind == kind]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("10 tập thể, 5 cá nhân", ["10", "5"]),
        ("22/09/2023 - 17:39", ["22/09/2023", "17:39"]),
        ("05/06/2020 | 23:21", ["05/06/2020", "23:21"]),
        ("Chiều 22/9, tại", ["22/9"]),
        ("Ngày 20-8, tối 4-11", ["20-8", "4-11"]),
        ("ngày 26-1-2018.", ["26-1-2018"]),
        ("ngày 12.5.2018", ["12.5.2018"]),
        ("ngày 30 - 31/5 tại", ["30 - 31/5"]),
        ("giai đoạn 2019 – 2023", ["2019 – 2023"]),
        ("giai đoạn 2019 -2025.", ["2019 -2025"]),
        ("từ 2019 đến 2025", ["2019", "2025"]),
        ("gần 1.000 lớp cho hơn 65.000 cán bộ", ["1.000", "65.000"]),
        ("trên 3.7 tỷ, 2,5 tỉ đồng", ["3.7 tỷ", "2,5 tỉ"]),
        ("2 tỷ 500 triệu đồng", ["2 tỷ 500 triệu"]),
        ("20 triệu đồng / người", ["20 triệu"]),
        ("300 nghìn đến 1 triệu", ["300 nghìn", "1 triệu"]),
        ("98% và 97,5 % số xã", ["98%", "97,5 %"]),
        ("10h30 hay 9 giờ 15", ["10h30", "9 giờ 15"]),
        ("Quyết định số 1893/QĐ-TTg ngày 31/12/2018", ["1893/QĐ-TTg", "31/12/2018"]),
        ("Nghị quyết 202/2025/QH15", ["202/2025/QH15"]),
        ("Nghị quyết 26 /NQ-TW", ["26 /NQ-TW"]),
        ("(thứ 3 từ trái qua)", ["3"]),
        ("Trường C3, nhóm H5", []),
        ("dài 30km", ["30"]),
        ("năm 2019,2020", ["2019", "2020"]),
        ("khóa XII của Đảng", []),
        ("suất 5/7", ["5/7"]),
        ("1.234.567 đồng", ["1.234.567"]),
        ("tàu cá TG -90983 TS", ["90983"]),
    ],
)
def test_numbers_are_found_whole(text: str, tokens: list[str]) -> None:
    found = of(Kind.NUMBER, text)
    assert [each.exact for each in found] == tokens
    assert [text[each.start : each.end] for each in found] == tokens


@pytest.mark.parametrize(
    "line", ["(1) Xây dựng", "1. Xây dựng", "1) Xây dựng", "12/ Xây dựng", "1.1. Xây dựng", "  (2)\u00a0Xây dựng"]
)
def test_an_enumerator_at_the_beginning_of_a_line_is_no_number(line: str) -> None:
    assert of(Kind.NUMBER, f"Đề án đã:\n{line}") == []
    assert [each.exact for each in of(Kind.NUMBER, f"Theo {line.strip()}")] != []


@pytest.mark.parametrize("line", ["0 bình luận", "12 lượt xem", "Bình luận (3)"])
def test_page_furniture_is_no_number(line: str) -> None:
    assert of(Kind.NUMBER, f"Hết.\n{line}\n") == []
    assert len(of(Kind.NUMBER, f"Bài có {line} hôm nay")) == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("65.000 cán bộ", "65000"),
        ("1.234.567 đồng", "1234567"),
        ("3.7 tỷ", "3700000000"),
        ("2,5 tỷ", "2500000000"),
        ("12,25 triệu", "12250000"),
        ("1.300 tỷ", "1300000000000"),
        ("2 tỷ 500 triệu", "2500000000"),
        ("05 cá nhân", "5"),
        ("98%", "98"),
        ("97,5 %", "97.5"),
        ("3.5 điểm", "3.5"),
        ("100 lớp", "100"),
        ("1.000,5 ha", "1000.5"),
    ],
)
def test_numbers_are_read(text: str, value: str) -> None:
    assert [each.value for each in of(Kind.NUMBER, text)] == [Decimal(value)]


@pytest.mark.parametrize("text", ["22/9", "17:39", "2019 – 2023", "1893/QĐ-TTg", "1,000 lớp"])
def test_what_is_no_amount_or_could_be_two_has_no_value(text: str) -> None:
    assert [each.value for each in of(Kind.NUMBER, text)] == [None]


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("13 tỉnh", "Exact"),
        ("trên 81 tỷ", "MoreThan"),
        ("Hơn 80 chuyên đề", "MoreThan"),
        ("gần 1.000 lớp", "Nearly"),
        ("khoảng 60 xã", "About"),
        ("không quá 60 xã", None),
        ("không dưới 60 xã", None),
        ("dưới 60 xã", None),
        ("ít nhất 60 xã", None),
        ("bên gần, 60 xã", "Exact"),
        ("Từ năm 2019", None),
    ],
)
def test_the_word_of_degree_is_read(text: str, qualifier: str | None) -> None:
    assert [each.qualifier for each in of(Kind.NUMBER, text)] == [qualifier]


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("81 tỷ", None),
        ("81 tỷ đồng", "VND"),
        ("500.000đ", "VND"),
        ("20 USD", "USD"),
        ("3 hợp đồng", None),
        ("3 đồng chí", None),
    ],
)
def test_a_named_currency_is_seen(text: str, currency: str | None) -> None:
    assert [each.currency for each in of(Kind.NUMBER, text)] == [currency]


def test_periods_are_the_years_after_giai_doan() -> None:
    text = "Đề án giai đoạn 2019 – 2023, Giai đoạn từ năm 2019 đến 2025, trong 2011-2015."
    assert [each.exact for each in of(Kind.PERIOD, text)] == ["2019 – 2023", "2019 đến 2025"]


def test_list_lines_are_those_under_a_heading_of_recipients() -> None:
    text = "Đề án đã:\n\n- Mở lớp;\n\n10 tập thể:\n\n- Hội A,\n\n– Hội B.\n\n1. Hội C\n\nXem thêm\n\n- Tin khác"
    assert [each.exact for each in of(Kind.ITEM, text)] == ["Hội A", "Hội B", "Hội C"]


def test_private_quads_hold_the_text_and_its_tokens_in_one_graph() -> None:
    names = Names()
    quads = set(private_quads(SourceDocument("x", "gần 1.000 lớp"), names))
    assert {quad[3] for quad in quads} == {names.graph("text/x")}
    token = names.thing("announcement", "x/text#number-4-9")
    said = {
        (str(predicate).rsplit("#", 1)[1], str(value).rsplit("#", 1)[-1])
        for subject, predicate, value, _ in quads
        if subject == token
    }
    assert said == {
        ("type", "TextNumber"), ("inText", str(names.thing("announcement", "x/text"))), ("start", "4"), ("end", "9"),
        ("exact", "1.000"), ("readValue", "1000"), ("readQualifier", "Nearly"),
    }  # fmt: skip
    assert any(predicate == OA.start for _, predicate, _, _ in quads)


def test_the_scan_and_the_grammar_agree_on_every_word_of_degree() -> None:
    meaning = {"MoreThan": Qualifier.MORE_THAN, "Nearly": Qualifier.NEARLY, "About": Qualifier.ABOUT}
    assert {word: meaning[name] for word, name in QUALIFIERS.items()} == grammar.QUALIFIERS
    assert set(UNDECIDED) == BOUNDS
    assert not BOUNDS & set(QUALIFIERS)


@pytest.mark.parametrize("word", sorted(BOUNDS))
@pytest.mark.parametrize("form", ["mở {} 80 lớp", "{} là 80 lớp", "đạt {} 80% số xã", "{} 80 triệu đồng"])
def test_no_bound_is_read_as_a_degree(word: str, form: str) -> None:
    (token,) = of(Kind.NUMBER, form.format(word.capitalize()))
    assert token.value is not None
    assert token.qualifier is None


@pytest.mark.parametrize(
    "text",
    [
        "80 lớp trở lên", "80% trở lên", "80 trở xuống", "ít hơn 80 lớp", "ít nhất khoảng 80 lớp", "2 tỷ rưỡi",
        "80 lớp tập huấn cho cán bộ trở lên", "không quá 80", "chưa đến 98%", "trên dưới 80 lớp", "không tới gần 80",
    ],
)  # fmt: skip
def test_other_bounds_are_seen(text: str) -> None:
    assert [each.qualifier for each in of(Kind.NUMBER, text)] == [None]


@pytest.mark.parametrize("text", ["80 lớp từ cấp xã trở lên", "80 lớp. Số khác trở lên", "Đến nay 80 lớp"])
def test_what_bounds_something_else_bounds_no_number(text: str) -> None:
    assert [each.qualifier for each in of(Kind.NUMBER, text)] == ["Exact"]


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,2 nghìn tỷ đồng", "1.2e12"), ("3 trăm triệu", "3e8"), ("6,5 vạn cán bộ", "65000"), ("3 chục lớp", "30")],
)
def test_scales_compose(text: str, value: str) -> None:
    assert [each.value for each in of(Kind.NUMBER, text)] == [Decimal(value)]
