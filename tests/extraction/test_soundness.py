"""Whatever is done to the text: quotations stand where they say, nothing is lost, nothing takes long."""

from __future__ import annotations

import contextlib
import random
import time
import unicodedata
from collections.abc import Callable

import pytest

from graph.errors import KhenError
from graph.source import AcceptedDifference, SourceDocument, SourceMetadata, freeze
from graph.statement import Facts, RecipientKind
from tests.conftest import Read
from tests.extraction.summary import quotations, recipients
from tests.extraction.transform import collectives, individuals, put, with_lists, with_paragraph, without_blank_lines

SEEDS = range(60)
SECONDS = 1.0

PROVINCES = [
    "tỉnh Cà Mau",
    "tỉnh Bà Rịa - Vũng Tàu",
    "TP. Hải Phòng",
    "tỉnh Đắk Lắk",
    "tỉnh Thừa Thiên Huế",
    "tỉnh Khánh Hoà",
]
NAMES = ["Lò Thị Mai", "H'Hen Niê", "TRẦN VĂN AN", "Nguyễn Thị Minh Khai Anh", "Y Thông"]
MARKERS: list[Callable[[int], str]] = [
    lambda _: "- ",
    lambda _: "•",
    lambda place: f"{place}. ",
    lambda place: f"({place}) ",
]
UNREADABLE = ["Bình Minh và các đơn vị khác", "???", "12345 67", "- -", "và nhiều nơi khác"]
SENTENCES = [
    "Hội đã mở 45 lớp và tặng 2,5 tấn gạo.",
    "Gọi 024.3971.3500, phòng 12C5, ngày 1/2/2023; 3/5 số hộ.",
    "Từ 300 đến 500 phụ nữ; 1,000 học viên; 30-40%.",
    "Hà Nội (huy động 4,2 tỷ đồng), Xa Lạ (hơn 900 triệu).",
]


def _mixed(text: str, seed: int) -> tuple[str, int, int]:
    """A copy with everything changed by chance, the lines of its first list, and of its second."""
    chance = random.Random(seed)
    bodies = [
        f"{chance.choice(['Hội LHPN', 'Ban Tuyên giáo, Hội LHPN', 'Công an huyện Xa Lạ,'])} {chance.choice(PROVINCES)}"
        for _ in range(chance.randint(0, 6))
    ] + chance.sample(collectives(text), chance.randint(1, 10))
    people = [
        f"{chance.choice(['Bà ', 'Ông ', 'Đ/c ', ''])}{chance.choice(NAMES)}, "
        f"Chủ tịch Hội LHPN {chance.choice(PROVINCES)}"
        for _ in range(chance.randint(0, 5))
    ] + chance.sample(individuals(text), chance.randint(1, 5))
    for items in (bodies, people):
        for line in chance.sample(UNREADABLE, chance.choice([0, 0, 1, 2])):
            items.insert(chance.randint(0, len(items) - 1), line)
    other = with_lists(text, bodies, people, chance.choice(MARKERS), people_first=chance.random() < 0.3)
    for sentence in chance.sample(SENTENCES, chance.randint(0, 3)):
        other = with_paragraph(other, sentence)
    if chance.random() < 0.3:
        other = without_blank_lines(other)
    if chance.random() < 0.3:
        other = put(other, " ", chance.choice(["\u00a0", "  ", "\t"]))
    if chance.random() < 0.3:
        other = unicodedata.normalize("NFD", other)
    if chance.random() < 0.3:
        other = other.replace("\n", "\r\n")
    return other, len(bodies), len(people)


def _sound(facts: Facts, text: str) -> None:
    document = SourceDocument("copy", freeze(text.encode()))
    for quote in quotations(facts):
        assert document.text[quote.start : quote.end] == quote.exact
        assert quote.exact == quote.exact.strip() != ""
    for unread in facts.unread:
        assert unread.line == document.line_of(unread.evidence.start)


@pytest.mark.parametrize("seed", SEEDS)
def test_mixed_changes(read: Read, text: str, seed: int) -> None:
    other, bodies, people = _mixed(text, seed)
    differences = tuple(
        AcceptedDifference(kind, announced, listed, "test")
        for kind, announced in (("collective", bodies), ("individual", people))
        for listed in range(announced)
    )
    facts = read(other, SourceMetadata(differences=differences))
    _sound(facts, other)
    listed = [unread for unread in facts.unread if unread.reason.startswith("list line")]
    assert len(facts.conferrals) + len(listed) == bodies + people
    for kind in RecipientKind:
        recipients(facts, kind)


@pytest.mark.parametrize("seed", SEEDS)
def test_damaged_texts_give_facts_or_an_error_of_ours(read: Read, text: str, seed: int) -> None:
    chance = random.Random(seed)
    characters = list(text)
    for _ in range(chance.choice([1, 20, 400])):
        place = chance.randrange(len(characters))
        characters[place] = chance.choice(
            ["", "\n", " ", "(", ")", ",", ".", "1", "-", "“", "Đ", characters[place] * 2]
        )
    damaged = "".join(characters)[chance.choice([0, 0, 333]) : chance.choice([None, 4400])]
    with contextlib.suppress(KhenError):
        _sound(read(damaged), damaged)


LONG = [
    "chữ ", "1 lớp ", "15 lớp, ", "Trần ", "trên 3.7 tỷ, ", "Thanh Hóa (khai thác trên 3.7 tỷ), ", "Hội huy động ",
    "Hội LHPN tỉnh Bến Tre, ", "Ban Tổ chức ", "trao bằng khen ", "tặng ", "Đề án bồi dưỡng ", "có thành tích ", " ",
    ", ", "(", "1", "1.", "9/9/", "22/9/2023 ", "Chiều 22/9 tổ chức Hội nghị ", "từ năm 2019 đến nay ",
    "98% cán bộ đạt, ", "tỉnh, huyện, ", "đã thay mặt ", "“", "tỉnh ", "huyện Ba Tri ", "Chủ tịch, ", "10 tập thể ",
    "- ", "–", "A", "\nđã mở 5 lớp tập huấn",
]  # fmt: skip


@pytest.mark.parametrize("unit", LONG)
def test_a_long_text_without_full_stops_takes_less_than_a_second(read: Read, text: str, unit: str) -> None:
    filled = unit * (100_000 // len(unit))
    for other in (with_paragraph(text, filled), put(text, "Tôn Ngọc Hạnh", filled), put(text, "Phan Thị Hiếu", filled)):
        started = time.process_time()
        with contextlib.suppress(KhenError):
            read(other)
        assert time.process_time() - started < SECONDS


def test_a_long_list_is_read_in_time(read: Read, text: str) -> None:
    started = time.process_time()
    facts = read(with_lists(text, collectives(text) * 200, individuals(text) * 200))
    assert time.process_time() - started < SECONDS
    assert len(facts.conferrals) == 3000
