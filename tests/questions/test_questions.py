"""Each question in ``docs/questions`` gets, over HTTP, exactly the answer that stands beside it."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pyoxigraph
import pytest
from click.testing import CliRunner
from rdflib import Graph
from rdflib.compare import isomorphic

from graph.__main__ import main

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "questions"
QUESTIONS = sorted(FOLDER.glob("*.rq"))
README = (FOLDER / "README.md").read_text(encoding="utf-8")
MEDIA_TYPES = {".csv": "text/csv", ".ttl": "text/turtle"}


def by_get(endpoint: str, query: str, accept: str) -> Request:
    return Request(f"{endpoint}?{urlencode({'query': query})}", headers={"Accept": accept})


def by_direct_post(endpoint: str, query: str, accept: str) -> Request:
    headers = {"Accept": accept, "Content-Type": "application/sparql-query; charset=utf-8"}
    return Request(endpoint, data=query.encode(), headers=headers, method="POST")


def answer_file(question: Path) -> Path:
    """The one file that holds the expected answer."""
    found = [file for suffix in MEDIA_TYPES if (file := question.with_suffix(suffix)).is_file()]
    assert len(found) == 1, f"{question.name} has {len(found)} answers beside it, not one"
    return found[0]


def graph_of(turtle: bytes) -> Graph:
    return Graph().parse(data=turtle, format="turtle")


def rows_of(answer: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.decode(), newline="")))


def is_ask(answer: bytes) -> bool:
    return answer in (b"true", b"false")


each_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda path: path.stem)


def test_m15_there_are_twenty_or_more() -> None:
    numbers = [question.name[:3] for question in QUESTIONS]
    assert numbers == [f"{number:02}-" for number in range(1, len(numbers) + 1)]
    assert len(numbers) >= 20


def test_no_answer_is_left_without_its_question() -> None:
    answers = {file.stem for file in FOLDER.iterdir() if file.suffix in MEDIA_TYPES}
    assert answers == {question.stem for question in QUESTIONS}


@each_question
@pytest.mark.parametrize("request_by", [by_get, by_direct_post])
def test_m15_answer(question: Path, request_by: Callable[[str, str, str], Request], address: str) -> None:
    expected = answer_file(question)
    media_type = MEDIA_TYPES[expected.suffix]
    request = request_by(f"{address}/sparql", question.read_text(encoding="utf-8"), media_type)
    with urlopen(request, timeout=60) as response:
        assert response.headers.get_content_type() == media_type
        answer = response.read()
    if expected.suffix == ".ttl":
        assert isomorphic(graph_of(answer), graph_of(expected.read_bytes()))
    else:
        assert answer.decode() == expected.read_bytes().decode()


@each_question
def test_answer_is_not_empty(question: Path) -> None:
    expected = answer_file(question)
    answer = expected.read_bytes()
    assert graph_of(answer) if expected.suffix == ".ttl" else is_ask(answer) or rows_of(answer)


@each_question
def test_quotations_stand_in_the_text(question: Path, text: str) -> None:
    """The answers are checked against the source itself, past everything that reads it."""
    expected = answer_file(question)
    for row in rows_of(expected.read_bytes()) if expected.suffix == ".csv" else ():
        if quote := row.get("quote"):
            start = int(row["start"]) if "start" in row else text.index(quote)
            assert text[start : start + len(quote)] == quote
            assert int(row.get("end", start + len(quote))) == start + len(quote)
        if digest := row.get("sha256"):
            assert digest == hashlib.sha256(text.encode()).hexdigest()
            assert int(row["characters"]) == len(text)


@each_question
def test_query_opens_with_the_question_in_both_languages(question: Path) -> None:
    english, vietnamese, empty, notice, *_ = question.read_text(encoding="utf-8").splitlines()
    assert re.fullmatch(r"# [A-Z][^ạ-ỹ]*.*\?", english)
    assert re.fullmatch(r"# \w.*[ạ-ỹ].*\?", vietnamese)
    assert (empty, notice[:10]) == ("#", "# Notice: ")


@each_question
def test_query_declares_the_prefixes_that_it_uses(question: Path) -> None:
    query = question.read_text(encoding="utf-8")
    pyoxigraph.Store().query(query)  # an undeclared prefix is a syntax error here
    declared = re.findall(r"^PREFIX +([a-z]+): ", query, re.MULTILINE)
    body = re.sub(r"^(#|PREFIX).*", "", query, flags=re.MULTILINE)
    assert declared == sorted(set(declared))
    assert [prefix for prefix in declared if not re.search(rf"\b{prefix}:", body)] == []


@each_question
def test_rows_have_an_order(question: Path) -> None:
    query = question.read_text(encoding="utf-8")
    assert ("\nSELECT" not in query) or re.search(r"\n}\nORDER BY .+\n\Z", query)


@each_question
def test_index_lists_the_question(question: Path) -> None:
    wording = question.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
    number = int(question.name[:2])
    assert f"| {number} | {wording} | [query]({question.name}), [answer]({answer_file(question).name}) |" in README


def test_python_of_the_index_runs(
    address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (code,) = re.findall(r"```python\n(.+?)```", README, re.DOTALL)
    monkeypatch.chdir(ROOT)
    exec(compile(code.replace("http://127.0.0.1:8000", address), "docs/questions/README.md", "exec"), {})
    assert capsys.readouterr().out == "Thanh Hóa 3700000000\nThành phố Hồ Chí Minh 2500000000\nVĩnh Phúc 1300000000\n"


def test_command_of_the_index_runs(releases: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (file,) = re.findall(r"^\.venv/bin/khen query (\S+)$", README, re.MULTILINE)
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(main, ["query", file, "--releases", str(releases)])
    assert result.exit_code == 0, result.output
    assert "3700000000" in result.output
