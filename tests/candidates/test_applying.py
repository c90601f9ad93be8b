"""`khen link --apply`: what is accepted is linked, what is rejected is never proposed again, and nothing else."""

from __future__ import annotations

import csv
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from graph.authority import read_authority
from graph.authority.tables import AuthorityError
from graph.candidates.tables import Table, read_links, written
from graph.candidates.targets import Target
from tests.candidates.conftest import MESSY, Khen
from tests.candidates.test_proposing import WD, proposed, rows
from tests.conftest import DATA

NOTE = "the item's page, 2026-11-23"


def decide(review: Path, decisions: dict[str, str], *, reviewer: str = "An", note: str = NOTE) -> None:
    """Fill in decisions as a person does."""
    entries = rows(review)
    for each in entries:
        if each["subject"] in decisions:
            each |= {"decision": decisions[each["subject"]], "reviewer": reviewer, "note": note}
    review.write_bytes(written(entries[0].keys(), entries))


def links(corpus: Path) -> set[tuple[str, Target]]:
    return {pair for table in read_links(corpus / "authority") for pair in table.links()}


def contents(corpus: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted((corpus / "authority").rglob("*")) if file.is_file()}


def test_what_was_accepted_is_linked_and_nothing_else(khen_link: Khen, corpus: Path, review: Path) -> None:
    proposed(khen_link, review)
    before, lines = links(corpus), contents(corpus)
    decide(review, {"area/ben-tre": "accept", "org/vwa": "accept", "area/ha-nam": "reject"})
    result = khen_link("--apply", review)
    assert "2 accepted, 1 rejected, 0 decided before, 2 undecided" in result.output
    assert links(corpus) - before == {
        ("area/ben-tre", Target("wikidata", "Q33366")),
        ("org/vwa", Target("wikidata", "Q18458592")),
    }
    place = read_authority(corpus / "authority").places.place("ben-tre")
    assert place.wikidata == "Q33366"
    for name in ("identifiers.csv", "organisation_links.csv"):
        old, new = lines[name].splitlines(), contents(corpus)[name].splitlines()
        assert len(new) == len(old) + 1
        assert [line for line in new if line in old] == old


def test_the_row_says_how_the_link_was_found_and_who_confirmed_it(khen_link: Khen, corpus: Path, review: Path) -> None:
    proposed(khen_link, review)
    decide(review, {"area/ben-tre": "accept"}, note="one source|another")
    khen_link("--apply", review)
    with (corpus / "authority" / "identifiers.csv").open(encoding="utf-8", newline="") as stream:
        (row,) = [each for each in csv.DictReader(stream) if (each["place"], each["scheme"]) == ("ben-tre", "wikidata")]
    found_on = rows(review)[0]["found_on"]
    assert row["sources"] == f"messy.ttl ({found_on})|one source|another"
    assert row.get("match", "close") == "close"
    assert row.get("found_by", "LexicalMatching") == "LexicalMatching"
    assert date.fromisoformat(row.get("reviewed", found_on)) >= date.fromisoformat(found_on)


def test_what_was_decided_is_not_proposed_again(khen_link: Khen, corpus: Path, review: Path, tmp_path: Path) -> None:
    proposed(khen_link, review)
    decide(review, {"area/ben-tre": "accept", "area/ha-nam": "reject"})
    khen_link("--apply", review)
    again = proposed(khen_link, tmp_path / "again.csv")
    assert {row["subject"] for row in again} == {"area/ho-chi-minh", "area/district-836-ba-tri", "org/vwa"}
    more = proposed(khen_link, tmp_path / "more.csv", MESSY, "--least", 1, "--most", 50)
    assert WD + "Q910005" in {row["target"] for row in more if row["subject"] == "area/ha-nam"}


def test_applying_twice_changes_nothing(khen_link: Khen, corpus: Path, review: Path) -> None:
    proposed(khen_link, review)
    decide(review, {"area/ben-tre": "accept", "area/ha-nam": "reject"})
    khen_link("--apply", review)
    before = contents(corpus)
    assert "0 accepted, 0 rejected, 2 decided before" in khen_link("--apply", review).output
    assert contents(corpus) == before


