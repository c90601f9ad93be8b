"""Other recipients, in other numbers and another order."""

from __future__ import annotations

import pytest

from graph.authority import Authority
from graph.authority.places import Level, PlaceVersion
from graph.statement import RecipientKind
from tests.conftest import Read
from tests.extraction.summary import recipients
from tests.extraction.transform import collectives, in_words, individuals, put, with_lists

BODIES, PEOPLE = RecipientKind.COLLECTIVE, RecipientKind.INDIVIDUAL

NAMES = [
    "Nguyễn An",
    "Lê Thị Hà",
    "Nguyễn Thị Minh Khai",
    "Nguyễn Thị Minh Khai Anh",
    "TRẦN VĂN AN",
    "H'Hen Niê",
    "H’Hen Niê",
    "H' Hen Niê",
    "Y Thông",
    "Ksor H'Bia",
    "Kpă Ó",
    "Êban Y Phu",
    "Vừ Mí Kẻ",
    "Bh’ríu Liếc",
    "Thạch Sô Phi",
    "Tôn Nữ Thị Ninh",
    "Lê Văn Sở",
    "Đoàn Thị Hội",
    "Phan Ban",
]


@pytest.mark.parametrize("name", NAMES)
def test_other_names(read: Read, text: str, name: str) -> None:
    people = [
        f"Bà {name}, Giám đốc Học viện Phụ nữ Việt Nam",
        f"Ông {name} - Chủ tịch Hội LHPN tỉnh Bến Tre",
        f"{name} (Phó Chủ tịch Hội LHPN thành phố Cần Thơ)",
        f"{name}, Phó ban Tuyên giáo, Hội LHPN tỉnh Cà Mau",
    ]
    facts = read(with_lists(put(text, "Tôn Ngọc Hạnh", name), collectives(text), people))
    assert recipients(facts, PEOPLE) == [
        f"Bà | {name} | Giám đốc: Học viện Phụ nữ Việt Nam",
        f"Ông | {name} | Chủ tịch: Hội LHPN tỉnh Bến Tre @ province Bến Tre",
        f"- | {name} | Phó Chủ tịch: Hội LHPN thành phố Cần Thơ @ province Cần Thơ",
        f"- | {name} | Phó ban: (Ban Tuyên giáo) < Hội LHPN tỉnh Cà Mau @ province Cà Mau",
    ]
    assert facts.events[1].presenter
    assert facts.events[1].presenter.name == name


@pytest.mark.parametrize(
    "honorific", ["Chị", "Anh", "Cô", "Thầy", "Đồng chí", "Đ/c", "ĐC", "PGS.TS", "PGS.TS.", "TS", "Thượng tá", "BÀ"]
)
def test_other_honorifics(read: Read, text: str, honorific: str) -> None:
    facts = read(put(text, "Bà ", f"{honorific} "))
    assert [line.split(" | ")[0] for line in recipients(facts, PEOPLE)] == ["Ông", *[honorific] * 4]
    assert [line.split(" | ")[1] for line in recipients(facts, PEOPLE)][4] == "Phan Thị Hiếu"


def _provinces(authority: Authority) -> list[PlaceVersion]:
    return [place.versions[0] for place in authority.places.places if place.level is Level.PROVINCE]


