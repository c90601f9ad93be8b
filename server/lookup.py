"""Single look-ups in the union of a release's graphs or in one of them, in a defined order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad

from graph.errors import Worded
from graph.index import is_union
from graph.store import Release, value_of
from server.errors import Problem, ProblemError

MOST: Final = 20_000
"""Statements of a property that are read for one page, such as the conferrals for the map."""


def values(release: Release, subject: str, predicate: str, graph: str | None = None) -> list[str]:
    """The values of a property, in one graph if that is named."""
    place = NamedNode(graph) if graph else DefaultGraph()
    found = release.store.quads_for_pattern(NamedNode(subject), NamedNode(predicate), None, place)
    return sorted(value_of(quad.object) for quad in found)


def value(release: Release, subject: str, predicate: str) -> str:
    """The value of a property that has one at most; empty where it has none."""
    return next(iter(values(release, subject, predicate)), "")


def subjects(release: Release, predicate: str, thing: str, graph: str | None = None) -> list[str]:
    """What has a thing as the value of a property."""
    place = NamedNode(graph) if graph else DefaultGraph()
    found = release.store.quads_for_pattern(None, NamedNode(predicate), NamedNode(thing), place)
    return sorted(value_of(quad.subject) for quad in found)


def stated(release: Release, predicate: str) -> Iterator[Quad]:
    """All statements of a property in the named graphs; the default graph only repeats them."""
    found = release.store.quads_for_pattern(None, NamedNode(predicate), None, None)
    return (quad for quad in found if not is_union(quad))


def stated_at_most(release: Release, predicate: str) -> list[Quad]:
    """As ``stated``, where there are no more than a page reads.

    Raises:
        ProblemError: 422 there are more.
    """
    found = list(islice(stated(release, predicate), MOST + 1))
    if len(found) > MOST:
        detail = Worded(
            "This release holds more than the %(limit)s statements of a kind that are read for this page.", limit=MOST
        )
        raise ProblemError(
            Problem(422, detail, Worded("Ask /sparql for a part of them."), {"limit": {"page_facts": MOST}})
        )
    return found
