"""The same announcement in another spelling, encoding or layout states the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from graph.spelling import settle_tone
from graph.statement import Facts
from tests.conftest import Read
from tests.extraction.summary import summary
from tests.extraction.transform import collectives, individuals, put, put_pattern, with_lists, without_blank_lines

# Offsets and quotations move with the text; everything else must stay.
_MOVES = {"headline at", "ground at"}


def stated(facts: Facts) -> Any:
    """The summary without offsets, in composed characters and single spaces."""

    def bare(node: Any, key: str = "") -> Any:
        if isinstance(node, dict):
            return {name: bare(value, name) for name, value in node.items() if name not in _MOVES}
        if isinstance(node, list):
            if node and all(isinstance(each, int) for each in node):
                return len(node)
            return [bare(each) for each in node]
        return " ".join(node.split()) if isinstance(node, str) else node

    return bare(summary(facts))


SAME: dict[str, Callable[[str], str]] = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "windows line ends": lambda text: text.replace("\n", "\r\n"),
    "old line ends": lambda text: text.replace("\n", "\r"),
    "byte order mark": lambda text: "\ufeff" + text,
    "no-break spaces throughout": lambda text: text.replace(" ", "\u00a0"),
    "no-break spaces before numbers and names": lambda text: put_pattern(
        text, r" (?=\d|tỉnh|tỷ|tập thể|cá nhân)", "\u00a0"
    ),
    "thin spaces": lambda text: text.replace(" ", "\u2009"),
    "tabs in the list": lambda text: put(text, "\n- ", "\n\t-\t"),
    "tabs for spaces": lambda text: text.replace(" ", "\t"),
    "two spaces after commas": lambda text: put(text, ", ", ",  "),
    "indented": lambda text: "".join(f"    {line}\n" for line in text.split("\n")),
    "trailing spaces": lambda text: "".join(f"{line}  \n" for line in text.split("\n")),
    "no blank lines": without_blank_lines,
    "more blank lines": lambda text: put(text, "\n", "\n\n"),
    "items end in semicolons": lambda text: put_pattern(text, r"(?m)^(- .*)$", r"\1;"),
    "items end in full stops": lambda text: put_pattern(text, r"(?m)^(- .*)$", r"\1."),
}


@pytest.mark.parametrize("change", SAME.values(), ids=SAME)
def test_layout_changes_nothing(read: Read, text: str, change: Callable[[str], str]) -> None:
    assert stated(read(change(text))) == stated(read(text))


def test_tone_marks_on_either_vowel_are_the_same_names(read: Read, text: str) -> None:
    settled = settle_tone(text)
    assert settled != text
    facts = read(settled)
    assert [mention.name for mention in facts.mentions if mention.name.startswith("Thanh")] == [
        "Thanh Hóa",
        "Thanh Hóa",
    ]
    assert stated(facts) == settled_throughout(stated(read(text)))


def settled_throughout(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: settled_throughout(value) for key, value in node.items()}
    if isinstance(node, list):
        return [settled_throughout(each) for each in node]
    return settle_tone(node) if isinstance(node, str) else node


MARKERS: dict[str, Callable[[int], str]] = {
    "en dash": lambda _: "– ",
    "em dash": lambda _: "— ",
    "dash without a space": lambda _: "-",
    "bullet": lambda _: "• ",
    "bullet without a space": lambda _: "•",
    "plus": lambda _: "+ ",
    "star": lambda _: "* ",
    "number and full stop": lambda place: f"{place}. ",
    "number and bracket": lambda place: f"{place}) ",
    "number in brackets": lambda place: f"({place}) ",
    "leading zero": lambda place: f"{place:02}. ",
    "number and stroke": lambda place: f"{place}/ ",
    "number and dash": lambda place: f"{place}- ",
    "letter": lambda place: f"{'abcdefghij'[place - 1]}) ",
    "roman": lambda place: f"{['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X'][place - 1]}. ",
    "none": lambda _: "",
}


@pytest.mark.parametrize("marker", MARKERS.values(), ids=MARKERS)
@pytest.mark.parametrize("blank_lines", [True, False])
def test_markers_change_nothing(read: Read, text: str, marker: Callable[[int], str], blank_lines: bool) -> None:
    marked = with_lists(text, collectives(text), individuals(text), marker)
    if not blank_lines:
        marked = without_blank_lines(marked)
    assert stated(read(marked)) == stated(read(text))


FURNITURE = [
    "",
    "Ý kiến bạn đọc\nGửi bình luận\n12 bình luận",
    "Tin liên quan\nHội nghị Ban Chấp hành lần thứ 5\nTrao 20 suất quà",
    "Chia sẻ\nTags: phụ nữ, khen thưởng\nLượt xem: 1.234",
    "Từ khóa: bằng khen\nIn bài viết\nQuay lại",
    "Facebook\nZalo\nCopyright © 2023 Hội LHPN Việt Nam",
]


REPORTED = {"Hội nghị Ban Chấp hành lần thứ 5", "Trao 20 suất quà"}
"""A number after the piece states nothing of it, and is not passed over in silence either."""


@pytest.mark.parametrize("furniture", FURNITURE)
def test_the_furniture_of_the_page_states_nothing(read: Read, text: str, furniture: str) -> None:
    other = text[: text.index("Ý kiến của bạn")] + furniture + "\n"
    facts = read(other)
    after = {each.evidence.exact for each in facts.unread}
    assert stated(replace(facts, unread=())) == stated(read(text))
    assert after == {line for line in furniture.split("\n") if line in REPORTED}


def test_a_sentence_that_begins_like_furniture_is_read(read: Read, text: str) -> None:
    words = "Chia sẻ tại hội nghị, Hội LHPN tỉnh Bến Tre đã mở 45 lớp tập huấn."
    facts = read(put(text, "\nNhân dịp này, ", f"\n{words}\n\nNhân dịp này, "))
    assert "45 lớp tập huấn" in [figure.evidence[0].exact for figure in facts.figures]


def test_the_quotation_keeps_the_spaces_that_the_name_leaves_out(read: Read, text: str) -> None:
    facts = read(put(text, "Hội LHPN tỉnh Phú Thọ", "Hội\u00a0LHPN  tỉnh Phú\u00a0Thọ"))
    recipient = facts.conferrals[2].recipient
    assert recipient.name == "Hội LHPN tỉnh Phú Thọ"
    assert recipient.evidence.exact == "Hội\u00a0LHPN  tỉnh Phú\u00a0Thọ"
    assert not re.search(r"\u00a0|  ", recipient.name)