def test_a_rejected_pair_can_be_accepted_later(khen_link: Khen, corpus: Path, review: Path) -> None:
    proposed(khen_link, review)
    decide(review, {"area/ha-nam": "reject"}, note="")
    khen_link("--apply", review)
    assert b"Q36413,reject," in contents(corpus)["link_decisions.csv"]
    decide(review, {"area/ha-nam": "accept"})
    khen_link("--apply", review)
    assert b"Q36413,accept," in contents(corpus)["link_decisions.csv"]
    assert b"reject" not in contents(corpus)["link_decisions.csv"]
    assert ("area/ha-nam", Target("wikidata", "Q36413")) in links(corpus)


def test_a_row_that_was_not_verified_is_replaced(khen_link: Khen, corpus: Path, review: Path) -> None:
    table = corpus / "authority" / "organisation_links.csv"
    original = (DATA / "authority" / "organisation_links.csv").read_text(encoding="utf-8")
    doubtful = next(line for line in original.splitlines() if "Q18458592" in line).replace(",yes", ",no")
    table.write_text(table.read_text(encoding="utf-8") + doubtful + "\n", encoding="utf-8")
    proposed(khen_link, review)
    decide(review, {"org/vwa": "accept"})
    khen_link("--apply", review)
    assert table.read_text(encoding="utf-8").count("Q18458592") == 1
    assert ("org/vwa", Target("wikidata", "Q18458592")) in links(corpus)


@pytest.mark.parametrize(("decision", "match"), [("accept", "close"), ("accept-exact", "exact")])
def test_the_row_says_how_far_the_two_are_one(
    khen_link: Khen, corpus: Path, review: Path, decision: str, match: str
) -> None:
    table = corpus / "authority" / "organisation_links.csv"
    before = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    fresh = {"match": "close", "found_by": "LexicalMatching", "reviewed": "2026-11-23"}
    table.write_bytes(written((before[0] | fresh).keys(), [fresh | row for row in before]))
    proposed(khen_link, review)
    decide(review, {"org/vwa": decision})
    khen_link("--apply", review)
    rows_after = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    (row,) = [each for each in rows_after if "Q18458592" in "".join(each.values())]
    assert (row["match"], row["found_by"], row["verified"]) == (match, "LexicalMatching", "yes")


def test_another_degree_of_the_same_link_is_left_to_a_person(khen_link: Khen, corpus: Path, review: Path) -> None:
    proposed(khen_link, review)
    decide(review, {"org/vwa": "accept"})
    khen_link("--apply", review)
    before = contents(corpus)
    decide(review, {"org/vwa": "accept-exact"})
    with pytest.raises(AuthorityError, match="decided on before: accept") as caught:
        khen_link("--apply", review)
    assert "'match'" in caught.value.remedy
    assert contents(corpus) == before


def test_what_was_not_good_enough_is_no_longer_listed_as_such(khen_link: Khen, corpus: Path, review: Path) -> None:
    file = corpus / "authority" / "unverified" / "links.csv"
    file.parent.mkdir(exist_ok=True)
    line = "area/{},{},wikidata,http://www.wikidata.org/entity/{},one source,2026-11-23,a test\n"
    stays = line.format("ha-nam", "Hà Nam", "Q36413")
    header = "thing,name,target,iri,reason,reviewed,sources\n"
    file.write_text(header + line.format("ben-tre", "Bến Tre", "Q33366") + stays, encoding="utf-8")
    proposed(khen_link, review)
    decide(review, {"area/ben-tre": "accept"})
    khen_link("--apply", review)
    assert file.read_text(encoding="utf-8") == header + stays


