"""The links of a release as two small files: ``links.nt``, and ``links.sssom.tsv`` with the evidence of each link.

SSSOM/TSV: https://mapping-commons.github.io/sssom/spec-formats-tsv/. Every row stands on its own: what rows have in
common is not drawn up into the head of the file, so that a program that reads tables needs no more.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from rdflib import DCTERMS, OWL, RDF, SKOS, Literal, URIRef

from graph.formats import N_TRIPLES
from graph.release.contents import ReleaseError
from graph.release.distributions import LINE_FILE, LINK_DOWNLOADS, TABLE_FILE
from graph.release.dumps import compare, compress, read_lines
from graph.release.manifest import File
from graph.release.named_graphs import Graphs, by_graph, links
from graph.release.nodes import Place
from graph.release.statements import triple_line
from graph.vocabulary import LINK_TARGETS, SEMAPV, SSSOM, Quad

_COLUMNS: Final = (
    "record_id",
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "mapping_justification",
    "mapping_date",
    "comment",
)
_BUILT_IN: Final = {"owl": str(OWL), "semapv": str(SEMAPV), "skos": str(SKOS)}
"""Prefixes that every reader of SSSOM knows; a writer leaves them out."""

Values = Mapping[URIRef, tuple[URIRef | Literal, ...]]
"""What is said of one node, by predicate."""


def link_files(place: Place, quads: Iterable[Quad]) -> Iterator[File]:
    """The files of links, each as it is and packed.

    Raises:
        ReleaseError: the links do not read back as they were written, or lead to a data set without a prefix.
    """
    graphs = by_graph(quads)
    contents = {LINE_FILE: _lines(place, graphs), TABLE_FILE: _table(place, graphs)}
    for each in LINK_DOWNLOADS:
        content = contents[each.name.removesuffix(".gz")]
        packed = compress(content) if each.compressed else content
        yield File(each.name, each.form.media_type, "links", packed, each.compressed)


def _lines(place: Place, graphs: Graphs) -> bytes:
    lines = {triple_line(each) for _, each in links(place.names, graphs)}
    content = "".join(sorted(lines)).encode()
    compare(LINE_FILE, lines, read_lines(content, N_TRIPLES))
    return content


def _table(place: Place, graphs: Graphs) -> bytes:
    prefixes = {"khenid": str(place.names.at("id/")), **LINK_TARGETS}
    labels = {
        subject: str(value)
        for triples in graphs.values()
        for subject, predicate, value in triples
        if predicate == SKOS.prefLabel and isinstance(value, Literal) and value.language == "vi"
    }
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter="\t", lineterminator="\n")
    writer.writerow(_COLUMNS)
    rows = sorted(_row(node, values, labels, prefixes) for node, values in _mappings(place, graphs))
    writer.writerows(rows)
    used = {cell.partition(":")[0] for row in rows for cell in row} | {"khenid"}
    head = _head(place, {prefix: prefixes[prefix] for prefix in sorted(used & prefixes.keys())})
    return ("".join(f"#{line}\n" for line in head) + buffer.getvalue()).encode()


def _mappings(place: Place, graphs: Graphs) -> Iterator[tuple[URIRef, Values]]:
    """The nodes of evidence with what is said of each."""
    held: dict[URIRef, dict[URIRef, tuple[URIRef | Literal, ...]]] = {}
    evidence = graphs.get(place.names.graph("mappings"), frozenset())
    for subject, predicate, value in sorted(evidence, key=triple_line):
        own = held.setdefault(subject, {})
        own[predicate] = (*own.get(predicate, ()), value)
    return ((node, values) for node, values in held.items() if OWL.Axiom in values.get(RDF.type, ()))


def _row(node: URIRef, values: Values, labels: Mapping[URIRef, str], prefixes: Mapping[str, str]) -> tuple[str, ...]:
    def one(predicate: URIRef) -> URIRef:
        return URIRef(_single(node, values, predicate))

    return (
        _curie(node, prefixes),
        _curie(one(OWL.annotatedSource), prefixes),
        labels.get(one(OWL.annotatedSource), ""),
        _curie(one(OWL.annotatedProperty), prefixes),
        _curie(one(OWL.annotatedTarget), prefixes),
        _curie(one(SSSOM.mapping_justification), prefixes),
        _single(node, values, DCTERMS.created),
        f"Confirmed by {'; '.join(values.get(DCTERMS.source, ()))}.",
    )


def _single(node: URIRef, values: Values, predicate: URIRef) -> str:
    found = values.get(predicate, ())
    if len(found) != 1:
        raise ReleaseError(node, f"it has {len(found)} values of {predicate}, not one", "Correct the evidence.")
    return str(found[0])


def _curie(iri: URIRef, prefixes: Mapping[str, str]) -> str:
    """An IRI with the prefix of the longest namespace that it begins with.

    >>> _curie(URIRef("http://www.wikidata.org/entity/Q881"), LINK_TARGETS)
    'wikidata:Q881'
    """
    fitting = [each for each in {**prefixes, **_BUILT_IN}.items() if iri.startswith(each[1])]
    if not fitting:
        raise ReleaseError(iri, "no prefix is known for it", "Add its data set to LINK_TARGETS (graph/vocabulary.py).")
    prefix, namespace = max(fitting, key=lambda each: len(each[1]))
    return f"{prefix}:{iri.removeprefix(namespace)}"


def _head(place: Place, prefixes: Mapping[str, str]) -> Iterator[str]:
    """The lines of YAML that describe the set; quoted texts are written as JSON, which YAML reads."""
    dataset = place.dataset
    yield "curie_map:"
    for prefix, namespace in prefixes.items():
        yield f"  {prefix}: {namespace}"
    about = "Links from places and organisations to other data sets, with how each was found and what confirms it."
    yield 'sssom_version: "1.1"'
    yield f"mapping_set_id: {place.download(TABLE_FILE)}"
    yield f"mapping_set_version: {json.dumps(dataset.version)}"
    yield f"mapping_set_title: {json.dumps(f'{dataset.title.en}: links', ensure_ascii=False)}"
    yield f"mapping_set_description: {json.dumps(about)}"
    yield "creator_id:"
    yield f"  - khenid:{place.publisher.removeprefix(place.names.at('id/'))}"
    yield f"license: {dataset.licence.iri}"
