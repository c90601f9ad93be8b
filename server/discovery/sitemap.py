"""The addresses that search engines are told of, in as many files as the protocol asks for.

https://www.sitemaps.org/protocol.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from pyoxigraph import DefaultGraph, NamedNode

from graph.store import Release
from server.addresses import absolute
from server.catalogues import LANGUAGES
from server.discovery.schema_org import is_data
from server.figures import Figures

MOST: Final = 50_000
"""Addresses in one file; of as many files an index may tell."""
_TYPE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_FIXED: Final = ("", "sparql", "examples", "search", "map", "timeline", "explore", "def", "shapes", "report",
                 "releases/", "cite", "reconcile/about", "limits", "help", "help/sparql", "help/privacy",
                 "help/accessibility")  # fmt: skip
_PAGES: Final = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
{entries}
</urlset>
"""
_INDEX: Final = """<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{entries}
</sitemapindex>
"""


@dataclass(frozen=True)
class Listed:
    """An address that is listed.

    Attributes:
        path: below the root of the server.
        spoken: whether it is a page, which is there in each language; a file is not.
    """

    path: str
    spoken: bool = True


def listed(release: Release, figures: Figures) -> tuple[Listed, ...]:
    """All that is to be found: fixed pages, the release with its files, the annotated texts, and each thing.

    Args:
        release: what is served.
        figures: name its announcements.
    """
    place = f"releases/{release.manifest.id}/"
    return (
        *map(Listed, _FIXED),
        Listed(place),
        *(Listed(place + each.name, spoken=False) for each in release.manifest.files if is_data(each)),
        *(Listed(f"read/{each.key}") for each in figures.announcements),
        *(Listed(f"doc/{key}") for key in sorted(_keys(release))),
    )


def _keys(release: Release) -> Iterator[str]:
    """Of all things that have a class and a page of their own; what was withdrawn has neither, or is left out."""
    start, retired = f"{release.names.base}id/", release.manifest.retired
    typed = release.store.quads_for_pattern(None, _TYPE, None, DefaultGraph())
    named = {quad.subject.value for quad in typed if isinstance(quad.subject, NamedNode)}
    keys = (iri.removeprefix(start) for iri in named if iri.startswith(start) and "#" not in iri)
    return (key for key in keys if key not in retired)


def files(count: int, most: int) -> int:
    """How many files so many addresses take.

    >>> files(0, 2), files(2, 2), files(3, 2)
    (1, 1, 2)
    """
    return max(-(-count // most), 1)


def index(count: int, modified: str) -> str:
    """The file that tells of so many others, which stand beside it: each speaks for what is below its place."""
    places = (f"{absolute(f'sitemap-{number}.xml')}" for number in range(1, count + 1))
    entries = (f"<sitemap><loc>{escape(each)}</loc><lastmod>{modified}</lastmod></sitemap>" for each in places)
    return _INDEX.format(entries="\n".join(entries))


def page(listed: Sequence[Listed], number: int, most: int, modified: str) -> str:
    """One file: the addresses of that number, counted from 1."""
    return _PAGES.format(entries="\n".join(_entries(listed[(number - 1) * most : number * most], modified)))


def _entries(listed: Iterable[Listed], modified: str) -> Iterator[str]:
    """Each page with its languages, so that a search engine leads to the right one.

    https://developers.google.com/search/docs/specialty/international/localized-versions#sitemap
    """
    for each in listed:
        address = escape(absolute(each.path), {'"': "&quot;"})
        spoken = [*((code, f"{address}?lang={code}") for code in LANGUAGES), ("x-default", address)]
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href="{other}"/>' for code, other in spoken if each.spoken
        )
        yield f"<url><loc>{address}</loc><lastmod>{modified}</lastmod>{others}</url>"
