"""The real announcement, statement by statement."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from graph.source import SourceDocument
from graph.statement import Comparability, Facts, FigureRole, PersonMention, Qualifier, RecipientKind
from tests.extraction.summary import place, quotations, recipients, summary

EXPECTED = json.loads(
    (Path(__file__).parents[1] / "cases" / "642ca70eabb422b4" / "expected.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("part", EXPECTED)
def test_every_part_is_as_read_by_hand(facts: Facts, part: str) -> None:
    assert summary(facts)[part] == EXPECTED[part]


def test_each_part_is_expected(facts: Facts) -> None:
    assert list(summary(facts)) == list(EXPECTED)


def test_every_quotation_stands_at_its_offsets(facts: Facts, document: SourceDocument) -> None:
    quotes = list(quotations(facts))
    assert len(quotes) > 150
    for quote in quotes:
        assert quote.source == document.id
        assert document.text[quote.start : quote.end] == quote.exact
        assert quote.exact == quote.exact.strip()
        assert quote.exact


def test_three_no_break_spaces_stay_where_they_are(document: SourceDocument) -> None:
    assert [at for at, character in enumerate(document.text) if character == "\u00a0"] == [1232, 1789, 3614]
    assert len(document.text) == 5149


def test_what_the_text_does_not_give_is_not_filled_in(facts: Facts, document: SourceDocument) -> None:
    assert facts.decision
    assert facts.decision.number is None
    assert facts.decision.day is None
    assert document.metadata.publisher is None
    assert document.metadata.address is None
    assert not facts.announcement.zone_stated


def test_the_announced_counts_are_apart_from_the_list(facts: Facts) -> None:
    assert facts.decision
    assert {(count.kind, count.value) for count in facts.decision.counts} == {
        (RecipientKind.COLLECTIVE, 10),
        (RecipientKind.INDIVIDUAL, 5),
    }
    assert all(len(count.evidence) == 6 for count in facts.decision.counts)
    assert [len(recipients(facts, kind)) for kind in RecipientKind] == [10, 5]
    assert facts.differences == ()


def test_both_periods_of_the_one_programme_with_all_their_places(facts: Facts) -> None:
    (programme,) = facts.programmes
    periods = {(each.start, each.end): [(q.start, q.end) for q in each.evidence] for each in programme.periods}
    assert periods == {(2019, 2023): [(535, 556), (4096, 4117), (4300, 4321)], (2019, 2025): [(708, 728)]}


def test_the_presenter_holds_two_offices_and_presented_that_afternoon(facts: Facts) -> None:
    conference, presentation = facts.events
    assert (conference.part_of_day, str(conference.day)) == ("chiều", "2023-09-22")
    assert presentation.presenter
    assert presentation.presenter.name == "Tôn Ngọc Hạnh"
    assert [(office.position, office.organisation.evidence.exact) for office in presentation.presenter.offices] == [
        ("Uỷ viên dự khuyết", "TƯ Đảng"),
        ("Phó Chủ tịch", "Hội LHPN Việt Nam"),
    ]


def test_honorifics_are_kept_as_printed_and_nothing_is_made_of_them(facts: Facts) -> None:
    people = [each.recipient for each in facts.conferrals if isinstance(each.recipient, PersonMention)]
    assert [person.honorific for person in people] == ["Ông", "Bà", "Bà", "Bà", "Bà"]
    assert not hasattr(people[0], "gender")


@pytest.mark.parametrize(
    ("value", "unit", "qualifier"),
    [
        ("1000", "number", Qualifier.NEARLY),
        ("65000", "number", Qualifier.MORE_THAN),
        ("80", "number", Qualifier.MORE_THAN),
        ("81000000000", "VND", Qualifier.MORE_THAN),
        ("19", "number", Qualifier.EXACT),
        ("26", "number", Qualifier.EXACT),
    ],
)
def test_qualifiers_are_those_of_the_text(facts: Facts, value: str, unit: str, qualifier: Qualifier) -> None:
    (figure,) = [each for each in facts.figures if each.value == Decimal(value)]
    assert (figure.unit, figure.qualifier) == (unit, qualifier)


def test_only_the_same_measure_of_the_same_people_is_comparable(facts: Facts) -> None:
    (same,) = [each for each in facts.comparisons if each.comparability is Comparability.COMPARABLE]
    target, result = facts.figures[same.target], facts.figures[same.result]
    assert (target.role, result.role) == (FigureRole.TARGET, FigureRole.RESULT)
    assert (target.value, result.value) == (Decimal(70), Decimal(100))
    assert all(each.outcome == "exceeded" for each in facts.comparisons)


def test_each_spelling_is_kept_at_its_place(facts: Facts) -> None:
    assert [mention.name for mention in facts.mentions if mention.name.startswith("Thanh")] == [
        "Thanh Hóa",
        "Thanh Hoá",
    ]


def test_every_place_is_mentioned_once_for_each_span(facts: Facts) -> None:
    mentions = [place(mention) for mention in facts.mentions]
    assert len(mentions) == len({mention.evidence for mention in facts.mentions}) == 16
    assert "district Ba Tri / province Bến Tre" in mentions


def test_nothing_is_left_unread(facts: Facts) -> None:
    assert facts.unread == ()
