"""The table of short forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.authority.abbreviations import read_abbreviations
from graph.authority.tables import AuthorityError
from graph.search.words import short_form
from tests.authority.conftest import TABLES

HEAD = "short,words,seen\n"


def test_each_short_form_has_one_line_however_it_is_written() -> None:
    table = read_abbreviations(TABLES / "abbreviations.csv")
    assert table["TT"] == ("Thị trấn", "Trung tâm")
    assert all(short_form(short) for short in table)
    assert len({(short_form(short), words) for short, words in table.items()}) == len(table)


def test_a_corpus_need_not_have_the_table(tmp_path: Path) -> None:
    assert read_abbreviations(tmp_path / "abbreviations.csv") == {}


@pytest.mark.parametrize(
    ("rows", "line"), [("A,B,\nA,C,\n", "line 3"), ("A,,\n", "line 2"), (",B,\n", "line 2")], ids=ascii
)
def test_a_wrong_line_is_named(tmp_path: Path, rows: str, line: str) -> None:
    file = tmp_path / "abbreviations.csv"
    file.write_text(HEAD + rows, encoding="utf-8")
    with pytest.raises(AuthorityError) as caught:
        read_abbreviations(file)
    assert line in str(caught.value)
