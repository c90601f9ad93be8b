"""Pages are made once for each release, language, format and content coding, within a bounded memory."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
from flask import Flask

from graph.store import Release
from server import coding, create_app
from server.resource import blueprint
from server.results import Results
from server.things import Things
from tests.things.reading import html

KEY = "org/vwu-ben-tre"


def test_what_was_made_is_given_again_in_its_language_and_coding(app: Flask) -> None:
    client = app.test_client()
    tags = set()
    for kind, language, packed in product(
        ("text/html", "text/turtle"), ("vi", "en"), ("br", "gzip", "zstd", "identity", "gzip;q=0, identity;q=0, br")
    ):
        asked = {"Accept": kind, "Accept-Language": language, "Accept-Encoding": packed}
        first, again = (client.get(f"/doc/{KEY}", headers=asked) for _ in range(2))
        assert first.data == again.data
        own = ("Date", "X-Query-Id")
        assert [each for each in first.headers if each[0] not in own] == [e for e in again.headers if e[0] not in own]
        assert again.headers.get("Content-Encoding", "identity") == coding.chosen(packed)
        assert "Accept-Encoding" in again.headers["Vary"]
        assert again.headers.get("Content-Language") == (language if kind == "text/html" else None)
        head = client.head(f"/doc/{KEY}", headers=asked)
        assert (head.data, head.headers["Content-Length"]) == (b"", str(len(first.data)))
        unchanged = client.get(f"/doc/{KEY}", headers={**asked, "If-None-Match": again.headers["ETag"]})
        assert (unchanged.status_code, unchanged.data) == (304, b"")
        tags.add(again.headers["ETag"])
    assert len(tags) == 4 * 2 + 4  # four codings: of the page in two languages, of Turtle in one


@pytest.mark.parametrize("asked", ["", "?lang=en", "?lang=vi"])
def test_addresses_on_a_page_are_those_of_the_reader(app: Flask, asked: str) -> None:
    client = app.test_client()
    headers = {"Accept": "text/html", "Accept-Language": "en"}
    for _ in range(2):
        plain = client.get(f"/doc/{KEY}{asked}", headers=headers).text
        mounted = client.get(f"/doc/{KEY}{asked}", base_url="http://localhost/mounted/", headers=headers).text
        fixed = client.get(f"/doc/{KEY}.html{asked}", headers=headers).text
        assert f'href="/mounted/doc/org/vwu{asked}"' in mounted
        assert "/mounted/" not in plain
        assert f'href="/doc/{KEY}.html?lang=' in fixed
        assert ('href="/def?lang=' in plain) == bool(asked)


def test_nothing_is_kept_beyond_the_bytes_that_there_are(opened: Release) -> None:
    kept = Results(200_000)
    app = Flask("server")
    app.register_blueprint(blueprint(Things(opened, kept)))
    sizes = []
    for number in range(40):
        where = f"http://localhost/mounted{number}/"
        assert app.test_client().get("/doc/area/vinh-long/v/2.nt", base_url=where).status_code == 200
        sizes.append(kept.size)
    assert sizes[0] > 5_000
    assert max(sizes) <= 200_000 < 40 * sizes[0]


def test_threads_that_ask_at_once_are_given_the_same(opened: Release) -> None:
    app = create_app(opened)

    def ask(number: int) -> bytes:
        found: bytes = app.test_client().get(f"/doc/area/ha-noi?lang={('vi', 'en')[number % 2]}").data
        return found

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(ask, range(24)))) == 1  # Turtle, which has no language


def test_an_application_on_another_release_keeps_its_own(opened: Release, app: Flask) -> None:
    assert Things(opened).kept is not Things(opened).kept
    assert html(app.test_client(), KEY) == html(create_app(opened).test_client(), KEY)
