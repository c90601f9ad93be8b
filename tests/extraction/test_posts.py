"""Posts that name no organisation: the person is kept with the others, and the post is reported."""

from __future__ import annotations

import pytest

from graph.extraction import CountMismatch
from graph.statement import RecipientKind
from tests.conftest import Read
from tests.extraction.summary import recipients
from tests.extraction.transform import put

PERSON = "Bà Phan Thị Thuỳ Vân, Chủ tịch"
READ = "Bà | Phan Thị Thuỳ Vân | Chủ tịch: Hội LHPN tỉnh Tây Ninh @ province Tây Ninh"


@pytest.mark.parametrize(
    "post",
    [
        "Tỉnh ủy viên", "Tỉnh uỷ viên", "Huyện ủy viên", "Thành ủy viên", "Đảng ủy viên", "Uỷ viên BCH", "Ủy viên BTV",
        "Uỷ viên Ban Chấp hành", "nguyên Tỉnh ủy viên",
    ],
)  # fmt: skip
def test_a_post_without_organisation_is_reported_and_the_person_kept(read: Read, text: str, post: str) -> None:
    other = put(text, PERSON, f"Bà Phan Thị Thuỳ Vân, {post}, Chủ tịch")
    facts = read(other)
    assert READ in recipients(facts, RecipientKind.INDIVIDUAL)
    (unread,) = facts.unread
    assert (unread.evidence.exact, unread.reason) == (post, "a post without its organisation")
    assert f"- Bà Phan Thị Thuỳ Vân, {post}" in other.split("\n")[unread.line - 1]


def test_a_post_after_a_dash_is_reported(read: Read, text: str) -> None:
    facts = read(put(text, PERSON, "Bà Phan Thị Thuỳ Vân – Tỉnh ủy viên, Chủ tịch"))
    assert READ in recipients(facts, RecipientKind.INDIVIDUAL)
    assert [unread.evidence.exact for unread in facts.unread] == ["Tỉnh ủy viên"]


def test_a_post_with_its_organisation_is_read(read: Read, text: str) -> None:
    facts = read(put(text, PERSON, "Bà Phan Thị Thuỳ Vân, Bí thư Huyện ủy Ba Tri, Chủ tịch"))
    assert facts.unread == ()
    assert any("Bí thư: Huyện ủy Ba Tri" in each for each in recipients(facts, RecipientKind.INDIVIDUAL))


def test_nothing_but_a_post_without_organisation_names_nobody(read: Read, text: str) -> None:
    with pytest.raises(CountMismatch, match="no organisation after the position 'Tỉnh ủy viên'"):
        read(put(text, "Chủ tịch Hội LHPN tỉnh Tây Ninh", "Tỉnh ủy viên"))


def test_the_presenter_is_kept_with_the_posts_that_can_be_read(read: Read, text: str) -> None:
    facts = read(put(text, "Uỷ viên dự khuyết TƯ Đảng, Phó", "Tỉnh ủy viên, Phó"))
    presenter = facts.events[1].presenter
    assert presenter
    assert [office.position for office in presenter.offices] == ["Phó Chủ tịch"]
    assert [unread.evidence.exact for unread in facts.unread] == ["Tỉnh ủy viên"]
