"""What the real release states, held against the text and against itself (Q02 to Q10)."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

from graph.source import SourceDocument
from graph.validation.scan import Kind, scan
from tests.questions.conftest import Rows

DAY = "2023-09-22"
"""Of the announcement."""


def test_q02_every_quotation_stands_at_its_place(rows: Rows, document: SourceDocument) -> None:
    found = rows(
        "SELECT ?exact ?start ?end { ?e oa:hasSelector [ oa:exact ?exact ], [ oa:start ?start ; oa:end ?end ] }"
    )
    assert len(found) > 100
    for exact, start, end in found:
        assert document.text[int(start) : int(end)] == exact


def test_q03_as_many_are_listed_as_are_announced_or_the_difference_is_declared(rows: Rows) -> None:
    found = rows(
        """SELECT ?count ?number (COUNT(DISTINCT ?conferral) AS ?listed) ?declared {
          ?decision khen:announcedCount ?count . ?count khen:recipientCount ?number ; khen:recipientKind ?kind .
          OPTIONAL { ?conferral khen:underDecision ?decision ; khen:recipientKind ?kind }
          OPTIONAL { ?declared khen:ofCount ?count }
        } GROUP BY ?count ?number ?declared"""
    )
    assert len(found) >= 2
    assert [row for row in found if row[1] != row[2] and not row[3]] == []


def test_q04_no_gender_is_stated_and_forms_of_address_are_as_printed(rows: Rows, document: SourceDocument) -> None:
    assert rows("SELECT ?s { ?s schema:gender|foaf:gender ?g }") == []
    printed = rows("SELECT ?name ?form { ?p schema:honorificPrefix ?form ; schema:name ?name }")
    assert printed
    for name, form in printed:
        assert f"{form} {name}".casefold() in document.text.casefold(), name


def test_q05_places_of_an_announcement_are_those_of_its_day(rows: Rows) -> None:
    reached = rows(
        """SELECT DISTINCT ?version ?from ?through {
          GRAPH ?g { ?s ?p ?version } FILTER(CONTAINS(STR(?g), "/graph/announcement/"))
          GRAPH <https://w3id.org/khen/graph/ref/areas> { ?version a khen:AdministrativeUnitVersion }
          OPTIONAL { ?version schema:validFrom ?from } OPTIONAL { ?version schema:validThrough ?through }
        }"""
    )
    assert reached
    for version, begins, ends in reached:
        assert (begins or DAY) <= DAY <= (ends or DAY), version


def test_q06_there_are_63_former_and_34_present_provinces(rows: Rows) -> None:
    provinces = rows(
        """SELECT ?v ?from ?through { ?v vl:identity/khen:level khen:Province ; a khen:AdministrativeUnitVersion .
          OPTIONAL { ?v schema:validFrom ?from } OPTIONAL { ?v schema:validThrough ?through } }"""
    )
    for day, number in ((DAY, 63), ("2025-06-30", 63), ("2025-07-01", 34), ("2026-11-23", 34)):
        valid = [each for each, begins, ends in provinces if (begins or day) <= day <= (ends or day)]
        assert len(valid) == number, day
    assert rows("SELECT (COUNT(DISTINCT ?e) AS ?n) { ?e a vl:Combination }") == [("23",)]


def test_q07_no_person_is_there_twice(rows: Rows) -> None:
    people = rows("SELECT ?p ?name ?org { ?m org:member ?p ; org:organization ?org . ?p schema:name ?name }")
    assert people
    known: dict[tuple[str, str], str] = {}
    for person, name, organisation in people:
        folded = unicodedata.normalize("NFC", name).casefold()
        assert known.setdefault((folded, organisation), person) == person


def test_q08_labels_are_tidy_and_there_is_one_in_vietnamese(rows: Rows) -> None:
    labels = rows("SELECT ?l { ?s skos:prefLabel|rdfs:label|skos:altLabel ?l }")
    assert len(labels) > 1000
    assert [text for (text,) in labels if text != " ".join(unicodedata.normalize("NFC", text).split())] == []
    several = "SELECT ?s { ?s skos:prefLabel ?l FILTER(LANG(?l) = 'vi') } GROUP BY ?s HAVING(COUNT(?l) > 1)"
    assert rows(several) == []
    assert (
        rows("SELECT ?s { ?s skos:prefLabel ?l FILTER NOT EXISTS { ?s skos:prefLabel ?v FILTER(LANG(?v)='vi') } }")
        == []
    )


def test_q09_every_number_is_in_its_quotation_with_degree_and_unit(rows: Rows) -> None:
    """The numbers are read again by the scan of the validation, which knows nothing of the grammar."""
    bare = """SELECT ?s { ?s khen:statedValue ?v
      FILTER NOT EXISTS { ?s khen:qualifier ?q ; khen:unit ?u ; khen:indicator ?i ; khen:evidence ?e } }"""
    assert rows(bare) == []
    stated = rows(
        "SELECT ?v ?exact { ?s khen:statedValue|schema:value ?v ; khen:evidence/oa:hasSelector/oa:exact ?exact }"
    )
    assert len(stated) >= 20
    for value, exact in stated:
        read = {token.value for token in scan(exact) if token.kind == Kind.NUMBER}
        assert Decimal(value) in read, exact


def test_q10_both_periods_stand_with_all_their_passages_and_the_conflict(rows: Rows) -> None:
    periods = rows(
        """SELECT ?s ?from ?to ?other (COUNT(DISTINCT ?e) AS ?n) {
          ?s a khen:PeriodStatement ; khen:startYear ?from ; khen:endYear ?to ; khen:conflictsWith ?other ;
             khen:evidence ?e } GROUP BY ?s ?from ?to ?other"""
    )
    assert sorted((begins, ends, number) for _, begins, ends, _, number in periods) == [
        ("2019", "2023", "3"),
        ("2019", "2025", "1"),
    ]
    assert {(each, other) for each, _, _, other, _ in periods} == {(other, each) for each, _, _, other, _ in periods}
