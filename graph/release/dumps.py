"""The statements in six formats, byte for byte the same for the same statements.

N-Quads and N-Triples are written here, line by line; the other formats by rdflib from a graph that yields its
statements in sorted order, because rdflib's own order follows the hash seed. Nothing is written from
Oxigraph's store, which is only an index. Every dump is read back by another library before it counts.
"""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import pyoxigraph
from rdflib import Graph, URIRef
from rdflib.plugins.serializers.trig import TrigSerializer

from graph.formats import JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TRIG, TURTLE, Content, Format
from graph.release.contents import ReleaseError
from graph.release.statements import Triple, quad_line, quoted_text, term_text, triple_line, union
from graph.vocabulary import Quad

DUMP_FORMATS: Final = (N_QUADS, TRIG, TURTLE, N_TRIPLES, RDF_XML, JSON_LD)
"""Each dump is ``khen.`` and the extension. Those that hold no named graphs hold the union of all graphs."""

_REMEDY: Final = "Nothing was published. Write the value in the form that all formats keep (docs/model.md, Numbers)."


class _OrderedGraph(Graph):
    """A graph that yields its statements sorted, whatever the hash seed."""

    def triples(self, triple: Any) -> Iterator[Any]:  # type: ignore[override]
        """As in rdflib, in the order of the lines of N-Triples."""
        yield from sorted(super().triples(triple), key=lambda each: tuple(map(term_text, each)))


class _OrderedTrigSerializer(TrigSerializer):
    """TriG of the graphs given, in the order given (rdflib asks a data set for them, in hash order)."""

    def __init__(self, graphs: list[Graph]) -> None:
        super().__init__(graphs[0] if graphs else _OrderedGraph())
        self.contexts = graphs


def ordered_graph(triples: Iterable[Triple], prefixes: Mapping[str, str], iri: URIRef | None = None) -> Graph:
    """A graph for rdflib's serialisers, whose output is the same for the same statements."""
    graph = _OrderedGraph(identifier=iri, bind_namespaces="none")
    for each in triples:
        graph.add(each)
    for prefix, namespace in sorted(prefixes.items()):
        graph.bind(prefix, namespace)
    # A namespace without a prefix gets a number: in sorted order here, or in hash order later.
    for predicate in sorted(map(str, set(graph.predicates()))):
        graph.namespace_manager.compute_qname_strict(predicate)
    return graph


def write_dump(quads: Iterable[Quad], form: Format, prefixes: Mapping[str, str]) -> bytes:
    """The statements in one format: of the data set where the format has named graphs, else of the union."""
    statements = set(quads)
    if form is N_QUADS:
        return "".join(sorted(map(quad_line, statements))).encode()
    if form is N_TRIPLES:
        return "".join(sorted(map(triple_line, union(statements)))).encode()
    merged = ordered_graph(union(statements), prefixes)
    if form is TRIG:
        return _trig(statements, merged)
    if form is JSON_LD:
        return _json_ld(merged, prefixes)
    return _tidy(merged.serialize(format=form.rdflib, encoding="utf-8"))


def compress(content: bytes) -> bytes:
    """The content in gzip, with neither a time nor a file name in its header."""
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, mtime=0) as file:
        file.write(content)
    return buffer.getvalue()


def write_dumps(
    quads: tuple[Quad, ...], prefixes: Mapping[str, str], say: Callable[[str], None]
) -> Iterator[tuple[Format, bytes]]:
    """Every dump, each read back and found equal to the statements.

    Raises:
        ReleaseError: a dump does not read back as the statements it was written from.
    """
    expected = {
        Content.DATASET: set(map(quad_line, quads)),
        Content.GRAPH: set(map(triple_line, union(quads))),
    }
    for form in DUMP_FORMATS:
        say(f"writing {form.label}")
        content = write_dump(quads, form, prefixes)
        compare(f"khen.{form.extension}", expected[form.content], _read(content, form))
        yield form, content


def _tidy(content: bytes) -> bytes:
    """rdflib begins or ends some formats with empty lines."""
    return content.strip(b"\n") + b"\n"


