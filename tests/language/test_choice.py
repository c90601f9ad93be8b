"""Whoever has chosen a language goes on in it, by links, forms and redirects, whatever the browser prefers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

FROM_VIET_NAM = {"Accept": "text/html", "Accept-Language": "vi"}
DEPTH = 2
EACH = 4
"""Links of a page to addresses of one kind that are followed; and three times as many in all."""


class _Page(HTMLParser):
    """The language of a page, its links to others, and the addresses and fields of its forms."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.language = ""
        self.links: list[str] = []
        self.forms: list[tuple[str, set[str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = found.get("lang", "")
        elif tag == "a" and found.get("hreflang") in (None, "en") and "download" not in found:
            self.links.append(found.get("href", ""))
        elif tag == "form":
            self.forms.append((found.get("action", ""), set()))
        elif tag in ("input", "select", "textarea", "button") and self.forms:
            self.forms[-1][1].add(f"{found.get('name')}={found.get('value')}")


def rule(app: Flask, address: str) -> str:
    """Which kind of address it is."""
    try:
        found, _ = app.url_map.bind("localhost").match(urlsplit(address).path, method="GET")
    except HTTPException as error:
        return type(error).__name__
    return str(found)


def pages(app: Flask, client: FlaskClient) -> Iterator[tuple[str, _Page]]:
    """The pages that are reached from the front page, each with the address that leads there."""
    waiting, seen, kinds = [("/?lang=en", DEPTH)], {"/?lang=en"}, Counter[str]()
    while waiting:
        address, deeper = waiting.pop(0)
        with client.get(address, headers=FROM_VIET_NAM, follow_redirects=True) as response:
            if response.mimetype != "text/html":
                continue
            page = _Page(response.get_data(as_text=True))
        yield address, page
        followed = Counter[str]()
        for link in page.links if deeper else ():
            target = urljoin(f"http://localhost{address}", link).partition("#")[0].removeprefix("http://localhost")
            kind = rule(app, target)
            if target in seen or not target.startswith("/") or followed[kind] == EACH or kinds[kind] == 3 * EACH:
                continue
            seen.add(target)
            followed[kind] += 1
            kinds[kind] += 1
            waiting.append((target, deeper - 1))


def test_every_page_that_follows_is_in_the_language_chosen(app: Flask) -> None:
    found = list(pages(app, app.test_client()))
    other = [address for address, page in found if page.language != "en"]
    assert not other
    reached = {"resource.about_thing", "announcement.text", "exploring.page", "citing.cite", "chronicle.page"}
    assert reached <= {rule(app, address) for address, _ in found}
    assert len(found) > 60
    forms = {action: fields for _, page in found for action, fields in page.forms if "places" not in action}
    assert [action for action, fields in forms.items() if "lang=en" not in fields] == []


@pytest.mark.parametrize("address", ["/id/org/vwu-ba-tri", "/releases/current/", "/releases/current/sparql"])
def test_redirects_keep_it(app: Flask, address: str) -> None:
    client = app.test_client()
    assert "lang=en" in client.get(f"{address}?lang=en", headers=FROM_VIET_NAM).headers["Location"]
    assert "lang" not in client.get(address, headers=FROM_VIET_NAM).headers["Location"]


def test_without_a_choice_no_address_names_a_language(app: Flask) -> None:
    """So that what is kept for one reader leads the next one to pages in their own language."""
    page = _Page(app.test_client().get("/doc/org/vwu-ba-tri", headers=FROM_VIET_NAM).text.partition("<main")[2])
    things = [each for each in page.links if each.startswith(("/doc/", "/explore/", "/read/"))]
    assert len(things) > 5
    assert not [each for each in things if "lang" in each]
