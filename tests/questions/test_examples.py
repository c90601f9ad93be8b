"""The example questions as RDF say what the files of ``docs/questions`` say, and all run as they stand there."""

from __future__ import annotations

from pathlib import Path
from urllib.request import urlopen

import pytest
from rdflib.compare import isomorphic

from graph.errors import UsageError
from graph.vocabulary import Names
from server.questions import load, matching, read_query, topics_of, written
from server.questions.turtle import FILE
from tests.questions.test_questions import (
    MEDIA_TYPES,
    QUESTIONS,
    answer_file,
    by_direct_post,
    graph_of,
)

LOADED = load(Names())


def test_the_rdf_is_written_from_the_files() -> None:
    assert FILE.read_text(encoding="utf-8") == written(map(read_query, QUESTIONS)), "run `make questions`"
    assert load(Names()) == tuple(map(read_query, QUESTIONS))
    prefixes = {(name, iri) for each in LOADED for name, iri in each.prefixes.items()}
    assert len(prefixes) == len(dict(prefixes)), "one prefix stands for two namespaces"


def test_every_example_gets_its_answer_from_the_endpoint(address: str) -> None:
    for question, file in zip(LOADED, QUESTIONS, strict=True):
        expected = answer_file(file)
        request = by_direct_post(f"{address}/sparql", question.query, MEDIA_TYPES[expected.suffix])
        with urlopen(request, timeout=60) as response:
            answer = response.read()
        if expected.suffix == ".ttl":
            assert isomorphic(graph_of(answer), graph_of(expected.read_bytes())), question.key
        else:
            assert answer == expected.read_bytes(), question.key


def test_another_base_is_followed() -> None:
    moved = load(Names("https://data.example.org/khen/"))
    assert [each.key for each in moved] == [each.key for each in LOADED]
    assert "https://data.example.org/khen/def#" in moved[0].query
    assert "w3id.org/khen/" not in "".join(each.query for each in moved)


@pytest.mark.parametrize(
    ("sought", "first"),
    [
        ("bản đồ", "28-provinces-on-a-map"),
        ("ban do", "28-provinces-on-a-map"),
        ("MONEY province", "05-money-per-province"),
        ("tinh tien", "05-money-per-province"),
    ],
)
def test_questions_are_found_with_and_without_marks(sought: str, first: str) -> None:
    assert matching(LOADED, sought)[0].key == first


def test_what_no_question_holds_finds_none() -> None:
    assert matching(LOADED, "cà phê") == ()
    assert matching(LOADED, "") == LOADED
    listed = [each for group in topics_of(LOADED).values() for each in group]
    assert sorted(each.key for each in listed) == [each.key for each in LOADED]


def test_a_query_without_its_head_is_named(tmp_path: Path) -> None:
    for text in ("ASK {}\n", "# A?\n# Ả?\n#\n# Notice: x.\n#\n# Chú ý: x.\n#\n# Topics: nothing\n\nASK {}\n"):
        file = tmp_path / "40-headless.rq"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(UsageError, match=r"40-headless\.rq"):
            read_query(file)
