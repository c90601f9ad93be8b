"""What each named graph is called, what it was derived from and what it links to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import urlsplit

from rdflib import DCTERMS, OWL, PROV, RDFS, SKOS, Literal, URIRef

from graph.release.dataset import Wording
from graph.release.nodes import Pair, Place, fragment, node, whole
from graph.release.statements import Triple, term_text
from graph.vocabulary import LINK_NAMES, SCHEMA, SD, VOID, Names, Quad

Graphs = dict[URIRef, frozenset[Triple]]

_TITLES: Final = {
    "meta": Wording("Mô tả tập dữ liệu", "Description of the data set"),
    "vocab": Wording("Từ vựng Khen", "Vocabulary of Khen"),
    "shapes": Wording("Các ràng buộc SHACL", "SHACL shapes"),
    "ref/areas": Wording("Đơn vị hành chính", "Administrative areas"),
    "mappings": Wording("Bằng chứng của các liên kết", "Evidence of the links"),
    "ref/orgs": Wording("Tổ chức, chức vụ, giải thưởng và đề án", "Organisations, offices, awards and programmes"),
}
_FAMILIES: Final = {
    "announcement": Wording("Thông báo {}", "Announcement {}"),
    "text": Wording("Toàn văn thông báo {}", "Full text of announcement {}"),
    "links": Wording("Liên kết tới {}", "Links to {}"),
    "derived": Wording("Suy ra theo quy tắc {}", "Derived by the rule {}"),
}
_LINKS: Final = frozenset(
    {
        OWL.sameAs,
        RDFS.seeAlso,
        SCHEMA.sameAs,
        SKOS.exactMatch,
        SKOS.closeMatch,
        SKOS.broadMatch,
        SKOS.narrowMatch,
        SKOS.relatedMatch,
    }
)


def by_graph(quads: Iterable[Quad]) -> Graphs:
    """The statements of each named graph, the graphs in the order of their IRIs."""
    graphs: dict[URIRef, set[Triple]] = {}
    for subject, predicate, value, graph in quads:
        graphs.setdefault(graph, set()).add((subject, predicate, value))
    return {iri: frozenset(graphs[iri]) for iri in sorted(graphs)}


def title(names: Names, graph: URIRef) -> Wording:
    """What a named graph is called.

    >>> names = Names()
    >>> title(names, names.graph("links/wikidata")).en, title(names, names.graph("meta")).vi
    ('Links to Wikidata', 'Mô tả tập dữ liệu')
    """
    name = str(graph).removeprefix(names.graph(""))
    family, _, member = name.partition("/")
    if name in _TITLES:
        return _TITLES[name]
    words = _FAMILIES.get(family, Wording("Đồ thị {}", "Graph {}"))
    shown = member if family in _FAMILIES else name
    shown = LINK_NAMES.get(member, member) if family == "links" else shown
    return Wording(words.vi.format(shown), words.en.format(shown))


def derived_from(names: Names, graph: URIRef, triples: Iterable[Triple]) -> tuple[URIRef | Literal, ...]:
    """What a named graph was derived from: the text of its announcement, or the sources that it names.

    The sources of reference data are often tables without an address; they are literals. Those of a link stand with
    its evidence.
    """
    if stated := {value for subject, p, value in triples if (subject, p) == (graph, PROV.wasDerivedFrom)}:
        return tuple(sorted(stated))
    name = str(graph).removeprefix(names.graph(""))
    family, _, member = name.partition("/")
    if family in ("announcement", "text"):
        return (names.thing("announcement", f"{member}/text"),)
    if family == "links":
        return (names.graph("mappings"),)
    return tuple(sorted({value for _, p, value in triples if p == DCTERMS.source}, key=term_text))


def graph_descriptions(place: Place, graphs: Graphs, meta: URIRef) -> Iterator[Triple]:
    """Each named graph: name, size, licence, origin. The size of ``meta`` is left to the one who knows it."""
    for iri in sorted({*graphs, meta}):
        triples = graphs.get(iri, frozenset())
        origins: tuple[URIRef | Literal, ...] = (
            tuple(graphs) if iri == meta else derived_from(place.names, iri, triples)
        )
        pairs: list[Pair] = [
            (SD.name, iri),
            (DCTERMS.license, URIRef(place.dataset.licence.iri)),
            # The day the data changed, not the day of the build: the same input gives the same statements.
            (PROV.generatedAtTime, place.moment),
            (PROV.wasAttributedTo, place.program),
            (PROV.wasAttributedTo, place.publisher),
            *((PROV.wasDerivedFrom, each) for each in origins if isinstance(each, URIRef)),
            *((DCTERMS.source, each) for each in origins if isinstance(each, Literal)),
        ]
        if iri != meta:
            pairs.append((VOID.triples, whole(len(triples))))
        yield from node(iri, [SD.NamedGraph, VOID.Dataset, PROV.Entity], title(place.names, iri), pairs)
        yield place.data, VOID.subset, iri


def links(names: Names, graphs: Graphs) -> Iterator[tuple[str, Triple]]:
    """Every link in ``graph/links/...``, with the name that its graph gives to the data set it leads to."""
    space = names.graph("links/")
    for iri, triples in graphs.items():
        if iri.startswith(space):
            for subject, predicate, value in triples:
                if predicate in _LINKS and subject.startswith(names.base) and isinstance(value, URIRef):
                    yield iri.removeprefix(space), (subject, predicate, value)


def linksets(place: Place, graphs: Graphs) -> Iterator[Triple]:
    """A linkset for each target and kind of link in ``graph/links/...``, with its number of links."""
    found = tuple(links(place.names, graphs))
    yield place.links, VOID.triples, whole(len(found))
    counts = Counter((target, predicate, _root(str(value))) for target, (_, predicate, value) in found)
    for (target, predicate, root), number in sorted(counts.items()):
        yield from _linkset(place, predicate, root, number, target)


def _linkset(place: Place, predicate: URIRef, root: str, number: int, target: str) -> Iterator[Triple]:
    local, host = predicate.replace("#", "/").rpartition("/")[2], urlsplit(root).netloc
    iri, other = place.part(f"links-{fragment(target)}-{fragment(host)}-{local}"), URIRef(root)
    pairs: list[Pair] = [
        (VOID.target, place.data),
        (VOID.target, other),
        (VOID.subjectsTarget, place.data),
        (VOID.objectsTarget, other),
        (VOID.linkPredicate, predicate),
        (VOID.triples, whole(number)),
    ]
    label = Wording(f"Liên kết tới {host} bằng {local}", f"Links to {host} by {local}")
    yield from node(iri, [VOID.Linkset], label, pairs)
    yield from node(other, [VOID.Dataset], Wording(f"Dữ liệu tại {host}", f"Data at {host}"))
    for whole_set in (place.data, place.links):
        yield whole_set, VOID.subset, iri


def _root(iri: str) -> str:
    parts = urlsplit(iri)
    return f"{parts.scheme}://{parts.netloc}/"
