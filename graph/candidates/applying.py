"""What a person has accepted goes into the reviewed tables, and every decision into one beside them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Final

from graph.authority import Authority, read_authority
from graph.authority.tables import AuthorityError
from graph.candidates.review import Decision, Entry, replace_file
from graph.candidates.tables import (
    DECISION_COLUMNS,
    DECISIONS,
    UNVERIFIED,
    Table,
    read_decisions,
    read_links,
    without_verified,
    written,
)
from graph.candidates.targets import ORGANISATIONS, PLACES, Target

_SCHEMES: Final = {"area": PLACES, "org": ORGANISATIONS}
_MATCHES: Final = {Decision.ACCEPT: "close", Decision.ACCEPT_EXACT: "exact"}


@dataclass(frozen=True)
class Applied:
    """What was done.

    Attributes:
        accepted: links that are new in the tables.
        rejected: pairs that will not be proposed again.
        known: decisions that stood in the tables already.
        undecided: rows without a decision.
        files: what was written.
    """

    accepted: int
    rejected: int
    known: int
    undecided: int
    files: tuple[Path, ...]


def apply(entries: Iterable[Entry], review: Path, folder: Path, day: date) -> Applied:
    """Put the decisions of a review file into a folder of authority data; all of them, or none.

    Args:
        entries: the rows of the file.
        review: the file, for messages.
        folder: of the tables.
        day: of the review.

    Raises:
        AuthorityError: a decision contradicts another one or the tables; the line is named.
    """
    entries = tuple(entries)
    _check(entries, review, _keys(read_authority(folder)))
    before = read_links(folder)
    tables = {table.kind: table for table in before}
    linked = {pair for table in before for pair in table.links()}
    decisions = read_decisions(folder)
    decided, done = dict(decisions), {Decision.ACCEPT: 0, Decision.REJECT: 0, Decision.OPEN: 0}
    for each in (each for each in entries if each.decision):
        new, old = _check_against(each, linked, review), decisions.get(each.pair, {}).get("decision", "")
        if not new and old not in ("", each.decision):
            remedy = "Change the column 'match' of its row in the table by hand."
            raise _wrong(each, review, "decision", f"the link was decided on before: {old}", remedy)
        if each.decision.accepted and new:
            kind = each.subject.partition("/")[0]
            tables[kind] = tables[kind].with_row(_row(each, tables[kind], review, day))
        if old != each.decision:
            decided[each.pair] = _decision(each, day)
        done[_counted(each, new and old != each.decision)] += 1
    files = {Path(table.file.name): table.written() for table in tables.values() if table not in before}
    if decided != decisions:
        files[Path(DECISIONS)] = written(DECISION_COLUMNS, (decided[pair] for pair in sorted(decided)))
    accepted = {(each.subject, each.other) for each in entries if each.decision.accepted}
    if (rest := without_verified(folder, accepted)) is not None:
        files[UNVERIFIED] = rest
    _replace(files, folder)
    undecided = sum(not each.decision for each in entries)
    paths = tuple(folder / name for name in files)
    return Applied(done[Decision.ACCEPT], done[Decision.REJECT], done[Decision.OPEN], undecided, paths)


def _counted(each: Entry, new: bool) -> Decision:
    if not new:
        return Decision.OPEN
    return Decision.ACCEPT if each.decision.accepted else Decision.REJECT


def _decision(each: Entry, day: date) -> Mapping[str, str]:
    fields = {**asdict(each), "decision": each.decision.value, "reviewed": day.isoformat()}
    return {column: fields[column] for column in DECISION_COLUMNS}


def _keys(authority: Authority) -> frozenset[str]:
    places = (f"area/{place.key}" for place in authority.places.places)
    return frozenset((*places, *(f"org/{each.key}" for each in authority.terms.organisations)))


def _check(entries: Iterable[Entry], review: Path, keys: Container[str]) -> None:
    """Refuse what no table can hold: two accepted things of one data set for one of ours, or one for two of ours."""
    ours: dict[tuple[str, str], int] = {}
    theirs: dict[str, int] = {}
    for each in entries:
        if each.subject not in keys:
            raise _wrong(each, review, "subject", f"'{each.subject}' is unknown", "Correct it from the tables.")
        if not each.decision.accepted:
            continue
        if each.other.scheme not in _SCHEMES[each.subject.partition("/")[0]]:
            raise _wrong(each, review, "target", f"{each.other.scheme} has no such things", "Reject the row.")
        first = ours.setdefault((each.subject, each.other.scheme), each.line)
        if first != each.line:
            reason = f"line {first} accepts another thing of {each.other.scheme} for {each.subject}"
            raise _wrong(each, review, "decision", reason, "Accept one of them.")
        first = theirs.setdefault(each.target, each.line)
        if first != each.line:
            raise _wrong(each, review, "decision", f"line {first} accepts the same thing", "Accept one of them.")


def _check_against(each: Entry, linked: Collection[tuple[str, Target]], review: Path) -> bool:
    """Whether the tables do not have the link that a decision is on yet.

    Raises:
        AuthorityError: they say otherwise than the decision.
    """
    known = (each.subject, each.other) in linked
    if known and not each.decision.accepted:
        remedy = "Remove the link from the table first, if it is wrong."
        raise _wrong(each, review, "decision", "the link stands in the tables", remedy)
    for subject, target in linked if each.decision.accepted and not known else ():
        if target == each.other or (subject == each.subject and target.scheme == each.other.scheme):
            reason = f"the tables link {subject} to {target.scheme} {target.value}"
            raise _wrong(each, review, "decision", reason, "Decide which of the two is right, and remove the other.")
    return not known


def _row(each: Entry, table: Table, review: Path, day: date) -> Mapping[str, str]:
    """The link as a row of either table; each table takes the columns that it has."""
    if each.decision is Decision.ACCEPT_EXACT and "match" not in table.columns:
        remedy = "Write accept."
        raise _wrong(each, review, "decision", f"{table.file.name} does not say how far things are one", remedy)
    key = each.subject.partition("/")[2]
    source = f"{each.source} ({each.found_on})".replace("|", " ")
    sources = f"{source}|{each.note}"
    return {
        table.columns[0]: key,
        "scheme": each.other.scheme,
        "value": each.other.value,
        "target": each.other.scheme,
        "iri": each.target,
        "match": _MATCHES[each.decision],
        "found_by": each.justification,
        "reviewed": day.isoformat(),
        "verified": "yes",
        "source": sources,
        "sources": sources,
    }


def _replace(files: Mapping[Path, bytes], folder: Path) -> None:
    """Read the tables as they would be, and only then write them where it counts."""
    with tempfile.TemporaryDirectory() as temporary:
        trial = Path(temporary)
        for table in folder.glob("*.csv"):
            shutil.copy(table, trial)
        for file, content in files.items():
            (trial / file.name).write_bytes(content)
        try:
            read_authority(trial)
        except AuthorityError as error:
            raise AuthorityError(error.subject.replace(temporary, str(folder)), error.reason, error.remedy) from error
    for name, content in files.items():
        replace_file(folder / name, content)


def _wrong(each: Entry, review: Path, field: str, reason: str, remedy: str) -> AuthorityError:
    return AuthorityError(f"{review}, line {each.line}", f"field '{field}': {reason}", remedy)
