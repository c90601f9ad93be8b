"""The pages of releases, their digests, their feed, and what changed from one to the next."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from graph.store import open_release
from server import create_app
from server.sizes import human
from tests.server.releases.several import ADDED
from tests.store.writing import write_release

ATOM = "{http://www.w3.org/2005/Atom}"
HTML = {"Accept": "text/html", "Accept-Language": "en"}


def test_the_digests_are_those_that_sha256sum_checks(client_of_several: FlaskClient, several: Path) -> None:
    response = client_of_several.get("/releases/r0/SHA256SUMS")
    lines = {name: digest for digest, name in (line.split("  ") for line in response.text.splitlines())}
    assert lines["void.ttl"] == hashlib.sha256((several / "r0" / "void.ttl").read_bytes()).hexdigest()
    assert len(lines) == 18
    assert response.mimetype == "text/plain"


def test_a_release_leads_to_those_before_and_after_it(client_of_several: FlaskClient) -> None:
    served = client_of_several.get("/releases/r1/", headers=HTML).text
    assert "Release before it" in served
    assert 'href="/releases/r1/changes"' in served
    assert "Release after it" not in served
    older = client_of_several.get("/releases/r0/", headers=HTML).text
    assert "This is an older release" in older
    assert 'href="/releases/r1/"' in older
    text = " ".join(re.sub(r"<[^>]+>", " ", older).split())
    assert "State of the data April 1, 2024 Published here March 1, 2024" in text
    cited = client_of_several.get("/cite?release=r0", headers=HTML).text
    assert "data as of April 1, 2024" in cited, "the day of its first release is not that of its data"


def test_sizes_are_written_as_the_reader_does(client_of_several: FlaskClient) -> None:
    application = client_of_several.application
    for language, texts in (("en", ["999 B", "1.0 kB", "12.3 MB", "1,235 GB"]), ("vi", ["999 B", "1,0 kB"])):
        with application.test_request_context(f"/?lang={language}"):
            found = [human(size) for size in (999, 1000, 12_345_678, 1_234_567_890_123)]
        assert found[: len(texts)] == texts


def test_the_feed_is_atom_with_addresses_that_last(client_of_several: FlaskClient) -> None:
    """RFC 4287, sections 4.1.1 and 4.1.2: what a feed and an entry must have."""
    response = client_of_several.get("/releases.atom?lang=en", headers={"Host": "elsewhere.example"})
    assert response.mimetype == "application/atom+xml"
    assert "elsewhere.example" not in response.text
    feed = ElementTree.fromstring(response.data)
    entries = feed.findall(f"{ATOM}entry")
    assert [each.findtext(f"{ATOM}id") for each in entries] == [
        "https://w3id.org/khen/releases/r1", "https://w3id.org/khen/releases/r0",
    ]  # fmt: skip
    for each in (feed, *entries):
        assert all(each.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
        updated = each.findtext(f"{ATOM}updated") or ""
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", updated)
    assert feed.findtext(f"{ATOM}updated") == entries[0].findtext(f"{ATOM}updated")
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    relations = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert relations["self"] == "https://w3id.org/khen/releases.atom?lang=en"
    page = client_of_several.get("/releases/", headers=HTML)
    assert 'rel="alternate" type="application/atom+xml"' in page.text
    assert 'rel="alternate"; type="application/atom+xml"' in page.headers["Link"]


def test_changes_are_counted_listed_and_can_be_taken_away(client_of_several: FlaskClient) -> None:
    page = client_of_several.get("/releases/r1/changes", headers=HTML)
    patch = client_of_several.get("/releases/r1/changes.rdfp").text.splitlines()
    assert patch[0] == "H id <https://w3id.org/khen/releases/r1> ."
    assert patch[2] == "TX ."
    assert patch[-1] == "TC ."
    assert f"A {ADDED.strip()}" in patch
    added = [line for line in patch if line.startswith("A ")]
    removed = [line for line in patch if line.startswith("D ")]
    assert removed == []
    assert f"{len(added)} statements added, 0 removed" in page.text
    assert "Người mới" in page.text
    assert "+1" in page.text
    table = client_of_several.get("/releases/r1/changes.csv")
    rows = list(csv.DictReader(io.StringIO(table.text)))
    assert len(rows) == len(added)
    assert {"change": "added", "object": "Người mới", "language": "vi"}.items() <= next(
        each for each in rows if each["object"] == "Người mới"
    ).items()


def test_a_release_with_the_same_data_says_that_none_changed_before_it_speaks_of_itself(tmp_path: Path) -> None:
    for name in ("r0", "r1"):
        folder = write_release(tmp_path, name, current=name == "r1")
        meta = f'<x:{name}> <x:p> "{name}" <https://w3id.org/khen/graph/meta> .\n'
        (folder / "khen.nq").write_text((folder / "khen.nq").read_text(encoding="utf-8") + meta, encoding="utf-8")
    page = create_app(open_release(tmp_path)).test_client().get("/releases/r1/changes", headers=HTML).text
    data, _, description = page.partition('<section id="description">')
    assert "No data have changed" in data
    assert "By named graph" not in data
    assert "1 statement added, 1 removed" in description


def test_the_first_release_has_nothing_before_it(client_of_several: FlaskClient) -> None:
    response = client_of_several.get("/releases/r0/changes")
    assert (response.status_code, "no release before" in response.get_json()["detail"]) == (404, True)


def test_large_releases_are_not_compared_and_the_page_says_so(
    client_of_several: FlaskClient, several: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.changed.LARGEST", 10)
    response = create_app(open_release(several)).test_client().get("/releases/r1/changes")
    assert response.status_code == 501
    assert "comm -3" in response.get_json()["remedy"]


REPORT = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix k: <https://w3id.org/khen/> .
@prefix oa: <http://www.w3.org/ns/oa#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://w3id.org/khen/report#report> a sh:ValidationReport ; sh:conforms true ; sh:result <x:finding> .
<x:finding> a sh:ValidationResult ; sh:resultSeverity sh:Warning ; sh:sourceShape <x:Role-name> ;
  sh:focusNode <https://w3id.org/khen/id/role/chair> ; sh:resultMessage "Not quite."@en, "Chưa ổn."@vi ;
  sh:value "Chair <b>" ; oa:exact "Chủ tịch" ; rdfs:comment "Source thu-1, line 1."@en .
"""
SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix s: <https://w3id.org/khen/shapes#> .
@prefix oa: <http://www.w3.org/ns/oa#> . @prefix d: <https://w3id.org/khen/def#> .
<x:Role> a sh:NodeShape ; rdfs:label "Office"@en ; sh:targetClass org:Role ; sh:property <x:Role-name>, <x:Role-2> ;
  s:remedy "Name it."@en .
