"""What is known to deviate is told to whoever chooses an engine."""

from __future__ import annotations

import re
from pathlib import Path

from tests.remote.deviations import DEVIATIONS

PAGE = Path(__file__).parents[2] / "docs" / "engines.md"


def test_each_deviation_is_on_the_page_and_no_other() -> None:
    _, oxigraph, virtuoso, _ = re.split(r"\n## (?:Oxigraph|Virtuoso|Others)\n", PAGE.read_text(encoding="utf-8"))
    for name, section in (("oxigraph", oxigraph), ("virtuoso", virtuoso)):
        told = set(re.findall(r"^\| (?!what)(.+) \|$", section, re.MULTILINE))
        known = {
            part for (engine, _), why in DEVIATIONS.items() if engine == name for part in re.split(", and |; ", why)
        }
        assert told == known
