"""The report: what a person reads, what a program reads, and the same bytes each time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, SH, BNode, Graph, URIRef

from graph.validation import Report
from graph.validation.report import build_report
from graph.validation.run import run_shapes

if TYPE_CHECKING:
    from tests.shapes.conftest import Loaded

HERE = Path(__file__).parent
FAULTS = ("AnnouncedCountShape-list--fewer", "EvidenceShape-quoteAtOffsets--corrected", "PersonShape-noGender--foaf")


def faulty(loaded: Loaded, shapes: Graph, faults: tuple[str, ...]) -> Report:
    names = loaded.data.names
    store = loaded.copy()
    for fault in faults:
        update = (HERE / f"violates/{fault}.ru").read_text(encoding="utf-8")
        store.update(names.rebase(update), prefixes=names.prefixes())
    return build_report(run_shapes(store, shapes), store, loaded.data.documents, names, shapes)


@pytest.fixture(scope="module")
def report(loaded: Loaded, shapes: Graph) -> Report:
    return faulty(loaded, shapes, FAULTS)


def test_a_finding_says_which_statement_which_line_and_what_to_do(loaded: Loaded, report: Report) -> None:
    assert not report.conforms
    (count,) = (each for each in report.findings if each.shape.endswith("#AnnouncedCountShape-list"))
    document = next(each for each in loaded.data.documents if each.id == count.announcement)
    assert count.severity == "violation"
    assert count.line is not None
    assert count.quote
    assert count.quote in document.text.split("\n")[count.line - 1]
    assert "are announced" in count.message
    assert "[[difference]]" in count.remedy
    for words in (count.focus, count.message, count.remedy, f"line {count.line}: “{count.quote}”"):
        assert words in report.text


def test_the_numbers_of_a_count_stand_in_the_message(report: Report) -> None:
    (count,) = (each for each in report.findings if each.shape.endswith("#AnnouncedCountShape-list"))
    assert count.value is not None
    listed = int(count.value) - 1
    assert count.message.startswith(f"{count.value} recipients are announced, {listed} are listed")


def test_violations_come_before_warnings(report: Report) -> None:
    severities = [each.severity for each in report.findings]
    assert severities == sorted(severities, key=("violation", "warning", "info").index)


def test_the_report_graph_has_addresses_and_both_languages(report: Report) -> None:
    graph = report.graph
    assert not any(isinstance(each, BNode) for triple in graph for each in triple)
    (node,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert str(graph.value(node, SH.conforms)) == "false"
    results = set(graph.objects(node, SH.result))
    assert len(results) == len(report.findings)
    for each in results:
        languages = sorted(
            getattr(message, "language", None) or "" for message in graph.objects(each, SH.resultMessage)
        )
        assert languages == ["en", "vi"]
        assert isinstance(graph.value(each, SH.focusNode), URIRef)
        assert graph.value(each, SH.sourceShape) is not None
        assert graph.value(each, SH.sourceConstraintComponent) is not None


def test_what_conforms_says_so(loaded: Loaded) -> None:
    assert loaded.report.text.startswith("The data conforms: 0 violations, ")
    (node,) = loaded.report.graph.subjects(RDF.type, SH.ValidationReport)
    assert str(loaded.report.graph.value(node, SH.conforms)) == "true"


def test_nothing_filled_in_is_left_open(loaded: Loaded, shapes: Graph) -> None:
    faults = tuple(sorted(each.stem for each in (HERE / "violates").glob("*.ru")))
    for each in faulty(loaded, shapes, faults).findings:
        assert "{" not in each.message, each


PROGRAM = """
import sys
sys.path.insert(0, {here!r})
import conftest
from graph.validation import load_shapes, validate
data = conftest.invented()
dropped = data.names.term("evidence")
quads = [each for each in data.quads if each[1] != dropped or "person" not in each[0]]
report = validate(quads, data.documents, data.names, load_shapes(data.names))
sys.stdout.buffer.write(report.text.encode() + report.graph.serialize(format="turtle").encode())
"""


def test_the_same_input_gives_the_same_bytes() -> None:
    outputs = set()
    for seed in ("0", "4242"):
        run = subprocess.run(
            [sys.executable, "-c", PROGRAM.format(here=str(HERE))],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            timeout=60,
            cwd=HERE.parents[1],
        )
        outputs.add(run.stdout)
    assert len(outputs) == 1
    assert b"without a quotation" in outputs.pop()