<x:Role-name> sh:severity sh:Warning ; sh:message "An office {?value} has a name."@en .
<x:Role-2> sh:message "An office is one."@en .
<x:Quoted> a sh:NodeShape ; rdfs:label "Quoted"@en ; sh:targetSubjectsOf oa:exact ; sh:targetObjectsOf oa:hasSource ;
  sh:sparql <x:Quoted-1> .
<x:Quoted-1> sh:message "Words are words."@en .
<x:Unread> a sh:NodeShape ; rdfs:label "Unread"@en ; sh:targetClass d:UnreadPassage ; sh:property <x:Unread-1> .
<x:Unread-1> sh:message "It has a line."@en .
<x:Token> a sh:NodeShape ; rdfs:label "Token"@en ; sh:targetClass d:TextToken ; sh:property <x:Token-1> .
<x:Token-1> sh:message "It is read."@en .
"""


def test_the_report_says_in_words_what_was_checked_and_found(tmp_path: Path) -> None:
    folder = write_release(tmp_path)
    (folder / "report.ttl").write_text(REPORT, encoding="utf-8")
    (folder / "shapes.ttl").write_text(SHAPES, encoding="utf-8")
    page = create_app(open_release(tmp_path)).test_client().get("/report", headers=HTML).text
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "The data conform to their shapes. 0 violations, 1 warning, 0 notes." in text
    assert "2 of the 3 rules that had something to look at found nothing. 1 rule had nothing to look at" in text
    assert "1 rule is asked of each piece of the source texts before publication" in text
    assert re.search(r"Unread \S+ 0 1 rule, nothing to be checked", text)
    assert re.search(r"Token \S+ in no release 1 rule, nothing found Before publication", text)
    assert "Warning: Not quite." in text
    assert "Chair · Chair &lt;b&gt; Chủ tịch Source thu-1, line 1. What to do: Name it." in text
    assert "Office role 1 2 rules, 1 with findings" in text
    assert "An office … has a name. Warning 1 finding" in text
    assert "Quoted exact words , source 3 1 rule, nothing found" in text
    assert 'href="/doc/role/chair"' in page


def test_the_description_is_in_tables(client_of_several: FlaskClient) -> None:
    page = client_of_several.get("/.well-known/void", headers=HTML).text
    assert "https://w3id.org/khen/graph/ref/orgs" in page or 'href="/graph/ref/orgs"' in page
    assert 'scope="col" class="number">Statements</th>' in page