def test_every_province(read: Read, text: str, authority: Authority) -> None:
    provinces = _provinces(authority)
    assert len(provinces) == 63
    areas = {}
    for province in provinces:
        city = province.label_vi.startswith("Thành phố ")
        for word in ("thành phố ", "Thành phố ", "TP. ", "TP ", "TP.") if city else ("tỉnh ", "Tỉnh "):
            areas[f"{word}{province.name}"] = province.name
    bodies = [
        words
        for area in areas
        for words in (
            f"Hội LHPN {area}",
            f"Hội LHPN huyện Xa Lạ, {area}",
            f"Ban Tuyên giáo, Hội LHPN {area}",
            f"Ban Tuyên giáo Hội LHPN {area}",
        )
    ]
    people = [f"Bà Lò Thị Mai, Chủ tịch Hội LHPN {area}" for area in areas]
    facts = read(with_lists(text, bodies, people))
    assert recipients(facts, BODIES) == [
        expected
        for area, name in areas.items()
        for expected in (
            f"Hội LHPN {area} @ province {name}",
            f"Hội LHPN huyện Xa Lạ @ district Xa Lạ / province {name}",
            f"(Ban Tuyên giáo) < Hội LHPN {area} @ province {name}",
            f"(Ban Tuyên giáo) < Hội LHPN {area} @ province {name}",
        )
    ]
    assert recipients(facts, PEOPLE) == [
        f"Bà | Lò Thị Mai | Chủ tịch: Hội LHPN {area} @ province {name}" for area, name in areas.items()
    ]


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("Hội LHPN tỉnh Bà Rịa – Vũng Tàu", "Hội LHPN tỉnh Bà Rịa – Vũng Tàu @ province Bà Rịa – Vũng Tàu"),
        ("Hội LHPN tỉnh Bà Rịa-Vũng Tàu", "Hội LHPN tỉnh Bà Rịa-Vũng Tàu @ province Bà Rịa-Vũng Tàu"),
        ("Hội LHPN TP.HCM", "Hội LHPN TP.HCM @ province HCM"),
        ("Hội LHPN Bến Tre", "Hội LHPN Bến Tre @ Bến Tre"),
        ("HỘI LHPN TỈNH BẾN TRE", "HỘI LHPN TỈNH BẾN TRE @ province BẾN TRE"),
        (
            "Hội LHPN thành phố Bến Tre, tỉnh Bến Tre",
            "Hội LHPN thành phố Bến Tre @ district Bến Tre / province Bến Tre",
        ),
        ("Hội LHPN thành phố Bến Tre", "Hội LHPN thành phố Bến Tre @ district Bến Tre"),
        ("Hội LHPN thành phố Huế", "Hội LHPN thành phố Huế @ district Huế"),
        (
            "Hội LHPN huyện Ba Tri tỉnh Bến Tre",
            "Hội LHPN huyện Ba Tri @ district Ba Tri / province Bến Tre",
        ),
        ("Hội LHPN huyện Ba Tri (Bến Tre)", "Hội LHPN huyện Ba Tri @ district Ba Tri / Bến Tre"),
        ("Hội LHPN quận 1, TP. Hồ Chí Minh", "Hội LHPN quận 1 @ district 1 / province Hồ Chí Minh"),
        (
            "Hội LHPN huyện Ea H'leo, tỉnh Đắk Lắk",
            "Hội LHPN huyện Ea H'leo @ district Ea H'leo / province Đắk Lắk",
        ),
        (
            "Hội LHPN phường 5, thành phố Vũng Tàu, tỉnh Bà Rịa - Vũng Tàu",
            "Hội LHPN phường 5 @ commune 5 / district Vũng Tàu / province Bà Rịa - Vũng Tàu",
        ),
        (
            "Phòng Tổ chức, Ban Tổ chức - Kiểm tra, Hội LHPN tỉnh Hà Nam",
            "(Phòng Tổ chức) < (Ban Tổ chức - Kiểm tra) < Hội LHPN tỉnh Hà Nam @ province Hà Nam",
        ),
        (
            "Tổ Đào tạo, Trung tâm Bồi dưỡng cán bộ, Học viện Phụ nữ Việt Nam",
            "(Tổ Đào tạo) < (Trung tâm Bồi dưỡng cán bộ) < Học viện Phụ nữ Việt Nam",
        ),
        ("Khoa Luật - Học viện Phụ nữ Việt Nam", "(Khoa Luật) < Học viện Phụ nữ Việt Nam"),
        (
            "Trung tâm Hỗ trợ phụ nữ, trẻ em, Hội LHPN tỉnh An Giang",
            "(Trung tâm Hỗ trợ phụ nữ, trẻ em) < Hội LHPN tỉnh An Giang @ province An Giang",
        ),
        (
            "Ban Gia đình - Xã hội (Hội LHPN tỉnh Lào Cai)",
            "(Ban Gia đình - Xã hội) < Hội LHPN tỉnh Lào Cai @ province Lào Cai",
        ),
        (
            "Tập thể cán bộ, giáo viên Trường Mầm non Hoa Mai, huyện Ba Tri, tỉnh Bến Tre",
            "(Tập thể cán bộ, giáo viên) < Trường Mầm non Hoa Mai @ district Ba Tri / province Bến Tre",
        ),
    ],
)
def test_other_bodies(read: Read, text: str, printed: str, read_as: str) -> None:
    facts = read(with_lists(text, [printed, *collectives(text)], individuals(text)))
    assert recipients(facts, BODIES)[0] == read_as
    assert recipients(facts, BODIES)[1:] == recipients(read(text), BODIES)


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        (
            "Bà Trần Thị B, Uỷ viên BCH TƯ Hội, Chủ tịch Hội LHPN tỉnh Bến Tre",
            "Uỷ viên: (BCH) < TƯ Hội; Chủ tịch: Hội LHPN tỉnh Bến Tre @ province Bến Tre",
        ),
        (
            "Bà Trần Thị B, Trưởng phòng Tổ chức, Ban Tổ chức, Trung ương Hội LHPN Việt Nam",
            "Trưởng phòng: (Phòng Tổ chức) < (Ban Tổ chức) < Trung ương Hội LHPN Việt Nam",
        ),
        (
            "Bà Trần Thị B, nguyên Phó Chủ tịch Thường trực Hội LHPN tỉnh Bến Tre",
            "nguyên Phó Chủ tịch Thường trực: Hội LHPN tỉnh Bến Tre @ province Bến Tre",
        ),
        (
            "Bà Trần Thị B, sinh năm 1970, Chủ tịch Hội LHPN tỉnh Bến Tre",
            "Chủ tịch: Hội LHPN tỉnh Bến Tre @ province Bến Tre",
        ),
        ("Bà Trần Thị B Giám đốc Học viện Phụ nữ Việt Nam", "Giám đốc: Học viện Phụ nữ Việt Nam"),
        (
            "Bà Trần Thị B, Phó Giám đốc phụ trách Học viện Phụ nữ Việt Nam",
            "Phó Giám đốc phụ trách: Học viện Phụ nữ Việt Nam",
        ),
        (
            "Bà Trần Thị B, Phó Bí thư Đảng ủy, Chủ tịch Hội LHPN xã An Bình, huyện Ba Tri",
            "Phó Bí thư: Đảng ủy @ commune An Bình / district Ba Tri; "
            "Chủ tịch: Hội LHPN xã An Bình @ commune An Bình / district Ba Tri",
        ),
    ],
)
def test_other_offices(read: Read, text: str, printed: str, read_as: str) -> None:
    facts = read(with_lists(text, collectives(text), [printed, *individuals(text)]))
    assert recipients(facts, PEOPLE)[0] == f"Bà | Trần Thị B | {read_as}"


