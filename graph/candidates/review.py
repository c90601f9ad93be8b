"""The review file: what is proposed, and beside it what a person has decided."""

from __future__ import annotations

import csv
import os
import secrets
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final

from graph.authority import fields
from graph.authority.tables import AuthorityError, Row
from graph.candidates.proposing import Proposal
from graph.candidates.tables import read_columns, written
from graph.candidates.targets import Target, target_of

COLUMNS: Final = (
    "subject", "subject_label", "target", "target_label", "score", "features", "justification", "found_on", "source",
    "decision", "reviewer", "note",
)  # fmt: skip
LEXICAL: Final = "LexicalMatching"
BACKGROUND: Final = "BackgroundKnowledgeBasedMatching"
"""Local names of https://w3id.org/semapv/vocab/: found by names, or only by what both are called elsewhere."""


class Decision(StrEnum):
    """What a person says of a proposal."""

    OPEN = ""
    ACCEPT = "accept"
    ACCEPT_EXACT = "accept-exact"
    REJECT = "reject"

    @property
    def accepted(self) -> bool:
        """Whether the link is to be published."""
        return self in (Decision.ACCEPT, Decision.ACCEPT_EXACT)


@dataclass(frozen=True)
class Entry:
    """A row of the review file, its fields as they are written; ``line`` is 0 where it was not read."""

    subject: str
    subject_label: str
    target: str
    target_label: str
    score: str
    features: str
    justification: str
    found_on: str
    source: str
    decision: Decision = Decision.OPEN
    reviewer: str = ""
    note: str = ""
    line: int = 0

    @property
    def pair(self) -> tuple[str, str]:
        """Ours and theirs."""
        return self.subject, self.target

    @property
    def other(self) -> Target:
        """The thing that is linked to."""
        found = target_of(self.target)
        assert found is not None, self.target
        return found

    @property
    def touched(self) -> bool:
        """Whether a person has written into the row."""
        return bool(self.decision or self.reviewer or self.note)


def entry(proposal: Proposal, day: date, source: str) -> Entry:
    """The row of a proposal."""
    return Entry(
        subject=proposal.subject.key,
        subject_label=proposal.subject.label,
        target=proposal.target.iri,
        target_label=_cell(proposal.label),
        score=str(proposal.score.points),
        features=_cell(str(proposal.score)),
        justification=LEXICAL if proposal.score.by_name else BACKGROUND,
        found_on=day.isoformat(),
        source=_cell(source),
    )


def merged(proposed: Iterable[Entry], held: Iterable[Entry]) -> tuple[Entry, ...]:
    """The rows that are proposed now, and those of the file in which somebody has written; theirs stay as they are.

    A row that says the same as before keeps its day. The order is that of our keys, then from the best down.
    """
    before = {each.pair: each for each in held}
    rows = {pair: each for pair, each in before.items() if each.touched}
    for each in proposed:
        old = before.get(each.pair)
        rows.setdefault(each.pair, old if old and _same(old, each) else each)
    return tuple(sorted(rows.values(), key=lambda each: (each.subject, -int(each.score), each.target)))


def write_review(file: Path, entries: Iterable[Entry]) -> None:
    """Write the file whole, or leave the one that is there.

    Raises:
        AuthorityError: the file cannot be written.
    """
    rows = ({column: str(asdict(each)[column]) for column in COLUMNS} for each in entries)
    replace_file(file, written(COLUMNS, rows))


def replace_file(file: Path, content: bytes) -> None:
    """Put a file in the place of another, on the disk and in one step.

    Raises:
        AuthorityError: the file cannot be written.
    """
    unfinished = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        try:
            with unfinished.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            unfinished.replace(file)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise AuthorityError(file, f"cannot be written: {error.strerror}", "Check the path and its rights.") from error


def read_review(file: Path) -> tuple[Entry, ...]:
    """The rows of a review file.

    Raises:
        AuthorityError: it cannot be read, or a row is wrong; line and field are named.
    """
    columns = read_columns(file)
    if columns != COLUMNS:
        remedy = f"The first line is: {','.join(COLUMNS)}; save the file as comma-separated UTF-8."
        raise AuthorityError(f"{file}, line 1", "does not name the columns of a review file", remedy)
    with file.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream, strict=True)
        try:
            rows = [_row(file, reader.line_num, values) for values in reader if values][1:]
        except (UnicodeDecodeError, csv.Error) as error:
            reason = f"not a table in UTF-8: {error}"
            raise AuthorityError(
                f"{file}, line {reader.line_num}", reason, "Save it as comma-separated UTF-8."
            ) from error
    entries = tuple(map(_entry, rows))
    seen: dict[tuple[str, str], int] = {}
    for row, each in zip(rows, entries, strict=True):
        if each.pair in seen:
            raise fields.wrong(row, "target", f"line {seen[each.pair]} has the same pair", "Keep one of the two rows.")
        seen[each.pair] = each.line
    return entries


def _row(file: Path, line: int, values: Sequence[str]) -> Row:
    if len(values) != len(COLUMNS):
        remedy = "Put a text that holds a comma between quotation marks."
        raise AuthorityError(f"{file}, line {line}", f"has {len(values)} fields in place of {len(COLUMNS)}", remedy)
    return Row(file, line, {column: value.strip() for column, value in zip(COLUMNS, values, strict=True)})


def _entry(row: Row) -> Entry:
    fields.matching(
        row, "subject", "(area|org)/[a-z0-9]+(-[a-z0-9]+)*", "a place or an organisation such as area/ben-tre"
    )
    target = target_of(row["target"])
    if target is None or target.iri != row["target"]:
        raise fields.wrong(row, "target", f"'{row['target']}' is no address of a known data set", "Propose anew.")
    fields.matching(row, "score", "100|[1-9]?[0-9]", "a whole number from 0 to 100")
    fields.one_of(row, "justification", (LEXICAL, BACKGROUND))
    fields.required_day(row, "found_on")
    decision = Decision(fields.one_of(row, "decision", tuple(Decision)))
    _check_decision(row, decision)
    return Entry(**{**row.fields, "decision": decision}, line=row.line)  # type: ignore[arg-type] # line is the number


def _check_decision(row: Row, decision: Decision) -> None:
    if decision and not row["reviewer"]:
        raise fields.wrong(row, "reviewer", "is empty", "Say who has decided, by name or initials.")
    if decision.accepted and not row["note"]:
        remedy = "A link needs two sources that agree: name the other one here."
        raise fields.wrong(row, "note", "is empty", remedy)
    if not decision and row["reviewer"]:
        raise fields.wrong(row, "decision", "is empty beside a reviewer", "Write accept, accept-exact or reject.")


def _same(one: Entry, other: Entry) -> bool:
    def said(each: Entry) -> Mapping[str, object]:
        return {**asdict(each), "found_on": "", "line": 0}

    return said(one) == said(other)


def _cell(text: str) -> str:
    """A text of others for a spreadsheet: one line, and no formula.

    >>> _cell("=HYPERLINK(1)")
    "'=HYPERLINK(1)"
    """
    # Characters that are not seen could turn the text round, or end the line.
    text = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in text)
    text = " ".join(text.split())[:500]
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
