"""Keys that are no longer in use: merged into another one, or withdrawn. A key is never used for a second thing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from graph.authority.tables import Row, read_table

COLUMNS: Final = ("key", "status", "to", "date", "note")
REASONS: Final = ("request", "law", "error")
"""Why a key was withdrawn: the person asked for it, a law or a court demands it, or it should never have been."""
_PERSON: Final = "person/"


def read_retired(file: Path) -> dict[str, dict[str, str]]:
    """Retired key to what became of it; empty where the corpus has no such table.

    Keys are ``kind/key``, such as ``person/phan-thi-hieu-ben-tre``. Of a row, all but the note is published.

    Raises:
        AuthorityError: a row is not understood; the line is named.
    """
    if not file.exists():
        return {}
    retired: dict[str, dict[str, str]] = {}
    for row in read_table(file, COLUMNS, required=("key", "status", "date"), optional=("reason",)):
        if row["key"] in retired:
            raise row.error(f"key '{row['key']}' is retired twice")
        retired[row["key"]] = _record(row)
    return retired


def withdrawn_people(retired: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """The people who are withdrawn, with the keys that had been merged into theirs.

    >>> gone = {"status": "withdrawn", "date": "2026-11-24"}
    >>> merged = {"status": "merged", "date": "2026-01-01", "to": "person/b"}
    >>> withdrawn_people({"person/a": merged, "person/b": gone, "org/c": gone}) == {"person/a": gone, "person/b": gone}
    True
    """
    found = {}
    for key in retired:
        seen, end = {key}, key
        while (after := retired.get(end, {}).get("to")) and after not in seen:
            seen.add(after)
            end = after
        if end.startswith(_PERSON) and retired.get(end, {}).get("status") == "withdrawn":
            found[key] = retired[end]
    return found


def _record(row: Row) -> dict[str, str]:
    if row["status"] not in ("merged", "withdrawn"):
        raise row.error(f"status '{row['status']}' is neither merged nor withdrawn")
    if (row["status"] == "merged") != bool(row["to"]):
        raise row.error("'to' names the key that a merged one became, and only that")
    if row["reason"] and (row["status"] == "merged" or row["reason"] not in REASONS):
        raise row.error(f"'{row['reason']}' is no reason to withdraw a key", f"Known: {', '.join(REASONS)}.")
    try:
        date.fromisoformat(row["date"])
    except ValueError as error:
        raise row.error(f"'{row['date']}' is not a day", "Write it as 2026-11-24.") from error
    return {each: row[each] for each in ("status", "to", "date", "reason") if row[each]}
