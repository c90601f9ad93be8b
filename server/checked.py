"""The validation report in words: what was checked, on how many things, what was found, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final

from flask import render_template
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from graph.store import Release, parse_graph, value_of
from server.addresses import standing
from server.collation import collation
from server.naming import Named, in_language, named
from server.negotiation import language

SHOWN: Final = 500
"""Findings that the page shows."""
_KEPT: Final = 8
"""Reports that are kept: one for each language, chosen or not, and each prefix under which the server runs."""
_COUNTED: Final = 1_000_000
"""Statements that are looked through for the things that a shape is about."""
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
_SH: Final = "http://www.w3.org/ns/shacl#"
_EXACT: Final = "http://www.w3.org/ns/oa#exact"
_VALUE: Final = re.compile(r"\{[?$]\w+\}")
_REMEDY: Final = "shapes#remedy"

Node = str
Facts = Mapping[Node, Mapping[str, list[NamedNode | Literal]]]
Words = Mapping[str, str]


@dataclass(frozen=True)
class Check:
    """One constraint: what it says where it is not met, how severe that is, and how often it was not met."""

    iri: str
    message: Words
    severity: str
    findings: int


@dataclass(frozen=True)
class Shape:
    """What is checked of things of one kind.

    Attributes:
        iri: of the shape.
        name: its label by language.
        targets: the classes and properties that say which things it is about.
        focus: how many of them there are; ``None`` where that cannot be told here.
        checks: its constraints.
        passing: whether they are pieces of a source text, which are looked at before a release is published and stand
            in none.
    """

    iri: str
    name: Words
    targets: tuple[Named, ...]
    focus: int | None
    checks: tuple[Check, ...]
    passing: bool

    @property
    def idle(self) -> bool:
        """Whether this release has nothing that it is about, so that it finds nothing whatever it asks for."""
        return self.focus == 0 and not self.passing


@dataclass(frozen=True)
class Finding:
    """One place where the data do not have their shape.

    Attributes:
        severity: ``Violation``, ``Warning`` or ``Info``.
        message: what is wrong, by language.
        focus: where.
        path: the property, if it is a single one.
        value: the value at fault, if there is one.
        quote: the words of the source, if any are known.
        place: where they stand.
        remedy: what to do, by language.
    """

    severity: str
    message: Words
    focus: Named
    path: Named | None
    value: str
    quote: str
    place: str
    remedy: Words


@dataclass(frozen=True)
class Checked:
    """The whole report."""

    conforms: bool
    shapes: tuple[Shape, ...]
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> int:
        """Constraints that looked at something of the release and have no finding."""
        return sum(not each.findings for each in self._tried())

    @property
    def tried(self) -> int:
        """Constraints that looked at something of the release."""
        return len(self._tried())

    @property
    def idle(self) -> int:
        """Constraints of which the release has nothing that they could look at."""
        return sum(len(shape.checks) for shape in self.shapes if shape.idle)

    @property
    def passing(self) -> int:
        """Constraints that looked at what is in no release."""
        return sum(len(shape.checks) for shape in self.shapes if shape.passing)

    def _tried(self) -> list[Check]:
        return [each for shape in self.shapes if not (shape.idle or shape.passing) for each in shape.checks]

    def count(self, severity: str) -> int:
        """Findings of a severity."""
        return sum(each.severity == severity for each in self.findings)


def pages(release: Release) -> Callable[[Iterable[tuple[str, str]]], str]:
    """What makes the page, from links to the report in other formats."""

    @lru_cache(maxsize=_KEPT)
    def read(code: str, where: tuple[str, str]) -> Checked:
        return checked(release, code)

    def page(formats: Iterable[tuple[str, str]]) -> str:
        report = read(language(), standing())  # on which its links depend
        return render_template("report.html", report=report, formats=formats, shown=SHOWN)

    return page


def checked(release: Release, code: str) -> Checked:
    """The report of a release, its names in a language."""
    shapes = _facts(parse_graph(release.folder / "shapes.ttl"))
    report = _facts(parse_graph(release.folder / "report.ttl"))
    results = [
        node for node, facts in sorted(report.items()) if _SH + "ValidationResult" in _values(facts, _RDF + "type")
    ]
    findings = tuple(_finding(release, shapes, report[each], code) for each in results)
    sources = [_source(report[each]) for each in results]
    conforms = any("true" in _values(facts, _SH + "conforms") for facts in report.values())
    known = sorted(_shapes(release, shapes, sources, code), key=lambda each: collation(in_language(each.name, code)))
    return Checked(conforms, tuple(known), findings)


def _facts(triples: Iterable[Triple]) -> Facts:
    facts: dict[str, dict[str, list[NamedNode | Literal]]] = {}
    for each in triples:
        values = facts.setdefault(value_of(each.subject), {}).setdefault(each.predicate.value, [])
        if isinstance(each.object, NamedNode | Literal):
            values.append(each.object)
    return facts


def _shapes(release: Release, shapes: Facts, sources: list[str], code: str) -> Iterator[Shape]:
    passing = set(_with_subclasses(release, [str(release.names.term("TextToken"))]))
    for iri, facts in sorted(shapes.items()):
        if _SH + "NodeShape" not in _values(facts, _RDF + "type"):
            continue
        constraints = [*_values(facts, _SH + "property"), *_values(facts, _SH + "sparql")]
        checks = tuple(
            Check(
                each,
                _rule(shapes.get(each, {})),
                _severity(shapes.get(each, {})),
                sources.count(each),
            )
            for each in constraints
        )
        classes, subjects, objects = (
            _values(facts, _SH + f"target{kind}") for kind in ("Class", "SubjectsOf", "ObjectsOf")
        )
        targets = tuple(named(release, each, code) for each in (*classes, *subjects, *objects))
        if targets and checks:
            focus = _focus(release, classes, subjects, objects)
            in_none = passing >= {each.iri for each in targets}
            yield Shape(iri, _words(facts, _RDFS + "label"), targets, focus, checks, in_none)


def _focus(release: Release, classes: list[str], subjects: list[str], objects: list[str]) -> int | None:
    """How many things a shape is about (SHACL, section 2.1.3); ``None`` where there are too many to count them here."""
    found: set[str] = set()
    patterns = [(_RDF + "type", NamedNode(each)) for each in _with_subclasses(release, classes)]
    for predicate, value in [*patterns, *((each, None) for each in (*subjects, *objects))]:
        quads = release.store.quads_for_pattern(None, NamedNode(predicate), value, DefaultGraph())
        at_object = value is None and predicate in objects
        found.update(_ends(islice(quads, _COUNTED), at_object=at_object))
        if next(quads, None) is not None:
            return None
    return len(found)


def _ends(quads: Iterable[Quad], *, at_object: bool) -> Iterator[str]:
    return (str(each.object if at_object else each.subject) for each in quads)


def _with_subclasses(release: Release, classes: list[str]) -> list[str]:
    """The classes and those below them: a thing of a subclass is of the class, too."""
    found, waiting = list(classes), list(classes)
    while waiting:
        above = NamedNode(waiting.pop())
        for quad in release.store.quads_for_pattern(None, NamedNode(_RDFS + "subClassOf"), above, DefaultGraph()):
            below = value_of(quad.subject)
            if below not in found:
                found.append(below)
                waiting.append(below)
    return found


def _finding(release: Release, shapes: Facts, facts: Mapping[str, list[NamedNode | Literal]], code: str) -> Finding:
    source, path = _source(facts), _first(facts, _SH + "resultPath")
    holder = next((each for each in shapes.values() if source in _values(each, _SH + "property")), {})
    above = shapes.get(_first(facts, _SH + "sourceShape"), {})
    remedy = release.names.base + _REMEDY
    remedies = (_words(each, remedy) for each in (shapes.get(source, {}), holder, above))
    return Finding(
        severity=_first(facts, _SH + "resultSeverity").removeprefix(_SH),
        message=_words(facts, _SH + "resultMessage"),
        focus=named(release, _first(facts, _SH + "focusNode"), code),
        path=named(release, path, code) if path else None,
        value=_first(facts, _SH + "value"),
        quote=_first(facts, _EXACT),
        place=_first(facts, _RDFS + "comment"),
        remedy=next((each for each in remedies if each), {}),
    )


def _source(facts: Mapping[str, list[NamedNode | Literal]]) -> str:
    return _first(facts, _SH + "sourceConstraint") or _first(facts, _SH + "sourceShape")


def _severity(facts: Mapping[str, list[NamedNode | Literal]]) -> str:
    return _first(facts, _SH + "severity").removeprefix(_SH) or "Violation"


def _values(facts: Mapping[str, list[NamedNode | Literal]], predicate: str) -> list[str]:
    return sorted(each.value for each in facts.get(predicate, ()))


def _first(facts: Mapping[str, list[NamedNode | Literal]], predicate: str) -> str:
    return next(iter(_values(facts, predicate)), "")


def _rule(facts: Mapping[str, list[NamedNode | Literal]]) -> Words:
    """The message of a constraint, without the values that it would have."""
    return {language: _VALUE.sub("…", text) for language, text in _words(facts, _SH + "message").items()}


def _words(facts: Mapping[str, list[NamedNode | Literal]], predicate: str) -> Words:
    return {each.language or "": each.value for each in facts.get(predicate, ()) if isinstance(each, Literal)}
