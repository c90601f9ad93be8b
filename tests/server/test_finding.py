"""``/search``: what is found, how it is asked for, and what is refused."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from graph.search import FILE, MOST_CHARACTERS, MOST_HITS, MOST_WORDS
from graph.store import open_release
from server import create_app
from tests.server.naming import write_names
from tests.store.writing import write_release

PERSON = "https://w3id.org/khen/id/person/do-thi-an-dak-lak"


@pytest.mark.parametrize(
    ("path", "accept", "media_type", "vary"),
    [
        ("/search?q=do+thi+an", None, "text/html", "Accept, Accept-Language"),
        ("/search?q=do+thi+an", "application/json", "application/json", "Accept"),
        ("/search?q=do+thi+an", "text/html,*/*;q=0.8", "text/html", "Accept, Accept-Language"),
        ("/search.json?q=do+thi+an", "text/html", "application/json", ""),
        ("/search.html?q=do+thi+an", "application/json", "text/html", "Accept-Language"),
        ("/search?q=do+thi+an&format=json", "text/html", "application/json", ""),
        ("/search?q=do+thi+an&format=html", None, "text/html", "Accept-Language"),
    ],
)
def test_a_page_and_json(client: FlaskClient, path: str, accept: str | None, media_type: str, vary: str) -> None:
    response = client.get(path, headers={"Accept": accept} if accept else {})
    assert (response.status_code, response.mimetype) == (200, media_type)
    assert ", ".join(each for each in response.vary if each.lower() != "accept-encoding") == vary
    assert "Đỗ Thị Ân" in response.text


NOTHING = "Không tìm thấy tên nào giống như vậy."


def test_what_a_program_is_told(client: FlaskClient) -> None:
    found = client.get("/search.json?q=Đỗ+thi+Ân&type=Person").get_json()
    assert found == {
        "release": "r1",
        "query": "Đỗ thi Ân",
        "results": [
            {
                "iri": PERSON,
                "address": "/doc/person/do-thi-an-dak-lak",
                "types": ["Person"],
                "labels": {"vi": "Đỗ Thị Ân"},
                "matched": "Đỗ Thị Ân",
                "score": 100.0,
            }
        ],
    }


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_people_are_shown(client: FlaskClient, lang: str) -> None:
    page = client.get(f"/search?q=hpn+dak+lak&lang={lang}", headers={"Accept": "text/html"}).text
    (row,) = re.findall(r"<tbody[^>]*>\s*<tr[^>]*>(.*?)</tr>", page, re.DOTALL)
    said = {"vi": "", "en": ' lang="vi"'}[lang]
    assert f'<a href="/doc/org/vwu-dak-lak?lang={lang}"{said}>Hội LHPN tỉnh Đắk Lắk</a>' in row
    assert {"vi": "tổ chức", "en": "organisation"}[lang] in row
    assert "Hội LHPN tỉnh Đắk Lắk" in row
    assert f">{ {'vi': '85,1', 'en': '85.1'}[lang] }</td>" in row.partition('class="number"')[2]
    assert 'value="hpn dak lak"' in page
    (json,) = re.findall(r'href="(/search\.json[^"]*)"', page)
    assert client.get(unescape(json)).get_json()["results"][0]["iri"].endswith("/org/vwu-dak-lak")


def test_the_form_is_there_before_anything_is_looked_for(client: FlaskClient) -> None:
    page = client.get("/search", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert '<option value="Person">người</option>' in page.text
    assert NOTHING not in page.text
    assert NOTHING in client.get("/search?q=khongcogi", headers={"Accept": "text/html"}).text
    chosen = client.get("/search?q=an&type=Person&lang=en", headers={"Accept": "text/html"}).text
    assert '<option value="Person" selected>person</option>' in chosen


@pytest.mark.parametrize("path", ["/", "/def", "/search"])
def test_every_page_leads_to_the_search(client: FlaskClient, path: str) -> None:
    page = client.get(path, headers={"Accept": "text/html"}).text
    header = page[page.index("<header>") : page.index("</header>")]
    assert 'href="/search"' in header
    assert ('role="search"' in page) is (path != "/def")


@pytest.mark.parametrize(
    ("asked", "detail", "remedy"),
    [
        ("", "does not say what to look for", "/search?q="),
        ("q=", "does not say what to look for", "/search?q="),
        ("q=%20", "does not say what to look for", "/search?q="),
        ("q=a&q=b", "more than one", "one name after another"),
        ("q=an&type=Persons", "'Persons'", "Person"),
        ("q=an&type=" + "x" * 500, "x" * 80 + "'", "Person"),
        ("q=an&limit=0", "limit", f"1 to {MOST_HITS}"),
        ("q=an&limit=-1", "limit", f"1 to {MOST_HITS}"),
        ("q=an&limit=101", "limit", f"1 to {MOST_HITS}"),
        ("q=an&limit=99999999999999999999", "limit", f"1 to {MOST_HITS}"),
        ("q=an&limit=ten", "limit", f"1 to {MOST_HITS}"),
        ("q=an&limit=%D9%A3", "limit", f"1 to {MOST_HITS}"),
        ("q=" + "a" * (MOST_CHARACTERS + 1), f"limit is {MOST_CHARACTERS}", "part of one"),
        ("q=" + "a+" * MOST_WORDS + "a", f"limit is {MOST_WORDS}", "part of one"),
    ],
    ids=lambda each: str(each)[:40],
)
def test_what_is_wrong_is_said_with_the_way_out(client: FlaskClient, asked: str, detail: str, remedy: str) -> None:
    response = client.get(f"/search.json?{asked}")
    problem = response.get_json()
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
    assert detail in problem["detail"]
    assert remedy in problem["remedy"]


def test_another_format_is_refused(client: FlaskClient) -> None:
    assert client.get("/search?q=an", headers={"Accept": "text/turtle"}).status_code == 406
    response = client.get("/search?q=an&format=xml")
    assert (response.status_code, "html, json" in response.get_json()["remedy"]) == (400, True)
    assert client.get("/search.xml?q=an").status_code == 404


@pytest.mark.parametrize(
    "text", ["\0", '"', "an*", "NEAR(an)", "plain:an", "<script>alert(1)</script>", "\u202e", "%", "\ud800", "́" * 200]
)
def test_any_text_is_answered(client: FlaskClient, text: str) -> None:
    encoded = quote(text.encode("utf-8", "surrogatepass"))
    assert client.get(f"/search.json?q={encoded}").status_code == 200
    page = client.get(f"/search.html?q={encoded}")
    assert page.status_code == 200
    assert "<script" not in page.text


def test_an_answer_that_is_known_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/search.json?q=an")
    assert first.headers["Cache-Control"] == "no-cache"
    assert first.headers["Last-Modified"]
    again = client.get("/search.json?q=an", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get("/search.json?q=lak").headers["ETag"] != first.headers["ETag"]


def test_every_limit_of_a_search_is_stated(client: FlaskClient) -> None:
    limits = client.get("/limits.json").get_json()["limits"]
    stated = {name: limits[name]["value"] for name in limits if name.startswith("search_")}
    assert stated == {"search_characters": MOST_CHARACTERS, "search_words": MOST_WORDS, "search_hits": MOST_HITS}


@pytest.mark.parametrize("damage", ["none", "no database", "cut"])
@pytest.mark.parametrize("path", ["/search?q=an", "/search.json", "/search.html?q=an"])
def test_a_release_without_an_index_says_so_and_is_served(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, damage: str, path: str
) -> None:
    folder = write_release(tmp_path)
    if damage != "none":
        write_names(folder)
        content = (folder / FILE).read_bytes()
        (folder / FILE).write_bytes(content[:5000] if damage == "cut" else b"no database")
    client = create_app(open_release(tmp_path)).test_client()
    response = client.get(path)
    assert (response.status_code, response.mimetype) == (503, "application/problem+json")
    assert "build it again" in response.get_json()["remedy"]
    assert bool(caplog.records) is (damage != "none"), "only what is damaged is a fault"
    assert client.get("/doc/person/do-thi-an-dak-lak").status_code == 200


def test_an_index_that_breaks_while_it_is_read_is_no_fault_of_the_client(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = write_release(tmp_path)
    write_names(folder)
    client = create_app(open_release(tmp_path)).test_client()
    content = (folder / FILE).read_bytes()
    (folder / FILE).write_bytes(content[:100] + b"\xff" * (len(content) - 100))
    response = client.get("/search.json?q=an")
    assert response.status_code == 503
    assert "khen build" in caplog.text
