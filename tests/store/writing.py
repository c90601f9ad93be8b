"""Writes a small release by hand, so that these tests depend on nothing that makes releases."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

from pyoxigraph import RdfFormat, Store, parse, serialize

from graph.formats import DATASET_FORMATS, GRAPH_FORMATS
from graph.index import union
from graph.vocabulary import DEFAULT_BASE

_SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix org: <http://www.w3.org/ns/org#> .
<{base}shapes> a <http://www.w3.org/2002/07/owl#Ontology> .
<{base}shapes#Role> a sh:NodeShape ; sh:targetClass org:Role .
"""
_REPORT = """@prefix sh: <http://www.w3.org/ns/shacl#> .
<{base}report> a sh:ValidationReport ; sh:conforms true ; sh:result <{base}report#finding-0001> .
<{base}report#finding-0001> a sh:ValidationResult ; sh:resultSeverity sh:Info ; sh:focusNode <{base}id/role/chair> ;
    sh:sourceShape <{base}shapes#Role> ; sh:resultMessage "<script>alert(1)</script>"@vi .
"""


def write_release(releases: Path, identifier: str = "r1", *, base: str = DEFAULT_BASE, current: bool = True) -> Path:
    """A complete release in a folder of releases."""
    folder = releases / identifier
    folder.mkdir(parents=True)
    text = (Path(__file__).parent / "small.trig").read_text(encoding="utf-8").replace(DEFAULT_BASE, base)
    quads = list(parse(text, format=RdfFormat.TRIG))
    store = Store(str(folder / "store"))
    store.extend(quads)
    store.extend(union(quads))
    store.flush()
    files = dict(_files(text, base))
    for name, content in files.items():
        (folder / name).write_bytes(content)
    graphs = Counter(quad.graph_name.value for quad in quads if hasattr(quad.graph_name, "value"))
    manifest = {
        "format": 1,
        "id": identifier,
        "base": base,
        "version": "0.1.0",
        "issued": "2024-04-01" if current else "2024-03-01",
        "modified": "2024-04-01",
        "licence": "https://creativecommons.org/licenses/by/4.0/",
        "title": {"vi": "Khen thưởng Việt Nam", "en": "Commendations of Viet Nam"},
        "description": {"vi": "Dữ liệu thử.", "en": "Data for trying out."},
        "counts": {"quads": len(quads), "triples": len({quad.triple for quad in quads}), "announcements": 1},
        "graphs": [{"iri": iri, "triples": number} for iri, number in sorted(graphs.items())],
        "sources": [],
        "files": [_entry(name, content) for name, content in sorted(files.items())],
        "retired": {
            "person/do-thi-an": {"status": "merged", "to": "person/do-thi-an-dak-lak"},
            "person/nobody": {"status": "withdrawn"},
        },
        "prefixes": {"vcard": "http://www.w3.org/2006/vcard/ns#"},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    if current:
        (releases / "current").symlink_to(identifier)
    return folder


def _files(trig: str, base: str) -> list[tuple[str, bytes]]:
    quads = list(parse(trig, format=RdfFormat.TRIG))
    triples = sorted({quad.triple for quad in quads}, key=str)
    files = []
    for each in (*DATASET_FORMATS, *GRAPH_FORMATS):
        items: Any = quads if each in DATASET_FORMATS else triples
        content = serialize(items, format=getattr(RdfFormat, each.pyoxigraph)) or b""
        files += [(f"khen.{each.extension}", content), (f"khen.{each.extension}.gz", gzip.compress(content, mtime=0))]
    of_graph = {
        name: [quad.triple for quad in quads if str(quad.graph_name).endswith(f"graph/{name}>")]
        for name in ("vocab", "meta")
    }
    files.append(("ontology.ttl", serialize(of_graph["vocab"], format=RdfFormat.TURTLE) or b""))
    files.append(("void.ttl", serialize(of_graph["meta"], format=RdfFormat.TURTLE) or b""))
    files.append(("shapes.ttl", _SHAPES.format(base=base).encode()))
    files.append(("report.ttl", _REPORT.format(base=base).encode()))
    files.append(("report.txt", "Không có lỗi. <script>alert(1)</script>\n".encode()))
    files.append(("sources.json", b"[]\n"))
    return files


def _entry(name: str, content: bytes) -> dict[str, Any]:
    types = {each.extension: each.media_type for each in (*DATASET_FORMATS, *GRAPH_FORMATS)}
    types |= {"txt": "text/plain", "json": "application/json"}
    return {
        "name": name,
        "media_type": types[name.removesuffix(".gz").rpartition(".")[2]],
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "holds": "dataset" if name.startswith(("khen.nq", "khen.trig")) else "union graph",
        "compressed": name.endswith(".gz"),
    }
