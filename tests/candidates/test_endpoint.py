"""`khen link` on an endpoint: everything is found however it answers, and it is asked no more than is fair."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from graph.candidates.interface import EndpointError
from graph.formats import TURTLE
from tests.candidates.conftest import MESSY, Khen
from tests.candidates.standing_in import Answer, StandIn, standing_in
from tests.candidates.test_proposing import TRUE, WD, proposed, rows
from tests.engine.asking import wait_until
from tests.remote.stores import oxigraph

FAST = ("--rate", 10)


@pytest.fixture
def endpoint() -> Iterator[StandIn]:
    with standing_in(MESSY) as running:
        yield running


def found(khen_link: Khen, review: Path, url: str, *more: object) -> dict[str, str]:
    return {row["subject"]: row["target"] for row in proposed(khen_link, review, url, *FAST, *more)}


EXPECTED = {key: WD + item for key, item in TRUE.items()}


def test_an_endpoint_gives_what_a_file_of_the_same_gives(khen_link: Khen, endpoint: StandIn, tmp_path: Path) -> None:
    review, other = tmp_path / "endpoint.csv", tmp_path / "file.csv"
    assert found(khen_link, review, endpoint.url) == EXPECTED
    proposed(khen_link, other)
    compared = [{**row, "source": ""} for row in rows(review)]
    assert compared == [{**row, "source": ""} for row in rows(other)]
    assert {row["source"] for row in rows(review)} == {endpoint.url}
    assert not (tmp_path / "endpoint.csv.answers").exists()


def test_a_real_store_is_asked(khen_link: Khen, review: Path) -> None:
    with oxigraph() as store:
        url = store.url.replace("/query", "/store?default")
        headers = {"Content-Type": TURTLE.media_type}
        assert httpx2.post(url, content=MESSY.read_bytes(), headers=headers, trust_env=False).is_success
        assert found(khen_link, review, store.url) == EXPECTED


def test_it_says_who_asks_and_where_to_write_to(khen_link: Khen, corpus: Path, endpoint: StandIn, review: Path) -> None:
    dataset = corpus / "dataset.toml"
    dataset.write_text(f'{dataset.read_text(encoding="utf-8")}\nemail = "data@example.org"\n', encoding="utf-8")
    found(khen_link, review, endpoint.url, "--to", "organisations")
    (agent,) = endpoint.agents
    assert agent.startswith("khen/")
    assert "data@example.org" in agent
    assert "https://w3id.org/khen/" in agent


@pytest.mark.parametrize("most", [1, 7])
def test_an_endpoint_that_gives_few_rows_at_once_is_asked_for_all(
    khen_link: Khen, endpoint: StandIn, review: Path, most: int
) -> None:
    endpoint.rows = most
    only = ("--to", "organisations") if most == 1 else ()
    assert found(khen_link, review, endpoint.url, *only) == (
        {"org/vwa": EXPECTED["org/vwa"]} if most == 1 else EXPECTED
    )


@pytest.mark.parametrize(
    "answer",
    [Answer(b"out of memory", 500), Answer(b"", 504), Answer(b'{"head":{"vars":["thing"]},"results":{"bin')],
    ids=["error", "gateway", "cut off"],
)
def test_what_is_too_much_at_once_is_asked_in_parts(
    khen_link: Khen, endpoint: StandIn, review: Path, answer: Answer
) -> None:
    endpoint.behaviour = lambda query: answer if query.count('"@') > 60 else None
    assert found(khen_link, review, endpoint.url) == EXPECTED
    assert any(query.count('"@') > 60 for query in endpoint.queries)


def test_one_name_that_cannot_be_asked_is_left_out_with_a_word(
    khen_link: Khen, endpoint: StandIn, review: Path
) -> None:
    endpoint.behaviour = lambda query: Answer(b"", 504) if '"Hà Nam"@vi' in query else None
    result = khen_link("--from", endpoint.url, "--scheme", "wikidata", "--review", review, *FAST)
    assert 'left out: "Hà Nam"@vi' in result.output
    assert {row["subject"] for row in rows(review)} == EXPECTED.keys()  # by its other names


def test_an_endpoint_that_fails_always_is_given_up(khen_link: Khen, endpoint: StandIn, review: Path) -> None:
    endpoint.behaviour = lambda _: Answer(b"", 500)
    with pytest.raises(EndpointError, match="did not manage a query"):
        found(khen_link, review, endpoint.url)
    assert len(endpoint.queries) < 20
    assert not review.exists()


def test_names_of_ours_cannot_change_a_query(khen_link: Khen, corpus: Path, endpoint: StandIn, review: Path) -> None:
    table = corpus / "authority" / "organisations.csv"
    hostile = '"} UNION { ?s ?p ?o } #'
    with table.open("a", encoding="utf-8") as stream:
        csv.writer(stream, lineterminator="\n").writerow(
            ("odd", "body", "", hostile, '\\" . ?x ?y "', "", "a test", "yes")
        )
    found(khen_link, review, endpoint.url, "--to", "organisations", "--least", 1)
    assert {row["target"] for row in rows(review) if row["subject"] == "org/odd"} == {WD + "Q910008"}


def command(endpoint: StandIn, corpus: Path, review: Path) -> list[str]:
    arguments = ("--from", endpoint.url, "--scheme", "wikidata", "--review", review, "--data", corpus, *FAST)
    return [sys.executable, "-m", "graph", "link", *map(str, arguments)]


def test_a_killed_run_goes_on_where_it_was(
    khen_link: Khen, corpus: Path, endpoint: StandIn, review: Path, tmp_path: Path
) -> None:
    with subprocess.Popen(command(endpoint, corpus, review), stderr=subprocess.DEVNULL) as process:
        try:
            wait_until(lambda: len(endpoint.queries) > 4, 60)
        finally:
            os.kill(process.pid, signal.SIGKILL)
    assert not review.exists()
    before = list(endpoint.queries)
    done = subprocess.run(command(endpoint, corpus, review), capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    after = endpoint.queries[len(before) :]
    assert after
    assert not set(after) & set(before[:-1])  # the last one may have been cut short
    assert {row["subject"]: row["target"] for row in rows(review)} == EXPECTED
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "review.csv"]


def test_answers_are_forgotten_and_nothing_else(khen_link: Khen, endpoint: StandIn, review: Path) -> None:
    folder = review.with_name("review.csv.answers")
    folder.mkdir()
    (folder / "begun").write_text("2020-01-01", encoding="ascii")
    (folder / f"{'0' * 64}.json").write_text("{}", encoding="ascii")
    (folder / "mine.txt").write_text("keep", encoding="ascii")
    found(khen_link, review, endpoint.url, "--to", "organisations")
    assert [file.name for file in folder.iterdir()] == ["mine.txt"]


def test_an_unreachable_endpoint_is_an_error_in_words(corpus: Path, review: Path) -> None:
    endpoint = StandIn(None, url="http://127.0.0.1:9/sparql")  # type: ignore[arg-type] # it holds nothing
    done = subprocess.run(command(endpoint, corpus, review), capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1
    assert "khen: http://127.0.0.1:9/sparql: cannot be reached: connection refused\n  Check the address" in done.stderr
    assert "Traceback" not in done.stderr
