"""Another award, another body, another programme, another event, another head of the page."""

from __future__ import annotations

import re

import pytest

from graph.source import SourceMetadata
from graph.statement import Facts
from tests.conftest import Read
from tests.extraction.summary import organisation, person
from tests.extraction.transform import put, put_pattern, without_line

BODY = "Đoàn Chủ tịch TƯ Hội LHPN Việt Nam"
PROGRAMME = r"Đề án [Bb]ồi dưỡng cán bộ, công chức Hội LHPN các cấp và Chi hội trưởng [Pp]hụ nữ(?= giai)"
CONFERENCE = "Chiều 22/9, TƯ Hội LHPN Việt Nam tổ chức Hội nghị sơ kết 5 năm thực hiện"
CAPTION = "Uỷ viên dự khuyết TƯ Đảng, Phó Chủ tịch Hội LHPN Việt Nam Tôn Ngọc Hạnh (thứ 3 từ trái qua) trao Bằng khen"


@pytest.mark.parametrize(
    "award", ["giấy khen", "kỷ niệm chương", "Kỉ niệm chương", "cờ thi đua", "huy hiệu", "bằng  khen"]
)
def test_other_awards(read: Read, text: str, award: str) -> None:
    decision = read(put_pattern(text, "[Bb]ằng khen", award)).decision
    assert decision
    assert (decision.award.value, len(decision.award.evidence)) == (" ".join(award.split()), 2)
    assert [(count.value, len(count.evidence)) for count in decision.counts] == [(10, 6), (5, 6)]


@pytest.mark.parametrize(
    ("body", "read_as"),
    [
        ("Ban Thường vụ Hội LHPN tỉnh Bến Tre", "(Ban Thường vụ) < Hội LHPN tỉnh Bến Tre @ province Bến Tre"),
        ("UBND tỉnh Thừa Thiên Huế", "UBND tỉnh Thừa Thiên Huế @ province Thừa Thiên Huế"),
        ("Chủ tịch UBND tỉnh Bến Tre", "UBND tỉnh Bến Tre @ province Bến Tre"),
        ("Chủ tịch UBND TP Đà Nẵng Nguyễn Văn An", "UBND TP Đà Nẵng @ province Đà Nẵng"),
        ("Ban Chấp hành Trung ương Đoàn", "(Ban Chấp hành) < Trung ương Đoàn"),
        ("Thủ tướng Chính phủ", "Thủ tướng Chính phủ"),
        ("Tổng Liên đoàn Lao động Việt Nam", "Tổng Liên đoàn Lao động Việt Nam"),
    ],
)
def test_other_awarding_bodies(read: Read, text: str, body: str, read_as: str) -> None:
    decision = read(put(text, BODY, body)).decision
    assert decision
    assert organisation(decision.awarding_body) == read_as
    assert len(decision.evidence) == 2


@pytest.mark.parametrize(
    ("words", "number", "day"),
    [
        ("Quyết định số 12/QĐ-ĐCT ngày 20/9/2023", "12/QĐ-ĐCT", "2023-09-20"),
        ("Quyết định 1234/QĐ-ĐCT ngày 1 tháng 9 năm 2023", "1234/QĐ-ĐCT", "2023-09-01"),
        ("Quyết định số: 5/QĐ - ĐCT, ngày 20-9-2023", "5/QĐ - ĐCT", "2023-09-20"),
        ("Quyết định số 45/2023/QĐ-UBND", "45/2023/QĐ-UBND", None),
    ],
)
def test_a_decision_with_number_and_day(read: Read, text: str, words: str, number: str, day: str | None) -> None:
    for other in (
        put(text, f"\n{BODY} quyết định tặng", f"\nTheo {words}, {BODY} tặng"),
        put(text, "2019 – 2023.\n\nChiều", f"2019 – 2023, theo {words}.\n\nChiều"),
    ):
        facts = read(other)
        assert facts.decision
        assert facts.decision.number
        assert facts.decision.number.value == facts.decision.number.evidence[0].exact == number
        assert (facts.decision.day[0].isoformat() if facts.decision.day else None) == day
        assert facts.decision.ground
        assert len(facts.decision.ground.evidence) == 3
        assert facts.unread == ()


