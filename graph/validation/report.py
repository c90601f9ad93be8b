"""The report of a validation, as records, as RDF and as text: which statement, which line, what to do.

pyshacl reports blank nodes in no order, so the report graph is built anew from sorted findings with addresses
below ``report#``: the same input gives the same bytes. See https://www.w3.org/TR/shacl/#validation-report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph
from rdflib import RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from graph.source import SourceDocument
from graph.validation.place import Places
from graph.vocabulary import OA, Names

_SEVERITIES = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}


@dataclass(frozen=True)
class Finding:
    """One place where the data does not have its shape.

    Attributes:
        severity: ``violation``, ``warning`` or ``info``.
        shape: the address of the property shape or SPARQL constraint.
        focus: the address of the statement.
        path: the property, where it is a single one.
        value: the value that is wrong, where there is one.
        message: what is wrong, in English.
        remedy: what to do, in English.
        announcement: the identifier of the document that the statement was read from.
        line: the line of its source text, counted from 1.
        quote: the words there.
    """

    severity: str
    shape: str
    focus: str
    path: str | None
    value: str | None
    message: str
    remedy: str
    announcement: str | None
    line: int | None
    quote: str | None


@dataclass(frozen=True)
class Report:
    """What a validation found. ``conforms`` is true where no finding is a violation."""

    conforms: bool
    findings: tuple[Finding, ...]
    graph: Graph
    text: str


@dataclass(frozen=True)
class _Result:
    """A finding with what only the report graph needs."""

    finding: Finding
    component: URIRef
    source: URIRef
    value: Node | None
    messages: tuple[Literal, ...]


def build_report(
    results: Graph, store: pyoxigraph.Store, documents: Sequence[SourceDocument], names: Names, shapes: Graph
) -> Report:
    """The report from pyshacl's results and the store that it looked at."""
    places = Places(store, documents, names)
    found = {_result(results, node, shapes, places) for node in results.subjects(RDF.type, SH.ValidationResult)}
    ordered = sorted(found, key=_order)
    findings = tuple(each.finding for each in ordered)
    conforms = all(each.severity != "violation" for each in findings)
    return Report(conforms, findings, _graph(ordered, conforms, names), _text(findings, conforms, places, names))


def _result(results: Graph, node: Node, shapes: Graph, places: Places) -> _Result:
    focus = str(results.value(node, SH.focusNode))
    value = results.value(node, SH.value)
    shape = results.value(node, SH.sourceShape)
    source = results.value(node, SH.sourceConstraint) or shape
    if not isinstance(source, URIRef) or not isinstance(shape, URIRef):
        raise TypeError(f"a shape without an address raised a result about {focus}: give it one")
    path = results.value(node, SH.resultPath)
    component = results.value(node, SH.sourceConstraintComponent)
    messages = _messages(results, node, source, shapes)
    place = places.of(focus) or (places.of(str(value)) if isinstance(value, URIRef) else None)
    finding = Finding(
        severity=_SEVERITIES[URIRef(str(results.value(node, SH.resultSeverity)))],
        shape=str(source),
        focus=focus,
        path=str(path) if isinstance(path, URIRef) else None,
        value=None if value is None or str(value) == focus else str(value),
        message=next(str(each) for each in messages if each.language == "en"),
        remedy=_remedy(shapes, source, shape),
        announcement=place.announcement if place else None,
        line=place.line if place else None,
        quote=place.quote if place else None,
    )
    return _Result(finding, URIRef(str(component)), shape, None if finding.value is None else value, messages)


def _messages(results: Graph, node: Node, source: URIRef, shapes: Graph) -> tuple[Literal, ...]:
    """The messages with their languages, which pyshacl drops where it has put values into them."""
    templates = [each for each in shapes.objects(source, SH.message) if isinstance(each, Literal)]
    given = [str(each) for each in results.objects(node, SH.resultMessage)]
    found = []
    for template in templates:
        pattern = re.sub(r"\\\{\\\?\w+\\\}", ".*", re.escape(str(template)))
        text = next((each for each in sorted(given) if re.fullmatch(pattern, each, re.DOTALL)), str(template))
        found.append(Literal(text, lang=template.language))
    return tuple(sorted(found, key=lambda each: (each.language or "", str(each))))


def _remedy(shapes: Graph, source: URIRef, shape: URIRef) -> str:
    """The remedy of the constraint itself, or of the node shape that holds it."""
    own = URIRef(re.sub("#.*", "#remedy", str(source)))
    holder = shapes.value(None, SH.property, source) or shape
    for each in (source, holder):
        for remedy in shapes.objects(each, own):
            if isinstance(remedy, Literal) and remedy.language == "en":
                return str(remedy)
    return ""


def _order(result: _Result) -> tuple[object, ...]:
    finding = result.finding
    return (
        tuple(_SEVERITIES.values()).index(finding.severity),
        finding.announcement or "",
        finding.line or 0,
        finding.focus,
        finding.shape,
        str(result.component),
        finding.path or "",
        finding.value or "",
        finding.message,
    )


def _graph(results: Sequence[_Result], conforms: bool, names: Names) -> Graph:
    graph = Graph()
    for prefix, namespace in names.prefixes().items():
        graph.bind(prefix, namespace)
    graph.bind("khensh", names.at("shapes#"))
    report = names.at("report#report")
    graph.add((report, RDF.type, SH.ValidationReport))
    graph.add((report, SH.conforms, Literal(conforms)))
    for number, result in enumerate(results, 1):
        node = names.at(f"report#finding-{number:04}")
        graph.add((report, SH.result, node))
        for predicate, value in _properties(result):
            graph.add((node, predicate, value))
    return graph


def _properties(result: _Result) -> Iterator[tuple[URIRef, Node]]:
    finding = result.finding
    yield RDF.type, SH.ValidationResult
    yield SH.resultSeverity, SH[finding.severity.capitalize()]
    yield SH.focusNode, URIRef(finding.focus)
    yield SH.sourceShape, result.source
    yield SH.sourceConstraintComponent, result.component
    if finding.shape != str(result.source):
        yield SH.sourceConstraint, URIRef(finding.shape)
    if finding.path:
        yield SH.resultPath, URIRef(finding.path)
    if result.value is not None and not isinstance(result.value, BNode):
        yield SH.value, result.value
    for message in result.messages:
        yield SH.resultMessage, message
    if finding.quote:
        yield OA.exact, Literal(finding.quote)
    if finding.line:
        yield RDFS.comment, Literal(f"Source {finding.announcement}, line {finding.line}.", lang="en")


def _text(findings: Sequence[Finding], conforms: bool, places: Places, names: Names) -> str:
    violations = sum(each.severity == "violation" for each in findings)
    warnings = sum(each.severity == "warning" for each in findings)
    lines = [
        f"{'The data conforms' if conforms else 'The data does not conform'}: "
        f"{_count(violations, 'violation')}, {_count(warnings, 'warning')}."
    ]
    for number, each in enumerate(findings, 1):
        lines += ["", f"{number}. {each.severity.upper()}  {places.label(each.focus)}", f"   {each.focus}"]
        if each.line:
            lines.append(f"   source   {each.announcement}, line {each.line}: “{each.quote}”")
        lines.append(f"   wrong    {each.message}")
        if each.value is not None:
            lines.append(f"   value    {each.value}")
        if each.remedy:
            lines.append(f"   to do    {each.remedy}")
        lines.append(f"   shape    {each.shape.replace(names.at('shapes#'), 'khensh:')}")
    return "\n".join(lines) + "\n"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
