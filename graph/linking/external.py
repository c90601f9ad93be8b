"""Links from places and organisations to other data sets, a graph for each of those, and the evidence of each link.

A link is one statement, ``skos:exactMatch`` or ``skos:closeMatch`` as its row says, and never ``owl:sameAs``. It
stands at the identity of a place, for which it was verified in its form of 2023, and not at a version. Why:
docs/decisions/0026-links.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.authority import Authority
from graph.authority.identifiers import Identifier, Scheme
from graph.authority.places import COUNTRY, Places
from graph.linking.mappings import Link, mapping_quads
from graph.vocabulary import Names, Quad


def link_quads(places: Places, names: Names) -> Iterator[Quad]:
    """The links of the country and of every place, by target and then by place, and the evidence of each."""
    links = [*_links(("area", COUNTRY), ("Việt Nam", "Viet Nam"), places.country, names)]
    for place in places.places:
        links += _links(("area", place.key), (place.label_vi, place.name_en), place.identifiers, names)
    yield from _quads(links, names)


def organisation_link_quads(authority: Authority, names: Names) -> Iterator[Quad]:
    """The links of organisations, by target and then by organisation, and the evidence of each."""
    links: list[Link] = []
    for link in authority.terms.links:
        known = authority.organisation_by_key[link.key]
        links += _links(("org", link.key), (known.name_vi, known.name_en), (link.identifier,), names)
    yield from _quads(links, names)


def _links(
    thing: tuple[str, str], labels: tuple[str, str], identifiers: Iterable[Identifier], names: Names
) -> Iterator[Link]:
    return (Link(names.thing(*thing), *labels, each) for each in identifiers if each.match)


def _quads(links: Iterable[Link], names: Names) -> Iterator[Quad]:
    order = tuple(Scheme)
    links = sorted(links, key=lambda each: order.index(each.identifier.scheme))
    for each in links:
        yield each.subject, each.predicate, each.target, names.graph(f"links/{each.identifier.scheme}")
    for each in links:
        yield from mapping_quads(each, names)
