"""What the shapes of DCAT-AP say of a description: ours are in ``dcat-ap.ttl``."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from pyshacl import validate
from rdflib import RDF, SH, Graph, URIRef

OWN: Final = Path(__file__).with_name("dcat-ap.ttl")


def shapes(*files: Path) -> Graph:
    """Shapes without the properties that they name and do not have, as one official file does."""
    graph = Graph()
    for each in files:
        graph.parse(each, format="turtle")
    for shape, named in list(graph.subject_objects(SH.property)):
        if (named, SH.path, None) not in graph:
            graph.remove((shape, SH.property, named))
    return graph


class Result(NamedTuple):
    """What a constraint found."""

    component: URIRef
    severity: URIRef
    focus: URIRef
    path: URIRef


def found(void: Graph, against: Graph) -> set[Result]:
    _, report, _ = validate(void, shacl_graph=against)
    assert isinstance(report, Graph)
    said = (SH.sourceConstraintComponent, SH.resultSeverity, SH.focusNode, SH.resultPath)
    return {
        Result(*(URIRef(str(report.value(each, predicate))) for predicate in said))
        for each in report.subjects(RDF.type, SH.ValidationResult)
    }
