"""The order of classes: which are kinds of which others, by the ontology of the release."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode

from graph.store import Release, value_of
from server.things.reader import Reader

_SUBCLASS: Final = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")


def superclasses(release: Release) -> Mapping[str, frozenset[str]]:
    """Class to all of its superclasses, as prefixed names, by the ontology in the release."""
    reader = Reader(release, "")
    direct: dict[str, set[str]] = {}
    for quad in release.store.quads_for_pattern(None, _SUBCLASS, None, DefaultGraph()):
        direct.setdefault(reader.short(value_of(quad.subject)), set()).add(reader.short(value_of(quad.object)))
    found: dict[str, frozenset[str]] = {}
    for each in direct:
        seen: set[str] = set()
        waiting = [each]
        while waiting:
            for wider in direct.get(waiting.pop(), ()):
                if wider not in seen:
                    seen.add(wider)
                    waiting.append(wider)
        found[each] = frozenset(seen - {each})
    return found
