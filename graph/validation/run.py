"""Running the shapes: rdflib's terms into an Oxigraph store, pyshacl over it, its results out.

The store is Oxigraph's because that is what the data is published from, and because the same shapes take
seconds on it where they take a minute on rdflib's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain

import pyoxigraph
import pyshacl
from pyshacl.graph_abstraction import OxigraphDataGraph
from rdflib import SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from graph.source import SourceDocument
from graph.validation.private import private_quads, quotation_quads
from graph.validation.report import Report, build_report
from graph.vocabulary import Names, Quad
from shapes import ONTOLOGY, turtle_files


class _Data(OxigraphDataGraph):
    """pyshacl's view of a store, without its habit of counting all quads to see whether there are any.

    It asks for the truth of the graph twice for each result that it makes, which cost half of the run.
    """

    def __bool__(self) -> bool:
        return True


def load_shapes(names: Names) -> Graph:
    """All shapes, rewritten for the base of ``names``.

    >>> len(load_shapes(Names())) > 1000
    True
    """
    return _load(names, tuple(each.name for each in turtle_files() if each.name != ONTOLOGY))


def load_ontology(names: Names) -> Graph:
    """The ontology, rewritten for the base of ``names``; the content of the graph ``vocab``.

    >>> (Names("https://example.org/").term("Announcement"), None, None) in load_ontology(Names("https://example.org/"))
    True
    """
    return _load(names, (ONTOLOGY,))


def _load(names: Names, wanted: Sequence[str]) -> Graph:
    loaded = Graph()
    for each in turtle_files():
        if each.name in wanted:
            loaded.parse(data=names.rebase(each.read_text(encoding="utf-8")), format="turtle")
    return loaded


def validate(quads: Iterable[Quad], documents: Sequence[SourceDocument], names: Names, shapes: Graph) -> Report:
    """Whether the data has the shapes, and where not, what to do.

    All announcements are validated together, because the published graphs are read as one: two labels of one
    organisation, each from another announcement, meet only there.

    Args:
        quads: the public quads, with the ontology among them (graph ``vocab``).
        documents: the texts that the quads were read from.
        names: the addresses of the publisher.
        shapes: as returned by :func:`load_shapes` for the same names; it is left as it is.
    """
    store = fill_store(quads, documents, names)
    return build_report(run_shapes(store, shapes), store, documents, names, shapes)


def fill_store(quads: Iterable[Quad], documents: Sequence[SourceDocument], names: Names) -> pyoxigraph.Store:
    """An in-memory store with the public quads and the private graph of each document."""
    every = [*quads, *chain.from_iterable(private_quads(each, names) for each in documents)]
    store = pyoxigraph.Store()
    store.bulk_extend(_oxigraph(quad) for quad in chain(every, quotation_quads(every, names)))
    return store


def run_shapes(store: pyoxigraph.Store, shapes: Graph, only: Sequence[URIRef] = ()) -> Graph:
    """The results as pyshacl reports them, of the node shapes in ``only``, or of all.

    pyshacl writes prefixes and triples of its own into the shapes graph, so it gets a copy. Its option
    ``use_shapes`` drops every property shape that has a name, in silence, so ``only`` copies what the shapes
    wanted reach instead.
    """
    copy = Graph()
    wanted: list[Node] = list(only) or list(shapes.subjects(unique=True))
    seen = set(wanted)
    while wanted:
        subject = wanted.pop()
        for predicate, value in shapes.predicate_objects(subject):
            copy.add((subject, predicate, _one_line(value) if predicate == SH.select else value))
            if value not in seen and not isinstance(value, Literal):
                seen.add(value)
                wanted.append(value)
    _, results, _ = pyshacl.validate(_Data(store), shacl_graph=copy, inplace=True)
    if not isinstance(results, Graph):  # bytes or an error, by pyshacl's signature; neither is asked for
        raise TypeError(f"pyshacl returned {type(results).__name__} instead of a report graph")
    return results


def _one_line(query: Node) -> Node:
    """The same query without its line breaks, unless they mean something in it.

    For each focus node, pyshacl searches the text of the query for what it forbids, with patterns that begin anew
    at each line; that cost nearly half of the run.

    >>> print(_one_line(Literal("SELECT $this {\\n    $this ?p ' ' .\\n}")))
    SELECT $this { $this ?p ' ' . }
    """
    text = str(query)
    # A comment ends with its line, and a long literal may hold several.
    meant = "#" in text or '"""' in text or "'''" in text
    return query if meant else Literal(re.sub(r"\s*\n\s*", " ", text))


def _oxigraph(quad: Quad) -> pyoxigraph.Quad:
    subject, predicate, value, graph = quad
    return pyoxigraph.Quad(
        pyoxigraph.NamedNode(subject),
        pyoxigraph.NamedNode(predicate),
        _term(value),
        pyoxigraph.NamedNode(graph),
    )


def _term(node: Node) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    if isinstance(node, Literal):
        if node.language:
            return pyoxigraph.Literal(str(node), language=node.language)
        return pyoxigraph.Literal(str(node), datatype=pyoxigraph.NamedNode(node.datatype) if node.datatype else None)
    if isinstance(node, BNode):
        raise TypeError(f"blank node {node} in data that has none")
    return pyoxigraph.NamedNode(str(node))
