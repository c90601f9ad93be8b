"""A page of entries in the language of the reader: the picture, the table and the file of the same."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import format_date
from flask_babel import gettext as _
from markupsafe import Markup

from graph.store import Release
from server.addresses import link
from server.chronicle.entries import Basis, Entry, Kind
from server.document import Quote, quote_of
from server.drawing import framed, provenance
from server.drawing.times import PAGE, Form, Span, draw_times, whole
from server.lookup import values
from server.takeaway import quoted, source

COLUMNS: Final = (
    "start", "end", "kind", "iri", "label_vi", "label_en", "thing", "basis", "conflicts_with", "graph", "told_on",
    "thing_label_vi", "thing_label_en", "words", "words_start", "words_end", "evidence", "release", "licence",
)  # fmt: skip
"""Of the file. Words are those that the time was read from, with the places of their first and after their last
character in the source."""

Name = Callable[[str], str]
"""The name of a thing in the language of the reader."""


@dataclass(frozen=True)
class Line:
    """An entry as it is shown.

    Attributes:
        entry: that is shown.
        when: its time in words.
        kind: of what it is, in words.
        name: of the thing.
        detail: what the node says itself, where the thing is another; empty otherwise.
        conflicts: the times that are stated otherwise, in words, each with its page.
        quote: the words that it was read from.
        graph: the name and the page of the graph that says so.
    """

    entry: Entry
    when: str
    kind: str
    name: str
    href: str | None
    detail: str
    conflicts: tuple[tuple[str, str | None], ...]
    quote: Quote | None
    graph: tuple[str, str | None]


def line(release: Release, entry: Entry, times: dict[str, Entry], name: Name) -> Line:
    """An entry in the language of the reader.

    Args:
        release: where it was read.
        entry: that is shown.
        times: all entries by their nodes, to say what conflicts.
        name: tells the names of things.
    """
    others = [
        (when(times[each]) if each in times else name(each), link(release.names, each)) for each in entry.conflicts
    ]
    return Line(
        entry,
        when(entry),
        kinds()[entry.kind],
        name(entry.thing),
        link(release.names, entry.iri),
        name(entry.iri) if entry.iri != entry.thing else "",
        tuple(others),
        _quote(release, entry),
        (name(entry.graph), link(release.names, entry.graph)),
    )


def kinds() -> dict[Kind, str]:
    """What the kinds are called."""
    return {
        Kind.ANNOUNCEMENT: _("announcement"),
        Kind.DECISION: _("decision"),
        Kind.EVENT: _("event"),
        Kind.PROGRAMME: _("period of a programme"),
        Kind.FIGURE: _("time of a figure"),
        Kind.PROVINCE: _("change of provinces"),
    }


def when(entry: Entry) -> str:
    """The time of an entry, no more exact than it is stated."""
    if entry.end is None and entry.told:
        return str(_("since %(start)s, as told on %(day)s", start=_moment(entry.start), day=_moment(entry.told)))
    if entry.end is None:
        return str(_("since %(start)s", start=_moment(entry.start)))
    if entry.end == entry.start:
        return _moment(entry.start)
    return f"{_moment(entry.start)}–{_moment(entry.end)}"


def _moment(text: str) -> str:
    return str(format_date(date.fromisoformat(text), "medium")) if len(text) == 10 else text


def drawing(lines: Sequence[Line], form: Form = PAGE) -> Markup:
    """The picture of a page of entries."""
    return draw_times([_span(each) for each in lines], title=_("Timeline"), description=legend(), form=form)


def file(release: Release, lines: Sequence[Line]) -> Markup:
    """The picture as a file of its own: all names in full, how to read it, and where it is from."""
    spans = [_span(each) for each in lines]
    return framed(drawing(lines, whole(spans)), _("Timeline"), [legend(), *provenance(release)])


def legend() -> str:
    """How the picture is to be read."""
    return str(
        _(
            "Bars are periods, dots are days. A result that is stated since a year ends with the day of the "
            "announcement that tells of it; an arrow says that no end is stated. "
            "What is dashed is disputed (≠) or only reported."
        )
    )


def _span(line: Line) -> Span:
    return Span(
        f"{line.when}: {line.name} ({line.kind})",
        _drawn_name(line),
        line.entry.start,
        line.entry.end or line.entry.told,
        _sure(line),
        line.when,
    )


def _drawn_name(line: Line) -> str:
    return f"(≠) {line.name}" if line.conflicts else line.name


def _sure(line: Line) -> bool:
    return not line.conflicts and line.entry.basis != Basis.REPORTED


def table(release: Release, entries: Sequence[Entry]) -> str:
    """A header and a row for each entry (RFC 4180); days and years as they are stated. Each row names the release."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for each in entries:
        names, thing, quote = release.labels(each.iri), release.labels(each.thing), _quote(release, each)
        writer.writerow(
            (
                each.start, each.end or "", each.kind.value, each.iri, names.get("vi", ""), names.get("en", ""),
                each.thing, each.basis.value, " ".join(each.conflicts), each.graph, each.told or "",
                thing.get("vi", ""), thing.get("en", ""), *quoted(quote), *source(release),
            )
        )  # fmt: skip
    return text.getvalue()


def _quote(release: Release, entry: Entry) -> Quote | None:
    if entry.basis != Basis.STATED:
        return None
    evidence = values(release, entry.iri, str(release.names.term("evidence")), entry.graph)
    return next((found for each in evidence if (found := quote_of(release, each))), None)
