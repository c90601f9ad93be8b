"""Which name is likest: marks, order, common words, kinds, and what the limit cuts off."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from graph.search import FILE, SearchIndex, open_index, write_index
from tests.search.naming import index_of, named, path_of

THINGS = {
    "area/ha-nam": "Hà Nam",
    "area/nam-ha": "Nam Hà",
    "area/hoa-binh": "Hòa Bình",
    "area/hoa-binh-2": "Hoa Bính",
    "org/thanh-hoa": "Hội LHPN tỉnh Thanh Hóa",
    "org/khanh-hoa": "Hội LHPN tỉnh Khánh Hòa",
    "org/vhtt": "Phòng VHTT huyện Ba Tri",
    "org/ha-nam": "Hà Nam",
    "person/ha-nam": "Hà Nam",
    **{f"org/x{number}": f"Hội LHPN tỉnh số {number}" for number in range(30)},
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    return index_of(THINGS, tmp_path_factory.mktemp("small"))


def test_marks_that_are_typed_decide(small: SearchIndex) -> None:
    assert [hit.score for hit in small.search("hoa binh", limit=2)] == [100.0, 100.0]
    (first, second) = small.search("Hoà Bình", limit=2)
    assert (path_of(first), first.score) == ("area/hoa-binh", 100.0)
    assert second.score < 96


def test_the_order_of_words_counts(small: SearchIndex) -> None:
    found = {path_of(hit): hit.score for hit in small.search("Nam Hà")}
    assert found["area/nam-ha"] == 100
    assert found["area/ha-nam"] <= 80


def test_words_that_many_names_hold_count_less(small: SearchIndex) -> None:
    first, second, third = small.search("Hội LHPN tỉnh Thanh Hóa", limit=3)
    assert [path_of(each) for each in (first, second)] == ["org/thanh-hoa", "org/khanh-hoa"]
    assert first.score - second.score > 5
    assert second.score - third.score > 5


def test_equal_names_come_in_the_order_of_their_kinds(small: SearchIndex) -> None:
    assert [path_of(hit) for hit in small.search("ha nam", limit=3)] == ["area/ha-nam", "org/ha-nam", "person/ha-nam"]


@pytest.mark.parametrize(
    ("kinds", "paths"),
    [
        (["Person"], ["person/ha-nam"]),
        (["Organization"], ["org/ha-nam"]),
        (["Person", "Organization"], ["org/ha-nam", "person/ha-nam"]),
        (["Nothing"], []),
    ],
)
def test_only_the_kinds_that_are_wanted(small: SearchIndex, kinds: list[str], paths: list[str]) -> None:
    hits = [hit for hit in small.search("ha nam", kinds=kinds) if hit.score == 100]
    assert [path_of(hit) for hit in hits] == paths
    assert all(set(kinds) & set(hit.kinds) for hit in small.search("ha nam", kinds=kinds))


@pytest.mark.parametrize(("limit", "number"), [(-1, 1), (0, 1), (1, 1), (7, 7), (33, 33), (100, 100), (10**9, 100)])
def test_the_limit_is_kept(tmp_path: Path, limit: int, number: int) -> None:
    with closing(index_of({f"org/x{each}": f"Hội LHPN tỉnh số {each}" for each in range(110)}, tmp_path)) as many:
        assert len(many.search("Hội LHPN tỉnh số", limit=limit)) == number


def test_a_short_list_is_the_beginning_of_a_long_one(small: SearchIndex) -> None:
    """What is not compared in full for want of room would not have come among the first."""
    for typed in ("Hội LHPN tỉnh Khánh Hoà", "hoi lhpn so 7", "ha nam", "thanh binh"):
        whole = small.search(typed, limit=100)
        for limit in (1, 2, 5):
            assert small.search(typed, limit=limit) == whole[:limit]


def test_forms_that_are_the_same_without_marks_share_their_meanings(tmp_path: Path) -> None:
    write_index(tmp_path / FILE, named(THINGS), abbreviations={"BB": ("Ba Tri",), "bb": ("Hà Nam",), "Bb": ("Ba Tri",)})
    opened = open_index(tmp_path)
    assert opened is not None
    assert {"area/ha-nam", "org/vhtt"} <= {path_of(hit) for hit in opened.search("bb", limit=20)}
    opened.close()


@pytest.mark.parametrize("typed", ["Phòng VHTT huyện Ba Tri", "phong van hoa thong tin ba tri", "vhtt ba tri"])
def test_short_forms_are_written_out_on_both_sides(small: SearchIndex, typed: str) -> None:
    assert path_of(small.search(typed)[0]) == "org/vhtt"
