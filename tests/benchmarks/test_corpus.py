"""The generator of the benchmark's corpus: what it invents must be what the model says."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.corpus import Writing, count_triples, synthetic
from graph.authority import Authority
from graph.extraction import extract
from graph.pipeline import Corpus, build_graph, read_data
from graph.statement import RecipientKind
from graph.validation import load_shapes, validate
from graph.vocabulary import Names

DATA = Path(__file__).parents[2] / "data"
NAMES = Names()


@pytest.fixture(scope="module")
def real() -> Corpus:
    return read_data(DATA)


@pytest.fixture(scope="module")
def writing(authority: Authority) -> Writing:
    return Writing(authority.places)


def test_the_texts_follow_from_the_seed_and_the_number(authority: Authority, writing: Writing) -> None:
    again, other = Writing(authority.places), Writing(authority.places, seed=1)
    assert [again.announcement(number).text for number in (3, 1)] == [
        writing.announcement(number).text for number in (3, 1)
    ]
    assert other.announcement(1).text != writing.announcement(1).text
    assert writing.announcement(2).text != writing.announcement(1).text


def test_every_announcement_is_read_completely(authority: Authority, writing: Writing) -> None:
    for number in range(1, 41):
        document = writing.announcement(number)
        facts = extract(document, authority)
        assert facts.unread == ()
        assert facts.decision is not None
        assert {each.unit for each in facts.figures} == {"number", "percent", "VND"}
        announced = {
            kind: int(re.search(rf"(\d+) {word}", document.text).group(1))  # type: ignore[union-attr]
            for kind, word in ((RecipientKind.COLLECTIVE, "tập thể"), (RecipientKind.INDIVIDUAL, "cá nhân"))
        }
        listed = [each.kind for each in facts.conferrals]
        assert {kind: listed.count(kind) for kind in announced} == announced


def test_nobody_stands_twice_on_one_list(writing: Writing) -> None:
    for number in range(1, 41):
        items = re.findall(r"^- (?:Ông |Bà )?([^,\n]+.*)$", writing.announcement(number).text, re.MULTILINE)
        assert len(items) == len(set(items))


def test_the_data_conform_to_the_shapes(real: Corpus, writing: Writing) -> None:
    documents = tuple(writing.announcement(number) for number in (1, 2))
    _, quads = build_graph(replace(real, documents=documents), NAMES)
    report = validate(quads, documents, NAMES, load_shapes(NAMES))
    assert report.conforms, report.text


@pytest.mark.parametrize("wanted", [40_000, 80_000])  # one announcement is nearly a tenth of 20,000
def test_the_corpus_has_about_the_size_that_is_wanted(real: Corpus, wanted: int) -> None:
    made = synthetic(real, NAMES, wanted)
    assert count_triples(made.quads) == pytest.approx(wanted, rel=0.05)
    assert made.corpus.documents[: len(real.documents)] == real.documents


def test_the_same_wish_makes_the_same_graph(real: Corpus) -> None:
    assert synthetic(real, NAMES, 12_000).quads == synthetic(real, NAMES, 12_000).quads
