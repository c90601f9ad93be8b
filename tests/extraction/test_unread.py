"""What cannot be read is reported by line, and a list that does not fit its count stops the reading."""

from __future__ import annotations

import pytest

from graph.extraction import CountMismatch
from graph.source import AcceptedDifference, SourceMetadata
from graph.statement import RecipientKind
from tests.conftest import Read
from tests.extraction.summary import recipients
from tests.extraction.transform import (
    collectives,
    individuals,
    put,
    with_counts,
    with_lists,
    with_paragraph,
    without_line,
)


def _line(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), start=1) if words in line)


UNREADABLE = [
    ("Hội LHPN tỉnh Hà Giang", ".;", "no head noun"),
    ("Bà Phan Thị Hiếu, Phó ban Xây dựng tổ chức Hội, Hội LHPN tỉnh Bến Tre", "Bà Phan Thị Hiếu", "no office"),
    ("Bà Phan Thị Hiếu, Phó ban Xây dựng tổ chức Hội, Hội LHPN tỉnh Bến Tre", "nhiều gương khác", "no name"),
    ("Hội LHPN tỉnh Hà Giang", "Bình Minh và các đơn vị khác", "no head noun"),
    ("Hội LHPN tỉnh Hà Giang", "Ban Quản lý dự án", "a unit without the body"),
]


@pytest.mark.parametrize(("item", "instead", "reason"), UNREADABLE)
def test_an_unreadable_line_stops_with_both_numbers_both_places_and_the_line(
    read: Read, text: str, item: str, instead: str, reason: str
) -> None:
    other = put(text, f"- {item}", f"- {instead}")
    announced, listed, head = (5, 4, "5 cá nhân:") if item.startswith("Bà") else (10, 9, "10 tập thể:")
    with pytest.raises(CountMismatch) as caught:
        read(other)
    message = str(caught.value)
    assert f"announces {announced} " in message
    assert f"names {listed}" in message
    assert f"line 9 “{head[:-1]}”" in message
    assert f"the list at line {_line(other, head)}" in message
    assert f"line {_line(other, instead)} was not read" in message
    assert reason in message
    assert f"announced = {announced}, listed = {listed}" in message
    assert caught.value.exit_status == 1


def test_an_accepted_difference_keeps_the_unread_line(read: Read, text: str) -> None:
    other = put(text, "- Hội LHPN tỉnh Hà Giang", "- Bình Minh và các đơn vị khác")
    accepted = SourceMetadata(differences=(AcceptedDifference("collective", 10, 9, "một dòng không đọc được"),))
    facts = read(other, accepted)
    (unread,) = facts.unread
    assert (unread.line, unread.evidence.exact) == (_line(other, "Bình Minh"), "Bình Minh và các đơn vị khác")
    (difference,) = facts.differences
    assert (difference.announced, difference.listed, difference.note) == (10, 9, "một dòng không đọc được")
    assert {"10 tập thể", "10 tập thể:", "Hội LHPN tỉnh Phú Thọ"} <= {quote.exact for quote in difference.evidence}
    assert len(recipients(facts, RecipientKind.COLLECTIVE)) == 9


@pytest.mark.parametrize(
    "wrong",
    [
        AcceptedDifference("collective", 10, 8, "another number listed"),
        AcceptedDifference("collective", 11, 9, "another number announced"),
        AcceptedDifference("individual", 10, 9, "another kind"),
    ],
)
def test_a_difference_is_accepted_only_as_it_is(read: Read, text: str, wrong: AcceptedDifference) -> None:
    with pytest.raises(CountMismatch):
        read(without_line(text, "- Hội LHPN tỉnh Hà Giang"), SourceMetadata(differences=(wrong,)))


@pytest.mark.parametrize(("bodies", "people"), [("11", "5"), ("10", "6"), ("9", "5"), ("10", "4")])
def test_every_count_that_differs_stops(read: Read, text: str, bodies: str, people: str) -> None:
    with pytest.raises(CountMismatch, match=bodies if bodies != "10" else people):
        read(with_counts(text, bodies, people))


def test_two_counts_that_disagree_stop(read: Read, text: str) -> None:
    with pytest.raises(CountMismatch, match="announces 12 collective"):
        read(text.replace("10 tập thể, 5 cá nhân", "12 tập thể, 5 cá nhân", 1))


def test_a_count_without_a_list_stops(read: Read, text: str) -> None:
    other = text[: text.index("\n5 cá nhân:\n")] + "\n"
    with pytest.raises(CountMismatch, match="which has no list, names 0"):
        read(other)


def test_a_line_without_its_marker_is_still_an_item(read: Read, text: str) -> None:
    assert read(put(text, "- Hội LHPN tỉnh Phú Thọ", "Hội LHPN tỉnh Phú Thọ")).conferrals[2].position == 3