def test_dropped_added_and_reordered(read: Read, text: str) -> None:
    bodies, people = collectives(text), individuals(text)
    all_bodies, all_people = recipients(read(text), BODIES), recipients(read(text), PEOPLE)
    facts = read(with_lists(text, bodies[2:7], people[1:3]))
    assert (recipients(facts, BODIES), recipients(facts, PEOPLE)) == (all_bodies[2:7], all_people[1:3])
    facts = read(with_lists(text, [*bodies, "Hội LHPN tỉnh Lào Cai"], people))
    assert recipients(facts, BODIES) == [*all_bodies, "Hội LHPN tỉnh Lào Cai @ province Lào Cai"]
    facts = read(with_lists(text, bodies[::-1], people[::-1]))
    assert (recipients(facts, BODIES), recipients(facts, PEOPLE)) == (all_bodies[::-1], all_people[::-1])


def test_individuals_before_collectives(read: Read, text: str) -> None:
    facts = read(with_lists(text, collectives(text), individuals(text), people_first=True))
    assert facts.conferrals[0].kind is PEOPLE
    for kind in RecipientKind:
        assert recipients(facts, kind) == recipients(read(text), kind)


def test_counts_in_words_and_with_a_leading_zero(read: Read, text: str) -> None:
    for count in (in_words, lambda number: f"{number:02}", lambda number: in_words(number).capitalize()):
        facts = read(with_lists(text, collectives(text)[:2], individuals(text), count=count))
        assert facts.decision
        assert [(each.value, len(each.evidence)) for each in facts.decision.counts] == [(2, 6), (5, 6)]
        assert facts.decision.counts[1].evidence[0].exact == f"{count(5)} cá nhân"
