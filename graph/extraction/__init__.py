"""Statements from text: by grammar and gazetteer, each with the words it was read from.

Nothing is typed in for any one text. What looks like a statement and cannot be read is reported with its
line (:class:`graph.statement.Unread`), never dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain

from graph.authority import Authority
from graph.errors import KhenError
from graph.extraction.comparisons import read_comparisons
from graph.extraction.coverage import Coverage
from graph.extraction.decision import read_decision, read_givers
from graph.extraction.events import read_events
from graph.extraction.figures import FigureReader
from graph.extraction.header import Layout, read_layout
from graph.extraction.organisations import Grammar
from graph.extraction.people import People
from graph.extraction.places import mentioned, unlocated
from graph.extraction.programmes import read_programmes
from graph.extraction.reading import Line, Reader, as_item
from graph.extraction.recipients import Listing, read_counts, read_listings
from graph.source import AcceptedDifference, SourceDocument
from graph.statement import (
    AnnouncedCount,
    CountDifference,
    Event,
    Facts,
    RecipientKind,
    Unread,
)

__all__ = ["CountMismatch", "extract"]


class CountMismatch(KhenError):
    """A list of recipients has another length than the text announces, and nobody has stated why."""


def extract(document: SourceDocument, authority: Authority) -> Facts:
    """Everything that the document states.

    Raises:
        CountMismatch: an announced count differs from its list, and ``source.toml`` does not accept it.
    """
    reader = Reader(document)
    layout = read_layout(reader)
    published = date.fromisoformat(layout.announcement.published[:10]) if layout.announcement.published else None
    grammar = Grammar(reader, authority, published)
    listings = read_listings(grammar, layout.body)
    listed_lines = {number for listing in listings for number in listing.lines}
    prose = tuple(line for line in layout.body if line.number not in listed_lines)
    sentences = tuple(reader.sentences(prose))
    counts = read_counts(reader, _count_lines(reader, layout))
    decision = read_decision(grammar, sentences, counts)
    programmes = read_programmes(reader, sentences)
    events = read_events(grammar, layout, sentences, published)
    taken = [
        *(quote for count in counts for quote in count.evidence),
        *(quote for programme in programmes for quote in programme.evidence),
        *(quote for programme in programmes for period in programme.periods for quote in period.evidence),
        *(quote for event in events if event.kind == "conference" and event.day for quote in event.evidence),
        *(decision.number.evidence if decision and decision.number else ()),
        *([decision.day[1]] if decision and decision.day else ()),
        *(reader.quote(line.start, item.start) for line in prose if (item := as_item(line))),
    ]
    coverage = Coverage(reader, taken)
    figures = FigureReader(grammar, coverage).read(sentences)
    if decision is None:
        for sentence, start, end in read_givers(grammar, sentences):
            coverage.report(sentence, start, end, "an award without a body that gives it")
    coverage.report_rest(sentences)
    for event in events:
        coverage.unread.extend(_unread_posts(grammar, event))
    coverage.report_furniture(reader.furniture)
    differences = _differences(document, counts, listings)
    facts = Facts(
        document.id,
        layout.announcement,
        decision,
        programmes,
        tuple(chain.from_iterable(listing.conferrals for listing in listings)),
        events,
        tuple(figures.figures),
        tuple(figures.mobilisations),
        read_comparisons(reader, sentences, figures.figures),
        (),
        differences,
        (*chain.from_iterable(listing.unread for listing in listings), *coverage.unread),
    )
    found = {(place.evidence.start, place.evidence.end): place for place in mentioned(facts)}
    mentions = tuple(found[span] for span in sorted(found))
    unknown = unlocated(mentions, authority.places, published, document)
    return replace(facts, mentions=mentions, unread=(*facts.unread, *unknown))


def _unread_posts(grammar: Grammar, event: Event) -> Iterator[Unread]:
    """The posts of the presenter that name no organisation."""
    person = event.presenter
    for quote in event.evidence if person else ():
        if person and quote.start <= person.evidence.start < quote.end:
            for post in People(grammar).left(person, quote.start, quote.end):
                yield Unread("a post without its organisation", post, grammar.reader.line_of(post.start))


def _count_lines(reader: Reader, layout: Layout) -> tuple[Line, ...]:
    """Every line that may announce a count: the title, where it is printed again, and the body."""
    skipped = {layout.caption.number} if layout.caption else set()
    return tuple(line for line in reader.lines if line.number not in skipped)


def _differences(
    document: SourceDocument, counts: tuple[AnnouncedCount, ...], listings: tuple[Listing, ...]
) -> tuple[CountDifference, ...]:
    by_kind = {listing.kind: listing for listing in listings}
    differences = []
    for count in counts:
        listing = by_kind.get(count.kind)
        listed = len(listing.conferrals) if listing else 0
        if listed == count.value:
            continue
        accepted = _accepted(document, count.kind, count.value, listed)
        if accepted is None:
            raise CountMismatch(document.id, *_mismatch(document, count, listing, listed))
        quotes = (*count.evidence, *([listing.head] if listing else ()))
        quotes = (*quotes, *((each.evidence for each in listing.conferrals) if listing else ()))
        differences.append(
            CountDifference(count.kind, count.value, listed, accepted.note, tuple(dict.fromkeys(quotes)))
        )
    return tuple(differences)


def _accepted(document: SourceDocument, kind: RecipientKind, announced: int, listed: int) -> AcceptedDifference | None:
    return next(
        (
            each
            for each in document.metadata.differences
            if (each.kind, each.announced, each.listed) == (kind.value, announced, listed)
        ),
        None,
    )


def _mismatch(document: SourceDocument, count: AnnouncedCount, listing: Listing | None, listed: int) -> tuple[str, str]:
    announced_at = ", ".join(f"line {document.line_of(quote.start)} “{quote.exact}”" for quote in count.evidence)
    where = f"the list at line {document.line_of(listing.head.start)}" if listing else "the text, which has no list,"
    unread = "".join(f"\n  line {each.line} was not read ({each.reason}): {each.evidence.exact}" for each in (
        listing.unread if listing else ()))  # fmt: skip
    return (
        f"announces {count.value} {count.kind.value} recipients ({announced_at}), but {where} names {listed}{unread}",
        "Correct the reading, or, if the source itself differs, state it in source.toml: "
        f'[[difference]] kind = "{count.kind.value}", announced = {count.value}, listed = {listed}, note = "why".',
    )
