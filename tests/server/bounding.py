"""How much of something a page shows, for each bound of the pages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote

from flask.testing import FlaskClient

Shows = Callable[[FlaskClient], int]
KEY = "642ca70eabb422b4"
MANY = "org/vwu"
DECISION = f"decision/{KEY}-1"
ROWS = "SELECT * { ?a a ?b } LIMIT 30"


@dataclass(frozen=True)
class Bound:
    """A bound, and what tells that it holds.

    Attributes:
        name: at ``/limits``.
        value: that it is set to.
        shows: how much the server then shows.
        places: the modules and the name in them from which the server takes it.
    """

    name: str
    value: int
    shows: Shows
    places: tuple[str, ...]


def page(client: FlaskClient, path: str) -> str:
    """A page in English."""
    response = client.get(path, headers={"Accept": "text/html", "Accept-Language": "en"})
    assert response.status_code == 200, path
    return response.text


def found(path: str, pattern: str) -> Shows:
    """How often something stands on a page."""
    return lambda client: len(re.findall(pattern, page(client, path), re.DOTALL))


def stated(path: str, pattern: str) -> Shows:
    """The largest number that a page states in some words."""
    return lambda client: max(int(each) for each in re.findall(pattern, page(client, path)))


def most(path: str, block: str, pattern: str) -> Shows:
    """How often something stands in one block of a page, where it stands most often."""
    return lambda client: max(
        len(re.findall(pattern, each)) for each in re.findall(block, page(client, path), re.DOTALL)
    )


def length(path: str, pattern: str) -> Shows:
    """How long the longest of some texts of a page is."""
    return lambda client: max(len(unescape(each)) for each in re.findall(pattern, page(client, path), re.DOTALL))


def in_turtle(client: FlaskClient) -> int:
    """The statements referring to a thing that its document says it shows."""
    text = client.get(f"/doc/{MANY}.ttl").text
    said = re.search(r"Shows (\d+) of the", text)
    assert said
    return int(said[1])


def versions(client: FlaskClient) -> int:
    """The versions in the timeline of a place; the other entries are changes."""
    entries = re.findall(r"<li[^>]*><span class=\"when\">.*?</li>", page(client, "/doc/area/ben-tre/v/1"), re.DOTALL)
    return len([each for each in entries if "<small>change</small>" not in each])


def around(client: FlaskClient) -> int:
    """The neighbours of a thing in each direction, where each statement leads to one."""
    found = client.get(f"/explore/{DECISION}.json").get_json()
    assert found["beyond"]
    return int(found["shown"]) // 2


def among(client: FlaskClient) -> int:
    """The statements that join two neighbours of a thing."""
    graph = client.get(f"/explore/{DECISION}.json").get_json()
    return len([each for each in graph["edges"] if graph["centre"] not in (each["source"], each["target"])])


def hits(client: FlaskClient) -> int:
    """The results of a search that names no limit."""
    return len(client.get("/search.json?q=h%E1%BB%99i").get_json()["results"])


def title(client: FlaskClient) -> int:
    """The characters of a citation's title that come from the query."""
    cited = client.get(f"/cite.json?query={quote('# ' + 'a' * 300 + chr(10) + ROWS)}").text
    return len(json.loads(cited)[0]["title"].partition(" (")[0])


def digested(client: FlaskClient) -> int:
    """The bytes of the largest result of some whose rows have a digest."""
    sizes = {n: f"SELECT ('{'a' * n}' AS ?a) {{}}" for n in range(30, 60)}
    with_digest = [n for n, query in sizes.items() if "too large" not in page(client, f"/cite?query={quote(query)}")]
    return max(with_digest) + len('?a\n""\n')


def linked(path: str) -> Shows:
    """The length of the longest address that a page gives for some queries, each longer by a character."""

    def shows(client: FlaskClient) -> int:
        queries = [quote("ASK {} #" + "a" * n) for n in range(60, 260, 2)]
        pages = "".join(page(client, f"{path}?query={each}") for each in queries)
        return max(len(unescape(each)) for each in re.findall(r'href="(/sparql\?[^"]*format=[^"]*)"', pages))

    return shows
