"""Pages for people, dumps (P and D lines), the vocabulary (V01, V05), errors."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse

from graph.formats import ALL_FORMATS
from graph.store import Release, open_release
from server import create_app
from server.headers import EXPLORING, SECURITY
from tests.store.writing import write_release

PAGES = [
    "/", "/sparql", "/sparql?query=SELECT*{?s+?p+?o}", "/releases/", "/releases/r1/", "/releases/r0/", "/def",
    "/shapes", "/report", "/.well-known/void", "/graph/vocab", "/graph/announcement/thu-1", "/dataset/announcements",
    "/doc/person/do-thi-an-dak-lak", "/doc/announcement/thu-1/text", "/doc/unknown", "/nowhere", "/doc/person/nobody",
    "/search", "/search?q=do+thi+an", "/search?q=dau+b+amp", "/search?q=khong+co+gi", "/search?q=x&limit=0",
    "/reconcile/about",
]  # fmt: skip
VOID = {"meta", "link", "input", "br", "img", "source"}


class _Checker(HTMLParser):
    """Fails on elements that are left open or closed in the wrong order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        assert not [name for name, _ in attrs if name.startswith("on") or name == "style"], (tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_pages_are_well_formed_named_and_in_the_language_asked_for(client: FlaskClient, path: str, lang: str) -> None:
    response = client.get(path, headers={"Accept": "text/html", "Accept-Language": lang})
    checker = _Checker()
    checker.feed(response.text)
    assert checker.open == []
    assert {"title", "h1", "main", "nav"} <= checker.seen
    assert len(checker.ids) == len(set(checker.ids))
    assert f'<html lang="{lang}">' in response.text
    assert {"vi": "Đến nội dung chính", "en": "Skip to the content"}[lang] in response.text
    policy = response.headers["Content-Security-Policy"]
    assert policy in (EXPLORING, SECURITY["Content-Security-Policy"])
    assert policy == EXPLORING or '<script type="module"' not in response.text
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert "Accept-Language" in response.headers["Vary"]
    assert not re.search(r'(src|action)="(https?:)?//', response.text)
    for table in re.findall(r"<table.*?</table>", response.text, re.DOTALL):
        assert "<caption>" in table
        assert re.search(r'scope="(col|row|rowgroup)"', table)


class _Languages(HTMLParser):
    """The language of each text, which an element takes from the one that it stands in."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str | None] = [None]
        self.texts: dict[str, str | None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(dict(attrs).get("lang") or self.open[-1])

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.texts[data.strip()] = self.open[-1]


@pytest.mark.parametrize(
    "path", ["/nowhere", "/doc/person/nobody", "/sparql?query=ASK+{", "/sparql?query=ASK{}&timeout=x"]
)
def test_english_words_of_a_vietnamese_page_say_that_they_are_english(client: FlaskClient, path: str) -> None:
    """https://www.w3.org/TR/WCAG22/#language-of-parts: what is ours is Vietnamese, what the parser says is English."""
    fields = {"Accept-Language": "vi"}
    problem = client.get(path, headers={**fields, "Accept": "application/problem+json"}).get_json()
    reader = _Languages()
    reader.feed(client.get(path, headers={**fields, "Accept": "text/html"}).text)
    assert reader.texts["Truy vấn SPARQL"] == "vi"
    if path.endswith("{"):
        said = problem["detail"].partition(": ")[2].removesuffix(".")
        assert said.startswith("the query ends")
        assert (reader.texts[said], reader.texts[problem["remedy"]]) == ("en", "en")
    else:
        assert reader.texts[problem["detail"]] == "vi"
        before = problem["remedy"].partition(" /")[0]  # a path in it is a link
        assert [spoken for text, spoken in reader.texts.items() if before in text] == ["vi"]
        assert reader.texts.get(f"{problem['status']} {problem['title']}", "vi") == "vi"


@pytest.mark.parametrize(
    ("query", "header", "expected"),
    [("", "", "vi"), ("", "en-GB,en;q=0.9", "en"), ("", "fr", "vi"), ("lang=en", "vi", "en")],
)
def test_the_language_of_a_page(client: FlaskClient, query: str, header: str, expected: str) -> None:
    response = client.get(f"/?{query}", headers={"Accept": "text/html", "Accept-Language": header})
    assert f'<html lang="{expected}">' in response.text
    assert response.headers["Content-Language"] == expected


def test_a_chosen_language_stays_chosen(client: FlaskClient) -> None:
    page = client.get("/?lang=en", headers={"Accept-Language": "vi"}).text
    assert 'href="/def?lang=en"' in page
    assert 'href="/?lang=vi" lang="vi"' in page


def test_pages_escape_what_the_data_hold(client: FlaskClient) -> None:
    assert "<script>alert" not in client.get("/report", headers={"Accept": "text/html"}).text
    assert "&lt;script&gt;alert" in client.get("/report", headers={"Accept": "text/html"}).text


def test_health_names_the_release(client: FlaskClient) -> None:
    response = client.get("/health")
    assert (response.status_code, response.mimetype) == (200, "application/json")
    assert response.get_json() == {"status": "ok", "release": "r1", "version": "0.1.0", "index": "disk"}


@pytest.mark.parametrize("release_id", ["r1", "r0"])
def test_p01_every_file_is_served_as_the_manifest_says(client: FlaskClient, releases: Path, release_id: str) -> None:
    manifest = json.loads((releases / release_id / "manifest.json").read_text(encoding="utf-8"))
    assert len(manifest["files"]) > 15
    for each in manifest["files"]:
        with client.get(f"/releases/{release_id}/{each['name']}", headers={"Accept": "image/png"}) as response:
            assert response.status_code == 200
            assert response.mimetype == ("application/gzip" if each["compressed"] else each["media_type"])
            assert "Content-Encoding" not in response.headers
            assert int(response.headers["Content-Length"]) == each["bytes"] == len(response.data)
            digest = hashlib.sha256(response.data).digest()
            assert digest.hex() == each["sha256"]
            assert response.headers["Repr-Digest"] == f"sha-256=:{base64.b64encode(digest).decode()}:"
            assert response.headers["ETag"] == f'"{each["sha256"]}"'
            assert "immutable" in response.headers["Cache-Control"]


def test_p02_the_dumps_hold_what_the_endpoint_holds(client: FlaskClient, release: Release) -> None:
    named = {quad for quad in release.store if hasattr(quad.graph_name, "value")}
    for each in ALL_FORMATS[:6]:
        with client.get(f"/releases/r1/khen.{each.extension}.gz") as response:
            quads = set(parse(gzip.decompress(response.data), format=getattr(RdfFormat, each.pyoxigraph)))
        if each.extension in ("nq", "trig"):
            assert quads == named
        else:
            assert {quad.triple for quad in quads} == {quad.triple for quad in named}


def test_parts_of_a_dump_can_be_fetched(client: FlaskClient) -> None:
    with client.get("/releases/r1/khen.nt", headers={"Range": "bytes=0-9"}) as response:
        assert (response.status_code, len(response.data)) == (206, 10)


@pytest.mark.parametrize(
    "path",
    [
        "/releases/r1/../r0/khen.nq", "/releases/r1/..%2Fr0%2Fkhen.nq", "/releases/r1/%2e%2e/r0/khen.nq",
        "/releases/r1/store/CURRENT", "/releases/r1/store", "/releases/../conftest.py", "/releases/%2e%2e/etc",
        "/releases/r9/", "/releases/r9/khen.nq", "/releases/r1//etc/passwd", "/releases/r1/khen.nq%00.gz",
        "/releases/current/..%2f..%2fmanifest.json", "/static/../command.py", "/static/%2e%2e/command.py",
    ],
)  # fmt: skip
def test_no_other_file_can_be_reached(client: FlaskClient, path: str) -> None:
    response = client.get(path, follow_redirects=True)
    assert response.status_code == 404
    assert response.mimetype == "application/problem+json"


def test_the_manifest_is_served_and_current_leads_to_the_release(client: FlaskClient) -> None:
    assert client.get("/releases/r1/manifest.json").get_json()["id"] == "r1"
    response = client.get("/releases/current/khen.nq.gz")
    assert (response.status_code, response.headers["Location"]) == (302, "/releases/r1/khen.nq.gz")
    assert client.get("/releases/current/").headers["Location"] == "/releases/r1/"


def test_a_file_that_was_changed_is_not_sent(tmp_path: Path) -> None:
    folder = write_release(tmp_path)
    client = create_app(open_release(tmp_path)).test_client()
    (folder / "khen.nq").write_bytes(b"")
    assert client.get("/releases/r1/khen.nq").status_code == 500


@pytest.mark.parametrize("path", ["/def", "/def/0.1.0", "/def.ttl", "/def.nt", "/def.jsonld", "/def.rdf", "/def.html"])
def test_v01_the_vocabulary_resolves_in_every_format(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert "Announcement" in response.text


def test_v01_every_term_has_its_place_on_the_page(client: FlaskClient) -> None:
    page = client.get("/def", headers={"Accept": "text/html"}).text
    for term in ("Announcement", "evidence", "recipient"):
        assert f'<section class="term" id="{term}">' in page
    assert "Bài báo về khen thưởng." in page
    assert "A news item about a commendation." in page


def test_v05_shapes_and_report_are_published(client: FlaskClient) -> None:
    for path in ("/shapes", "/report", "/.well-known/void"):
        response = client.get(path, headers={"Accept": "text/turtle"})
        assert list(parse(response.data, format=RdfFormat.TURTLE))


@pytest.mark.parametrize("extension", ["ttl", "nt", "jsonld", "rdf", "html"])
@pytest.mark.parametrize("path", ["/graph/vocab", "/dataset/announcements", "/index", "/shapes", "/.well-known/void"])
def test_addresses_that_name_a_format_ignore_accept(client: FlaskClient, path: str, extension: str) -> None:
    response = client.get(f"{path}.{extension}", headers={"Accept": "image/png"})
    assert response.status_code == 200
    assert response.mimetype == {"html": "text/html", **{f.extension: f.media_type for f in ALL_FORMATS}}[extension]
    assert "Accept," not in response.headers.get("Vary", "") + ","


@pytest.mark.parametrize("path", ["/nowhere", "/doc/x", "/graph/x", "/releases/x/", "/dataset/x", "/index.x", "/def.x"])
def test_errors_are_problem_documents_or_short_pages(client: FlaskClient, path: str) -> None:
    problem = client.get(path)
    assert (problem.status_code, problem.mimetype) == (404, "application/problem+json")
    assert {"type", "title", "status", "detail", "remedy"} <= set(problem.get_json())
    assert problem.get_json()["status"] == 404
    page = client.get(path, headers={"Accept": "text/html"})
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert 'href="/"' in page.text
    assert "Traceback" not in page.text


def test_an_unexpected_error_tells_nothing_of_the_inside(release: Release, caplog: pytest.LogCaptureFixture) -> None:
    app: Flask = create_app(release)

    @app.get("/broken")
    def broken() -> str:
        raise RuntimeError("a secret of the inside")

    for accept in ("text/html", "*/*"):
        response = app.test_client().get("/broken", headers={"Accept": accept})
        assert response.status_code == 500
        assert "secret" not in response.text
        assert "Traceback" not in response.text
    assert "a secret of the inside" in caplog.text


def test_what_no_announcement_says_stands_beside_its_graph_and_never_beside_a_quotation(client: FlaskClient) -> None:
    page = client.get("/doc/org/vwu-dak-lak.html?lang=en").text
    rows = {part.split("<td")[1].split("</td>")[0]: part for part in page.split("<tr>")[1:] if "<td" in part}
    known = next(row for value, row in rows.items() if "http://example.org/vwu-dak-lak" in value)
    assert "not read, known from:" in known
    assert "graph/ref/orgs" in known
    assert "<q" not in known
    read = next(row for value, row in rows.items() if "Hội LHPN tỉnh Đắk Lắk" in value)
    assert "not read" not in read
    assert "characters 14–35" in read
