"""Figures, sums raised and comparisons, as RDF."""

from __future__ import annotations

from dataclasses import dataclass, field

from rdflib import Literal, URIRef
from rdflib.namespace import PROV, SKOS, XSD

from graph.authority import Authority
from graph.rdf.entities import Entities
from graph.rdf.writer import Writer, day_literal, number_literal, year_literal
from graph.spelling import settle_tone, slug
from graph.statement import (
    Comparability,
    Comparison,
    Facts,
    Figure,
    FigureRole,
    FundMobilisation,
    PlaceMention,
    ReferenceTime,
)
from graph.vocabulary import SCHEMA

_UNITS = {"number": "Number", "percent": "Percent", "year": "Year"}
_OUTCOMES = {"exceeded": "TargetExceeded", "met": "TargetMet", "missed": "TargetMissed"}
_TRUE = Literal("true", datatype=XSD.boolean)
_FALSE = Literal("false", datatype=XSD.boolean)


@dataclass
class Statistics:
    """Writes the numbers that one announcement states about ``topic``, its programme or itself."""

    facts: Facts
    writer: Writer
    entities: Entities
    authority: Authority
    topic: URIRef
    programme: URIRef | None
    _nodes: list[URIRef] = field(default_factory=list)

    def write(self) -> None:
        """Every figure, sum and comparison."""
        ordinals = {FigureRole.RESULT: 0, FigureRole.TARGET: 0}
        for figure in self.facts.figures:
            ordinals[figure.role] += 1
            letter = "s" if figure.role is FigureRole.RESULT else "t"
            self._nodes.append(
                self._figure(figure, self.writer.own("statement", f"{letter}{ordinals[figure.role]:02d}"))
            )
        for number, mobilisation in enumerate(self.facts.mobilisations, start=1):
            self._mobilisation(mobilisation, number)
        for number, comparison in enumerate(self.facts.comparisons, start=1):
            self._comparison(comparison, number)

    def _figure(self, figure: Figure, node: URIRef) -> URIRef:
        writer = self.writer
        role = "Result" if figure.role is FigureRole.RESULT else "Target"
        writer.types(node, writer.names.term(role), SCHEMA.Observation)
        writer.label(node, figure.evidence[0].exact)
        writer.number(node, figure.value, figure.qualifier, writer.names.term("statedValue"))
        unit = _UNITS.get(figure.unit)
        writer.add_term(node, "unit", writer.names.term(unit) if unit else writer.names.thing("unit", figure.unit))
        if unit is None:
            writer.add_term(node, "currencyInferred", _TRUE if figure.currency_inferred else _FALSE)
        writer.add_term(node, "indicator", self._indicator(figure))
        about = self.entities.organisation(figure.subject) if figure.subject else self.topic
        writer.add_term(node, "about", about)
        if figure.time:
            self._time(node, figure.time)
        writer.cite(node, figure.evidence)
        writer.cite(node, figure.context, relation="contextEvidence")
        return node

    def _time(self, node: URIRef, time: ReferenceTime) -> None:
        writer = self.writer
        writer.add_term(node, "referenceText", Literal(time.words, lang="vi"))
        if time.day:
            writer.add_term(node, "referenceTime", day_literal(time.day))
        elif time.year:
            writer.add_term(node, "referenceTime", year_literal(time.year))
        if time.since:
            writer.add_term(node, "referenceStart", year_literal(time.since))

    def _indicator(self, figure: Figure) -> URIRef:
        """What is measured: an indicator of the tables, or one named by the words of the text."""
        writer = self.writer
        if known := self.authority.terms.indicator(figure.counted, figure.measure):
            return writer.names.thing("indicator", known.key)
        words = " ".join(part for part in (figure.counted, figure.measure if figure.unit == "percent" else "") if part)
        words = words or figure.measure or "số tiền"
        subject = writer.names.thing("indicator", slug(words))
        writer.types(subject, SKOS.Concept)
        label = self.entities.labels.setdefault(subject, settle_tone(words[:1].upper() + words[1:]))
        writer.label(subject, label, preferred=True)
        writer.cite(subject, figure.evidence)
        return subject

    def _mobilisation(self, mobilisation: FundMobilisation, number: int) -> None:
        writer = self.writer
        node, amount = writer.own("fund-mobilisation", str(number)), writer.own("amount", str(number))
        who = mobilisation.mobiliser
        raiser = self.entities.place(who) if isinstance(who, PlaceMention) else self.entities.organisation(who)
        writer.types(node, writer.names.term("FundMobilisation"), PROV.Activity)
        writer.label(node, mobilisation.evidence.exact)
        if raiser:
            writer.add_term(node, "mobiliser", raiser)
        writer.add_term(node, "amount", amount)
        if self.programme:
            writer.add_term(node, "forProgramme", self.programme)
        writer.cite(node, [mobilisation.evidence])
        writer.types(amount, SCHEMA.MonetaryAmount)
        value = number_literal(mobilisation.value)
        word = {"more than": "trên", "nearly": "gần", "about": "khoảng"}.get(mobilisation.qualifier.value, "")
        english = "" if mobilisation.qualifier.value == "exact" else mobilisation.qualifier.value
        writer.label(
            amount,
            f"{word} {value} {mobilisation.currency}".strip(),
            f"{english} {value} {mobilisation.currency}".strip(),
        )
        writer.number(amount, mobilisation.value, mobilisation.qualifier, SCHEMA.value)
        writer.add(amount, SCHEMA.currency, Literal(mobilisation.currency))
        writer.add_term(amount, "currencyInferred", _TRUE if mobilisation.currency_inferred else _FALSE)
        writer.cite(amount, [mobilisation.evidence])

    def _comparison(self, comparison: Comparison, number: int) -> None:
        writer = self.writer
        node = writer.own("comparison", str(number))
        target, result = self.facts.figures[comparison.target], self.facts.figures[comparison.result]
        writer.types(node, writer.names.term("TargetComparison"))
        writer.label(
            node,
            f"So sánh với chỉ tiêu: {result.counted}",
            f"Comparison with a target: statement {str(self._nodes[comparison.result]).rsplit('-', 1)[-1]}",
        )
        writer.add_term(node, "target", self._nodes[comparison.target])
        writer.add_term(node, "result", self._nodes[comparison.result])
        if comparison.outcome:
            writer.add_term(node, "statedOutcome", writer.names.term(_OUTCOMES[comparison.outcome]))
        if comparison.comparability is Comparability.COMPARABLE:
            writer.add_term(node, "comparability", writer.names.term("Comparable"))
            writer.add_term(node, "difference", number_literal(result.value - target.value))
        else:
            writer.add_term(node, "comparability", writer.names.term("PartlyComparable"))
            writer.add(
                node,
                SKOS.note,
                Literal("Chỉ tiêu và kết quả không đo cùng một việc trên cùng một đối tượng.", lang="vi"),
            )
            writer.add(
                node,
                SKOS.note,
                Literal("Target and result do not measure the same thing of the same people.", lang="en"),
            )
        writer.cite(node, [comparison.evidence])