@pytest.mark.parametrize(
    "name",
    [
        "Đề án hỗ trợ phụ nữ khởi nghiệp",
        "Dự án Nâng cao năng lực",
        "Cuộc vận động “Xây dựng gia đình 5 không, 3 sạch”",
        "Chương trình mục tiêu quốc gia xây dựng nông thôn mới",
        "Đề án 938",
        "Nghị quyết số 11-NQ/TW",
    ],
)
def test_another_programme(read: Read, text: str, name: str) -> None:
    facts = read(put_pattern(text, PROGRAMME, name))
    (programme,) = facts.programmes
    assert programme.name == name
    assert {(each.start, each.end): len(each.evidence) for each in programme.periods} == {
        (2019, 2023): 3,
        (2019, 2025): 1,
    }
    assert facts.unread == ()


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("2020-2030", (2020, 2030)),
        ("2020 - 2030", (2020, 2030)),
        ("2020—2030", (2020, 2030)),
        ("2020 đến 2030", (2020, 2030)),
        ("từ năm 2020 đến năm 2030", (2020, 2030)),
    ],
)
def test_another_period(read: Read, text: str, words: str, period: tuple[int, int]) -> None:
    (programme,) = read(put(text, "2019 -2025", words)).programmes
    assert [(each.start, each.end) for each in programme.periods] == [(2019, 2023), period]


def test_three_periods(read: Read, text: str) -> None:
    other = put(text, "2019 – 2023.\n\nChiều", "2018 – 2022.\n\nChiều")
    (programme,) = read(other).programmes
    found = [(each.start, each.end, len(each.evidence)) for each in programme.periods]
    assert found == [(2018, 2022, 1), (2019, 2025, 1), (2019, 2023, 2)]


@pytest.mark.parametrize(
    ("words", "day", "part", "name", "organiser"),
    [
        ("Sáng 3/10, Hội LHPN tỉnh Bến Tre tổ chức Lễ tổng kết 10 năm", "2023-10-03", "sáng", "Lễ tổng kết 10 năm",
         "Hội LHPN tỉnh Bến Tre @ province Bến Tre"),
        ("Tối 1/9/2022, tại Hà Nội, TƯ Hội LHPN Việt Nam đã tổ chức Hội thảo về", "2022-09-01", "tối", "Hội thảo về",
         "TƯ Hội LHPN Việt Nam"),
        ("Ngày 21-9, TƯ Hội LHPN Việt Nam phối hợp với Bộ Nội vụ tổ chức Hội nghị", "2023-09-21", None, "Hội nghị",
         "TƯ Hội LHPN Việt Nam"),
        ("Ngày 2 tháng 9 năm 2023, tại Hà Nội diễn ra Đại hội", "2023-09-02", None, "Đại hội", None),
        ("Sáng nay (22/9), TƯ Hội LHPN Việt Nam khai mạc Đại hội", "2023-09-22", "sáng", "Đại hội",
         "TƯ Hội LHPN Việt Nam"),
    ],
)  # fmt: skip
def test_another_event(
    read: Read, text: str, words: str, day: str, part: str | None, name: str, organiser: str | None
) -> None:
    facts = read(put(text, CONFERENCE, words))
    event = facts.events[0]
    assert (event.kind, str(event.day), event.part_of_day) == ("conference", day, part)
    assert event.name.startswith(f"{name} Đề án")
    assert (organisation(event.organiser) if event.organiser else None) == organiser
    assert facts.unread == ()


def test_a_day_that_does_not_exist_is_not_a_day(read: Read, text: str) -> None:
    facts = read(put(text, "Chiều 22/9, TƯ", "Chiều 31/9, TƯ"))
    assert facts.events[0].day is None
    assert [unread.reason for unread in facts.unread] == ["a day that no statement uses"]