def test_list_lines_are_conferrals_or_unread(read: Read, text: str) -> None:
    bodies = ["Hội LHPN tỉnh Lào Cai", "???", "Ban Quản lý dự án", "Hội LHPN tỉnh Sơn La", "12345"]
    accepted = SourceMetadata(differences=(AcceptedDifference("collective", 5, 2, "như in"),))
    facts = read(with_lists(text, bodies, individuals(text)), accepted)
    assert recipients(facts, RecipientKind.COLLECTIVE) == [
        "Hội LHPN tỉnh Lào Cai @ province Lào Cai",
        "Hội LHPN tỉnh Sơn La @ province Sơn La",
    ]
    assert [unread.evidence.exact for unread in facts.unread] == ["???", "Ban Quản lý dự án", "12345"]


@pytest.mark.parametrize(
    ("words", "unread"),
    [
        ("Có 1,000 học viên tham gia.", ["1,000"]),
        ("Mật khẩu là 12345.", ["12345"]),
        ("Theo điều 7 của Luật số 12/2020/QH14.", ["7", "12/2020", "14"]),
        ("Lớp khai giảng ngày 5/10/2023.", ["5/10/2023"]),
        ("Từ 300 đến 500 phụ nữ được vay vốn.", ["300"]),
        ("Khoảng 30-40% cán bộ nữ.", ["30-40%"]),
        ("Đã giảm 3/5 số thủ tục.", ["3/5"]),
        ("Em học lớp 12C5.", ["12C5"]),
        ("Dịch Covid-19 đã qua.", ["19"]),
        ("Gọi 024.3971.3500.", ["024.3971.3500"]),
        ("Tỷ lệ đạt 85,5%.", ["85,5%"]),
        ("Giai đoạn 2020/2030 sẽ khác.", ["2020/2030"]),
        ("Giai đoạn 0000 - 9999 sẽ khác.", ["0000 - 9999"]),
        ("Tính đến hết năm 0000 là xong.", ["0000"]),
        ("Ngày 0/0/0000 là xong.", ["0/0/0000"]),
        ("Số " + "9" * 5000 + " là lớn.", ["999"]),
    ],
)
def test_a_number_that_means_nothing_known_is_reported_by_line(
    read: Read, text: str, words: str, unread: list[str]
) -> None:
    other = with_paragraph(text, words)
    facts = read(other)
    assert len(facts.figures) == len(read(text).figures)
    assert len(facts.unread) >= len(unread)
    assert {each.line for each in facts.unread} == {_line(other, words)}
    for number, report in zip(unread, facts.unread, strict=False):
        assert number in report.evidence.exact
    assert {each.reason for each in facts.unread}.isdisjoint({""})


def test_an_award_without_a_known_giver_is_reported(read: Read, text: str) -> None:
    facts = read(put(text, "Đoàn Chủ tịch TƯ Hội LHPN Việt Nam", "Những người bạn"))
    assert facts.decision is None
    assert [unread.line for unread in facts.unread] == [9, 37, 39]
    assert len(facts.conferrals) == 15


@pytest.mark.parametrize("words", ["Tin", "Tin\n\nKhông có gì.", "1", "- a", ":", "(\n)\n"])
def test_a_text_that_announces_nothing_gives_facts_without_a_decision(read: Read, words: str) -> None:
    facts = read(words)
    assert facts.decision is None
    assert facts.conferrals == ()
    assert facts.announcement.headline.value == words.split("\n")[0]


@pytest.mark.parametrize(
    "words",
    [
        "UBND tỉnh Bến Tre đề nghị Thủ tướng Chính phủ tặng bằng khen cho 2 tập thể.",
        "Hội LHPN tỉnh Bến Tre thu hồi quyết định tặng bằng khen.",
        "Tặng bằng khen của chủ tịch UBND tỉnh cho gia đình sinh đủ 2 con.",
    ],
)
def test_what_gives_no_award_is_no_decision(read: Read, words: str) -> None:
    accepted = SourceMetadata(differences=(AcceptedDifference("collective", 2, 0, "chỉ đề nghị"),))
    assert read(f"Tin ngắn\n\n{words}\n", accepted).decision is None


def test_collectives_head_that_names_both_kinds_heads_no_list(read: Read, text: str) -> None:
    short = put(text, "Danh sách 10 tập thể và 5 cá nhân được nhận Bằng khen vì", "Danh sách 10 tập thể và 5 cá nhân")
    assert recipients(read(short), RecipientKind.COLLECTIVE) == recipients(read(text), RecipientKind.COLLECTIVE)
    assert len(collectives(text)) == 10


@pytest.mark.parametrize("words", ["Mật khẩu bí mật của chúng tôi ghi trong sổ tay dày cộp là 12345, chẳng ai biết gì"])
def test_the_words_around_are_whole(read: Read, text: str, words: str) -> None:
    (unread,) = read(with_paragraph(text, words + " đâu nhé, các chị em thân mến.")).unread
    around = unread.evidence.exact.split(" ")
    assert "12345," in around
    assert set(around) <= set(words.split(" ")) | {"đâu", "nhé,"}
