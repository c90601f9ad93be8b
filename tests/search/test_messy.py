"""What people type, and what they mean, on the data of this repository."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path
from typing import Final, Literal

import pytest

from graph.search import SearchIndex
from tests.search.naming import path_of

FORMS: Final = ("NFC", "NFD")
ROWS = tuple(csv.DictReader((Path(__file__).parent / "messy.csv").read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["typed"])
def test_what_is_meant_comes_first(index: SearchIndex, row: dict[str, str], form: Literal["NFC", "NFD"]) -> None:
    typed = unicodedata.normalize(form, row["typed"])
    hits = index.search(typed, kinds=row["types"].split())
    assert [path_of(hit) for hit in hits[:1]] == [row["first"]]


@pytest.mark.parametrize("typed", ["ben tre", "Bến Tre", "BẾN TRE", "Bê\u0301n Tre"])
def test_marks_may_be_left_out_and_the_rest_is_equal(index: SearchIndex, typed: str) -> None:
    hit = index.search(typed)[0]
    assert (hit.score, hit.matched, hit.labels["vi"], hit.labels["en"]) == (100.0, "Bến Tre", "Bến Tre", "Ben Tre")
    assert hit.kinds[0] == "AdministrativeUnit"


@pytest.mark.parametrize("typed", ["Bền Tre", "Bem Tre", "tre ben", "bentre", "ở Bến Tre"])
def test_what_is_not_equal_has_no_full_score(index: SearchIndex, typed: str) -> None:
    hit = index.search(typed)[0]
    assert path_of(hit) == "area/ben-tre"
    assert 75 < hit.score < 100


def test_a_place_comes_before_its_versions_and_before_what_lies_in_it(index: SearchIndex) -> None:
    found = [path_of(hit) for hit in index.search("Vĩnh Long")]
    assert found[:3] == ["area/vinh-long", "area/vinh-long/v/1", "area/vinh-long/v/2"]
    assert "org/vwu-vinh-long" in found[3:]


def test_a_beginning_is_enough_for_a_suggestion(index: SearchIndex) -> None:
    assert path_of(index.suggest("ben t")[0]) == "area/ben-tre"
    assert path_of(index.suggest("hội lhpn tỉnh than")[0]) == "org/vwu-thanh-hoa"
    assert path_of(index.suggest("le thi ng")[0]) == "person/le-thi-ngoc-be-nghe-an"
    places = index.suggest("ha", kinds=["AdministrativeUnit"], limit=5)
    assert {"area/ha-noi", "area/ha-nam", "area/ha-giang"} <= {path_of(hit) for hit in places}


def test_nothing_like_it_is_nothing(index: SearchIndex) -> None:
    assert index.search("Ouagadougou") == ()
    assert index.search("") == index.suggest("") == index.search("*") == ()


def test_what_only_carries_a_statement_is_not_found(index: SearchIndex) -> None:
    """Memberships and mentions bear the words of a name, and are no things that anybody looks for."""
    hits = index.search("Phó ban Xây dựng tổ chức Hội, Hội LHPN tỉnh Nghệ An", limit=50)
    assert hits
    assert not [hit for hit in hits if "/membership/" in hit.iri or "#char" in hit.iri or "/mention/" in hit.iri]
