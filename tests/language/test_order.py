"""Lists stand in the order of a Vietnamese dictionary, and numbers are written as the language writes them."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask import Flask

from server.collation import collation

LISTS = (
    ("/def", r'<h2 id="group-(\w+)"|<h3><a href="#[^"]*">([^<]*)</a> <code>khen:'),
    ("/shapes", r'((?!))|<h2><a href="#[^"]*">([^<]*)</a>'),
    ("/report", r'((?!))|<th role="rowheader" scope="row">([^<]*)<small>'),
    ("/explore", r'((?!))|<li><a href="[^"]*/explore/[^"]*">([^<]*)</a>'),
    ("/doc/area/viet-nam", r'<h3>(.*?)<small>|<li><a href="/doc/[^"]*"[^>]*>([^<]*)</a></li>'),
    ("/map?sort=name", r'((?!))|<th role="rowheader" scope="row"><a href="[^"]*">([^<]*)</a>'),
)
"""Addresses, and how a heading of a list or a name in one is known there."""


@pytest.mark.parametrize(("address", "pattern"), LISTS)
def test_names_stand_in_the_order_of_the_dictionary(app: Flask, address: str, pattern: str) -> None:
    page = app.test_client().get(address, headers={"Accept": "text/html", "Accept-Language": "vi"})
    assert page.status_code == 200
    lists: list[list[str]] = [[]]
    for _, name in re.findall(pattern, page.text.partition("<main")[2]):
        if name:
            lists[-1].append(unescape(name))
        else:
            lists.append([])
    assert max(map(len, lists)) > 2
    for each in lists:
        assert each == sorted(each, key=collation)


def test_numbers_are_written_as_the_language_writes_them(app: Flask) -> None:
    client = app.test_client()
    query = "SELECT ?s { ?s ?p ?o } LIMIT 1200"
    for language, count in (("vi", "1.200"), ("en", "1,200")):
        page = client.get("/sparql", query_string={"query": query, "lang": language}, headers={"Accept": "text/html"})
        assert count in re.sub(r"<(pre|textarea).*?</\1>", "", page.text, flags=re.DOTALL)
