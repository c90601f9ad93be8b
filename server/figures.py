"""How much a release holds, counted once when it is opened: a release never changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode

from graph.store import Release, value_of
from server.passages import reading_path

_RDF_TYPE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_OWL_AXIOM: Final = NamedNode("http://www.w3.org/2002/07/owl#Axiom")
_EVIDENCE: Final = NamedNode("http://www.w3.org/ns/oa#SpecificResource")
_PUBLISHED: Final = "https://schema.org/datePublished"


@dataclass(frozen=True)
class Announced:
    """An announcement that a release holds.

    Attributes:
        iri: of it.
        key: the last part of its address.
        titles: its headline by language.
        published: when, as far as the announcement says.
        collectives: how many of them it commends.
        individuals: likewise.
    """

    iri: str
    key: str
    titles: dict[str, str]
    published: datetime | None
    collectives: int
    individuals: int

    @property
    def text(self) -> str:
        """The path at which its text is read."""
        return reading_path(self.key)


@dataclass(frozen=True)
class Figures:
    """What a release holds.

    Attributes:
        announcements: the newest first.
        passages: of the sources that statements were read from.
        provinces: units of that level through time, each counted once.
        links: to other data sets, each with its evidence.
        triples: distinct ones, in all.
    """

    announcements: tuple[Announced, ...]
    passages: int
    provinces: int
    links: int
    triples: int

    @property
    def collectives(self) -> int:
        """Commended in all announcements together."""
        return sum(each.collectives for each in self.announcements)

    @property
    def individuals(self) -> int:
        """Commended in all announcements together."""
        return sum(each.individuals for each in self.announcements)


def read_figures(release: Release) -> Figures:
    """Count what a release holds."""
    term = release.names.term
    kinds = _kinds_by_graph(release)
    found = [_announced(release, iri, kinds) for iri in _subjects(release, _RDF_TYPE, term("Announcement"))]
    found.sort(key=lambda each: (each.published is not None, str(each.published), each.iri), reverse=True)
    return Figures(
        tuple(found),
        passages=len(_subjects(release, _RDF_TYPE, _EVIDENCE.value)),
        provinces=len(_subjects(release, NamedNode(str(term("level"))), term("Province"))),
        links=len(_subjects(release, _RDF_TYPE, _OWL_AXIOM.value)),
        triples=release.manifest.counts["triples"],
    )


def _subjects(release: Release, predicate: NamedNode, value: object) -> list[str]:
    found = release.store.quads_for_pattern(None, predicate, NamedNode(str(value)), DefaultGraph())
    return sorted({value_of(quad.subject) for quad in found})


def _kinds_by_graph(release: Release) -> dict[tuple[str, str], int]:
    """How many conferrals of each kind of recipient each graph states. An announcement is the name of its graph."""
    found: dict[tuple[str, str], int] = {}
    conferrals = set(_subjects(release, _RDF_TYPE, release.names.term("AwardConferral")))
    kind = NamedNode(str(release.names.term("recipientKind")))
    for quad in release.store.quads_for_pattern(None, kind, None, None):
        if isinstance(quad.graph_name, NamedNode) and value_of(quad.subject) in conferrals:
            key = quad.graph_name.value, value_of(quad.object)
            found[key] = found.get(key, 0) + 1
    return found


def _announced(release: Release, iri: str, kinds: dict[tuple[str, str], int]) -> Announced:
    key = iri.rpartition("/")[2]
    graph = str(release.names.graph(f"announcement/{key}"))
    days = sorted(quad.object.value for quad in release.about(iri)
                  if quad.predicate.value == _PUBLISHED and isinstance(quad.object, Literal))  # fmt: skip
    return Announced(
        iri,
        key,
        release.labels(iri),
        datetime.fromisoformat(days[0]) if days else None,
        *(kinds.get((graph, str(release.names.term(kind))), 0) for kind in ("Collective", "Individual")),
    )
