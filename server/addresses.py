"""From the IRIs of the data to addresses on the server at hand.

The IRIs keep the base they were published under; a page links to where its reader is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote, urlencode

from flask import request
from markupsafe import Markup
from pyoxigraph import NamedNode

from graph.errors import Worded
from graph.vocabulary import Names
from server.catalogues import LANGUAGES
from server.errors import Problem, ProblemError

FRONT: Final = "index"
"""The path of the front page where a format is named after it."""
_HOST: Final = re.compile(
    r"(?:[a-z0-9]([a-z0-9.-]{0,252})|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?", re.ASCII | re.IGNORECASE
)

_PATH: Final = re.compile(r"(?<!\S)/[a-z]+(?:/[a-z]*)?(?=[.,;]?(?:\s|$))", re.ASCII)


def is_key(key: str) -> bool:
    """Whether an IRI can end in this (RFC 3987); anything else is the name of nothing.

    >>> is_key("area/ben-tre/v/1"), is_key("a b"), is_key("")
    (True, False, False)
    """
    return bool(key) and is_iri(f"http://example.org/{key}")


def is_iri(text: str) -> bool:
    """Whether this is an IRI (RFC 3987) and no relative reference.

    >>> is_iri("urn:x"), is_iri("area/ben-tre"), is_iri("http://a b")
    (True, False, False)
    """
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def here(path: str) -> str:
    """The address of a path (without leading slash) on the server at hand, under whatever prefix it runs."""
    place, hash_mark, fragment = path.partition("#")
    address = f"{request.script_root}/{quote(place, safe='/:@!$&()*+,;=~')}"
    return address + hash_mark + quote(fragment, safe="=,:/")


def chosen() -> str:
    """The language that the request names; empty where it names none, so that the client's own choice goes on."""
    named = request.args.get("lang", "")
    return named if named in LANGUAGES else ""


def at(path: str, language: str | None = None) -> str:
    """As ``here``, for what is read in a language: the address of a page keeps the one that its reader has chosen.

    Args:
        path: without leading slash, and without parameters.
        language: that is named in any case.
    """
    place, hash_mark, fragment = here(path).partition("#")
    named = chosen() if language is None else language
    return f"{place}?lang={named}{hash_mark}{fragment}" if named else place + hash_mark + fragment


def staying(names: Names, language: str, parameters: Sequence[tuple[str, str]] = ()) -> str:
    """The whole address of this very page below the base of the data, where it stays whoever serves it.

    That of a page whose address ends in its format is the one where formats are negotiated. The host of a request is
    not in it: whoever names another one would find it in pages that are kept for all.

    Args:
        names: of the data.
        language: that it is read in; none if empty.
        parameters: further ones.
    """
    asked = urlencode([*parameters, *([("lang", language)] if language else [])])
    page = request.path.lstrip("/").removesuffix(".html")
    path = "" if page == FRONT else quote(page, safe="/:@!$&()*+,;=~")
    return names.base + path + (f"?{asked}" if asked else "")


def leading(text: Markup) -> Markup:
    """A text in which the paths of pages that it names are links to them."""
    return Markup(_PATH.sub(lambda found: f'<a href="{at(found[0].lstrip("/"))}">{found[0]}</a>', text))


def standing() -> tuple[str, str]:
    """What the addresses on a page depend on beside their paths: where the server runs, and the language chosen."""
    return request.script_root, chosen()


def absolute(path: str) -> str:
    """As ``here``, with the scheme and the host that the request was sent to, for clients that resolve no addresses.

    Whoever names another host or scheme gets addresses there, and only they: no shared cache may keep such a response.

    Raises:
        ProblemError: 400 the request names no host that could be one.
    """
    host = request.headers.get("Host", "")
    if not _HOST.fullmatch(host):
        raise ProblemError(Problem(400, Worded("The request does not name a host."), Worded("Send the header Host.")))
    said = request.headers.get("X-Forwarded-Proto", "")
    return f"{said if said in ('http', 'https') else request.scheme}://{host}{here(path)}"


def link(names: Names, iri: str) -> str | None:
    """Where to read about an IRI: here for our own, at its own address for http(s), else nowhere.

    A thing is linked by its document, which saves the redirection, and a page of ours in the language chosen.
    """
    if iri.startswith(names.base):
        path = iri.removeprefix(names.base)
        return at("doc/" + path.removeprefix("id/") if path.startswith("id/") else path)
    return iri if iri.startswith(("http://", "https://")) else None


def iri_of(names: Names, path: str) -> str:
    """The IRI below the base with this path."""
    return names.base + path
