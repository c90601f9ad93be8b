"""How IRIs and data are written on pages: short names, and JSON-LD within HTML."""

from __future__ import annotations

import json
from collections.abc import Iterable

from markupsafe import Markup
from pyoxigraph import Triple

from graph.formats import JSON_LD
from graph.store import Release, serialize_graph
from server.embedding import embedded


def short_name(release: Release, iri: str) -> str:
    """An IRI in the shortest way that says what it is.

    A prefixed name where a prefix fits, else the path of one of ours, else the IRI.
    """
    for prefix, namespace in release.prefixes().items():
        local = iri.removeprefix(namespace)
        if local != iri and local and not set(local) & set("/#?"):
            return f"{prefix}:{local}"
    return iri.removeprefix(release.names.base)


def embedded_json_ld(triples: Iterable[Triple], release: Release) -> Markup:
    """JSON-LD that can stand in a ``script`` element: no character that could end the element."""
    text = serialize_graph(triples, JSON_LD, release.prefixes()).decode()
    return embedded(json.loads(text))
