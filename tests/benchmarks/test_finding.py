"""The benchmark of finding by name: the same names on every run, and figures that follow from what is found."""

from __future__ import annotations

import random
from pathlib import Path

from benchmarks.finding import invented, khen, measured, messy, table
from benchmarks.finding_others import others


def test_names_and_what_is_typed_follow_from_the_seed() -> None:
    one, other = (invented(200, random.Random(5)) for _ in range(2))
    assert one == other
    assert len(set(one)) == 200
    assert list(messy(one, random.Random(6))) == list(messy(other, random.Random(6)))
    assert invented(200, random.Random(7)) != one


def test_what_is_measured_follows_from_what_is_found(tmp_path: Path) -> None:
    names = invented(100, random.Random(5))
    asked = list(messy(names, random.Random(6)))
    figures = measured("khen", tmp_path / "khen", khen(names), asked)
    assert figures.first["as printed"] == figures.first["no marks"] == 1
    assert len(figures.seconds) == len(asked)
    assert figures.size > 10_000
    blind = measured("blind", tmp_path, lambda _: lambda _: [], asked)
    assert set(blind.first.values()) == {0}
    assert "blind" in table([figures, blind])


def test_another_contender_finds_what_is_printed(tmp_path: Path) -> None:
    names = invented(50, random.Random(5))
    name, build = next(iter(others(names).items()))
    asked = [each for each in messy(names, random.Random(6)) if each.manner == "as printed"]
    assert measured(name, tmp_path / "other", build, asked).first == {"as printed": 1}