def _trig(quads: set[Quad], merged: Graph) -> bytes:
    by_graph: dict[URIRef, list[Triple]] = {}
    for subject, predicate, value, graph in quads:
        by_graph.setdefault(graph, []).append((subject, predicate, value))
    graphs: list[Graph] = []
    for iri in sorted(by_graph):
        one = _OrderedGraph(identifier=iri, namespace_manager=merged.namespace_manager)
        for each in by_graph[iri]:
            one.add(each)
        graphs.append(one)
    buffer = io.BytesIO()
    _OrderedTrigSerializer(graphs).serialize(buffer)
    return _tidy(buffer.getvalue())


def _json_ld(merged: Graph, prefixes: Mapping[str, str]) -> bytes:
    used = {each for triple in merged for each in _namespaces(triple, prefixes)}
    context = {prefix: namespace for prefix, namespace in sorted(prefixes.items()) if prefix in used}
    document = json.loads(merged.serialize(format="json-ld", context=context))
    # rdflib writes no node as a bare array and one node without @graph: give every dump the same form.
    if isinstance(document, list):
        document = {"@graph": document}
    nodes = document.get("@graph", [{key: value for key, value in document.items() if key != "@context"}])
    tidy = {"@context": context, "@graph": _sorted([each for each in nodes if each])}
    return (json.dumps(tidy, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _namespaces(triple: Any, prefixes: Mapping[str, str]) -> Iterator[str]:
    terms = [each if isinstance(each, URIRef) else each.datatype for each in triple]
    for prefix, namespace in prefixes.items():
        if any(each is not None and each.startswith(namespace) for each in terms):
            yield prefix


def _sorted(value: Any) -> Any:
    """JSON with every array in order: in JSON-LD an array is a set unless it is called a list, as none is."""
    if isinstance(value, list):
        return sorted(map(_sorted, value), key=lambda each: json.dumps(each, ensure_ascii=False, sort_keys=True))
    if isinstance(value, dict):
        return {key: _sorted(each) for key, each in value.items()}
    return value


def read_lines(content: bytes, form: Format) -> set[str]:
    """The statements of a dump as lines of N-Quads or N-Triples, as Oxigraph's parser reads them.

    Raises:
        ValueError: the content is not of this format.
    """
    parsed = pyoxigraph.parse(input=content, format=getattr(pyoxigraph.RdfFormat, form.pyoxigraph))
    return {oxigraph_line(each) for each in parsed}


def oxigraph_line(quad: pyoxigraph.Quad) -> str:
    """A statement of Oxigraph as a canonical line: of N-Triples in the default graph, else of N-Quads."""
    terms = [quad.subject, quad.predicate, quad.object]
    if isinstance(quad.graph_name, pyoxigraph.NamedNode):
        terms.append(quad.graph_name)
    return " ".join(map(_oxigraph_text, terms)) + " .\n"


def _oxigraph_text(term: Any) -> str:
    if isinstance(term, pyoxigraph.Literal):
        # Not through rdflib's Literal, which would normalise the lexical form that is to be compared.
        quoted = quoted_text(term.value)
        if term.language:
            return f"{quoted}@{term.language}"
        datatype = term.datatype.value
        return quoted if datatype.endswith("XMLSchema#string") else f"{quoted}^^<{datatype}>"
    return str(term)


def _read(content: bytes, form: Format) -> set[str]:
    try:
        return read_lines(content, form)
    except ValueError as error:
        raise ReleaseError(f"khen.{form.extension}", f"cannot be read back: {error}", _REMEDY) from error


def compare(name: str, expected: set[str], found: set[str]) -> None:
    """Nothing, if the statements are equal.

    Raises:
        ReleaseError: they are not; it names the first statement that is lost, or else the first that is new.
    """
    lost, new = sorted(expected - found), sorted(found - expected)
    if lost or new:
        first = f"lost {lost[0].rstrip()}" if lost else f"gained {new[0].rstrip()}"
        raise ReleaseError(name, f"reads back differently ({len(lost)} lost, {len(new)} gained): {first}", _REMEDY)