def test_who_decided_is_kept_apart_from_what_is_published(khen_link: Khen, corpus: Path, review: Path) -> None:
    proposed(khen_link, review)
    decide(review, {"area/ben-tre": "accept", "org/vwa": "accept", "area/ha-nam": "reject"}, reviewer="Nguyễn Thị An")
    khen_link("--apply", review)
    assert [name for name, content in contents(corpus).items() if "Nguyễn Thị An".encode() in content] == [
        "link_decisions.csv"
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        (",,,\n", ",yes,An,seen\n", 2, "field 'decision': 'yes' is not allowed"),
        (",,,\n", ",accept,,seen\n", 2, "field 'reviewer': is empty"),
        (",,,\n", ",accept,An,\n", 2, "field 'note': is empty"),
        (",,,\n", ",,An,\n", 2, "field 'decision': is empty beside a reviewer"),
        (",,,\n", ",accept,An,one, two\n", 2, "has 13 fields in place of 12"),
        ("area/ben-tre,", "area/Ben Tre,", 2, "field 'subject'"),
        ("area/ben-tre,", "area/ben-tra,", 2, "field 'subject': 'area/ben-tra' is unknown"),
        ("entity/Q33366,", "wiki/Q33366,", 2, "field 'target'"),
        (",65,", ",sixty-five,", 3, "field 'score'"),
        (",LexicalMatching,", ",Guess,", 2, "field 'justification'"),
        ("subject,", "subject;", 1, "does not name the columns"),
        ("area/ha-nam,Hà Nam,", 'area/ha-nam,"Hà\nNam" x,', 5, "not a table"),
    ],
)
def test_a_bad_row_is_named_by_line_and_field(
    khen_link: Khen, corpus: Path, review: Path, old: str, new: str, line: int, reason: str
) -> None:
    proposed(khen_link, review)
    before = contents(corpus)
    text = review.read_text(encoding="utf-8")
    assert old in text
    review.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(AuthorityError) as caught:
        khen_link("--apply", review)
    assert caught.value.subject == f"{review}, line {line}"
    assert reason in caught.value.reason
    assert caught.value.remedy
    assert contents(corpus) == before


def test_decisions_that_contradict_each_other_are_refused_and_nothing_is_written(
    khen_link: Khen, corpus: Path, review: Path
) -> None:
    proposed(khen_link, review, MESSY, "--least", 1, "--most", 50)
    before = contents(corpus)
    decide(review, {"area/ha-nam": "accept"})
    with pytest.raises(AuthorityError, match=r"line 7.*line 6 accepts another thing of wikidata for area/ha-nam"):
        khen_link("--apply", review)
    assert contents(corpus) == before


def test_a_place_is_no_research_organisation(khen_link: Khen, corpus: Path, review: Path) -> None:
    proposed(khen_link, review)
    text = review.read_text(encoding="utf-8").replace(WD + "Q33366", "https://ror.org/00x0x0x00")
    review.write_text(text, encoding="utf-8")
    decide(review, {"area/ben-tre": "accept"})
    with pytest.raises(AuthorityError, match=r"line 2: field 'target': ror has no such things"):
        khen_link("--apply", review)


def test_one_thing_cannot_be_accepted_for_two_of_ours(khen_link: Khen, corpus: Path, review: Path) -> None:
    proposed(khen_link, review)
    text = review.read_text(encoding="utf-8").replace("Q36413", "Q33366")
    review.write_text(text, encoding="utf-8")
    before = contents(corpus)
    decide(review, {"area/ben-tre": "accept", "area/ha-nam": "accept"})
    with pytest.raises(AuthorityError, match=r"line 4.*line 2 accepts the same thing"):
        khen_link("--apply", review)
    assert contents(corpus) == before


@pytest.mark.parametrize("decision", ["accept", "reject"])
def test_a_decision_against_the_tables_is_refused(khen_link: Khen, corpus: Path, review: Path, decision: str) -> None:
    proposed(khen_link, review)
    decide(review, {"area/ben-tre": "accept"})
    khen_link("--apply", review)
    decide(review, {"area/ben-tre": decision})
    if decision == "accept":
        text = review.read_text(encoding="utf-8")
        review.write_text(text.replace("Q33366", "Q33367"), encoding="utf-8")
    before = contents(corpus)
    with pytest.raises(AuthorityError, match="line 2: field 'decision': the "):
        khen_link("--apply", review)
    assert contents(corpus) == before


def test_on_the_command_line_an_error_is_words_and_a_status(khen_link: Khen, corpus: Path, review: Path) -> None:
    proposed(khen_link, review)
    review.write_text(review.read_text(encoding="utf-8").replace(",,,\n", ",maybe,An,\n", 1), encoding="utf-8")
    for status, arguments in ((1, ("--apply", review, "--data", corpus)), (2, ("--from", review))):
        command = [sys.executable, "-m", "graph", "link", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == status
        assert done.stdout == ""
        assert done.stderr.startswith("khen: ")
        assert "Traceback" not in done.stderr


def test_a_file_that_is_not_there_is_named(khen_link: Khen, review: Path) -> None:
    with pytest.raises(AuthorityError, match=r"review\.csv: cannot be read"):
        khen_link("--apply", review)


@pytest.mark.parametrize("table", read_links(DATA / "authority"), ids=lambda table: table.file.name)
def test_a_table_is_written_as_it_was_read(table: Table) -> None:
    assert table.written() == table.file.read_bytes()
