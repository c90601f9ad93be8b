"""The surroundings of a thing in the language of the reader: picture, table, file and JSON of a page."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext as _
from markupsafe import Markup
from pyoxigraph import NamedNode

from graph.store import Release
from server import takeaway
from server.addresses import at, here, link
from server.apart import told_apart
from server.collation import collation
from server.drawing import framed, provenance
from server.drawing.radial import Group, Spot, draw_graph
from server.exploring.neighbours import Around, Edge
from server.lookup import values
from server.naming import name_of
from server.terms import KINDS
from server.things.evidence import Evidence
from server.things.grounds import Finder, Grounds
from server.things.reader import Reader

_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
COLUMNS: Final = (
    "subject", "subject_label", "property", "property_label", "object", "object_label", "graphs", "graph_labels",
    "words", "words_start", "words_end", "evidence", "release", "licence",
)  # fmt: skip
"""Of the file. Words are those that a statement was read from, with the places of their first and after their last
character in the source; graphs are parted by spaces, their labels by semicolons."""


@dataclass(frozen=True)
class Node:
    """A thing, what it is called and what it is, its page, and the page of what is around it."""

    iri: str
    key: str
    name: str
    kind: str
    href: str
    explore: str


@dataclass(frozen=True)
class Line:
    """A statement between two nodes, with what it rests on and the graphs that hold it."""

    edge: Edge
    source: Node
    label: str
    href: str | None
    target: Node
    grounds: Grounds
    graphs: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True)
class Shown:
    """What is around a thing, as it is shown to a reader."""

    around: Around
    centre: Node
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    properties: tuple[tuple[str, str], ...]

    @property
    def heading(self) -> str:
        """What the picture shows, in a line."""
        return str(_("What is around: %(name)s", name=self.centre.name))


def shown(release: Release, found: Around, language: str) -> Shown:
    """The surroundings of a thing in a language."""

    def label(iri: str) -> str:
        return name_of(release, iri, language).text

    nodes = {iri: _node(release, iri, language, label) for iri in found.nodes}
    reader = Reader(release, language)
    finder = Finder(reader, Evidence(reader))
    lines = [_line(release, each, nodes, finder, label) for each in found.edges]
    # The statements about the thing itself come first.
    lines.sort(key=lambda each: (found.centre not in (each.edge.source, each.edge.target), collation(each.label)))
    labels = {each.edge.property: each.label for each in lines}
    properties = dict(sorted(labels.items(), key=lambda each: collation(each[1])))
    return Shown(found, nodes[found.centre], tuple(nodes.values()), tuple(lines), tuple(properties.items()))


def drawing(shown: Shown, *, whole: bool = False) -> Markup:
    """The picture of it; as a whole with all names in full."""
    centre = shown.centre.iri
    groups: dict[str, list[Spot]] = {}
    links = []
    for each in shown.lines:
        if each.edge.source == centre:
            groups.setdefault(f"{each.label} →", []).append(_spot(each.target))
        elif each.edge.target == centre:
            groups.setdefault(f"← {each.label}", []).append(_spot(each.source))
        else:
            links.append((each.edge.source, each.edge.target))
    return draw_graph(
        _spot(shown.centre),
        [Group(heading, tuple(spots)) for heading, spots in groups.items()],
        links,
        title=shown.heading,
        description=legend(),
        whole=whole,
    )


def legend() -> str:
    """How the picture is to be read."""
    return str(
        _("The thing in the middle, and things it is joined with, under the names of the properties that join them.")
    )


def file(release: Release, shown: Shown) -> Markup:
    """The picture as a file of its own: all names in full, how to read it, and where it is from."""
    return framed(drawing(shown, whole=True), shown.heading, [legend(), *provenance(release)])


def table(release: Release, shown: Shown) -> str:
    """A header and a row for each statement (RFC 4180); names in the language of the reader."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for each in shown.lines:
        source, target = (each.source.iri, each.source.name), (each.target.iri, each.target.name)
        graphs = (" ".join(each.edge.graphs), "; ".join(name for name, _ in each.graphs))
        words = takeaway.quoted(next(iter(each.grounds.words.quotes), None))
        writer.writerow((*source, each.edge.property, each.label, *target, *graphs, *words, *takeaway.source(release)))
    return text.getvalue()


def document(shown: Shown) -> dict[str, Any]:
    """The same for scripts. Its form is not stable: it may change with any version of the program."""
    return {
        "stable": False,
        "centre": shown.centre.iri,
        "neighbours": shown.around.count,
        "shown": shown.around.shown,
        "beyond": shown.around.beyond,
        "nodes": [
            {"iri": each.iri, "name": each.name, "kind": each.kind, "page": each.href, "explore": each.explore}
            for each in shown.nodes
        ],
        "edges": [
            {
                "source": each.edge.source,
                "target": each.edge.target,
                "property": each.edge.property,
                "label": each.label,
                "href": each.href,
                **_said(each.grounds),
                "graphs": [{"iri": iri, "name": name, "page": page} for iri, (name, page) in _graphs(each)],
            }
            for each in shown.lines
        ],
    }


def _graphs(line: Line) -> Iterable[tuple[str, tuple[str, str | None]]]:
    return zip(line.edge.graphs, line.graphs, strict=True)


def _said(grounds: Grounds) -> dict[str, Any]:
    """The first words, where they are read, and what is to be known about them, or why there are none."""
    first = next(iter(grounds.words.quotes), None)
    return {
        "quote": first.exact if first else None,
        "evidence": {"iri": first.iri, "start": first.start, "end": first.end} if first else None,
        "read": at(first.path) if first and first.path else None,
        "why": f"{grounds.said}: {grounds.source[0]}" if grounds.source else grounds.said,
    }


def _spot(node: Node) -> Spot:
    return Spot(node.iri, node.name, node.kind, node.href)


def _node(release: Release, iri: str, language: str, label: Callable[[str], str]) -> Node:
    key = iri.removeprefix(f"{release.names.base}id/")
    name = told_apart(release, iri, language).text
    return Node(iri, key, name, _kind(release, iri, language, label), at(f"doc/{key}"), here(f"explore/{key}"))


def _kind(release: Release, iri: str, language: str, label: Callable[[str], str]) -> str:
    """What a thing is: by its class of ours, else by the most common word for one of its classes."""
    types = values(release, iri, _TYPE)
    ours = next((each for each in types if each.startswith(str(release.names.term("")))), None)
    if ours:
        return label(ours)
    local = {each.replace("/", "#").rpartition("#")[2] for each in types}
    known = next((words for kind, words in KINDS.items() if kind in local), None)
    return known[language] if known else next(map(label, types), "")


def _line(release: Release, edge: Edge, nodes: dict[str, Node], finder: Finder, label: Callable[[str], str]) -> Line:
    return Line(
        edge,
        nodes[edge.source],
        label(edge.property),
        link(release.names, edge.property),
        nodes[edge.target],
        finder.of(edge.source, edge.property, NamedNode(edge.target), edge.graphs),
        tuple((label(each), link(release.names, each)) for each in edge.graphs),
    )
