"""What the own engine does otherwise than one might think, as docs/engines.md states it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from tests.protocol.asking import Endpoint, accept

_TEXT: Final = (Path(__file__).parents[2] / "docs" / "engines.md").read_text(encoding="utf-8")
_SECTION: Final = _TEXT.partition("## The own engine\n")[2].partition("\n## ")[0]
_ROWS: Final = re.findall(r"^\| .+ \| `(.+)` \| `(.+)` \|$", _SECTION, re.MULTILINE)


def test_there_are_statements_to_be_tried() -> None:
    assert len(_ROWS) == len([line for line in _SECTION.splitlines() if line.startswith("|")]) - 2 > 5


@pytest.mark.parametrize(("query", "result"), _ROWS)
def test_a_query_gives_what_is_stated_of_it(endpoint: Endpoint, query: str, result: str) -> None:
    answer = endpoint.get("PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> " + query, accept("text/csv"))
    assert answer.status == 200, answer.body
    assert " / ".join(answer.body.decode().splitlines()) == result
