"""The file: the same bytes for the same statements, read only, shared by threads, and checked before it is used."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from graph.search import FILE, SearchError, SearchIndex, check_index, open_index, write_index
from graph.vocabulary import Quad
from tests.search.naming import abbreviations, index_of, named, path_of


def test_the_same_statements_give_the_same_bytes(folder: Path, quads: tuple[Quad, ...], tmp_path: Path) -> None:
    shuffled = [*quads, quads[0]]
    random.Random(7).shuffle(shuffled)
    table = dict(reversed(list(abbreviations().items())))
    write_index(tmp_path / FILE, shuffled, abbreviations=table, source="the dump")
    assert (tmp_path / FILE).read_bytes() == (folder / FILE).read_bytes()


def test_a_whole_index_passes_the_check_and_no_other_dump(folder: Path) -> None:
    check_index(folder / FILE, "the dump")
    with pytest.raises(SearchError, match="other statements"):
        check_index(folder / FILE, "another dump")


def _changed(statement: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        with closing(sqlite3.connect(path)) as database, database:
            assert database.execute(statement).rowcount > 0

    return change


DAMAGES: dict[str, Callable[[Path], object]] = {
    "missing": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:9000]),
    "no database": lambda path: path.write_bytes(b"no database" * 1000),
    "a name": _changed("UPDATE spelling SET text = 'x' WHERE id = 5"),
    "a list": _changed("UPDATE term SET spellings = zeroblob(4) WHERE count > 3"),
    "a thing": _changed("DELETE FROM thing WHERE id = 3"),
    "an abbreviation": _changed("UPDATE abbreviation SET words = 'x'"),
    "layout": _changed("UPDATE about SET value = '0' WHERE key = 'layout'"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_wrong_with_an_index_is_said(folder: Path, tmp_path: Path, damage: str) -> None:
    path = tmp_path / FILE
    path.write_bytes((folder / FILE).read_bytes())
    DAMAGES[damage](path)
    with pytest.raises(SearchError) as caught:
        check_index(path, "the dump")
    assert "khen build" in caught.value.remedy


@pytest.mark.parametrize("damage", ["empty", "cut", "no database", "layout"])
def test_a_damaged_index_is_not_opened(folder: Path, tmp_path: Path, damage: str) -> None:
    path = tmp_path / FILE
    path.write_bytes((folder / FILE).read_bytes())
    DAMAGES[damage](path)
    with pytest.raises(SearchError):
        open_index(tmp_path)


def test_a_release_without_an_index_has_none(tmp_path: Path) -> None:
    assert open_index(tmp_path) is None


def test_nothing_can_be_written(index: SearchIndex, folder: Path) -> None:
    with index._reading() as database:
        for statement in ("DELETE FROM thing", "CREATE TEMP TABLE x (y)", "PRAGMA user_version = 3"):
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                database.execute(statement)
    assert [each.name for each in folder.iterdir()] == [FILE], "nothing is left beside it"


def test_an_index_in_a_folder_with_a_strange_name_is_opened(tmp_path: Path) -> None:
    place = tmp_path / "a?mode=rw#b %41 ö"
    place.mkdir()
    with closing(index_of({"area/a": "Bến Tre"}, place)) as opened:
        assert path_of(opened.search("ben tre")[0]) == "area/a"


def test_an_index_of_nothing_finds_nothing(tmp_path: Path) -> None:
    with closing(index_of({}, tmp_path)) as opened:
        assert opened.search("ben tre") == opened.suggest("b") == ()
        assert opened.kinds == frozenset()


def test_threads_share_an_index(index: SearchIndex) -> None:
    texts = ["ben tre", "hoi lhpn thanh hoa", "vinh lonh", "bang khen"] * 25
    alone = [index.search(text) for text in texts[:4]]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(index.search, texts)) == alone * 25


def test_a_name_of_any_length_can_be_indexed(tmp_path: Path) -> None:
    names = {"org/long": "Hội " * 5000, "org/none": "***", "org/nul": "a\0b", "org/wide": "x" * 100_000}
    with closing(index_of(names, tmp_path)) as opened:
        assert path_of(opened.search("hội " * 32)[0]) == "org/long"
        assert path_of(opened.search("a b")[0]) == "org/nul"
    check_index(tmp_path / FILE, "")
    assert list(named(names))
