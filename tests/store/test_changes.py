"""What one release says that another did not."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.store import Count, Thing, TooLargeToCompareError, changes_between, published_on

BASE = "https://example.org/"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL = "<http://www.w3.org/2004/02/skos/core#prefLabel>"


def line(subject: str, predicate: str, value: str, base: str = BASE) -> str:
    return f"<{base}{subject}> {predicate} {value} <{base}graph/a> ."


OLD = [line("a", TYPE, "<x:Person>"), line("a", LABEL, '"An"@vi'), line("b", LABEL, '"B\u2028b"@vi')]
NEW = [
    line("a", TYPE, "<x:Person>"),
    line("a", LABEL, '"Ân"@vi'),
    line("c", TYPE, "<x:Person>"),
    line("c", LABEL, '"C"'),
]


def write(folder: Path, lines: list[str]) -> Path:
    folder.mkdir()
    (folder / "khen.nq").write_text("\n".join(reversed(lines)) + "\n", encoding="utf-8")
    return folder


def test_what_came_and_what_went(tmp_path: Path) -> None:
    found = changes_between(write(tmp_path / "old", OLD), write(tmp_path / "new", NEW), (BASE, BASE), 1000)
    assert found.added == tuple(sorted(NEW[1:]))
    assert found.removed == tuple(sorted(OLD[1:]))
    assert found.data.graphs == (Count(f"{BASE}graph/a", 3, 2),)
    assert found.data.properties == (Count(LABEL[1:-1], 2, 2), Count(TYPE[1:-1], 1, 0))
    assert found.data.classes == (Count("x:Person", 1, 0),)
    assert found.data.appeared == (Thing(f"{BASE}c", ("x:Person",), {"": "C"}),)
    assert found.data.disappeared == (Thing(f"{BASE}b", (), {"vi": "B\u2028b"}),)


def test_what_a_release_says_of_itself_is_no_data(tmp_path: Path) -> None:
    """Every release describes itself anew, below the base to which the older one is taken."""
    elsewhere = "https://elsewhere.example/"
    said = line("a", LABEL, '"An"@vi', elsewhere), line("releases/r0", LABEL, '"r0"', elsewhere)
    old = [said[0], said[1].replace("graph/a>", "graph/meta>")]
    new = [line("a", LABEL, '"An"@vi'), line("releases/r1", LABEL, '"r1"').replace("graph/a>", "graph/meta>")]
    found = changes_between(write(tmp_path / "old", old), write(tmp_path / "new", new), (elsewhere, BASE), 1000)
    assert (len(found.added), len(found.removed)) == (1, 1), "the patch holds all"
    assert (found.data.added, found.data.removed, found.data.graphs, found.data.appeared) == (0, 0, (), ())
    assert found.description.graphs == (Count(f"{BASE}graph/meta", 1, 1),)
    assert [each.iri for each in found.description.appeared] == [f"{BASE}releases/r1"]


def test_another_base_is_no_change(tmp_path: Path) -> None:
    elsewhere = [line("a", LABEL, '"An"@vi', "https://elsewhere.example/")]
    here = [line("a", LABEL, '"An"@vi')]
    bases = "https://elsewhere.example/", BASE
    found = changes_between(write(tmp_path / "old", elsewhere), write(tmp_path / "new", here), bases, 1000)
    assert (found.added, found.removed, found.rebased) == ((), (), True)


def test_a_dump_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    old, new = write(tmp_path / "old", OLD), write(tmp_path / "new", NEW)
    with pytest.raises(TooLargeToCompareError, match="more than 10 bytes"):
        changes_between(old, new, (BASE, BASE), largest=10)


def test_the_history_tells_when_a_release_was_first_published(tmp_path: Path) -> None:
    (tmp_path / "history.jsonl").write_text(
        '{"time": "2026-01-02T00:00:00+00:00", "id": "b", "outcome": "published"}\n'
        '{"time": "2026-01-01T00:00:00+00:00", "id": "a", "outcome": "published"}\n'
        '{"time": "2026-01-03T00:00:00+00:00", "id": "a", "outcome": "published"}\n'
        '{"time": "2026-01-03T00:00:00+00:00", "id": "c", "outcome": "unchanged"}\n{"time": "2026'
    )
    assert [(name, day.day) for name, day in published_on(tmp_path).items()] == [("a", 1), ("b", 2)]
    assert published_on(tmp_path / "none") == {}
