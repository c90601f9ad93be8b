"""The announcement itself, its text, the places it names, and what could not be read, as RDF."""

from __future__ import annotations

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, XSD

from graph.rdf.piece import Piece
from graph.rdf.writer import boolean, integer
from graph.vocabulary import SCHEMA

_ZONE = "+07:00"
"""The offset of Viet Nam, without daylight saving."""


def write_announcement(piece: Piece) -> None:
    """The head of the piece, with everything that it does not state said to be so."""
    writer, said, node = piece.writer, piece.facts.announcement, piece.node
    metadata = writer.document.metadata
    writer.types(node, writer.names.term("Announcement"), SCHEMA.NewsArticle)
    writer.label(node, said.headline.value)
    writer.add(node, SCHEMA.headline, Literal(said.headline.value, lang="vi"))
    writer.add(node, DCTERMS.identifier, Literal(writer.document.id))
    writer.add(node, SCHEMA.inLanguage, Literal(metadata.language))
    writer.cite(node, said.headline.evidence)
    for programme in piece.programmes:
        writer.add(node, SCHEMA.about, programme)
    if said.published:
        _published(piece, said.published)
        writer.add_term(node, "dateSupplied", boolean(said.published_evidence is None))
    if said.published_evidence:
        writer.cite(node, [said.published_evidence])
    if said.byline:
        writer.add_term(node, "byline", Literal(said.byline.value))
        writer.cite(node, said.byline.evidence)
    if said.caption:
        writer.add_term(node, "caption", Literal(said.caption.value, lang="vi"))
        writer.cite(node, said.caption.evidence)
    if metadata.publisher:
        writer.add(node, SCHEMA.publisher, Literal(metadata.publisher))
    if metadata.address:
        writer.add(node, SCHEMA.url, URIRef(metadata.address))
    for stated, predicate in (
        (metadata.publisher, SCHEMA.publisher),
        (metadata.address, SCHEMA.url),
        (said.byline, writer.names.term("byline")),
        (said.published, SCHEMA.datePublished),
    ):
        if stated is None:
            writer.add_term(node, "notStated", predicate)


def _published(piece: Piece, local: str) -> None:
    """The moment as printed; the offset of Viet Nam is assumed where the text names none."""
    if "T" in local:
        stated = piece.facts.announcement.zone_stated
        piece.writer.add_term(piece.node, "timeZoneAssumed", boolean(not stated))
        value = Literal(local + _ZONE, datatype=XSD.dateTime)
    else:
        value = Literal(local, datatype=XSD.date)
    piece.writer.add(piece.node, SCHEMA.datePublished, value)


def write_text(piece: Piece) -> None:
    """The text as a thing; its characters only where the metadata say that the rights allow it."""
    writer, document = piece.writer, piece.writer.document
    writer.add_term(piece.node, "sourceText", writer.text)
    writer.types(writer.text, writer.names.term("SourceText"), PROV.Entity)
    writer.label(writer.text, f"Văn bản nguồn {document.id}", f"Source text {document.id}")
    writer.add_term(writer.text, "sha256", Literal(document.sha256))
    writer.add_term(writer.text, "characterCount", integer(len(document.text)))
    writer.add(writer.text, DCTERMS["format"], Literal("text/plain; charset=utf-8"))
    writer.add(writer.text, DCTERMS.language, Literal(document.metadata.language))
    for rights, language in ((document.metadata.rights, "en"), (document.metadata.rights_vi, "vi")):
        if rights:
            writer.add(writer.text, DCTERMS.rights, Literal(rights, lang=language))
    if document.metadata.publish_text:
        writer.add_term(writer.text, "fullText", Literal(document.text))


def write_mentions(piece: Piece) -> None:
    """Which words name which area."""
    for mention in piece.facts.mentions:
        piece.entities.areas.mention(mention)


def write_unread(piece: Piece) -> None:
    """The passages that the grammar could not read, stated so that nobody takes them for read."""
    writer = piece.writer
    for number, unread in enumerate(piece.facts.unread, start=1):
        subject = writer.own("unread", f"{number:02d}")
        writer.types(subject, writer.names.term("UnreadPassage"))
        writer.label(subject, f"Đoạn chưa đọc được ở dòng {unread.line}", f"Passage not read, line {unread.line}")
        writer.add_term(subject, "reason", Literal(unread.reason, lang="en"))
        writer.add_term(subject, "lineNumber", integer(unread.line))
        writer.cite(subject, [unread.evidence])
