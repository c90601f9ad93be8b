"""The programs that the editor writes for a query ask that very query, whatever it holds."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import sys
from ast import literal_eval
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.test_editor import asking

NASTY: Final = {
    "quotes": 'SELECT ("it\'s" AS ?a) (\'say "x"\' AS ?b) {}',
    "long quotes": 'SELECT (\'\'\'a"""b\'\'\' AS ?a) ("""c\'\'\'d\\"""" AS ?b) {}',
    "backslashes": 'SELECT ("a\\\\b\\n$HOME `id` %s {x} \\\\" AS ?a) {}',
    "letters": 'SELECT (\'Đặng Thị Bến Tre \U0001f33e!\' AS ?a) {} # )" )-" "',
    "lines": "# select\nSELECT ?a\n{\n\tVALUES ?a { 'x&y=z+1' 'a;b' }\n}\n",
    "ends in a quote": 'SELECT ("x" AS ?a) {} # "',
}
TABLE: Final = {
    "quotes": [["it's", 'say "x"']],
    "long quotes": [['a"""b', "c'''d\""]],
    "backslashes": [["a\\b\n$HOME `id` %s {x} \\"]],
    "letters": [["Đặng Thị Bến Tre \U0001f33e!"]],
    "lines": [["x&y=z+1"], ["a;b"]],
    "ends in a quote": [["x"]],
}


def ran(command: list[str], program: str) -> str:
    """What a program prints that is read from the standard input."""
    done = subprocess.run(command, input=program.encode(), capture_output=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def program(page: Page, name: str) -> str:
    """What the page offers as a program in a language."""
    text = page.locator(f"[data-program={name}] code")
    expect(text).not_to_be_empty()
    return text.text_content() or ""


def rows(table: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(table, newline="")))[1:]


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_programs_ask_what_stands_in_the_editor(reader: Open) -> None:
    read = reader("vi")
    for name, query in NASTY.items():
        page = read.open(asking(query))
        page.get_by_text("Hỏi từ một chương trình").click()
        assert rows(ran(["sh"], program(page, "curl"))) == TABLE[name], name
        printed = ran([sys.executable, "-X", "utf8", "-"], program(page, "Python")).splitlines()
        assert [list(literal_eval(line).values()) for line in printed] == TABLE[name], name
    read.check()


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_the_program_in_r_asks_what_stands_in_the_editor(reader: Open) -> None:
    page = reader("en").open(asking(NASTY["letters"]))
    page.get_by_text("Ask from a program").click()
    text = program(page, "R").replace("print(rows)", "write.csv(rows, row.names = FALSE)")
    assert rows(ran(["Rscript", "-"], text)) == TABLE["letters"]


def test_what_is_no_table_is_asked_for_as_a_graph(reader: Open) -> None:
    read = reader("en")
    page = read.open(asking("# select\nCONSTRUCT { <a:select> <a:b> 'ô' } {}"))
    page.get_by_text("Ask from a program").click()
    python = program(page, "Python")
    assert "ô" in ran([sys.executable, "-X", "utf8", "-"], python)
    assert "csv" not in python
    page.locator("[data-program=curl] button").click()
    expect(page.get_by_role("status").filter(has_text="Copied.")).to_be_visible()
    read.check()
