"""A person is withdrawn from the real corpus: the next release, and the site on it, no longer name her."""

from __future__ import annotations

import gzip
import unicodedata
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode
from rdflib import Graph
from rdflib.namespace import SH

from graph.store import Release, value_of
from graph.withheld import MARK, holds
from server import create_app
from tests.redaction.conftest import KEY, NAME

OA = "http://www.w3.org/ns/oa#"
TEXT = "announcement/642ca70eabb422b4"
MEMBERSHIP = "membership/phan-thi-thuy-van-tay-ninh-president-vwu-tay-ninh"
CONFERRAL = "conferral/642ca70eabb422b4-1-i04"
SPELLINGS = (NAME, f"Bà {NAME}", "Phan Thị Thùy Vân", NAME.upper(), "phan thi thuy van", "phan-thi-thuy-van",
             unicodedata.normalize("NFD", NAME))  # fmt: skip


@pytest.fixture(scope="module")
def site(redacted: Release) -> FlaskClient:
    return create_app(redacted).test_client()


def values(release: Release, iri: str, predicate: str) -> set[str]:
    found = (quad.object for quad in release.about(iri) if quad.predicate.value == predicate)
    return {each.value for each in found if isinstance(each, NamedNode | Literal)}


def test_no_file_of_the_release_holds_the_name(without_her: Path, built: Path) -> None:
    files = [each for each in (without_her / "current").rglob("*") if each.is_file()]
    assert len(files) > 20
    for file in files:
        raw = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        text = raw.decode(errors="ignore")
        assert not [each for each in SPELLINGS if each.casefold() in text.casefold()], file
        assert not holds(text, NAME), file
    assert holds((built / "current" / "khen.nt").read_text(encoding="utf-8"), NAME)


def test_what_stays_has_the_evidence_that_it_had(redacted: Release, opened: Release) -> None:
    """Only what is about her, and a place and a body that the text names beside her alone, are gone."""
    evidence, graph = str(redacted.names.term("evidence")), str(redacted.names.graph(TEXT))
    stated = {
        release.id: {value_of(quad.subject) for quad in release.within(graph) if quad.predicate.value == evidence}
        for release in (redacted, opened)
    }
    gone = {each.rpartition("/id/")[2] for each in stated[opened.id] - stated[redacted.id]}
    assert gone == {KEY, MEMBERSHIP, "org/vwu-tay-ninh", f"{TEXT}/text/mention/4952-4965"}
    assert stated[redacted.id] <= stated[opened.id]
    for iri in stated[redacted.id]:
        spans = values(redacted, iri, evidence)
        for span in spans:
            selectors = values(redacted, span, OA + "hasSelector")
            assert {len(values(redacted, each, OA + "exact")) for each in selectors} == {0, 1}, span
        if values(opened, iri, evidence) != spans:
            assert spans < values(opened, iri, evidence)


def test_the_award_stays_without_the_person_and_says_so(redacted: Release) -> None:
    names = redacted.names
    iri = str(names.thing(*CONFERRAL.split("/", 1)))
    assert values(redacted, iri, str(names.term("recipient"))) == set()
    assert str(names.term("recipient")) in values(redacted, iri, str(names.term("withheld")))
    assert redacted.labels(iri) == {"vi": "Bằng khen: […]"}
    [quote] = [each for each in redacted.pointing_at(OA + "exact") if "4912-4965" in str(each.subject)]
    assert values(redacted, value_of(quote.subject), OA + "exact") == {MARK * (4965 - 4912)}


def test_the_release_conforms(without_her: Path) -> None:
    report = Graph().parse(without_her / "current" / "report.ttl")
    assert [bool(each) for each in report.objects(None, SH.conforms)] == [True]


@pytest.mark.parametrize("path", ["doc/{}", "id/{}", "doc/{}.ttl", "id/{}.jsonld", "explore/{}"])
def test_her_address_is_gone_and_leads_nowhere(site: FlaskClient, path: str) -> None:
    for key in (KEY, MEMBERSHIP):
        page = site.get(f"/{path.format(key)}", headers={"Accept": "text/html", "Accept-Language": "en"})
        assert page.status_code == 410
        assert "November 24, 2026" in page.text
        assert "The person concerned asked for it." in page.text
        assert 'href="/help/privacy"' in page.text
        assert not holds(page.text, NAME)
        problem = site.get(f"/{path.format(key)}", headers={"Accept": "application/json"}).get_json()
        assert (problem["withdrawn"], problem["reason"]) == ("2026-11-24", "request")


def test_the_site_does_not_name_her(site: FlaskClient) -> None:
    things = (f"doc/{CONFERRAL}", f"explore/{CONFERRAL}", f"graph/{TEXT}")
    for path in ("", "read/642ca70eabb422b4", "read/642ca70eabb422b4.json", "timeline", "sitemap.xml", *things):
        page = site.get(f"/{path}", headers={"Accept": "*/*"})
        assert page.status_code == 200, path
        assert not holds(page.text, NAME), path
    assert "[… 53 characters withheld …]" in site.get("/read/642ca70eabb422b4?lang=en").text
    ask = {"query": "SELECT ?name WHERE { ?person <https://schema.org/name> ?name }"}
    named = site.get("/sparql", query_string=ask, headers={"Accept": "text/csv"}).text.splitlines()[1:]
    assert len(named) == 5
    assert not [each for each in named if holds(each, NAME)]
    found = site.get("/search", query_string={"q": "Phan Thi Thuy Van"}, headers={"Accept": "application/json"})
    assert "thuy-van" not in found.text
