"""Numbers that the text bounds, and words of scale: read exactly or not at all."""

from __future__ import annotations

import pytest

from graph.extraction.bounds import BOUNDS
from graph.extraction.numbers import QUALIFIERS
from graph.statement import Facts, RecipientKind
from tests.conftest import Read
from tests.extraction.summary import figure
from tests.extraction.transform import put, with_paragraph

REASON = "a bound that the data have no word for"


def _figures(facts: Facts) -> list[str]:
    return [" ".join(str(part) for part in figure(each)[:2]) for each in facts.figures]


def _gone(read: Read, text: str, other: str, words: str) -> None:
    """One figure fewer than in the text, no other one, and the words reported at their line."""
    before, after = read(text), read(other)
    assert len(after.figures) + len(after.mobilisations) == len(before.figures) + len(before.mobilisations) - 1
    assert set(_figures(after)) <= set(_figures(before))
    (unread,) = after.unread
    assert unread.reason == REASON
    assert words in unread.evidence.exact
    assert words in other.split("\n")[unread.line - 1]


@pytest.mark.parametrize("word", sorted(BOUNDS))
@pytest.mark.parametrize(
    ("old", "number"),
    [("gần 1.000 lớp", "1.000"), ("98% cán bộ", "98%"), ("trên 81 tỷ", "81 tỷ"), ("trên 3.7 tỷ", "3.7 tỷ")],
)
def test_a_bounded_number_is_unread(read: Read, text: str, word: str, old: str, number: str) -> None:
    new = f"{word} {number}{old.partition(number)[2]}"
    _gone(read, text, put(text, old, new), f"{word} {number}")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("gần 1.000 lớp tập huấn", "1.000 lớp tập huấn trở lên"),
        ("gần 1.000 lớp tập huấn", "từ 1.000 lớp tập huấn trở lên"),
        ("98% cán bộ", "98% trở lên cán bộ"),
        ("trên 81 tỷ", "81 tỷ trở xuống"),
        ("trên 81 tỷ", "81 tỷ rưỡi"),
        ("hơn 80 chuyên đề", "ít nhất khoảng 80 chuyên đề"),
        ("hơn 80 chuyên đề", "ít hơn 80 chuyên đề"),
        ("hơn 80 chuyên đề", "trên dưới 80 chuyên đề"),
        ("hơn 80 chuyên đề", "không  quá 80 chuyên đề"),
        ("hơn 80 chuyên đề", "tối thiểu là 80 chuyên đề"),
        ("hơn 80 chuyên đề", "≥ 80 chuyên đề"),
        ("hơn 80 chuyên đề", "~80 chuyên đề"),
    ],
)
def test_other_bounds_are_unread(read: Read, text: str, old: str, new: str) -> None:
    _gone(read, text, put(text, old, new), new.split(" cán bộ")[0])


def test_the_number_after_a_bounded_one_keeps_its_own_words(read: Read, text: str) -> None:
    facts = read(with_paragraph(text, "Hội đã mở ít nhất 45 lớp, 13 câu lạc bộ."))
    assert [figure(each)[1:3] for each in facts.figures if each.counted.startswith("câu")] == [
        ["câu lạc bộ", "Hội đã mở"]
    ]


@pytest.mark.parametrize("word", sorted(QUALIFIERS))
def test_every_word_of_degree_is_read(read: Read, text: str, word: str) -> None:
    facts = read(put(text, "gần 1.000 lớp", f"{word} 1.000 lớp"))
    assert f"result {QUALIFIERS[word].value} 1000 number lớp tập huấn" in _figures(facts)
    assert facts.unread == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("trên 81 tỷ", "1,2 nghìn tỷ đồng", "result exact 1200000000000 VND "),
        ("trên 81 tỷ", "gần 3 trăm triệu đồng", "result nearly 300000000 VND "),
        ("trên 81 tỷ", "2 tỷ 5 trăm triệu đồng", "result exact 2500000000 VND "),
        ("trên 81 tỷ", "1 tỷ 200 triệu 500 nghìn đồng", "result exact 1200500000 VND "),
        ("gần 1.000 lớp", "3 chục lớp", "result exact 30 number lớp tập huấn"),
        ("26 xã/", "2 vạn xã/", "result exact 20000 number xã/phường/thị trấn"),
    ],
)
def test_scales_compose(read: Read, text: str, old: str, new: str, expected: str) -> None:
    facts = read(put(text, old, new))
    assert expected in _figures(facts)
    assert facts.unread == ()


def test_all_who_are_counted_in_van_are_counted(read: Read, text: str) -> None:
    (before,) = [each for each in read(text).figures if each.value == 65000]
    facts = read(put(text, "hơn 65.000 cán bộ", "hơn 6,5 vạn cán bộ"))
    (after,) = [each for each in facts.figures if each.value == 65000]
    assert (after.counted, after.measure, after.qualifier) == (before.counted, before.measure, before.qualifier)


@pytest.mark.parametrize("number", ["5 tỷ nghìn", "500 triệu 2 tỷ", "81 tỷ 2", "3 mươi"])
def test_scales_that_do_not_fit_are_unread(read: Read, text: str, number: str) -> None:
    facts = read(put(text, "trên 81 tỷ", number))
    assert len(facts.figures) == len(read(text).figures) - 1
    assert any(number in each.evidence.exact for each in facts.unread)


@pytest.mark.parametrize("word", ["hơn", "gần", "ít nhất", "không dưới", "khoảng"])
def test_a_count_that_is_not_exact_announces_nothing(read: Read, text: str, word: str) -> None:
    facts = read(put(text, "tặng bằng khen cho 10 tập thể", f"tặng bằng khen cho {word} 9 tập thể"))
    assert facts.decision
    assert {(count.kind, count.value) for count in facts.decision.counts} == {
        (RecipientKind.COLLECTIVE, 10),
        (RecipientKind.INDIVIDUAL, 5),
    }
