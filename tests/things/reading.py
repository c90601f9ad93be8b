"""What a reader sees of a page: its texts, without the elements that they stand in."""

from __future__ import annotations

import re
from html import unescape

from flask.testing import FlaskClient

_SHORT = re.compile(r"<small lang=\"en\">.*?</small>|<span lang=\"en\">.*?</span>", re.DOTALL)
"""Prefixed names, which stand small beside the labels."""


def html(client: FlaskClient, key: str, language: str = "en", **asked: str) -> str:
    """The page of a thing."""
    response = client.get(f"/doc/{key}", query_string={"lang": language, **asked}, headers={"Accept": "text/html"})
    assert response.status_code == 200, (key, response.text)
    return response.text


def text(part: str) -> str:
    """A part of a page as text, spaces united."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", part)).split())


def summary(page: str) -> str:
    """The sentence at the top of a page; empty where there is none."""
    found = re.search(r'<p class="lead">(.*?)</p>', page, re.DOTALL)
    return re.sub(r" ([,;.”)])", r"\1", text(found[1])).replace("“ ", "“").replace("( ", "(") if found else ""


def labels(page: str) -> list[str]:
    """The texts of all links and headings of the main part, without the prefixed names beside them."""
    main = _SHORT.sub("", page.partition("<main")[2])
    return [text(each) for _, each in re.findall(r"<(a|h3|th|summary)[ >](.*?)</\1>", main, re.DOTALL)]
