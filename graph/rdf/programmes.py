"""Periods of programmes, and events, as RDF."""

from __future__ import annotations

from itertools import permutations

from rdflib import Literal, URIRef
from rdflib.namespace import RDF

from graph.rdf.piece import Piece
from graph.rdf.writer import boolean, day_literal, year_literal
from graph.statement import Event, Programme
from graph.vocabulary import SCHEMA


def write_periods(piece: Piece) -> None:
    """Every period stated for a programme; those that differ are declared to conflict, both ways."""
    number = 0
    for subject, programme in zip(piece.programmes, piece.facts.programmes, strict=True):
        number = _periods(piece, subject, programme, number)


def _periods(piece: Piece, subject: URIRef, programme: Programme, number: int) -> int:
    writer, nodes = piece.writer, []
    for period in programme.periods:
        number += 1
        node = writer.own("period-statement", str(number))
        nodes.append(node)
        years = f"{period.start}–{period.end}"
        writer.types(node, writer.names.term("PeriodStatement"))
        writer.label(node, f"Giai đoạn được nêu {years}", f"Stated period {years}")
        writer.add_term(node, "startYear", year_literal(period.start))
        writer.add_term(node, "endYear", year_literal(period.end))
        writer.add_term(node, "rank", writer.names.term("Normal"))
        writer.cite(node, period.evidence)
        writer.add_term(subject, "periodStatement", node)
    for one, other in permutations(nodes, 2):
        writer.add_term(one, "conflictsWith", other)
    return number


def write_events(piece: Piece) -> None:
    """The conference and the presentation."""
    for event in piece.facts.events:
        _event(piece, event)


def _event(piece: Piece, event: Event) -> None:
    writer = piece.writer
    node = writer.own("event", event.kind)
    writer.types(node, SCHEMA.Event)
    if event.kind == "presentation" and piece.facts.decision:
        form = piece.form(piece.facts.decision)
        writer.label(node, f"Trao {form.name_vi}", f"Presentation of the {form.name_en.lower()}", preferred=True)
    else:
        writer.label(node, event.name, preferred=True)
    if event.day:
        writer.add(node, SCHEMA.startDate, day_literal(event.day))
        writer.add_term(node, "yearAssumed", boolean(event.year_assumed))
    if event.part_of_day:
        writer.add_term(node, "partOfDay", Literal(event.part_of_day, lang="vi"))
    if event.organiser:
        writer.add(node, SCHEMA.organizer, piece.entities.organisation(event.organiser))
    if event.presenter:
        writer.add_term(node, "presenter", piece.entities.person(event.presenter))
    if piece.programme:
        writer.add(node, SCHEMA.about, piece.programme)
    conference = writer.own("event", "conference")
    held = (conference, RDF.type, SCHEMA.Event, writer.graph) in writer.quads
    if event.kind == "presentation" and held and event.day:
        writer.add(node, SCHEMA.superEvent, conference)
    writer.add_term(piece.node, "reports", node)
    writer.cite(node, event.evidence)
