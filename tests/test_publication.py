"""docs/publication.md: every line has its tests, and they are where the page says."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parent
PAGE = (TESTS.parent / "docs/publication.md").read_text(encoding="utf-8")
LINES = {"D": 12, "S": 12, "M": 15, "P": 5, "V": 5, "Q": 10}
"""How many there are of each kind."""


def files_of(number: str) -> set[str]:
    """The files with a test that is named after a line, alone or beside others."""
    named = re.compile(rf"^def test(?:_[a-z]\d\d)*_{number.lower()}_", re.MULTILINE)
    found = (each for each in TESTS.rglob("test_*.py") if named.search(each.read_text(encoding="utf-8")))
    return {str(each.relative_to(TESTS.parent)) for each in found}


def test_every_line_has_tests_in_the_files_that_the_page_names() -> None:
    rows = re.findall(r"^\| ([A-Z]\d\d) \| .+? \| (.+) \|$", PAGE, re.MULTILINE)
    assert [number for number, _ in rows] == [
        f"{kind}{each:02}" for kind, n in LINES.items() for each in range(1, n + 1)
    ]
    for number, cell in rows:
        named = set(re.findall(r"`(tests/\S+?\.py)`", cell))
        assert named, number
        assert named <= files_of(number), f"{number}: its tests are in {sorted(files_of(number))}"
