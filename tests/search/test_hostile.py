"""Whatever is typed is a text like any other, and none takes long."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest

from graph.search import MOST_CHARACTERS, MOST_WORDS, SearchIndex, TextTooLong, proposing, writing
from graph.search.asking import readings, terms
from tests.search.naming import index_of, path_of

TEXTS = (
    "\0", "ben\0tre", "\ud800", "ben \udfff tre", '"', "'", '"ben tre"', "ben*", "*", "NEAR(ben tre, 2)", "NEAR(",
    "plain:ben", "{plain marked}: ben", "ben AND", "NOT tre", "ben OR", "^ben", "-ben", "ben + tre", "(", "ben)",
    "%", "_", "ben%", "' OR 1=1 --", "; DROP TABLE thing", "\u202eben tre", "b\u0301" * 60, "\u0301" * 200, "ﷺ" * 20,
    "İ" * 200, "字" * 200, "𝔅ến Tre", "\U0010ffff" * 50, "a" * 200, "\n\t\r", "../../etc/passwd",
    "<script>", "０" * 200,
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_any_text_is_looked_for_and_nothing_else_happens(index: SearchIndex, text: str) -> None:
    for find in (index.search, index.suggest):
        hits = find(text, limit=5)
        assert len(hits) <= 5
        assert all(0 < hit.score <= 100 for hit in hits)
    assert path_of(index.search("ben tre")[0]) == "area/ben-tre"


@pytest.mark.parametrize(
    "text", ["ben\0tre", "ben \udfff tre", '"ben tre"', "ben*tre", "𝔅en Tre", "ben ＋ tre", "^ben tre"]
)
def test_signs_between_words_are_passed_over(index: SearchIndex, text: str) -> None:
    assert path_of(index.search(text)[0]) == "area/ben-tre"


@pytest.mark.parametrize("kind", ["", "'", "Person' OR '1'='1", "\0", "\ud800", "x" * 9999], ids=ascii)
def test_any_kind_may_be_asked_for(index: SearchIndex, kind: str) -> None:
    assert index.search("ben tre", kinds=[kind]) == ()


def test_a_text_of_the_longest_length_is_compared_and_a_longer_one_refused(index: SearchIndex) -> None:
    index.search("b" * MOST_CHARACTERS)
    with pytest.raises(TextTooLong) as caught:
        index.search("b" * (MOST_CHARACTERS + 1))
    assert caught.value.limit == ("search_characters", MOST_CHARACTERS)
    index.search("b " * MOST_WORDS)
    with pytest.raises(TextTooLong) as caught:
        index.search("b " * (MOST_WORDS + 1))
    assert caught.value.limit == ("search_words", MOST_WORDS)


def test_short_forms_do_not_make_a_text_longer_than_may_be_asked(index: SearchIndex) -> None:
    with index._reading() as database:
        ways = readings(database, "HVPNVN LĐTBXH VHTTDL BRVT " * 7)
    assert len(ways) > 1
    assert max(map(len, ways)) == MOST_WORDS


def test_how_much_is_compared_does_not_grow_with_the_number_of_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commonest words and the most of them: the lists that are read and the names compared stay within bounds."""
    read: list[int] = []

    def unpacked(content: bytes) -> array[int]:
        read.append(len(content) // 4)
        return writing.unpacked(content)

    monkeypatch.setattr(proposing, "_MOST_LISTED", 500)
    monkeypatch.setattr(proposing, "unpacked", unpacked)
    index = index_of({f"org/{n}": f"Hội LHPN tỉnh {n} huyện {n + 1}" for n in range(3000)}, tmp_path)
    text = "hoi lien hiep phu nu tinh huyen " * 4
    with index._reading() as database:
        ways = readings(database, text)
        numbers = proposing.proposals(database, ways, ())
    assert sum(read) <= 500 * len(ways)
    assert 0 < len(numbers) <= 200 * len(ways)
    assert all(len(terms(way)) <= 13 * 3 * MOST_WORDS for way in ways)
    index.close()
