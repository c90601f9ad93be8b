"""Every SPARQL constraint catches a planted fault.

Each file in ``violates/`` is a SPARQL update that plants one fault into data that conforms. Its first line names
the constraint that has to catch it, its second says what the fault is. The updates name classes, not things, so
they run on every data set.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, SH, Graph, URIRef

from graph.validation.report import build_report
from graph.validation.run import run_shapes
from graph.vocabulary import Names

if TYPE_CHECKING:
    from tests.shapes.conftest import Loaded

VIOLATES = sorted((Path(__file__).parent / "violates").glob("*.ru"))
NAMES = Names()


def expected(file: Path) -> URIRef:
    first = file.read_text(encoding="utf-8").split("\n", 1)[0]
    match = re.fullmatch(r"# expects: khensh:([\w-]+)", first)
    assert match, f"{file.name}: the first line has to read '# expects: khensh:Name'"
    return NAMES.at(f"shapes#{match[1]}")


def node_shape(constraint: URIRef, shapes: Graph) -> URIRef:
    holder = shapes.value(None, SH.property, constraint) or shapes.value(None, SH.sparql, constraint)
    assert isinstance(holder, URIRef), f"no shape holds {constraint}"
    return holder


@pytest.mark.parametrize("file", VIOLATES, ids=lambda each: each.stem)
def test_v05_a_planted_fault_is_caught(file: Path, loaded: Loaded, shapes: Graph) -> None:
    names = loaded.data.names
    constraint = expected(file)
    store = loaded.copy()
    store.update(names.rebase(file.read_text(encoding="utf-8")), prefixes=names.prefixes())
    same = set(store) == loaded.all
    if same and loaded.data.name != "invented":
        pytest.skip("nothing of this kind in this data set")
    assert not same, "the update changed nothing"
    results = run_shapes(store, shapes, only=[node_shape(constraint, shapes)])
    report = build_report(results, store, loaded.data.documents, names, shapes)
    severity = shapes.value(constraint, SH.severity, default=SH.Violation)
    found = [each for each in report.findings if each.shape == str(constraint)]
    assert set(found) - set(loaded.findings), report.text
    assert {each.severity for each in found} == {str(severity).rsplit("#", 1)[1].lower()}
    assert all(each.message and each.remedy for each in found)


def test_every_constraint_has_a_violating_example(shapes: Graph) -> None:
    constraints = set(shapes.objects(None, SH.sparql))
    assert constraints <= {expected(file) for file in VIOLATES}


def test_every_example_names_a_constraint(shapes: Graph) -> None:
    known = {*shapes.objects(None, SH.sparql), *shapes.subjects(RDF.type, SH.PropertyShape)}
    assert {expected(file) for file in VIOLATES} <= known
    assert all(file.stem.split("--")[0] == str(expected(file)).rsplit("#", 1)[1] for file in VIOLATES)
