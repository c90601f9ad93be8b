"""One line, one recipient; and the name of a body ends where the name ends."""

from __future__ import annotations

import pytest

from graph.extraction import CountMismatch
from graph.statement import RecipientKind
from tests.conftest import Read
from tests.extraction.summary import organisation, recipients
from tests.extraction.transform import put

BODY = "Đoàn Chủ tịch TƯ Hội LHPN Việt Nam"
LINE = "- Hội LHPN tỉnh Hà Nam\n"
SEVERAL = [
    "Hội LHPN tỉnh Hà Nam và Hội LHPN tỉnh Nam Định",
    "Hội LHPN tỉnh Hà Nam, Hội LHPN tỉnh Nam Định",
    "Hội LHPN Hà Nam, Hội LHPN Nam Định",
    "Hội LHPN tỉnh Hà Nam; Hội LHPN tỉnh Nam Định",
    "Hội LHPN các tỉnh Hà Nam, Nam Định",
    "Hội LHPN các tỉnh, thành phố Hà Nam, Hải Phòng",
    "Hội LHPN 2 tỉnh Hà Nam, Nam Định",
    "Hội LHPN tỉnh Hà Nam, Nam Định",
    "Hội LHPN tỉnh Hà Nam, tỉnh Nam Định",
    "Hội LHPN tỉnh Hà Nam và Nam Định",
    "Hội LHPN tỉnh Hà Nam và tỉnh Nam Định",
    "Hội LHPN huyện Ba Tri, huyện Giồng Trôm",
    "Hội LHPN huyện Ba Tri, tỉnh Bến Tre, Hội LHPN tỉnh Nam Định",
    "Hội LHPN tỉnh Bến Tre, huyện Ba Tri",
    "Học viện Phụ nữ Việt Nam, Hội LHPN tỉnh Hà Nam",
    "Ban Tổ chức, Ban Tuyên giáo, Hội LHPN tỉnh Hà Nam",
    "Hội LHPN tỉnh Hà Nam + Hội LHPN tỉnh Nam Định",
    "Hội LHPN tỉnh Hà Nam. Hội LHPN tỉnh Nam Định",
    "Sở Nội vụ & Sở Tài chính tỉnh Hà Nam",
]
ONE = [
    ("Hội LHPN huyện Ba Tri, Hội LHPN tỉnh Bến Tre", "Hội LHPN huyện Ba Tri @ district Ba Tri < Hội LHPN tỉnh Bến Tre"),
    ("Sở Giáo dục và Đào tạo tỉnh Hà Nam", "Sở Giáo dục và Đào tạo tỉnh Hà Nam @ province Hà Nam"),
    ("Hội LHPN tỉnh Hà Nam, Hội LHPN Việt Nam", "Hội LHPN tỉnh Hà Nam @ province Hà Nam < Hội LHPN Việt Nam"),
    ("Hội LHPN thành phố Vinh, tỉnh Nghệ An", "Hội LHPN thành phố Vinh @ district Vinh / province Nghệ An"),
    ("Ban Gia đình và Xã hội, Hội LHPN tỉnh Hà Nam", "(Ban Gia đình và Xã hội) < Hội LHPN tỉnh Hà Nam"),
]


@pytest.mark.parametrize("words", SEVERAL)
def test_a_line_with_several_recipients_stops_with_its_words(read: Read, text: str, words: str) -> None:
    with pytest.raises(CountMismatch) as caught:
        read(put(text, LINE, f"- {words}\n"))
    assert "more than one recipient" in str(caught.value)
    assert words in str(caught.value)


@pytest.mark.parametrize(("words", "expected"), ONE)
def test_a_line_with_one_recipient_is_read(read: Read, text: str, words: str, expected: str) -> None:
    facts = read(put(text, LINE, f"- {words}\n"))
    assert any(each.startswith(expected) for each in recipients(facts, RecipientKind.COLLECTIVE))


@pytest.mark.parametrize(
    "words",
    [
        "Bà Phan Thị Hiếu, Chủ tịch Hội LHPN tỉnh Bến Tre và Bà Lê Thị Na, Chủ tịch Hội LHPN tỉnh Hà Nam",
        "Bà Phan Thị Hiếu và Bà Lê Thị Na, Chủ tịch Hội LHPN tỉnh Hà Nam",
        "Bà Phan Thị Hiếu, Chủ tịch Hội LHPN tỉnh Bến Tre, Bà Lê Thị Na, Chủ tịch Hội LHPN tỉnh Hà Nam",
    ],
)
def test_a_line_with_two_people_stops(read: Read, text: str, words: str) -> None:
    old = "Bà Phan Thị Hiếu, Phó ban Xây dựng tổ chức Hội, Hội LHPN tỉnh Bến Tre"
    with pytest.raises(CountMismatch, match="more than one recipient"):
        read(put(text, old, words))


@pytest.mark.parametrize("more", ["đã có thành tích xuất sắc", "theo Quyết định số 12/QĐ-HPN", "nhận ngày 1/2/2023"])
def test_what_follows_the_name_is_no_part_of_it(read: Read, text: str, more: str) -> None:
    with pytest.raises(CountMismatch, match="more than the name"):
        read(put(text, LINE, f"- Hội LHPN tỉnh Hà Nam {more}\n"))


@pytest.mark.parametrize(
    "words",
    [
        "ban hành Quyết định số 123/QĐ-ĐCT ngày 15/9/2023 về việc tặng bằng khen cho",
        "đã ban hành Quyết định số 123/QĐ-ĐCT ngày 15/9/2023 tặng bằng khen cho",
        "vừa ký Quyết định số 123/QĐ-ĐCT, ngày 15 tháng 9 năm 2023 về việc tặng bằng khen cho",
        "có quyết định số 123/QĐ-ĐCT ngày 15/9/2023 về việc tặng bằng khen cho",
        "ra Quyết định số 123/QĐ-ĐCT ngày 15/9/2023 tặng bằng khen cho",
        "thống nhất ban hành Quyết định số 123/QĐ-ĐCT ngày 15/9/2023 về việc tặng bằng khen cho",
        "công bố Quyết định số 123/QĐ-ĐCT ngày 15/9/2023 về việc tặng bằng khen cho",
    ],
)
def test_the_body_is_its_name_and_the_decision_has_number_and_day(read: Read, text: str, words: str) -> None:
    facts = read(put(text, "quyết định tặng bằng khen cho", words))
    assert facts.decision
    assert organisation(facts.decision.awarding_body) == "(Đoàn Chủ tịch) < TƯ Hội LHPN Việt Nam"
    assert facts.decision.number
    assert facts.decision.number.value == "123/QĐ-ĐCT"
    assert facts.decision.day
    assert facts.decision.day[0].isoformat() == "2023-09-15"
    assert facts.unread == ()


def test_a_joint_body_is_reported(read: Read, text: str) -> None:
    facts = read(put(text, BODY, f"{BODY} và Bộ Nội vụ"))
    assert facts.decision is None
    assert {unread.reason for unread in facts.unread} == {"an award without a body that gives it"}


def test_words_after_a_national_body_are_no_part_of_its_name(read: Read, text: str) -> None:
    facts = read(put(text, f"{BODY} quyết định", f"{BODY} hân hoan"))
    assert facts.decision
    assert organisation(facts.decision.awarding_body) == "(Đoàn Chủ tịch) < TƯ Hội LHPN Việt Nam"
