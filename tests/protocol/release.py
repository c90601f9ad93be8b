"""A made-up release: four graphs like those of the W3C test cases, one of awkward values, one that is long."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, serialize

from graph.index import fill
from graph.vocabulary import DEFAULT_BASE
from tests.protocol.values import VALUES

BASE: Final = DEFAULT_BASE
DOCUMENT: Final = "http://xmlns.com/foaf/0.1/Document"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
IDENTIFIER: Final = "http://purl.org/dc/terms/identifier"
ISSUED: Final = "2024-03-01"
"""The day of the first release of the data."""
MODIFIED: Final = "2024-04-02"
"""The day of this one."""
LINES: Final = 300


def graph(name: str) -> str:
    """The IRI of a named graph."""
    return f"{BASE}graph/{name}"


DATA0, DATA1, DATA2, DATA3 = (graph(f"data{number}") for number in range(4))
VALUE_GRAPH, COPY, LONG = graph("values"), graph("copy"), graph("long")
GRAPHS: Final = tuple(sorted((DATA0, DATA1, DATA2, DATA3, VALUE_GRAPH, COPY, LONG)))


def quads() -> Iterator[Quad]:
    """The statements. Those of ``graph/copy`` stand in another graph too: the union is smaller than the sum."""
    for each in (DATA0, DATA1, DATA2, DATA3):
        yield _quad(each, RDF + "type", NamedNode(DOCUMENT), each)
    for name, value in VALUES.items():
        thing = f"{BASE}id/value/{name}"
        for place in (VALUE_GRAPH, COPY) if name in ("iri", "plain") else (VALUE_GRAPH,):
            yield _quad(thing, IDENTIFIER, Literal(name), place)
            yield _quad(thing, RDF + "value", value, place)
    for number in range(LINES):
        yield _quad(f"{BASE}id/line/{number:03}", RDFS + "label", Literal(f"dòng {number:03}", language="vi"), LONG)


def _quad(subject: str, predicate: str, value: NamedNode | Literal, place: str) -> Quad:
    return Quad(NamedNode(subject), NamedNode(predicate), value, NamedNode(place))


def write(releases: Path, identifier: str = "thu-1") -> Path:
    """The release in a folder of releases, as the current one."""
    folder = releases / identifier
    folder.mkdir(parents=True)
    statements = list(quads())
    dump = serialize(statements, format=RdfFormat.N_QUADS) or b""
    (folder / "khen.nq").write_bytes(dump)
    store = Store(str(folder / "store"))
    fill(store, dump)
    store.flush()
    sizes = Counter(str(each.graph_name).strip("<>") for each in statements)
    manifest = {
        "format": 1,
        "id": identifier,
        "base": BASE,
        "version": "0.1.0",
        "issued": ISSUED,
        "modified": MODIFIED,
        "licence": "https://creativecommons.org/licenses/by/4.0/",
        "title": {"vi": "Dữ liệu thử", "en": "Data for trying out"},
        "description": {"vi": "Dữ liệu thử.", "en": "Data for trying out."},
        "counts": {"quads": len(statements), "triples": len({each.triple for each in statements})},
        "graphs": [{"iri": iri, "triples": sizes[iri]} for iri in GRAPHS],
        "files": [_entry("khen.nq", "application/n-quads", dump)],
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    (releases / "current").symlink_to(identifier)
    return folder


def _entry(name: str, media_type: str, content: bytes) -> dict[str, object]:
    digest = hashlib.sha256(content).hexdigest()
    return {"name": name, "media_type": media_type, "bytes": len(content), "sha256": digest, "holds": "dataset"}
