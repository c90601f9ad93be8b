"""Citations in the formats of reference managers, with texts that would break them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask

from graph.store import Manifest, Release
from server.citing.cff import cff
from server.citing.citation import Citation, title_of
from server.citing.digests import Digests
from server.citing.written import bibtex, csl_json, ris

NASTY = 'Đắk Lắk } \\input{x} {% 50 & 100$ #1 a_b ~ ^ "q"\r\nER  - \nTY  - BOOK\u2028\u0085\x00: - [x] <b>'
PLAIN = "Khen: thông báo khen thưởng"


@pytest.fixture
def citation(app: Flask) -> Any:
    with app.test_request_context("/"):
        yield Citation(
            "khen-r1-0123", NASTY, PLAIN, "0.1.0 (r1)", date(2026, 11, 3), date(2026, 11, 24),
            "https://w3id.org/khen/cite?query=%7B%25%7D&release=r1", "vi", Digests("aa", "bb"), "CSV",
        )  # fmt: skip


def test_bibtex_has_balanced_braces_and_no_bare_special_character(citation: Citation) -> None:
    text = bibtex(citation)
    depth = 0
    for character in text.replace("\\&", ""):
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0
    title = re.search(r"^  title +=(.*),$", text, re.MULTILINE)
    assert title
    assert "Đắk Lắk {\\textbraceright} {\\textbackslash}input{\\textbraceleft}x{\\textbraceright}" in title[1]
    assert not re.search(r"(?<!\\)[%&$#_]", title[1])
    assert not re.search(r"[~^\x00-\x1f\u2028]", title[1])
    assert text.count("\n") == 11
    assert "  url       = {https://w3id.org/khen/cite?query=%7B%25%7D&release=r1}," in text


def test_ris_is_one_record_whatever_the_texts_hold(citation: Citation) -> None:
    text = ris(citation)
    lines = text.split("\r\n")
    assert lines[-1] == ""
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n\x00-\x1f\x85\u2028]*", line) for line in lines[:-1])
    assert [line[:2] for line in lines[:-1]].count("TY") == 1
    assert [line[:2] for line in lines[:-1]].count("ER") == 1
    assert lines[0] == "TY  - DATA"
    assert lines[-2] == "ER  - "
    assert "DA  - 2026/11/03" in lines


def test_csl_json_says_what_the_citation_says(citation: Citation) -> None:
    (item,) = json.loads(csl_json(citation))
    assert item["type"] == "dataset"
    assert item["author"] == [{"literal": PLAIN}]
    assert item["issued"] == {"date-parts": [[2026, 11, 3]]}
    assert item["accessed"] == {"date-parts": [[2026, 11, 24]]}
    assert item["URL"] == citation.address
    assert item["title"].startswith("Đắk Lắk } \\input{x} {% 50 &")
    assert "bb" in item["note"]


def test_cff_is_yaml_whatever_the_texts_hold(citation: Citation, release: Release) -> None:
    """Each line is a key and a value of JSON, which YAML 1.2 reads the same."""
    manifest: Manifest = replace(release.manifest, description={"vi": NASTY}, keywords={"vi": ("a: b", "- c")})
    lines = cff(manifest, citation).split("\n")
    assert lines.pop() == ""
    found = {name: json.loads(value) for name, value in (line.split(": ", 1) for line in lines)}
    assert {"cff-version", "message", "title", "authors"} <= found.keys()
    assert found["title"] == found["abstract"] == NASTY
    assert found["keywords"] == ["a: b", "- c"]
    assert found["license"] == "CC-BY-4.0"
    assert found["identifiers"][0]["value"] == citation.address
    assert not any(re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]", line) for line in lines)


def test_a_query_is_called_by_the_comment_that_it_opens_with() -> None:
    assert title_of("\n ## Ai được khen? ##\nSELECT * {}") == "Ai được khen?"
    assert title_of("#\nSELECT * {}") == ""
    assert title_of("PREFIX a: <http://a#> SELECT * {}") == ""
    assert len(title_of("# " + "x" * 5000)) == 200
