"""Figures, sums raised and comparisons, as RDF."""

from __future__ import annotations

from rdflib import Literal, URIRef
from rdflib.namespace import PROV, SKOS

from graph.rdf.piece import Piece
from graph.rdf.writer import boolean, day_literal, number_literal, year_literal
from graph.spelling import fold, settle_tone, slug
from graph.statement import (
    Comparability,
    Comparison,
    Figure,
    FigureRole,
    FundMobilisation,
    PlaceMention,
    Qualifier,
    ReferenceTime,
)
from graph.vocabulary import SCHEMA

_UNITS = {"number": "Number", "percent": "Percent", "year": "Year"}
_DEGREE = {
    Qualifier.EXACT: ("", ""),
    Qualifier.MORE_THAN: ("trên ", "more than "),
    Qualifier.NEARLY: ("gần ", "nearly "),
    Qualifier.ABOUT: ("khoảng ", "about "),
}
_OUTCOMES = {"exceeded": "TargetExceeded", "met": "TargetMet", "missed": "TargetMissed"}


def write_statistics(piece: Piece) -> None:
    """Every figure, sum and comparison."""
    nodes: list[URIRef] = []
    ordinals = {FigureRole.RESULT: 0, FigureRole.TARGET: 0}
    for figure in piece.facts.figures:
        ordinals[figure.role] += 1
        letter = "s" if figure.role is FigureRole.RESULT else "t"
        nodes.append(_figure(piece, figure, piece.writer.own("statement", f"{letter}{ordinals[figure.role]:02d}")))
    for number, mobilisation in enumerate(piece.facts.mobilisations, start=1):
        _mobilisation(piece, mobilisation, number)
    for number, comparison in enumerate(piece.facts.comparisons, start=1):
        _comparison(piece, comparison, number, nodes)


def _figure(piece: Piece, figure: Figure, node: URIRef) -> URIRef:
    writer = piece.writer
    role = "Result" if figure.role is FigureRole.RESULT else "Target"
    writer.types(node, writer.names.term(role), SCHEMA.Observation)
    writer.label(node, figure.evidence[0].exact)
    writer.number(node, figure.value, figure.qualifier, writer.names.term("statedValue"))
    unit = _UNITS.get(figure.unit)
    writer.add_term(node, "unit", writer.names.term(unit) if unit else writer.names.thing("unit", figure.unit))
    if unit is None:
        writer.add_term(node, "currencyInferred", boolean(figure.currency_inferred))
    writer.add_term(node, "indicator", _indicator(piece, figure))
    about = piece.entities.organisation(figure.subject) if figure.subject else (piece.programme or piece.node)
    writer.add_term(node, "about", about)
    if figure.time:
        _time(piece, node, figure.time)
    writer.cite(node, figure.evidence)
    writer.cite(node, figure.context, relation="contextEvidence")
    return node


def _time(piece: Piece, node: URIRef, time: ReferenceTime) -> None:
    writer = piece.writer
    writer.add_term(node, "referenceText", Literal(time.words, lang="vi"))
    if time.day:
        writer.add_term(node, "referenceTime", day_literal(time.day))
    elif time.year:
        writer.add_term(node, "referenceTime", year_literal(time.year))
    if time.since:
        writer.add_term(node, "referenceStart", year_literal(time.since))


def _indicator(piece: Piece, figure: Figure) -> URIRef:
    """What is measured: an indicator of the tables, or one named by the words of the text."""
    writer = piece.writer
    if known := piece.authority.terms.indicator(figure.counted, figure.measure):
        return writer.names.thing("indicator", known.key)
    words = " ".join(part for part in (figure.counted, figure.measure if figure.unit == "percent" else "") if part)
    words = words or figure.measure or "số tiền"
    subject = writer.names.thing("indicator", slug(words))
    writer.types(subject, SKOS.Concept)
    label = piece.entities.labels.setdefault(subject, settle_tone(words[:1].upper() + words[1:]))
    writer.label(subject, label, preferred=True)
    writer.cite(subject, figure.evidence)
    return subject


def _mobilisation(piece: Piece, mobilisation: FundMobilisation, number: int) -> None:
    writer = piece.writer
    node, amount = writer.own("fund-mobilisation", str(number)), writer.own("amount", str(number))
    who = mobilisation.mobiliser
    raiser = piece.entities.areas.place(who) if isinstance(who, PlaceMention) else piece.entities.organisation(who)
    writer.types(node, writer.names.term("FundMobilisation"), PROV.Activity)
    writer.label(node, mobilisation.evidence.exact)
    if raiser:
        writer.add_term(node, "mobiliser", raiser)
    writer.add_term(node, "amount", amount)
    if piece.programme:
        writer.add_term(node, "forProgramme", piece.programme)
    writer.cite(node, [mobilisation.evidence])
    writer.types(amount, SCHEMA.MonetaryAmount)
    vi, en = _DEGREE[mobilisation.qualifier]
    value = f"{mobilisation.value:,f}"
    grouped = value.replace(",", " ").replace(".", ",").replace(" ", ".")
    writer.label(amount, f"{vi}{grouped} {mobilisation.currency}", f"{en}{value} {mobilisation.currency}")
    writer.number(amount, mobilisation.value, mobilisation.qualifier, SCHEMA.value)
    writer.add(amount, SCHEMA.currency, Literal(mobilisation.currency))
    writer.add_term(amount, "currencyInferred", boolean(mobilisation.currency_inferred))
    writer.cite(amount, [mobilisation.evidence])


def _comparison(piece: Piece, comparison: Comparison, number: int, nodes: list[URIRef]) -> None:
    writer = piece.writer
    node = writer.own("comparison", str(number))
    target, result = piece.facts.figures[comparison.target], piece.facts.figures[comparison.result]
    writer.types(node, writer.names.term("TargetComparison"))
    measured = piece.authority.terms.indicator(result.counted, result.measure)
    writer.label(
        node,
        f"So sánh với chỉ tiêu: {result.counted}",
        f"Comparison with a target: {measured.name_en}" if measured else "",
    )
    writer.add_term(node, "target", nodes[comparison.target])
    writer.add_term(node, "result", nodes[comparison.result])
    if comparison.outcome:
        writer.add_term(node, "statedOutcome", writer.names.term(_OUTCOMES[comparison.outcome]))
    if comparison.comparability is Comparability.COMPARABLE:
        writer.add_term(node, "comparability", writer.names.term("Comparable"))
        writer.add_term(node, "difference", number_literal(result.value - target.value))
    else:
        writer.add_term(node, "comparability", writer.names.term("PartlyComparable"))
    for words, language in zip(_differing(target, result), ("vi", "en"), strict=False):
        writer.add(node, SKOS.note, Literal(words, lang=language))
    writer.cite(node, [comparison.evidence])


def _differing(target: Figure, result: Figure) -> tuple[str, ...]:
    """In what a target and a result differ, in Vietnamese and in English; nothing where they do not."""
    differing = [
        ("đối tượng", "the people", target.counted, result.counted),
        ("việc được đo", "what is measured", target.measure, result.measure),
        ("thời điểm", "the time", *(each.time.words if each.time else "—" for each in (target, result))),
    ]
    differing = [each for each in differing if fold(each[2]) != fold(each[3])]
    if not differing:
        return ()
    return (
        "Chỉ tiêu và kết quả khác nhau về " + "; ".join(f"{vi} (“{a}” / “{b}”)" for vi, _, a, b in differing) + ".",
        "Target and result differ in " + "; ".join(f"{en} (“{a}” / “{b}”)" for _, en, a, b in differing) + ".",
    )
