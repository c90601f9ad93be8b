"""What the search of the site puts first on the real corpus, in the words that people type."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from graph.search import open_index
from graph.store import Release
from server.ordering import Ordering
from tests.search.naming import path_of
from tests.search.test_messy import ROWS


@pytest.fixture(scope="module")
def ordering(opened: Release) -> Iterator[Ordering]:
    index = open_index(opened.folder)
    assert index is not None
    yield Ordering(opened, index)
    index.close()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("phụ nữ", "org/vwu"),
        ("phu nu", "org/vwu"),
        ("women's union", "org/vwu"),
        ("bồi dưỡng cán bộ", "programme/vwu-cadre-training-2019"),
        ("ben tre", "area/ben-tre"),
        ("an giang", "area/an-giang"),
        ("chủ tịch", "role/president"),
        ("hoi lhpn tinh ha nam", "org/vwu-ha-nam"),
        ("trần quang", "person/tran-quang-tien-vwa"),
    ],
)
def test_what_is_meant_comes_first(ordering: Ordering, typed: str, first: str) -> None:
    found = ordering.search(typed, (), 10)
    assert found[0].iri.endswith(f"/id/{first}"), [each.iri for each in found]
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)


def test_what_is_typed_untidily_is_met_as_in_the_index(ordering: Ordering) -> None:
    for row in ROWS:
        found = ordering.search(row["typed"], row["types"].split(), 10)
        assert [path_of(each) for each in found[:1]] == [row["first"]], row["typed"]


@pytest.mark.parametrize("typed", ["tặng bằng khen", "10 tập thể, 5 cá nhân", "bồi dưỡng cán bộ", "cong tac boi duong"])
def test_an_announcement_is_found_by_words_of_its_headline(ordering: Ordering, typed: str) -> None:
    assert "Announcement" in [each.kinds[0] for each in ordering.search(typed, (), 10)]


@pytest.mark.parametrize("typed", ["81 tỷ", "Sài Gòn"])
def test_what_no_name_holds_is_not_found(ordering: Ordering, typed: str) -> None:
    assert ordering.search(typed, (), 10) == ()


@pytest.mark.parametrize(
    ("lang", "found", "number"),
    [("vi", ">Hội LHPN tỉnh Bến Tre</td>", ","), ("en", ">Women&#39;s Union of Ben Tre</td>", ".")],
)
def test_names_and_numbers_are_those_of_the_reader(client: FlaskClient, lang: str, found: str, number: str) -> None:
    page = client.get(f"/search?q=ben+tre&lang={lang}", headers={"Accept": "text/html"}).text
    assert found in page
    score = client.get("/search.json?q=ben+tre").get_json()["results"][2]["score"]
    assert f">{str(score).replace('.', number)}</td>" in page
