"""Reference graphs: what the publisher states from reviewed tables, apart from any text."""

from __future__ import annotations

from collections.abc import Iterator

from graph.authority.places import Places
from graph.linking.areas import area_quads
from graph.linking.external import link_quads
from graph.linking.organisations import organisation_quads
from graph.vocabulary import Names, Quad

__all__ = ["area_quads", "link_quads", "organisation_quads", "reference_quads"]


def reference_quads(places: Places, names: Names) -> Iterator[Quad]:
    """The graph of areas, then the graphs of links, in a defined order."""
    yield from area_quads(places, names)
    yield from link_quads(places, names)
