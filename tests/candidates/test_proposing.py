"""`khen link` on a dump: what is proposed, and that nothing but the review file is written."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse, serialize

from graph.candidates.source import DumpError
from graph.errors import UsageError
from graph.formats import DATASET_FORMATS, GRAPH_FORMATS, Format
from graph.pipeline import fingerprint
from graph.vocabulary import Names
from tests.candidates.conftest import MESSY, Khen

WD = "http://www.wikidata.org/entity/"
TRUE = {
    "area/ben-tre": "Q33366",
    "area/district-836-ba-tri": "Q910006",
    "area/ha-nam": "Q36413",
    "area/ho-chi-minh": "Q1854",
    "org/vwa": "Q18458592",
}


def rows(review: Path) -> list[dict[str, str]]:
    with review.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def proposed(khen_link: Khen, review: Path, source: object = MESSY, *more: object) -> list[dict[str, str]]:
    assert khen_link("--from", source, "--scheme", "wikidata", "--review", review, *more).exit_code == 0
    return rows(review)


def test_a_thing_is_proposed_for_each_of_ours_and_no_namesake(khen_link: Khen, review: Path) -> None:
    found = proposed(khen_link, review)
    assert {row["subject"]: row["target"] for row in found} == {key: WD + item for key, item in TRUE.items()}
    assert len(found) == len(TRUE)
    assert not any(row[column] for row in found for column in ("decision", "reviewer", "note"))


def test_namesakes_stand_below_the_thing_itself(khen_link: Khen, review: Path) -> None:
    found = proposed(khen_link, review, MESSY, "--least", 1, "--most", 50)
    for key, item in TRUE.items():
        scores = {row["target"]: int(row["score"]) for row in found if row["subject"] == key}
        best = scores.pop(WD + item)
        assert all(best >= score + 20 for score in scores.values()), key
    targets = {row["target"] for row in found}
    assert WD + "Q910004" in targets  # the town of the same name was seen
    assert WD + "Q910002" not in targets  # a city overseas is worth nothing at all


def test_the_score_is_the_sum_of_the_parts_written_beside_it(khen_link: Khen, review: Path) -> None:
    for row in proposed(khen_link, review, MESSY, "--least", 1, "--most", 50):
        parts = [part.partition("=") for part in row["features"].split("; ")]
        assert [name for name, _, _ in parts] == ["name", "type", "within", "coordinates", "identifier"]
        assert int(row["score"]) == min(100, max(0, sum(int(said.split()[0]) for _, _, said in parts)))


def test_the_justification_says_whether_names_were_alike(khen_link: Khen, review: Path, tmp_path: Path) -> None:
    assert {row["justification"] for row in proposed(khen_link, review)} == {"LexicalMatching"}
    file = tmp_path / "codes.nt"
    wdt, label = "http://www.wikidata.org/prop/direct/", "http://www.w3.org/2000/01/rdf-schema#label"
    file.write_text(
        f'<{WD}Q7> <{wdt}P300> "VN-50" .\n<{WD}Q7> <{label}> "K\u00ean Nine" .\n<{WD}Q7> <{wdt}P17> <{WD}Q881> .\n'
        f'<{WD}Q881> <{label}> "Vietnam"@en .\n',
        encoding="utf-8",
    )
    (row,) = proposed(khen_link, review, file, "--least", 35)
    assert (row["subject"], row["score"]) == ("area/ben-tre", "35")
    assert row["justification"] == "BackgroundKnowledgeBasedMatching"


def test_nothing_that_a_build_reads_is_changed(khen_link: Khen, corpus: Path, review: Path) -> None:
    before = fingerprint(corpus, Names())
    proposed(khen_link, review)
    assert fingerprint(corpus, Names()) == before


def test_the_same_again_gives_the_same_bytes(khen_link: Khen, review: Path, tmp_path: Path) -> None:
    proposed(khen_link, review)
    first = review.read_bytes()
    proposed(khen_link, review)
    assert review.read_bytes() == first
    proposed(khen_link, tmp_path / "other.csv")
    assert (tmp_path / "other.csv").read_bytes() == first
    assert [path.name for path in review.parent.iterdir() if path.name.startswith(".")] == []


def test_a_row_that_says_the_same_keeps_its_day(khen_link: Khen, review: Path) -> None:
    today = proposed(khen_link, review)[0]["found_on"]
    text = review.read_text(encoding="utf-8").replace(today, "2026-11-01").replace(",65,name", ",64,name")
    review.write_text(text, encoding="utf-8")
    days = {row["subject"]: row["found_on"] for row in proposed(khen_link, review)}
    assert days.pop("area/district-836-ba-tri") == today  # its score is another now
    assert set(days.values()) == {"2026-11-01"}


def test_rows_in_which_somebody_has_written_stay(khen_link: Khen, review: Path) -> None:
    proposed(khen_link, review)
    text = review.read_text(encoding="utf-8")
    review.write_text(text.replace("messy.ttl,,,\n", "messy.ttl,reject,An,\n", 1), encoding="utf-8")
    found = proposed(khen_link, review, MESSY, "--to", "organisations")
    said = [(row["subject"], row["decision"], row["reviewer"]) for row in found]
    assert said == [("area/ben-tre", "reject", "An"), ("org/vwa", "", "")]


@pytest.mark.parametrize("known", GRAPH_FORMATS + DATASET_FORMATS, ids=lambda each: each.extension)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gz"])
def test_every_format_of_rdf_can_be_read(
    khen_link: Khen, review: Path, tmp_path: Path, known: Format, packed: bool
) -> None:
    triples = [quad.triple for quad in parse(path=str(MESSY), format=RdfFormat.TURTLE)]
    content = serialize(triples, format=getattr(RdfFormat, known.pyoxigraph))
    assert content is not None
    file = tmp_path / f"dump.{known.extension}{'.gz' if packed else ''}"
    file.write_bytes(gzip.compress(content) if packed else content)
    assert {row["target"] for row in proposed(khen_link, review, file)} == {WD + item for item in TRUE.values()}


def test_a_text_of_others_cannot_be_a_formula_or_more_than_a_line(
    khen_link: Khen, review: Path, tmp_path: Path
) -> None:
    file = tmp_path / "dump.nt"
    label, other = "http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/2004/02/skos/core#altLabel"
    file.write_text(
        f'<{WD}Q5> <{label}> "=1+1\\n\u202eQ\u2028"@vi .\n<{WD}Q5> <{other}> "Bến Tre"@en .\n',
        encoding="utf-8",
    )
    (row,) = proposed(khen_link, review, file)
    assert row["target_label"] == "'=1+1 Q"


def test_a_country_that_is_text_is_compared_as_text(khen_link: Khen, review: Path, tmp_path: Path) -> None:
    file = tmp_path / "dump.ttl"
    file.write_text(
        "@prefix s: <http://schema.org/> . @prefix wd: <http://www.wikidata.org/entity/> .\n"
        'wd:Q5 s:name "Bến Tre" ; s:addressCountry "Viet Nam" ; s:containedInPlace "a: b" .\n'
        'wd:Q6 s:name "Bến Tre" ; s:addressCountry "in: doubt" .\n',
        encoding="utf-8",
    )
    found = {row["target"]: row["features"] for row in proposed(khen_link, review, file, "--least", 1)}
    assert "within=+10 Viet Nam;" in found[WD + "Q5"]
    assert "within=-30 in: doubt;" in found[WD + "Q6"]


def test_what_another_of_ours_is_linked_to_is_not_proposed(khen_link: Khen, review: Path, tmp_path: Path) -> None:
    file = tmp_path / "dump.ttl"
    name = '<http://www.w3.org/2000/01/rdf-schema#label> "Bến Tre"@vi .\n'
    file.write_text(f"<{WD}Q1858> {name}<{WD}Q5> {name}", encoding="utf-8")  # Q1858 is linked to Hà Nội
    assert [row["target"] for row in proposed(khen_link, review, file)] == [WD + "Q5"]


def test_a_district_may_lie_in_what_its_province_has_become(khen_link: Khen, review: Path, tmp_path: Path) -> None:
    file = tmp_path / "dump.ttl"
    file.write_text(
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix wd: <http://www.wikidata.org/entity/> .\n"
        'wd:Q5 rdfs:label "Ba Tri"@vi ; <http://www.wikidata.org/prop/direct/P131> wd:Q900100 .\n'
        'wd:Q900100 rdfs:label "Vĩnh Long"@vi .\n',
        encoding="utf-8",
    )
    (row,) = proposed(khen_link, review, file)
    assert "within=+10 Vĩnh Long;" in row["features"]


def test_only_what_is_asked_for_is_looked_at(khen_link: Khen, review: Path) -> None:
    assert {row["subject"] for row in proposed(khen_link, review, MESSY, "--to", "organisations")} == {"org/vwa"}


def test_nothing_left_to_link_is_said(khen_link: Khen, corpus: Path, review: Path) -> None:
    table = corpus / "authority" / "identifiers.csv"
    rest = [row["subject"] for row in proposed(khen_link, review, MESSY, "--to", "places")]
    header = table.read_text(encoding="utf-8").partition("\n")[0].split(",")
    with table.open("a", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, header, restval="")
        for number, key in enumerate(rest):
            known = {"place": key.removeprefix("area/"), "scheme": "wikidata", "value": f"Q77000{number}"}
            made = {"match": "close", "found_by": "LexicalMatching", "reviewed": "2026-11-23"}
            row = {**known, **made, "verified": "yes", "sources": "a test"}
            writer.writerow({column: row[column] for column in header})
    result = khen_link("--from", MESSY, "--scheme", "wikidata", "--to", "places", "--review", review)
    assert result.exit_code == 0
    assert "nothing left to link" in result.output


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("dump.txt", b"", "no extension of an RDF format"),
        ("dump.nt", b'<urn:a> <urn:b> "c" .\n<urn:a> nonsense', "not N-Triples: Parser error at line 2"),
        ("dump.nt.gz", b"not gzip", "cannot be read"),
        ("dump.nt.gz", gzip.compress(b'<urn:a> <urn:b> "c" .', mtime=0)[:-9], "cannot be read"),
    ],
)
def test_a_bad_file_is_named_with_its_fault(
    khen_link: Khen, review: Path, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DumpError, match=reason) as caught:
        khen_link("--from", tmp_path / name, "--scheme", "wikidata", "--review", review)
    assert caught.value.subject.endswith(name)
    assert caught.value.remedy
    assert not review.exists()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--from", "nowhere.nt", "--scheme", "wikidata"), "is no file"),
        (("--from", "ftp://example.org/sparql", "--scheme", "wikidata"), "is not how an endpoint is asked"),
        (("--from", "http:///sparql", "--scheme", "wikidata"), "is not the address of a SPARQL endpoint"),
        (("--from", MESSY), "needs --from and --scheme"),
        (("--from", MESSY, "--scheme", "ror", "--to", "places"), "has no places"),
        (("--from", MESSY, "--apply", "review.csv"), "cannot be combined"),
    ],
)
def test_a_command_that_cannot_be_followed_leaves_nothing(
    khen_link: Khen, tmp_path: Path, review: Path, arguments: tuple[object, ...], reason: str
) -> None:
    with pytest.raises(UsageError, match=reason):
        khen_link(*arguments, "--review", review)
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
