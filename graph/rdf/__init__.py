"""Statements as RDF: one named graph for each announcement, every node with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from rdflib import URIRef

from graph.authority import Authority
from graph.errors import KhenError
from graph.rdf.announcement import write_announcement, write_mentions, write_text, write_unread
from graph.rdf.awards import write_award
from graph.rdf.entities import Entities, all_mentions
from graph.rdf.figures import write_statistics
from graph.rdf.piece import Piece
from graph.rdf.programmes import write_events, write_periods
from graph.rdf.writer import Writer
from graph.source import SourceDocument
from graph.statement import Facts, OrganisationMention, PersonMention, PlaceMention
from graph.vocabulary import Names, Quad

__all__ = ["NotDated", "statement_quads"]


class NotDated(KhenError):
    """Nothing tells when a piece appeared, so no office and no province in it can be dated."""


def statement_quads(
    pieces: Iterable[tuple[SourceDocument, Facts]], authority: Authority, names: Names
) -> Iterator[Quad]:
    """The graphs of the announcements.

    They are written in the order in which the pieces appeared, so that the first spelling of a name is the
    preferred label whatever the order of the folders.

    Raises:
        NotDated: a piece carries no date, and ``source.toml`` gives none.
    """
    labels: dict[URIRef, str] = {}
    for document, facts in sorted(pieces, key=lambda piece: (piece[1].announcement.published or "", piece[0].id)):
        yield from _announcement(document, facts, authority, names, labels)


def _announcement(
    document: SourceDocument, facts: Facts, authority: Authority, names: Names, labels: dict[URIRef, str]
) -> Iterator[Quad]:
    if facts.announcement.published is None:
        raise NotDated(
            document.id,
            "the text prints no date of publication",
            'Add published = "YYYY-MM-DD" to source.toml, from where the text was found.',
        )
    day = date.fromisoformat(facts.announcement.published[:10])
    writer = Writer(document, names)
    entities = Entities(writer, authority, day, labels, all_mentions(_organisations(facts)))
    piece = Piece(facts, writer, entities, authority)
    for write in (
        write_announcement,
        write_text,
        write_periods,
        write_award,
        write_events,
        write_mentions,
        write_statistics,
        write_unread,
    ):
        write(piece)
    yield from writer.quads


def _organisations(facts: Facts) -> Iterator[OrganisationMention | None]:
    """Every organisation that the statements name, so that a short name can find its long one."""
    people: list[PersonMention | None] = [event.presenter for event in facts.events]
    if facts.decision:
        yield facts.decision.awarding_body
    for conferral in facts.conferrals:
        if isinstance(conferral.recipient, PersonMention):
            people.append(conferral.recipient)
        else:
            yield conferral.recipient
    for person in people:
        if person:
            yield from (office.organisation for office in person.offices)
    for event in facts.events:
        yield event.organiser
    for mobilisation in facts.mobilisations:
        if not isinstance(mobilisation.mobiliser, PlaceMention):
            yield mobilisation.mobiliser
