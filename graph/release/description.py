"""The description of a release: ``graph/meta``, and ``void.ttl`` with what only the finished files can say.

VoID (https://www.w3.org/TR/void/) for the counts, SPARQL Service Description and PROV for the named graphs,
DCAT for the catalogue. The description lies in the data it counts, so it is written again until the counts
it gives are the counts of the data with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from rdflib import RDFS, Literal, URIRef

from graph.formats import TURTLE
from graph.release.catalogue import catalogue, file_details
from graph.release.contents import Contents, ReleaseError
from graph.release.counting import Counts, Held
from graph.release.dataset import Wording
from graph.release.dumps import DUMP_FORMATS, compare, ordered_graph, read_lines
from graph.release.external import DCATAP, DQV, VCARD
from graph.release.named_graphs import by_graph, graph_descriptions, linksets
from graph.release.nodes import Place, fragment, node, whole
from graph.release.statements import Triple, triple_line, union
from graph.vocabulary import SCHEMA, VOID, Names, Quad

_ROUNDS: Final = 12
_NOTES: Final = (
    Literal("Các số đếm bao gồm cả phần mô tả này.", lang="vi"),
    Literal("The counts include this description itself.", lang="en"),
    Literal("Các số đếm đúng với hợp của các đồ thị công khai.", lang="vi"),
    Literal("The counts hold for the union of the public graphs.", lang="en"),
)
_EXAMPLES: Final = ("Announcement", "AwardConferral", "Programme", "AdministrativeUnit")
_VOID_HEAD: Final = """\
# The description of this release. It is graph/meta of the data, with two things added that cannot stand in
# the data because they measure the files that hold it: the size (dcat:byteSize) and SHA-256 of each dump.
"""


def prefixes(names: Names) -> dict[str, str]:
    """The prefixes of the dumps: those of the vocabulary, and three that only the description uses."""
    return {**names.prefixes(), "dcatap": str(DCATAP), "dqv": str(DQV), "vcard": str(VCARD)}


def describe(contents: Contents, release_id: str) -> tuple[Quad, ...]:
    """The statements of ``graph/meta``, with counts that are exact for the data and themselves together.

    The number of distinct objects is itself an object, and that equation has no solution when the number
    one higher occurs in the data and the number itself does not. Then a note is added, which shifts it.

    Raises:
        ReleaseError: no number of notes helped (it would take data made for the purpose).
    """
    place = Place(contents.names, contents.dataset, release_id)
    meta = contents.names.graph("meta")
    held = Held.of(union(contents.quads))
    fixed = set(_uncounted(place, contents.quads, held, meta))
    labelled = {(s, value.language) for s, p, value in held.triples if p == RDFS.label and isinstance(value, Literal)}
    for notes in range(len(_NOTES) + 1):
        with_notes = {*fixed, *((place.data, RDFS.comment, each) for each in _NOTES[:notes])}
        counts = held.counts(with_notes, place.space)
        for _ in range(_ROUNDS):
            triples = {
                (s, p, o)
                for s, p, o in {*with_notes, *_counted(place, counts)}
                # The data name it already; two labels in one language would contradict each other.
                if not (p == RDFS.label and isinstance(o, Literal) and (s, o.language) in labelled)
            }
            triples.add((meta, VOID.triples, whole(len(triples) + 1)))
            recounted = held.counts(triples, place.space)
            if recounted == counts:
                return tuple((*each, meta) for each in sorted(triples, key=triple_line))
            counts = recounted
    raise ReleaseError(meta, "no description of the data counts itself exactly", "Please report this corpus.")


def void_turtle(place: Place, meta: Iterable[Quad], files: Iterable[Mapping[str, Any]]) -> bytes:
    """``void.ttl``: the description with size and SHA-256 of each dump.

    Args:
        place: the release and its addresses.
        meta: the statements of ``graph/meta``.
        files: the dumps as the manifest lists them (``name``, ``bytes``, ``sha256``).
    """
    triples = union(meta) | set(file_details(place, files))
    text = ordered_graph(triples, prefixes(place.names)).serialize(format=TURTLE.rdflib)
    content = (_VOID_HEAD + text.strip("\n") + "\n").encode()
    compare("void.ttl", set(map(triple_line, triples)), read_lines(content, TURTLE))
    return content


def _uncounted(place: Place, quads: Iterable[Quad], held: Held, meta: URIRef) -> Iterator[Triple]:
    graphs = by_graph(quads)
    yield from catalogue(place, _period(place.names, held))
    yield from graph_descriptions(place, graphs, meta)
    yield from linksets(place, graphs)
    yield place.data, VOID.sparqlEndpoint, place.endpoint
    for form in DUMP_FORMATS:
        yield place.data, VOID.dataDump, place.download(f"khen.{form.extension}.gz")
    for name in _EXAMPLES:
        if found := sorted(s for s, kind in held.instances if kind == place.names.term(name)):
            yield place.data, VOID.exampleResource, found[0]


def _period(names: Names, held: Held) -> tuple[str, str] | None:
    """The first and the last day on which an announcement was published, in the time zone it states."""
    announcements = {subject for subject, kind in held.instances if kind == names.term("Announcement")}
    days = sorted(str(o)[:10] for s, p, o in held.triples if p == SCHEMA.datePublished and s in announcements)
    return (days[0], days[-1]) if days else None


def _counted(place: Place, counts: Counts) -> Iterator[Triple]:
    data = place.data
    yield data, VOID.triples, whole(counts.triples)
    yield data, VOID.entities, whole(counts.entities)
    yield from _minted(place, counts.minted)
    yield data, VOID.distinctSubjects, whole(counts.subjects)
    yield data, VOID.distinctObjects, whole(counts.objects)
    yield data, VOID.classes, whole(len(counts.classes))
    yield data, VOID.properties, whole(len(counts.properties))
    for iri, number in counts.classes:
        name = _short(place.names, iri)
        partition = place.part(f"class-{fragment(name)}")
        label = Wording(f"Các thực thể thuộc lớp {name}", f"Instances of {name}")
        yield data, VOID.classPartition, partition
        yield from node(partition, [VOID.Dataset], label, [(VOID["class"], iri), (VOID.entities, whole(number))])
    for iri, number in counts.properties:
        name = _short(place.names, iri)
        partition = place.part(f"property-{fragment(name)}")
        label = Wording(f"Các phát biểu dùng thuộc tính {name}", f"Statements with {name}")
        yield data, VOID.propertyPartition, partition
        yield from node(partition, [VOID.Dataset], label, [(VOID.property, iri), (VOID.triples, whole(number))])
    terms = [iri for iri, _ in (*counts.classes, *counts.properties)]
    for namespace in sorted(prefixes(place.names).values()):
        if any(each.startswith(namespace) for each in terms):
            own = namespace == place.names.term("")
            yield data, VOID.vocabulary, place.names.ontology if own else URIRef(namespace)


def _minted(place: Place, number: int) -> Iterator[Triple]:
    """The entities whose IRIs this data set has given: a subset, as the whole describes others, too.

    The whole names the same ``void:uriSpace``, since consumers look for it there (VoID, section 4.4); of the subset it
    is true to the letter that all entities begin with it, and they are counted.
    """
    label = Wording("Các thực thể có địa chỉ riêng của bộ dữ liệu này", "Entities with an address of this data set")
    pairs = [(VOID.uriSpace, Literal(place.space)), (VOID.entities, whole(number))]
    yield place.data, VOID.uriSpace, Literal(place.space)
    yield place.data, VOID.subset, place.part("minted")
    yield from node(place.part("minted"), [VOID.Dataset], label, pairs)


def _short(names: Names, iri: URIRef) -> str:
    """The term with its prefix, or the whole IRI where there is none."""
    for prefix, namespace in prefixes(names).items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return str(iri)