@pytest.mark.parametrize(
    ("caption", "presenter"),
    [
        ("Phó Chủ tịch Hội LHPN Việt Nam Lê Thị B trao Bằng khen cho các tập thể. Ảnh: PVH", "- | Lê Thị B"),
        ("Bà Lê Thị B, Phó Chủ tịch Hội LHPN Việt Nam (giữa), trao Bằng khen cho các cá nhân", "Bà | Lê Thị B"),
        ("Bà Lê Thị B - Phó Chủ tịch Hội LHPN Việt Nam trao tặng Bằng khen (Ảnh: H.Y)", "Bà | Lê Thị B"),
        ("Các cá nhân nhận Bằng khen. Ảnh: H.Y", None),
    ],
)
def test_another_caption(read: Read, text: str, caption: str, presenter: str | None) -> None:
    facts = read(put(text, f"{CAPTION} cho đại diện các cá nhân, tập thể", caption))
    assert facts.announcement.caption
    assert facts.announcement.caption.value == caption
    found = facts.events[1].presenter
    assert (person(found) if found else None) == (
        f"{presenter} | Phó Chủ tịch: Hội LHPN Việt Nam" if presenter else None
    )


def test_without_a_caption_nobody_presents(read: Read, text: str) -> None:
    facts = read(without_line(text, CAPTION))
    assert facts.announcement.caption is None
    assert facts.events[1].presenter is None
    assert facts.events[1].name == f"Nhân dịp này, {BODY} đã trao bằng khen"


@pytest.mark.parametrize(
    ("stamp", "published"),
    [
        ("Thứ Sáu, 22/9/2023, 17:39 (GMT+7)", "2023-09-22T17:39:00"),
        ("17:39 22/09/2023", "2023-09-22T17:39:00"),
        ("17:39, Thứ Sáu, 22/09/2023", "2023-09-22T17:39:00"),
        ("Ngày đăng: 22.09.2023 17:39", "2023-09-22T17:39:00"),
        ("Thứ 6, 22/09/2023 | 17h39", "2023-09-22T17:39:00"),
        ("22-09-2023", "2023-09-22"),
    ],
)
def test_other_stamps(read: Read, text: str, stamp: str, published: str) -> None:
    said = read(put(text, "22/09/2023 - 17:39", stamp)).announcement
    assert (said.published, said.zone_stated) == (published, "GMT" in stamp)
    assert said.published_evidence
    assert said.published_evidence.exact == stamp
    assert len(said.headline.evidence) == 2


@pytest.mark.parametrize(
    "byline", ["Nguyễn Văn An", "HỒNG YẾN", "Hồng Yến - Thu Hà", "Bài và ảnh: H.Y", "H.Y (tổng hợp)"]
)
def test_other_bylines(read: Read, text: str, byline: str) -> None:
    said = read(put(text, "\nH.Y\n", f"\n{byline}\n")).announcement
    assert said.byline
    assert said.byline.value == byline


def test_without_byline_stamp_or_printed_title(read: Read, text: str) -> None:
    assert read(without_line(text, "H.Y")).announcement.byline is None
    bare = without_line(text, "22/09/2023")
    assert read(bare).announcement.published is None
    assert read(bare).events[0].day is None
    dated = read(bare, SourceMetadata(published="2022-09-25"))
    assert (dated.announcement.published, str(dated.events[0].day)) == ("2022-09-25", "2022-09-22")
    assert dated.announcement.published_evidence is None
    once = re.sub(r"(?<=17:39\n).*\n", "", text, count=1)
    assert len(read(once).announcement.headline.evidence) == 1


def test_other_order_of_paragraphs(read: Read, text: str) -> None:
    lead, conference = (
        next(line for line in text.split("\n") if line.startswith(words)) for words in (f"{BODY} quyết", "Chiều 22/9")
    )
    swapped = text.replace(lead, "\0").replace(conference, lead).replace("\0", conference)
    before, after = read(text), read(swapped)
    assert before.decision
    assert after.decision
    assert after.decision.award.value == before.decision.award.value
    assert [event.name for event in after.events] == [event.name for event in before.events]
    periods = [(each.start, each.end, len(each.evidence)) for each in after.programmes[0].periods]
    assert sorted(periods) == [(2019, 2023, 3), (2019, 2025, 1)]


def test_the_presentation_quotes_the_words_that_date_it(facts: Facts) -> None:
    conference, presentation = facts.events
    assert set(conference.evidence) <= set(presentation.evidence)
    assert any(quote.exact.startswith("Chiều 22/9") for quote in presentation.evidence)
    assert "(thứ 3" not in presentation.name
