"""How IRIs and data are written on pages: short names, and JSON-LD within HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from markupsafe import Markup
from pyoxigraph import Triple

from graph.store import Release, json_ld
from server.embedding import embedded

_NOT_LOCAL: Final = re.compile("[/#?]")


def short_name(release: Release, iri: str) -> str:
    """An IRI in the shortest way that says what it is.

    A prefixed name where a prefix fits, else the path of one of ours, else the IRI.
    """
    for mention, _, namespace in release.mentions:
        if iri.startswith(namespace):
            local = iri[len(namespace) :]
            if local and not _NOT_LOCAL.search(local):
                return mention + local
    return iri.removeprefix(release.names.base)


def embedded_json_ld(triples: Iterable[Triple], release: Release) -> Markup:
    """JSON-LD that can stand in a ``script`` element: no character that could end the element."""
    return embedded(json_ld(triples, release.prefixes()))
