"""The decision, its announced counts and its conferrals, as RDF."""

from __future__ import annotations

from itertools import permutations

from rdflib import Literal, URIRef
from rdflib.namespace import PROV, SKOS

from graph.rdf.piece import KIND_LABELS, KIND_LETTERS, KIND_TERMS, Piece
from graph.rdf.writer import day_literal, integer
from graph.statement import AnnouncedCount, Conferral, CountDifference, Decision, PersonMention, RecipientKind
from graph.vocabulary import SCHEMA


def write_award(piece: Piece) -> None:
    """The decision with everything under it; nothing where the text reports none."""
    decision = piece.facts.decision
    if decision is None:
        return
    award = piece.award(decision)
    _decision(piece, decision, award)
    nodes = [_count(piece, count, decision, award) for count in decision.counts]
    pairs = list(zip(nodes, decision.counts, strict=True))
    for (one, first), (other, second) in permutations(pairs, 2):
        if first.kind is second.kind:
            piece.writer.add_term(one, "conflictsWith", other)
    for difference in piece.facts.differences:
        _difference(piece, difference, decision)
    for conferral in piece.facts.conferrals:
        _conferral(piece, conferral, decision, award)


def _decision(piece: Piece, decision: Decision, award: URIRef) -> None:
    writer, subject, form = piece.writer, piece.decision, piece.form(decision)
    writer.types(subject, writer.names.term("AwardDecision"), PROV.Activity)
    counts = [(count.value, *KIND_LABELS[count.kind]) for count in decision.counts]
    whom = " và ".join(f"{value} {vi}" for value, vi, _ in counts)
    to = " and ".join(f"{value} {en}" for value, _, en in counts)
    writer.label(
        subject,
        f"Quyết định tặng {form.name_vi}" + (f" cho {whom}" if whom else ""),
        f"Decision to give the {form.name_en.lower()}" + (f" to {to}" if to else ""),
        preferred=True,
    )
    body = piece.entities.organisation(decision.awarding_body)
    writer.add_term(piece.node, "announces", subject)
    writer.add_term(subject, "decidedBy", body)
    writer.add(subject, PROV.wasAssociatedWith, body)
    writer.add_term(subject, "award", award)
    writer.cite(subject, decision.evidence)
    if decision.ground:
        writer.add_term(subject, "ground", Literal(decision.ground.value, lang="vi"))
        writer.cite(subject, decision.ground.evidence)
    if piece.programme:
        writer.add_term(subject, "forProgramme", piece.programme)
    _act(piece, decision)


def _act(piece: Piece, decision: Decision) -> None:
    """Number and date of the decision, or the statement that the text gives none."""
    writer, subject = piece.writer, piece.decision
    if decision.number:
        writer.add(subject, SCHEMA.legislationIdentifier, Literal(decision.number.value))
        writer.cite(subject, decision.number.evidence)
    else:
        writer.add_term(subject, "notStated", SCHEMA.legislationIdentifier)
    if decision.day:
        day, evidence = decision.day
        writer.add(subject, SCHEMA.legislationDate, day_literal(day))
        writer.cite(subject, [evidence])
    else:
        writer.add_term(subject, "notStated", SCHEMA.legislationDate)


def _count_node(piece: Piece, kind: RecipientKind, value: int, decision: Decision) -> URIRef:
    """The node of a count; a second number for the same kind has a node of its own."""
    place = [count.value for count in decision.counts if count.kind is kind].index(value)
    return piece.writer.own("count", f"1-{KIND_LETTERS[kind]}{place + 1 if place else ''}")


def _count(piece: Piece, count: AnnouncedCount, decision: Decision, award: URIRef) -> URIRef:
    writer, node = piece.writer, _count_node(piece, count.kind, count.value, decision)
    vi, en = KIND_LABELS[count.kind]
    writer.types(node, writer.names.term("AnnouncedCount"))
    writer.label(node, f"Công bố {count.value} {vi}", f"{count.value} {en} announced")
    writer.add_term(node, "recipientCount", integer(count.value))
    writer.add_term(node, "recipientKind", writer.names.term(KIND_TERMS[count.kind]))
    writer.add_term(node, "award", award)
    writer.cite(node, count.evidence)
    writer.add_term(piece.decision, "announcedCount", node)
    return node


def _difference(piece: Piece, difference: CountDifference, decision: Decision) -> None:
    writer = piece.writer
    count = _count_node(piece, difference.kind, difference.announced, decision)
    node = URIRef(str(count).replace("/count/", "/discrepancy/"))
    vi, en = KIND_LABELS[difference.kind]
    writer.types(node, writer.names.term("CountDiscrepancy"))
    writer.label(
        node,
        f"Công bố {difference.announced} {vi}, danh sách nêu {difference.listed}",
        f"{difference.announced} {en} announced, {difference.listed} listed",
    )
    writer.add_term(node, "ofCount", count)
    writer.add_term(node, "announcedNumber", integer(difference.announced))
    writer.add_term(node, "listedNumber", integer(difference.listed))
    writer.add(node, SKOS.note, Literal(difference.note, lang="en"))
    writer.cite(node, difference.evidence)


def _conferral(piece: Piece, conferral: Conferral, decision: Decision, award: URIRef) -> None:
    writer, entities = piece.writer, piece.entities
    node = writer.own("conferral", f"1-{KIND_LETTERS[conferral.kind]}{conferral.position:02d}")
    named = conferral.recipient
    recipient = entities.person(named) if isinstance(named, PersonMention) else entities.organisation(named)
    writer.types(node, writer.names.term("AwardConferral"), PROV.Activity)
    writer.label(node, f"{piece.form(decision).name_vi}: {conferral.evidence.exact}")
    writer.add_term(node, "recipient", recipient)
    writer.add_term(node, "recipientKind", writer.names.term(KIND_TERMS[conferral.kind]))
    writer.add_term(node, "award", award)
    writer.add_term(node, "underDecision", piece.decision)
    if piece.programme:
        writer.add_term(node, "forProgramme", piece.programme)
    if decision.ground:
        writer.add_term(node, "ground", Literal(decision.ground.value, lang="vi"))
    writer.add_term(node, "listPosition", integer(conferral.position))
    if any(event.kind == "presentation" for event in piece.facts.events):
        writer.add_term(node, "presentedAt", writer.own("event", "presentation"))
    writer.cite(node, [conferral.evidence])
    writer.add_term(recipient, "receivedAward", piece.decision)
