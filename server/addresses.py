"""From the IRIs of the data to addresses on the server at hand.

The IRIs keep the base they were published under; a page links to where its reader is.
"""

from __future__ import annotations

from urllib.parse import quote

from flask import request
from pyoxigraph import NamedNode

from graph.vocabulary import Names


def is_key(key: str) -> bool:
    """Whether an IRI can end in this (RFC 3987); anything else is the name of nothing.

    >>> is_key("area/ben-tre/v/1"), is_key("a b"), is_key("")
    (True, False, False)
    """
    try:
        NamedNode(f"http://example.org/{key}")
    except ValueError:
        return False
    return bool(key)


def here(path: str) -> str:
    """The address of a path (without leading slash) on the server at hand, under whatever prefix it runs."""
    place, hash_mark, fragment = path.partition("#")
    address = f"{request.script_root}/{quote(place, safe='/:@!$&()*+,;=~')}"
    return address + hash_mark + quote(fragment, safe="=,:/")


def link(names: Names, iri: str) -> str | None:
    """Where to read about an IRI: here for our own, at its own address for http(s), else nowhere.

    A thing is linked by its document, which saves the redirection.
    """
    if iri.startswith(names.base):
        path = iri.removeprefix(names.base)
        return here("doc/" + path.removeprefix("id/") if path.startswith("id/") else path)
    return iri if iri.startswith(("http://", "https://")) else None


def iri_of(names: Names, path: str) -> str:
    """The IRI below the base with this path."""
    return names.base + path
