"""A text laid out from quotations that nest, overlap, touch, repeat and come in any order."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator

import pytest

from server.announcement.segments import DEEPEST, Passage, Segment, Span, nested, segments

TEXT = "Bà Đỗ Thị Ân, Hội LHPN tỉnh Đắk Lắk, được tặng Bằng khen."


def span(start: int, end: int, around: int = 0) -> Span:
    return Span(start, end, TEXT[start:end], TEXT[max(start - around, 0) : start], TEXT[end : end + around])


def leaves(tree: Iterable[Passage | Segment]) -> Iterator[Segment]:
    for each in tree:
        if isinstance(each, Passage):
            yield from leaves(each.content)
        else:
            yield each


def passages(tree: Iterable[Passage | Segment]) -> Iterator[Passage]:
    for each in tree:
        if isinstance(each, Passage):
            yield each
            yield from passages(each.content)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        pytest.param([], [(0, 10, 0)], id="none"),
        pytest.param([(2, 8), (4, 6)], [(0, 2, 0), (2, 4, 1), (4, 6, 2), (6, 8, 1), (8, 10, 0)], id="nested"),
        pytest.param([(2, 6), (4, 8)], [(0, 2, 0), (2, 4, 1), (4, 6, 2), (6, 8, 1), (8, 10, 0)], id="overlapping"),
        pytest.param([(2, 5), (5, 8)], [(0, 2, 0), (2, 5, 1), (5, 8, 1), (8, 10, 0)], id="adjacent"),
        pytest.param([(2, 5), (2, 5)], [(0, 2, 0), (2, 5, 1), (5, 10, 0)], id="identical"),
        pytest.param([(2, 5), (2, 8)], [(0, 2, 0), (2, 5, 2), (5, 8, 1), (8, 10, 0)], id="same start"),
        pytest.param([(4, 4)], [(0, 10, 0)], id="empty"),
        pytest.param([(7, 9), (0, 3)], [(0, 3, 1), (3, 7, 0), (7, 9, 1), (9, 10, 0)], id="out of order"),
        pytest.param([(6, 20)], [(0, 6, 0), (6, 10, 1)], id="beyond the end"),
    ],
)
def test_the_text_is_cut_where_a_span_begins_or_ends(
    spans: list[tuple[int, int]], expected: list[tuple[int, int, int]]
) -> None:
    found = segments([span(start, end) for start, end in spans], 0, 10)
    assert [(each.start, each.end, len(each.spans)) for each in found] == expected


def whole_words(spans: list[Span], start: int, end: int) -> set[int]:
    """The places that are told, but for words around quotations that are broken off there."""
    quoted = {place for each in spans for place in range(each.start, each.end)}
    told = {place for each in spans for place in range(each.start - len(each.before), each.end + len(each.after))}
    words = [range(*each.span()) for each in re.finditer(r"[^\W_]+", TEXT)]
    for stretch in (set(word) for word in words):
        for places in pieces(sorted(stretch & told - quoted)):
            first, last = places[0], places[-1]
            if (first - 1 not in told and first != start) or (last + 1 not in told and last != end - 1):
                told -= set(places)
    return told


def pieces(places: list[int]) -> list[list[int]]:
    """Places in stretches without a gap."""
    found: list[list[int]] = []
    for each in places:
        if found and found[-1][-1] == each - 1:
            found[-1].append(each)
        else:
            found.append([each])
    return found


def test_what_stands_around_a_quotation_is_not_broken_off_within_a_word() -> None:
    text = "đã tạo sự chuyển biến mạnh mẽ"
    told = Span(7, 9, "sự", text[4:7], text[9:14], "x")
    assert [each.text for each in segments([told], 0, len(text))] == ["", " ", "sự", " ", ""]
    assert [each.text for each in segments([told], 4, 14)] == ["ạo ", "sự", " chuy"]  # a part of the text ends anywhere


@pytest.mark.parametrize("seed", range(40))
def test_whatever_the_spans_the_segments_say_what_the_quotations_say(seed: int) -> None:
    chance = random.Random(seed)
    places = [sorted(chance.sample(range(len(TEXT) + 1), 2)) for _ in range(seed % 12)]
    spans = [span(first, last, chance.randrange(6)) for first, last in places]
    start, end = sorted(chance.sample(range(len(TEXT) + 1), 2))
    found = segments(spans, start, end)
    assert [each.start for each in found] == [start, *(each.end for each in found[:-1])]
    assert found[-1].end == end
    told = whole_words(spans, start, end)
    for each in found:
        assert each.text == (TEXT[each.start : each.end] if each.start in told else "")
        assert not each.text or told.issuperset(range(each.start, each.end))
        assert set(each.spans) == {one for one in spans if one.start < each.end and one.end > each.start}
    for one in spans:
        within = [each.text for each in found if one in each.spans]
        assert "".join(within) == TEXT[max(one.start, start) : max(min(one.end, end), start)]
    assert tuple(leaves(nested(found))) == found
    begun = [each.span for each in passages(nested(found)) if each.begins]
    assert sorted(begun) == sorted({each for each in spans if start <= each.start < end})


def test_a_span_that_overlaps_another_goes_on_behind_it() -> None:
    tree = list(nested(segments([span(0, 6), span(4, 9)], 0, 9)))
    parts = [(each.span.anchor, each.begins, each.ends) for each in passages(tree)]
    assert parts == [("char=0,6", True, True), ("char=4,9", True, False), ("char=4,9", False, True)]


def test_what_is_quoted_goes_before_what_is_said_to_stand_around_a_quotation() -> None:
    wrong = Span(0, 2, "Bà", after="?????")
    found = segments([wrong, span(3, 5)], 0, 8)
    assert [each.text for each in found] == ["Bà", "?", "Đỗ", "??", ""]


def test_a_quotation_that_does_not_fill_its_place_is_passed_over() -> None:
    assert segments([Span(0, 5, "Bà"), Span(-1, 1, "Bà"), Span(3, 1, "")], 0, 5) == (Segment(0, 5, ""),)


def test_the_whole_text_leaves_no_gap_and_spans_that_do_not_cut_still_tell_it() -> None:
    assert all(each.text for each in segments([span(3, 5)], 0, 20, full_text=TEXT))
    assert [each.text for each in segments([], 0, 5, further=[span(0, 2)])] == ["Bà", ""]


def test_a_thousand_spans_within_one_another_become_no_more_elements_than_a_page_can_nest() -> None:
    tree = list(nested(segments([Span(0, size, "x" * size) for size in range(1, 1001)], 0, 1000)))
    depth = 0
    level: list[Passage | Segment] = tree
    while level := [inner for each in level if isinstance(each, Passage) for inner in each.content]:
        depth += 1
    assert depth == DEEPEST
